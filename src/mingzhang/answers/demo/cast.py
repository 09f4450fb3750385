"""The named cast: fictional people, each of whom shows one thing, found by listing the folder `scenarios`.

A new member is a new file there with a `MEMBER` and, when something happens to them after the common two years, a
function `happen(stage, who)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from mingzhang.answers.demo import scenarios
from mingzhang.answers.demo.numbers import FEMALE, MALE, id_number
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey, Scheme, Tier

EmployerKind = Literal["steady", "silent", "stopped", "tardy"]
Pays = Literal["in_time", "never"]
Card = Literal["active", "inactive", "none", "expired"]


@dataclass(frozen=True, slots=True)
class Cover:
    """How a member is insured: since `months` months, by which kind of employer, on which declared wage in yuan.

    Employers: `steady` pays each month, `silent` never did, `stopped` owes the last months, `tardy` pays a month late.
    People without an employer pay for themselves, `in_time` or `never`.
    """

    scheme: Scheme
    category: str
    months: int = 24
    employer: EmployerKind | None = None
    pays: Pays = "in_time"
    wage_yuan: int = 9_000
    waiting_days: int = 0
    confirmed: bool = True  # at the tax side
    tier: Tier | None = None  # where the scheme has two


@dataclass(frozen=True, slots=True)
class Member:
    """One fictional person: who they are, what they show, and the matrix causes that must be proved for them.

    `causes` must be proved under every one of `symptoms`; `also` names further symptoms with causes of their own.
    """

    sequence: int
    region: str
    name: str
    born: date
    cover: Cover | None
    shows: str
    symptoms: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    card: Card = "active"
    happen: Callable[[Stage, PersonKey], None] | None = field(default=None, compare=False)

    @property
    def gender(self) -> int:
        """By the sequence, as in every identity number: odd is male."""
        return MALE if self.sequence % 2 else FEMALE

    @property
    def living(self) -> Mapping[str, tuple[str, ...]]:
        """By symptom, the causes that this person is a living example of."""
        return dict.fromkeys(self.symptoms, self.causes) | dict(self.also)

    @property
    def number(self) -> str:
        """The identity number, in the region code of nobody."""
        return id_number(self.born, self.sequence)


@cache
def members() -> tuple[Member, ...]:
    """The whole cast, by sequence."""
    found = (import_module(f"{scenarios.__name__}.{module.name}").MEMBER for module in iter_modules(scenarios.__path__))
    return tuple(sorted(found, key=lambda member: member.sequence))


def members_of(region: str) -> tuple[Member, ...]:
    """The cast of one region, by sequence."""
    return tuple(member for member in members() if member.region == region)
