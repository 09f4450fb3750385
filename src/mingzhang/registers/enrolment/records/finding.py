"""What a search in one region's register finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingzhang.registers.enrolment.records.coverage import Scheme, Status


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One person found, as the register knows them on the day of the search; without a coverage the last four are None.

    `number` is the register's identity number, opened: whoever shows a list of people covers it.
    """

    region: str
    id: int
    name: str
    gender: int
    birth_date: date
    died_on: date | None
    number: str | None
    scheme: Scheme | None
    category: str | None
    status: Status | None
    employer: str | None
