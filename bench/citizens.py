"""A city that does not exist yet: employers, the file in which they declare their people, and everybody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from mingzhang.answers.demo.names import person_name
from mingzhang.answers.demo.numbers import FEMALE, MALE, NumberMint
from mingzhang.basics.periods import add_months
from mingzhang.registers.enrolment.records import NewCoverage, NewEnrolment, NewPerson, Scheme

STAFF_AN_EMPLOYER = 40
SHARES = (  # of the city, in percent, who is no employer's
    (16, "employee", "retired", (61, 88)),
    (8, "employee", "flexible", (25, 54)),
    (16, "resident", "adult", (25, 75)),
    (14, "resident", "minor", (1, 16)),
)
STAFF_PERCENT = 46
DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Person:
    """Somebody with a number that nobody has."""

    name: str
    number: str
    gender: int
    born: date


class Citizens:
    """Draws the people of one city; the same seed draws the same."""

    def __init__(self, seed: int, as_of: date) -> None:
        self._chance = Random(seed)
        self._mint = NumberMint()
        self._as_of = as_of

    def person(self, ages: tuple[int, int]) -> Person:
        """One person of these ages."""
        while True:
            gender = self._chance.choice((MALE, FEMALE))
            days = self._chance.randrange(ages[0] * DAYS_A_YEAR, ages[1] * DAYS_A_YEAR)
            born = date.fromordinal(self._as_of.toordinal() - days)
            number = self._mint.mint(born, gender)
            if number is not None:
                return Person(person_name(self._chance), number, gender, born)

    def declaration(self, employers: Sequence[str], staff: int, month: date) -> bytes:
        """The file by which the employers declare so many people from a month on, as a spreadsheet program saves it."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(("单位编号", "姓名", "证件号码", "月工资", "变动类型", "起始年月"))
        for turn in range(staff):
            one = self.person((22, 54))
            wage = self._chance.randrange(4_000, 32_000, 100)
            employer = employers[turn % len(employers)]
            writer.writerow((employer, one.name, one.number, f"{wage}.00", "新增", f"{month:%Y-%m}"))
        return text.getvalue().encode("utf-8-sig")

    def others(self, people: int, month: date) -> list[NewEnrolment]:
        """Retired people, those who work for themselves, and residents, covered from a month on."""
        since = add_months(month, -1)
        return [
            self._enrolment(scheme, category, ages, month if scheme == "employee" else since)  # type: ignore[arg-type]
            for percent, scheme, category, ages in SHARES
            for _ in range(people * percent // 100)
        ]

    def _enrolment(self, scheme: Scheme, category: str, ages: tuple[int, int], since: date) -> NewEnrolment:
        one = self.person(ages)
        cover = NewCoverage(scheme, category, since, confirmed_on=since, entitled_from=since)
        retired_on = since if category == "retired" else None
        person = NewPerson(one.name, one.number, one.gender, one.born, retired_on=retired_on)
        return NewEnrolment(person, (cover,))
