"""An act at the enrolment desk: what it asks, for whom it is offered, and which operation it calls."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import Choice, Facts, FieldRule, Words
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.records import Coverage, Duplicate, Person, Transfer
from mingzhang.registers.enrolment.rules import coverage_holding

ACTS = "mingzhang.doors.counter.enrolling.acts"


@dataclass(frozen=True, slots=True)
class Situation:
    """How a person stands in the register on the day of the desk: what decides which acts are offered."""

    person: Person
    today: date
    coverages: tuple[Coverage, ...]
    transfers: tuple[Transfer, ...]
    duplicates: tuple[Duplicate, ...] | Refusal

    @property
    def current(self) -> Coverage | None:
        """The coverage of the day, whatever its status."""
        return coverage_holding(self.coverages, self.today)

    @property
    def status(self) -> str:
        """`active`, `suspended`, `stopped`, or `none` where nothing holds on the day."""
        return self.current.status if self.current is not None else "none"

    @property
    def alive(self) -> bool:
        """Whether no death is recorded."""
        return self.person.died_on is None


@dataclass(frozen=True, slots=True)
class Doing:
    """An act as it was asked for: at which desk, for whom, with which facts of the form."""

    connection: Connection
    desk: Desk
    person: Person
    facts: Facts

    def text(self, name: str) -> str:
        """A text of the form; empty where it was left out."""
        return str(self.facts.get(name) or "")

    def day(self, name: str) -> date | None:
        """A day of the form, or None where it was left out; a month is its first day."""
        typed = self.text(name)
        return date.fromisoformat(typed if len(typed) > len("2025-06") else f"{typed}-01") if typed else None

    def stated(self, name: str) -> date:
        """A day of the form that it does not let be left out."""
        found = self.day(name)
        if found is None:
            raise ValueError(f"the form has no {name}")
        return found


Work = Callable[[Doing], object]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `work` gives back what the operation gave, a Refusal when it was refused.

    `at_fault` names the field beside which a refusal's code is told; the others are told above the form. `first` fills
    the form in before anybody has typed.
    """

    name: str
    title: Words
    fields: tuple[FieldRule, ...]
    offered: Callable[[Situation], bool]
    work: Work
    at_fault: Mapping[str, str]
    done: Words
    first: Callable[[Situation], Mapping[str, str]] = lambda _: {}


def situation(connection: Connection, desk: Desk, person: Person) -> Situation:
    """Gather how a person stands."""
    return Situation(
        person,
        desk.today,
        queries.coverages(connection, desk.region, person.id),
        queries.transfers(connection, desk.region, person.id),
        queries.duplicates(connection, desk.region, person.id, desk.today),
    )


@lru_cache(maxsize=1)
def acts() -> Mapping[str, Act]:
    """Every act by its name, in the order of the files and within them."""
    package = importlib.import_module(ACTS)
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return {act.name: act for name in names for act in importlib.import_module(f"{ACTS}.{name}").FOUND}


def choices(words: Mapping[str, tuple[str, str]]) -> tuple[Choice, ...]:
    """Closed words as answers to choose from."""
    return tuple(Choice(word, Words(*spoken)) for word, spoken in words.items())


def day_field(name: str, title: Words, *, required: bool = True, hint: Words | None = None) -> FieldRule:
    """A field for a day."""
    return FieldRule(name, title, "day", required, hint=hint)


NOTE = FieldRule("note", Words("说明", "Note"), "text", required=False)
ENTITLED_FROM = day_field(
    "entitled_from",
    Words("待遇起算日", "Benefit counts from"),
    required=False,
    hint=Words(
        "平时不填，由规则算出；规则还没有入库时，按手里的文件填写。",
        "Leave empty: the rules say. Where the rule is not known, as your document says.",
    ),
)
EXEMPTION = FieldRule(
    "exemption",
    Words("免等待期", "Exempt from waiting"),
    "choice",
    required=False,
    choices=choices({"newborn": ("新生儿", "Newborn"), "special_group": ("特殊群体", "Special group")}),
)
