"""Making a transaction's call, once: a message with an effect is answered once and then only told again.

Its answer is kept in the transaction that books its effect, so neither can be there without the other.
"""

from __future__ import annotations

import psycopg

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence
from mingzhang.doors.gateway.fields import Message
from mingzhang.doors.gateway.transaction import Caller, Done, Told, Transaction
from mingzhang.doors.gateway.values import china_now

_TRIES = 3
_WAIT_FOR_COPIES = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
_IN_EACH_OTHERS_WAY = (
    evidence.AnsweredMeanwhile,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)


def answer(caller: Caller, transaction: Transaction, message: Message) -> Told | Refusal:
    """Make the call; of two that stood in each other's way one is simply made again."""
    for attempt in range(1, _TRIES + 1):
        try:
            return _answer_once(caller, transaction, message)
        except _IN_EACH_OTHERS_WAY:
            if attempt == _TRIES:
                raise
    raise InvariantBroken("a message was neither answered nor refused")


def _answer_once(caller: Caller, transaction: Transaction, message: Message) -> Told | Refusal:
    if transaction.kept == "by_door":
        return _answer_and_keep(caller, transaction, message)
    answered = transaction.call(caller, message)
    return _tell(caller, answered) if isinstance(answered, Done) else answered


def _answer_and_keep(caller: Caller, transaction: Transaction, message: Message) -> Told | Refusal:
    """The call with its answer kept in the same transaction; copies of one message wait for each other."""
    with caller.connection.transaction():
        caller.connection.execute(_WAIT_FOR_COPIES, (f"{caller.key.institution_code}/{caller.key.message_id}",))
        stored = evidence.stored_answer(caller.connection, caller.key, caller.digest)
        if isinstance(stored, Refusal):
            return stored
        if stored is not None:
            return Told(stored, replayed=True)
        answered = transaction.call(caller, message)
        if not isinstance(answered, Done):
            return answered
        told = _tell(caller, answered)
        evidence.store_answer(
            caller.connection,
            caller.key,
            caller.digest,
            told.answer,
            now=caller.now,
            event_kind=answered.event_kind,
            event_id=answered.event_id,
        )
        return told


def _tell(caller: Caller, done: Done) -> Told:
    return Told(caller.letterhead.success(done.output, china_now()), replayed=False, person_id=done.person_id)
