"""The crowd around the cast: who is insured how, since when and on which wage, drawn from one generator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from mingzhang.answers.demo.names import person_name
from mingzhang.answers.demo.numbers import FEMALE, MALE, NumberMint, card_number, phone_number
from mingzhang.basics.periods import add_months, month_of
from mingzhang.registers.enrolment.records import NewCoverage, NewCredential, NewEnrolment, NewPerson, Scheme

HISTORY_MONTHS = 24
_DAYS_A_YEAR = 365
_CARDS_BEFORE_THE_CROWD = 10_000  # numbers below belong to the cast


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of insured person: its share of the crowd in percent, the ages and the wages in yuan it has."""

    percent: int
    scheme: Scheme
    category: str
    ages: tuple[int, int]
    wages_yuan: tuple[int, int] | None = None


KINDS = (
    Kind(46, "employee", "in_service", (22, 54), (4_000, 32_000)),
    Kind(16, "employee", "retired", (61, 88)),
    Kind(8, "employee", "flexible", (25, 54), (4_000, 12_000)),
    Kind(16, "resident", "adult", (25, 80)),
    Kind(10, "resident", "minor", (1, 16)),
    Kind(4, "resident", "student", (19, 23)),
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One person of the crowd: how to be enrolled, and the wage in fen the employer (or the person) declares."""

    enrolment: NewEnrolment
    wage_fen: int | None

    @property
    def since(self) -> date:
        """The day from which the person is insured."""
        return self.enrolment.coverages[0].starts


def crowd(
    generator: Random, mint: NumberMint, region: str, count: int, employers: Sequence[int], as_of: date
) -> list[Newcomer]:
    """So many people with their cards, insured since the beginning of the history or a little later."""
    kinds = generator.choices(KINDS, weights=[kind.percent for kind in KINDS], k=count)
    return [
        _newcomer(generator, mint, region, turn, kind, employers, as_of)
        for turn, kind in enumerate(kinds, start=_CARDS_BEFORE_THE_CROWD)
    ]


def _newcomer(
    generator: Random,
    mint: NumberMint,
    region: str,
    turn: int,
    kind: Kind,
    employers: Sequence[int],
    as_of: date,
) -> Newcomer:
    gender = generator.choice((MALE, FEMALE))
    born, number = _birth(generator, mint, kind, gender, as_of)
    since = add_months(month_of(as_of), -generator.choice((HISTORY_MONTHS,) * 7 + (18, 12, 6)))
    wage = generator.randrange(*kind.wages_yuan, 100) * 100 if kind.wages_yuan else None
    coverage = NewCoverage(
        scheme=kind.scheme,
        category=kind.category,
        starts=since,
        employer_id=generator.choice(employers) if kind.category == "in_service" else None,
        confirmed_on=since,
        civil_servant=kind.category in ("in_service", "retired") and generator.random() < 0.05,
    )
    person = NewPerson(
        name=person_name(generator),
        number=number,
        gender=gender,
        birth_date=born,
        phone=phone_number(turn),
        retired_on=min(born + timedelta(days=60 * _DAYS_A_YEAR), since) if kind.category == "retired" else None,
    )
    activated = since if generator.random() < 0.97 else None
    card = NewCredential("card", card_number(region, turn), since, activated)
    return Newcomer(NewEnrolment(person, (coverage,), (card,)), wage)


def _birth(generator: Random, mint: NumberMint, kind: Kind, gender: int, as_of: date) -> tuple[date, str]:
    """A day of birth in the kind's ages that still has a number to give."""
    youngest, oldest = kind.ages
    while True:
        days = generator.randrange(youngest * _DAYS_A_YEAR, oldest * _DAYS_A_YEAR)
        born = as_of - timedelta(days=days)
        number = mint.mint(born, gender)
        if number is not None:
            return born, number
