"""One message from bytes to bytes: read, checked, answered once, recorded.

`read` needs no books; `serve` does. A message with an effect is answered once: its answer is kept in the transaction
that books it, and the same message gets the same bytes again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
import psycopg

from mingzhang.basics.identifiers import institution_region
from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection
from mingzhang.books.evidence.records import RequestKey
from mingzhang.doors.gateway import envelope as envelopes
from mingzhang.doors.gateway import people, signatures, wording
from mingzhang.doors.gateway.envelope import Envelope, Letterhead, NotAnEnvelope
from mingzhang.doors.gateway.fields import Fault, Message, check
from mingzhang.doors.gateway.settlements import DOCUMENT_MARK, with_document
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Told, Transaction
from mingzhang.doors.gateway.transactions import all_transactions
from mingzhang.doors.gateway.values import china_now
from mingzhang.registers.institutions.queries import institution_by_code
from mingzhang.registers.institutions.records import Institution

FindInstitution = Callable[[Connection, str], Institution | None]

NO_REGION = "000000"
_TRIES = 3
_LOCK_REQUEST = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
_NEED_NOT_WAIT = "set local synchronous_commit = off"
_NOBODY = Envelope("", "", "", "", "", "", "", "", {})


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it was read, before any book is opened; `refusal` when it need not be read further."""

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


def serve(
    connection: Connection,
    received: Received,
    headers: Mapping[str, str],
    find_institution: FindInstitution = institution_by_code,
) -> bytes:
    """Answer a message with the books open; whatever is answered is recorded."""
    institution = find_institution(connection, received.envelope.institution_code)
    if institution is None:
        refusal = received.refusal or Refusal("INSTITUTION_UNKNOWN", retry="never")
        return _refuse(connection, received, refusal, received.letterhead, extras=True)
    letterhead = replace(
        received.letterhead, region=institution.region, infcode_as_text=institution.settings.infcode_as_text
    )
    signature = institution.settings.signature
    if signature is not None:
        trouble = signatures.fault_of(signature, headers, received.letterhead.received_at)
        if trouble is not None:
            _record(connection, received, letterhead, "SIGNATURE_REFUSED", None)
            return msgspec.json.encode({"code": 401, "message": trouble})
    extras = institution.settings.extras
    region = received.refusal or _region(received, institution.region)
    if isinstance(region, Refusal) or received.transaction is None:
        refusal = region if isinstance(region, Refusal) else Refusal("UNKNOWN_TRANSACTION")
        return _refuse(connection, received, refusal, letterhead, extras=extras)
    caller = Caller(
        connection=connection,
        envelope=received.envelope,
        institution=institution,
        key=RequestKey(region, institution.code, received.transaction.number, received.envelope.message_id),
        digest=received.digest,
        letterhead=letterhead,
        now=received.letterhead.received_at,
    )
    answer = _answer(caller, received.transaction, received.message)
    if isinstance(answer, Refusal):
        return _refuse(connection, received, answer, letterhead, extras=extras, region=region)
    told = answer if isinstance(answer, Told) else _tell(caller, answer)
    outcome = "replayed" if told.replayed else "ok"
    _record(connection, received, letterhead, outcome, told.person_id, region=region)
    if DOCUMENT_MARK not in told.answer:
        return told.answer
    return with_document(told.answer, people.document_of(caller, received.message))


def answer_fault(received: Received) -> bytes:
    """The answer when the books cannot be reached, or broke off: what may have happened, and what is safe to do."""
    booking = received.transaction is not None and received.transaction.kept != "not" and not received.refusal
    refusal = Refusal("RESULT_UNKNOWN" if booking else "PLATFORM_AWAY", retry="later")
    lookup_id = received.letterhead.sequence
    return received.letterhead.failure(
        wording.err_msg(refusal, lookup_id), china_now(), wording.refusal_members(refusal, lookup_id, ())
    )


def _first_trouble(envelope: Envelope, transaction: Transaction | None, faults: list[Fault]) -> Refusal | None:
    if transaction is None and envelope.number:
        return Refusal("UNKNOWN_TRANSACTION", {"infno": envelope.number[:6]}, retry="never")
    return wording.faulty_message(faults) if faults else None


def _region(received: Received, home: str) -> str | Refusal:
    """Whose books the message is about: the person's region, or the institution's when no person is named."""
    number = people.number_in(received.message)
    return home if number is None else people.region_of(number, received.envelope.insured_area)


def _answer(caller: Caller, transaction: Transaction, message: Message) -> Answer:
    """Make the call; of two that stood in each other's way one is simply made again."""
    for attempt in range(1, _TRIES + 1):
        try:
            if transaction.kept == "by_door":
                return _answer_once(caller, transaction, message)
            return transaction.call(caller, message)
        except (evidence.AnsweredMeanwhile, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
            if attempt == _TRIES:
                raise
    raise AssertionError("unreachable")


def _answer_once(caller: Caller, transaction: Transaction, message: Message) -> Answer:
    """The call with its answer kept in the same transaction; copies of one message wait for each other."""
    with caller.connection.transaction():
        caller.connection.execute(_LOCK_REQUEST, (f"{caller.key.institution_code}/{caller.key.message_id}",))
        stored = evidence.stored_answer(caller.connection, caller.key, caller.digest)
        if isinstance(stored, Refusal):
            return stored
        if stored is not None:
            return Told(stored, replayed=True)
        answer = transaction.call(caller, message)
        if not isinstance(answer, Done):
            return answer
        told = _tell(caller, answer)
        evidence.store_answer(
            caller.connection,
            caller.key,
            caller.digest,
            told.answer,
            now=caller.now,
            event_kind=answer.event_kind,
            event_id=answer.event_id,
        )
        return told


def _tell(caller: Caller, done: Done) -> Told:
    return Told(caller.letterhead.success(done.output, china_now()), replayed=False, person_id=done.person_id)


def _refuse(
    connection: Connection,
    received: Received,
    refusal: Refusal,
    letterhead: Letterhead,
    *,
    extras: bool,
    region: str | None = None,
) -> bytes:
    _record(connection, received, letterhead, refusal.code, None, region=region, refusal=refusal)
    lookup_id = letterhead.sequence
    members = wording.refusal_members(refusal, lookup_id, received.faults) if extras else {}
    return letterhead.failure(wording.err_msg(refusal, lookup_id), china_now(), members)


def _record(
    connection: Connection,
    received: Received,
    letterhead: Letterhead,
    outcome: str,
    person_id: int | None,
    *,
    region: str | None = None,
    refusal: Refusal | None = None,
) -> None:
    """Keep that the message came and what became of it; fields by name only, never their content."""
    envelope = received.envelope
    fields = [f"{fault.node}.{fault.field}" for fault in received.faults]
    facts = {"faults": fields[: wording.MOST_FAULTS_TOLD]} if fields else dict(refusal.facts) if refusal else {}
    key = RequestKey(region or letterhead.region, envelope.institution_code, envelope.number, envelope.message_id)
    # One round trip, and no waiting for the disk: what was booked is kept with its answer already.
    with connection.pipeline(), connection.transaction():
        connection.execute(_NEED_NOT_WAIT)
        evidence.record_request(
            connection,
            key,
            outcome=outcome,
            lookup_id=letterhead.sequence,
            now=letterhead.received_at,
            person_id=person_id,
            facts=facts,
        )
