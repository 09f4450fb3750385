"""Employers and the people whom they insure, one by one or by the declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingzhang.registers.enrolment.records.coverage import Coverage, Tier
from mingzhang.registers.enrolment.records.people import PersonKey


@dataclass(frozen=True, slots=True)
class Employer:
    """A unit that declares and pays contributions for its people."""

    id: int
    code: str
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class NewEmployer:
    """An employer to be registered."""

    code: str
    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person whom an employer insures on a day, by which coverage."""

    key: PersonKey
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Hire:
    """One row of hiring in bulk. Without `entitled_from` the region's rules say from when benefit counts.

    Without `confirmed_on` somebody new here waits for confirmation at the tax side; a declaration made there confirms.
    """

    person_id: int
    employer_id: int
    starts: date
    category: str = "in_service"
    civil_servant: bool = False
    tier: Tier | None = None
    entitled_from: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """One row of leaving in bulk: the last month that the employer insures the person."""

    person_id: int
    employer_id: int
    last_month: date
    reason: str = "left_job"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people a bulk operation moved, and how many of them came from another coverage of theirs here."""

    people: int
    switched: int = 0
