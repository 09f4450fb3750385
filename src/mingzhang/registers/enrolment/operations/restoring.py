"""Benefit that begins earlier because missed months or years were paid for since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.registers.enrolment", "coverages.sql")


def restore_entitlement(
    connection: Connection, region: str, coverage_id: int, entitled_from: date, *, rule: str, by: str, now: datetime
) -> Refusal | None:
    """Pooled benefit of a coverage counts from another day, by which rule. Refuses COVERAGE_UNKNOWN."""
    restored = restore_entitlements(connection, region, [(coverage_id, entitled_from)], rule=rule, by=by, now=now)
    return None if restored else Refusal("COVERAGE_UNKNOWN", {}, "never")


def restore_entitlements(
    connection: Connection, region: str, days: Sequence[tuple[int, date]], *, rule: str, by: str, now: datetime
) -> int:
    """The same for many coverages by one rule: (coverage id, first day of benefit); how many were found."""
    values = {
        "region": region,
        "coverages": [coverage_id for coverage_id, _ in days],
        "days": [day for _, day in days],
        "rule": rule,
        "by": by,
        "now": now,
    }
    return connection.execute(_SQL["restore_entitlements"], values).rowcount
