"""What evidence is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes a request one and the same however often it is sent."""

    region: str
    institution_code: str
    transaction_no: str
    message_id: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was given, byte for byte, and what it booked; `reversed_by` is the reversal's message id."""

    body_digest: bytes
    answer: bytes
    refused: bool
    event_kind: str | None
    event_id: int | None
    reversed_by: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """A message that reached the gateway; `outcome` is `ok`, `replayed` or the refusal's code."""

    request_id: int
    institution_code: str
    transaction_no: str
    message_id: str
    received_at: datetime
    outcome: str
    person_id: int | None
    lookup_id: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a door: FAILED_SWIPE, CARD_READ_ERROR, REJECTED_LOGIN, WRONG_REGION_LOOKUP, ..."""

    event_id: int
    kind: str
    person_id: int | None
    institution_id: int | None
    channel: str
    happened_at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Who looked at a person's data, when, through which channel and for what; staff with office and case."""

    lookup_id: int
    looked_at: datetime
    channel: str
    actor: str
    purpose: str
    office: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class StaffLookup:
    """A look at somebody's data by staff, as an auditor reads it."""

    lookup_id: int
    person_id: int
    looked_at: datetime
    actor: str
    purpose: str
    office: str
    reference: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of a region's audit chain: who did what to whom, with the facts of it."""

    row: int
    at: datetime
    actor: str
    action: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outage:
    """A module that did not answer, planned or not; `ends_at` is None while it goes on."""

    outage_id: int
    module: str
    institution_id: int | None
    planned: bool
    starts_at: datetime
    ends_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class ChannelCopy:
    """What a channel shows of a balance (None: nothing) and when it copied it from the books."""

    channel: str
    balance_fen: int | None
    copied_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person, as it lies in the outbox."""

    message_id: int
    person_id: int
    channel: str
    kind: str
    body: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditFault:
    """A place where the audit chain does not hold: CHANGED, LINK_BROKEN, GAP or HEAD_MISSING, at a row's number."""

    row: int
    kind: str
