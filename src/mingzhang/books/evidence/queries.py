"""Reading the evidence: the answer a request got, and what happened to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence.records import (
    ChannelCopy,
    Event,
    Lookup,
    Message,
    Outage,
    ReceivedRequest,
    RequestKey,
    StaffLookup,
    StoredAnswer,
)

_SQL = load_statements(__package__ or "", "read.sql")


def stored_answer(connection: Connection, key: RequestKey, digest: bytes) -> bytes | Refusal | None:
    """The answer this request got before, byte for byte; None for a new one.

    Returns Refusal MESSAGE_ID_REUSED when the same key came with another body.
    """
    found = answer_of(connection, key)
    if found is None:
        return None
    if found.body_digest != digest:
        return Refusal("MESSAGE_ID_REUSED", {"message_id": key.message_id}, "after_fix")
    return found.answer


def answer_of(connection: Connection, key: RequestKey) -> StoredAnswer | None:
    """What was answered to a request and what it booked, for the reversal of one whose answer was lost."""
    row = connection.execute(
        _SQL["answer"],
        {
            "region": key.region,
            "institution_code": key.institution_code,
            "transaction_no": key.transaction_no,
            "message_id": key.message_id,
        },
    ).fetchone()
    return StoredAnswer(*row) if row is not None else None


def requests(connection: Connection, region: str, *, person_id: int, limit: int = 50) -> tuple[ReceivedRequest, ...]:
    """The messages about a person, newest first."""
    return tuple(
        ReceivedRequest(*row)
        for row in _rows(connection, "requests", {"region": region, "person_id": person_id, "limit": limit})
    )


def events(
    connection: Connection, region: str, person_id: int, *, since: datetime, until: datetime
) -> tuple[Event, ...]:
    """What happened to a person at the doors from `since` until but without `until`, oldest first."""
    values = {"region": region, "person_id": person_id, "since": since, "until": until}
    return tuple(Event(*row) for row in _rows(connection, "events", values))


def lookups(connection: Connection, region: str, person_id: int, *, limit: int = 50) -> tuple[Lookup, ...]:
    """Who looked at a person's data, newest first."""
    return tuple(
        Lookup(*row) for row in _rows(connection, "lookups", {"region": region, "person_id": person_id, "limit": limit})
    )


def lookups_through(
    connection: Connection,
    region: str,
    channel: str,
    *,
    actor: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[StaffLookup, ...]:
    """Who looked at whose data through a channel, newest first; by one actor only, or from before a number."""
    values = {"region": region, "channel": channel, "actor": actor, "before": before, "limit": limit}
    return tuple(StaffLookup(*row) for row in _rows(connection, "lookups_through", values))


def outages(connection: Connection, region: str, *, since: datetime, until: datetime) -> tuple[Outage, ...]:
    """The outages that touch the span from `since` until but without `until`, oldest first."""
    return tuple(
        Outage(*row) for row in _rows(connection, "outages", {"region": region, "since": since, "until": until})
    )


def channel_copies(connection: Connection, region: str, person_id: int) -> tuple[ChannelCopy, ...]:
    """What each channel shows of a person's balance, by the channel's name."""
    return tuple(
        ChannelCopy(*row) for row in _rows(connection, "channel_copies", {"region": region, "person_id": person_id})
    )


def messages(
    connection: Connection, region: str, *, person_id: int | None = None, limit: int = 50
) -> tuple[Message, ...]:
    """The outbox, newest first: one person's, or everybody's in the region."""
    values = {"region": region, "person_id": person_id, "limit": limit}
    return tuple(Message(*row) for row in _rows(connection, "messages", values))


def _rows(connection: Connection, name: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return connection.execute(_SQL[name], values).fetchall()
