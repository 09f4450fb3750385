"""Employers and their staff."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.queries.coverage import read_coverage
from mingzhang.registers.enrolment.records import Employer, PersonKey, StaffMember

_SQL = load_statements("mingzhang.registers.enrolment", "staffing.sql")


def employer(connection: Connection, region: str, employer_id: int) -> Employer | None:
    """An employer by number."""
    row = connection.execute(_SQL["employer"], {"region": region, "employer_id": employer_id}).fetchone()
    return Employer(*row) if row is not None else None


def employer_by_code(connection: Connection, region: str, code: str) -> Employer | None:
    """An employer by the code under which it declares."""
    row = connection.execute(_SQL["employer_by_code"], {"region": region, "code": code}).fetchone()
    return Employer(*row) if row is not None else None


def employer_names(connection: Connection, region: str, employer_ids: Collection[int]) -> dict[int, str]:
    """The names of employers by number, in one statement."""
    values = {"region": region, "employer_ids": sorted(employer_ids)}
    return dict(connection.execute(_SQL["employer_names"], values).fetchall())


def employers(connection: Connection, region: str, search: str = "", *, limit: int = 50) -> tuple[Employer, ...]:
    """Employers whose code begins with the text or whose name has it, by code; all of them without a text."""
    values = {"region": region, "text": search.strip(), "limit": limit}
    return tuple(Employer(*row) for row in connection.execute(_SQL["search"], values).fetchall())


def staff(
    connection: Connection, region: str, employer_id: int, on: date, *, after: int = 0, limit: int | None = None
) -> tuple[StaffMember, ...]:
    """The people whom an employer insures on a day (active or suspended), by number; from after that number on."""
    values = {"region": region, "employer_id": employer_id, "day": on, "after": after, "limit": limit}
    rows = connection.execute(_SQL["staff"], values).fetchall()
    return tuple(StaffMember(PersonKey(region, row[0]), row[1], read_coverage(row[2:])) for row in rows)


def staff_count(connection: Connection, region: str, employer_id: int, on: date) -> int:
    """How many people an employer insures on a day."""
    values = {"region": region, "employer_id": employer_id, "day": on}
    row = connection.execute(_SQL["staff_count"], values).fetchone()
    return int(row[0]) if row is not None else 0
