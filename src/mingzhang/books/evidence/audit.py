"""The audit chain: numbered without a gap, each row holding on to the one before by its SM3 digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from psycopg.types.json import Jsonb

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence.records import AuditFault, AuditRow

_SQL = load_statements(__package__ or "", "audit.sql")
START = bytes(32)


def audit(
    connection: Connection,
    region: str,
    actor: str,
    action: str,
    subject: str,
    facts: Mapping[str, Any] | None = None,
    *,
    now: datetime,
) -> int:
    """Add one row to a region's audit chain, in the caller's transaction; its number.

    Rows of a region follow one another: the chain is locked until the transaction ends, so audit late and briefly.
    """
    told = dict(facts or {})
    with connection.transaction():
        connection.execute(_SQL["one_at_a_time"], {"region": region})
        last = connection.execute(_SQL["last"], {"region": region}).fetchone()
        number, previous = (last[0] + 1, bytes(last[1])) if last is not None else (1, START)
        digest = _digest(previous, region, number, now, actor, action, subject, told)
        connection.execute(
            _SQL["insert"],
            {
                "region": region,
                "id": number,
                "now": now,
                "actor": actor,
                "action": action,
                "subject": subject,
                "facts": Jsonb(told),
                "previous": previous,
                "digest": digest,
            },
        )
    return int(number)


def audited(connection: Connection, region: str, action: str) -> Mapping[str, Any] | None:
    """The facts of the newest row with an action, or None when the chain has none such."""
    row = connection.execute(_SQL["newest"], {"region": region, "action": action}).fetchone()
    return row[0] if row is not None else None


def audit_rows(
    connection: Connection,
    region: str,
    *,
    actor: str | None = None,
    subject: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[AuditRow, ...]:
    """A region's audit chain, newest first; by one actor, about one subject, or from before a row's number."""
    values = {"region": region, "actor": actor, "subject": subject, "before": before, "limit": limit}
    return tuple(AuditRow(*row) for row in connection.execute(_SQL["rows"], values).fetchall())


def audited_regions(connection: Connection) -> tuple[str, ...]:
    """The regions that have an audit chain."""
    return tuple(row[0] for row in connection.execute(_SQL["regions"]).fetchall())


def verify_audit(connection: Connection, region: str, *, head: bytes | None = None) -> tuple[AuditFault, ...]:
    """Recompute the chain; empty when no row was changed, added, dropped or swapped.

    `head` is a digest kept outside the database: with it, a chain cut at its end is found as well.
    """
    faults: list[AuditFault] = []
    expected_number, previous, head_seen = 1, START, head is None
    with connection.cursor() as cursor:
        for row in cursor.stream(_SQL["all"], {"region": region}):
            number, at, actor, action, subject, facts, linked, digest = row
            if number != expected_number:
                faults.append(AuditFault(number, "GAP"))
            if bytes(linked) != previous:
                faults.append(AuditFault(number, "LINK_BROKEN"))
            if _digest(bytes(linked), region, number, at, actor, action, subject, facts) != bytes(digest):
                faults.append(AuditFault(number, "CHANGED"))
            expected_number, previous = number + 1, bytes(digest)
            head_seen = head_seen or previous == head
    if not head_seen:
        faults.append(AuditFault(expected_number, "HEAD_MISSING"))
    return tuple(faults)


def _digest(
    previous: bytes,
    region: str,
    number: int,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    facts: Mapping[str, Any],
) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    told = json.dumps([region, number, moment, actor, action, subject, facts], sort_keys=True, ensure_ascii=True)
    running = Hash(SM3())
    running.update(previous + told.encode("ascii"))
    return running.finalize()
