"""Writing down what happened. Nothing here is ever changed, but for the mark that a request was reversed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence.records import RequestKey

_SQL = load_statements(__package__ or "", "write.sql")


class AnsweredMeanwhile(Exception):
    """Another copy of the same request was answered first: roll back, and give its answer."""


def store_answer(
    connection: Connection,
    key: RequestKey,
    digest: bytes,
    answer: bytes,
    *,
    now: datetime,
    refused: bool = False,
    event_kind: str | None = None,
    event_id: int | None = None,
) -> None:
    """Keep an answer in the same transaction as its effect.

    Raises AnsweredMeanwhile when the key has an answer already, so that the caller's effect is rolled back.
    """
    values = _key_values(key) | {
        "digest": digest,
        "answer": answer,
        "refused": refused,
        "event_kind": event_kind,
        "event_id": event_id,
        "now": now,
    }
    if connection.execute(_SQL["store_answer"], values).rowcount == 0:
        raise AnsweredMeanwhile(key)


def mark_reversed(connection: Connection, key: RequestKey, *, by_message: str) -> bool:
    """Mark that what a request booked is undone; False when another reversal was first (or nothing was answered)."""
    return connection.execute(_SQL["mark_reversed"], _key_values(key) | {"by_message": by_message}).rowcount == 1


def record_request(
    connection: Connection,
    key: RequestKey,
    *,
    outcome: str,
    lookup_id: str,
    now: datetime,
    person_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Keep that a message arrived and what became of it; `lookup_id` is what the answer quotes for the desk."""
    values = _key_values(key) | {
        "outcome": outcome,
        "lookup_id": lookup_id,
        "now": now,
        "person_id": person_id,
        "facts": Jsonb(dict(facts or {})),
    }
    connection.execute(_SQL["record_request"], values)


def record_event(
    connection: Connection,
    region: str,
    kind: str,
    *,
    channel: str,
    now: datetime,
    person_id: int | None = None,
    institution_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keep what happened to a person at a door: a failed swipe, a rejected login, a look-up in the wrong place."""
    connection.execute(
        _SQL["record_event"],
        {
            "region": region,
            "kind": kind,
            "channel": channel,
            "now": now,
            "person_id": person_id,
            "institution_id": institution_id,
            "detail": Jsonb(dict(detail or {})),
        },
    )


def record_lookup(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    channel: str,
    actor: str,
    purpose: str,
    now: datetime,
    office: str = "",
    reference: str = "",
) -> None:
    """Keep that somebody looked at a person's data; the person sees it.

    `actor` is `self` or the code of a member of staff, of `office`, for the case or ticket `reference`.
    """
    values = {"region": region, "person_id": person_id, "channel": channel, "actor": actor, "purpose": purpose}
    connection.execute(_SQL["record_lookup"], values | {"now": now, "office": office, "reference": reference})


def declare_outage(
    connection: Connection,
    region: str,
    module: str,
    *,
    planned: bool,
    starts_at: datetime,
    ends_at: datetime | None,
    note: str,
    institution_id: int | None = None,
) -> int:
    """Keep a window in which a module does not answer (`platform`, `portal`, `institution_link`, `bank_link`)."""
    row = connection.execute(
        _SQL["declare_outage"],
        {
            "region": region,
            "module": module,
            "planned": planned,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "note": note,
            "institution_id": institution_id,
        },
    ).fetchone()
    return int(row[0]) if row is not None else 0


def copy_to_channel(
    connection: Connection, region: str, person_id: int, *, channel: str, balance_fen: int | None, now: datetime
) -> None:
    """Keep what a channel copied of a balance and when; its earlier copy is replaced, as on its screen."""
    connection.execute(
        _SQL["copy_to_channel"],
        {"region": region, "person_id": person_id, "channel": channel, "balance_fen": balance_fen, "now": now},
    )


def send(
    connection: Connection, region: str, person_id: int, *, channel: str, kind: str, body: str, now: datetime
) -> None:
    """Put a message to a person into the outbox."""
    connection.execute(
        _SQL["send"],
        {"region": region, "person_id": person_id, "channel": channel, "kind": kind, "body": body, "now": now},
    )


def _key_values(key: RequestKey) -> dict[str, Any]:
    return {
        "region": key.region,
        "institution_code": key.institution_code,
        "transaction_no": key.transaction_no,
        "message_id": key.message_id,
    }
