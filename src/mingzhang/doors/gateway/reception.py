"""One message with the books open: whose it is, whether its sender is who it says, its answer, and the record of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection
from mingzhang.books.evidence.records import RequestKey
from mingzhang.doors.gateway import people, signatures, wording
from mingzhang.doors.gateway.answering import answer
from mingzhang.doors.gateway.envelope import Letterhead
from mingzhang.doors.gateway.reading import Received
from mingzhang.doors.gateway.settlements import DOCUMENT_MARK, with_document
from mingzhang.doors.gateway.transaction import Caller, Told
from mingzhang.doors.gateway.values import china_now
from mingzhang.registers.institutions.queries import institution_by_code
from mingzhang.registers.institutions.records import Institution

FindInstitution = Callable[[Connection, str], Institution | None]

_NEED_NOT_WAIT = "set local synchronous_commit = off"


def serve(
    connection: Connection,
    received: Received,
    headers: Mapping[str, str],
    find_institution: FindInstitution = institution_by_code,
) -> bytes:
    """Answer a message; whatever is answered is recorded."""
    institution = find_institution(connection, received.envelope.institution_code)
    if institution is None:
        refusal = received.refusal or Refusal("INSTITUTION_UNKNOWN", retry="never")
        return _Reply(connection, received, received.letterhead, extras=True).refuse(refusal)
    settings = institution.settings
    letterhead = replace(received.letterhead, region=institution.region, infcode_as_text=settings.infcode_as_text)
    reply = _Reply(connection, received, letterhead, settings.extras)
    if settings.signature is not None:
        trouble = signatures.fault_of(settings.signature, headers, letterhead.received_at)
        if trouble is not None:
            return reply.refuse_signature(trouble)
    if received.refusal is not None or received.transaction is None:
        return reply.refuse(received.refusal or Refusal("UNKNOWN_TRANSACTION", retry="never"))
    elsewhere = people.refuse_place(institution.region, received.envelope.treatment_area)
    if elsewhere is not None:
        return reply.refuse(elsewhere)
    number = people.number_in(received.message)
    region = institution.region if number is None else people.region_of(number, received.envelope.insured_area)
    if isinstance(region, Refusal):
        return reply.refuse(region)
    caller = Caller(
        connection=connection,
        envelope=received.envelope,
        institution=institution,
        key=RequestKey(region, institution.code, received.transaction.number, received.envelope.message_id),
        digest=received.digest,
        letterhead=letterhead,
        now=letterhead.received_at,
    )
    answered = answer(caller, received.transaction, received.message)
    if isinstance(answered, Refusal):
        return reply.refuse(answered, region, people.subject_of(number, answered))
    return reply.tell(caller, answered)


def answer_fault(received: Received) -> bytes:
    """The answer when the books cannot be reached, or broke off: what may have happened, and what is safe to do."""
    booking = received.transaction is not None and received.transaction.kept != "not" and not received.refusal
    refusal = Refusal("RESULT_UNKNOWN" if booking else "PLATFORM_AWAY", retry="later")
    return _refused(received, received.letterhead, refusal, extras=True)


@dataclass(frozen=True, slots=True)
class _Reply:
    """Writes the answer to one message and keeps the record of it."""

    connection: Connection
    received: Received
    letterhead: Letterhead
    extras: bool

    def refuse(self, refusal: Refusal, region: str | None = None, person_id: int | None = None) -> bytes:
        """A refusal in words. Fields are recorded by name only, never their content."""
        refusal = wording.outward(refusal, region or self.letterhead.region)
        faults = [f"{fault.node}.{fault.field}" for fault in self.received.faults[: wording.MOST_FAULTS_TOLD]]
        self._record(refusal.code, region, person_id, {"faults": faults} if faults else refusal.facts)
        return _refused(self.received, self.letterhead, refusal, extras=self.extras)

    def refuse_signature(self, trouble: str) -> bytes:
        """What the CSB gateway answers when a signature does not hold."""
        self._record("SIGNATURE_REFUSED", None, None, {})
        return msgspec.json.encode({"code": 401, "message": trouble})

    def tell(self, caller: Caller, told: Told) -> bytes:
        """What was done, now or before."""
        if not told.recorded:
            self._record("replayed" if told.replayed else "ok", caller.key.region, told.person_id, {})
        if DOCUMENT_MARK not in told.answer:
            return told.answer
        return with_document(told.answer, people.document_of(caller, self.received.message))

    def _record(self, outcome: str, region: str | None, person_id: int | None, facts: Mapping[str, object]) -> None:
        """One round trip, and no waiting for the disk: what was booked is kept with its answer already."""
        envelope = self.received.envelope
        with self.connection.pipeline(), self.connection.transaction():
            self.connection.execute(_NEED_NOT_WAIT)
            evidence.record_request(
                self.connection,
                RequestKey(
                    region or self.letterhead.region, envelope.institution_code, envelope.number, envelope.message_id
                ),
                outcome=outcome,
                lookup_id=self.letterhead.sequence,
                now=self.letterhead.received_at,
                person_id=person_id,
                facts=facts,
            )


def _refused(received: Received, letterhead: Letterhead, refusal: Refusal, *, extras: bool) -> bytes:
    lookup_id = letterhead.sequence
    members = wording.refusal_members(refusal, lookup_id, received.faults) if extras else {}
    return letterhead.failure(wording.err_msg(refusal, lookup_id), china_now(), members)
