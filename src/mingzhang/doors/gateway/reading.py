"""From a request's bytes to a message that was read and checked; no book is opened here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from mingzhang.basics.identifiers import institution_region
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway import envelope as envelopes
from mingzhang.doors.gateway import wording
from mingzhang.doors.gateway.envelope import Envelope, Letterhead, NotAnEnvelope
from mingzhang.doors.gateway.fields import Fault, Message, check
from mingzhang.doors.gateway.transaction import Transaction
from mingzhang.doors.gateway.transactions import all_transactions

NO_REGION = "000000"
_NOBODY = Envelope("", "", "", "", "", "", "", "", {})


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it was read; `refusal` when it goes no further, with every fault that was found."""

    envelope: Envelope
    transaction: Transaction | None
    message: Message
    faults: tuple[Fault, ...]
    refusal: Refusal | None
    digest: bytes
    letterhead: Letterhead


def read(body: bytes, path_number: str | None, now: datetime) -> Received:
    """Read a request's body: its envelope, its transaction, its fields; all faults at once."""
    letterhead = Letterhead(NO_REGION, envelopes.new_sequence(), now)
    digest = hashlib.sha256(body).digest()
    try:
        members = envelopes.decode(body)
    except NotAnEnvelope as trouble:
        return Received(_NOBODY, None, {}, (), Refusal(str(trouble)), digest, letterhead)
    envelope, faults = envelopes.open_envelope(members, path_number)
    letterhead = replace(letterhead, region=institution_region(envelope.institution_code) or NO_REGION)
    transaction = all_transactions().get(envelope.number.upper())
    message: Message = {}
    if transaction is not None:
        message, more = check(transaction.input, envelope.body)
        faults += more
    refusal = _first_trouble(envelope, transaction, faults)
    return Received(envelope, transaction, message, tuple(faults), refusal, digest, letterhead)


def refused_unread(code: str, now: datetime) -> Received:
    """A request that is refused before its body is looked at."""
    letterhead = Letterhead(NO_REGION, envelopes.new_sequence(), now)
    return Received(_NOBODY, None, {}, (), Refusal(code), b"", letterhead)


def _first_trouble(envelope: Envelope, transaction: Transaction | None, faults: list[Fault]) -> Refusal | None:
    if transaction is None and envelope.number:
        return Refusal("UNKNOWN_TRANSACTION", {"infno": envelope.number[:6]}, retry="never")
    return wording.faulty_message(faults) if faults else None
