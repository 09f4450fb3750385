"""Reading background work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs.records import Job, JobState

_SQL = load_statements(__package__ or "", "jobs.sql")


def job_by_id(connection: Connection, region: str, job_id: int) -> Job | None:
    """One piece of work, or None when the region has none of that number."""
    row = connection.execute(_SQL["job"], {"region": region, "id": job_id}).fetchone()
    return Job(*row) if row is not None else None


def jobs_of(
    connection: Connection,
    region: str,
    *,
    kinds: Sequence[str] | None = None,
    states: Sequence[JobState] | None = None,
    limit: int = 50,
) -> tuple[Job, ...]:
    """The region's work, newest first; of some kinds or in some states only."""
    values = {"region": region, "kinds": _listed(kinds), "states": _listed(states), "limit": limit}
    return tuple(Job(*row) for row in connection.execute(_SQL["jobs"], values).fetchall())


def asked_on(connection: Connection, region: str, kind: str, day: date, *, asked_by: str) -> bool:
    """Whether somebody asked for work of a kind on a day in China."""
    values = {"region": region, "kind": kind, "day": day, "asked_by": asked_by}
    row = connection.execute(_SQL["asked_on"], values).fetchone()
    return row is not None and bool(row[0])


def _listed(values: Sequence[str] | None) -> list[str] | None:
    return list(values) if values is not None else None
