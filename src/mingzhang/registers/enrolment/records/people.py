"""Who somebody is: person, identities, credentials, and in which field others know them otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import Period

Holder = Literal["register", "card", "bank", "channel"]
IdentityField = Literal["name", "number", "phone", "birth_date", "gender"]


@dataclass(frozen=True, slots=True)
class PersonKey:
    """Which person, in which pooling region's register."""

    region: str
    person_id: int

    @property
    def number(self) -> str:
        """The person's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.person_id)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in one region's register. `gender` is 1 male, 2 female, 9 not told."""

    region: str
    id: int
    name: str
    gender: int
    birth_date: date
    ethnicity: str
    died_on: date | None
    retired_on: date | None

    @property
    def number(self) -> str:
        """The person's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.id)


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom one holder (register, card, bank, channel) knows a person, and since when; numbers opened."""

    id: int
    person_id: int
    holder: Holder
    document_kind: str
    number: str
    phone: str | None
    name: str
    holds: Period
    reason: str
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field in which a holder (card, bank, channel) knows somebody otherwise than the register does; masked.

    `since` is the day from which both have been so: the later of the two versions' first days. `places` are the
    characters that differ, counted from 1, so that a reader finds them though they are hidden. The holder `register`
    means that the register's own birth date or gender is not what its number says.
    """

    holder: Holder
    field: IdentityField
    ours_masked: str
    theirs_masked: str
    since: date
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Credential:
    """A card or an e-voucher (医保码): whether it exists, is activated, or is frozen by its bank."""

    id: int
    kind: Literal["card", "e_voucher"]
    number: str
    issued_on: date
    activated_on: date | None
    bank_frozen_since: date | None
    holds: Period


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be enrolled, with the document shown."""

    name: str
    number: str
    gender: int
    birth_date: date
    phone: str | None = None
    document_kind: str = "01"
    ethnicity: str = "01"
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A card or e-voucher to be issued."""

    kind: Literal["card", "e_voucher"]
    number: str
    issued_on: date
    activated_on: date | None = None
    ends: date | None = None
