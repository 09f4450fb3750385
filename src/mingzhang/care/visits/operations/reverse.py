"""Undo what one earlier message booked, when its sender never learned the answer (2601)."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence.operations import AnsweredMeanwhile, mark_reversed, store_answer
from mingzhang.books.evidence.queries import answer_of
from mingzhang.books.evidence.records import StoredAnswer
from mingzhang.care.visits.booking import Overtaken
from mingzhang.care.visits.cancelling import take_back
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import ReversalOrder, Reversed
from mingzhang.care.visits.settling import once


def reverse(connection: Connection, region: str, order: ReversalOrder, *, now: datetime) -> Reversed | Refusal:
    """Undo exactly what the original booked, or say that nothing had been booked; asked again, the same.

    A message that never arrived is marked, so that it books nothing when it arrives late. Refuses NOT_REVERSIBLE for
    an original that booked no settlement, SETTLEMENT_OF_ANOTHER for another person's, and what a cancellation refuses.
    """

    def attempt() -> Reversed | Refusal:
        stored = answer_of(connection, order.original)
        if stored is None:
            return _forestall(connection, order, now)
        return _undo(connection, region, order, stored, now)

    return once(connection, attempt)


def _forestall(connection: Connection, order: ReversalOrder, now: datetime) -> Reversed:
    """Nothing was booked: keep the original's key, so that it cannot book any more."""
    try:
        store_answer(connection, order.original, b"", b"", now=now, refused=True)
    except AnsweredMeanwhile as answered:
        raise Overtaken from answered
    mark_reversed(connection, order.original, by_message=order.message_id)
    return Reversed(order.original, booked=False, settlement_id=None, cancellation_id=None)


def _undo(
    connection: Connection, region: str, order: ReversalOrder, stored: StoredAnswer, now: datetime
) -> Reversed | Refusal:
    if stored.refused:
        return Reversed(order.original, booked=False, settlement_id=None, cancellation_id=None)
    if stored.event_kind != "settlement" or stored.event_id is None:
        return Refusal("NOT_REVERSIBLE", {"transaction": order.original.transaction_no}, "never")
    original = settlement(connection, region, stored.event_id)
    if original is None:
        raise InvariantBroken("an answer names a settlement that is not there")
    if original.person_id != order.person_id:
        return Refusal("SETTLEMENT_OF_ANOTHER", {"settlement": original.settlement_id}, "never")
    if original.cancels is not None:
        return Refusal("NOT_REVERSIBLE", {"transaction": order.original.transaction_no}, "never")
    if original.cancelled_by is None:
        done = take_back(connection, original, now=now, message_id=order.message_id)
        if isinstance(done, Refusal):
            if done.code == "SETTLEMENT_CANCELLED":
                raise Overtaken
            return done
        cancellation_id = done[0].settlement_id
    else:
        cancellation_id = original.cancelled_by
    if stored.reversed_by is None:
        mark_reversed(connection, order.original, by_message=order.message_id)
    return Reversed(order.original, booked=True, settlement_id=original.settlement_id, cancellation_id=cancellation_id)
