"""Enrolling many people at once."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.registers.enrolment.records.coverage import NewCoverage
from mingzhang.registers.enrolment.records.people import NewCredential, NewPerson


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """One row of a bulk enrolment: the person, the coverages in order, the credentials."""

    person: NewPerson
    coverages: tuple[NewCoverage, ...]
    credentials: tuple[NewCredential, ...] = ()
