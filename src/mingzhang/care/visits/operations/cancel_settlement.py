"""Take a settlement back (2208, 2103): every amount returns to where it came from."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.cancelling import take_back
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Answered, CancelOrder, Request, Settled
from mingzhang.care.visits.settling import Render, first_answer, once_for, told_again
from mingzhang.registers.institutions.queries import institution


def cancel_settlement(
    connection: Connection, region: str, order: CancelOrder, *, request: Request, render: Render, now: datetime
) -> Answered | Refusal:
    """Book the negative mirror of a settlement and keep the answer, once for each message.

    Refuses a settlement that is unknown, another person's, another institution's, another visit's, itself a
    cancellation or cancelled already, and one on which a later settlement of the medical year rests.
    """

    def attempt() -> Answered | Refusal:
        if (answered := told_again(first_answer(connection, request), request)) is not None:
            return answered
        original = find_own(connection, region, order)
        if isinstance(original, Refusal):
            return original
        done = take_back(
            connection, original, now=now, message_id=request.key.message_id, request=request, render=render
        )
        if isinstance(done, Refusal):
            return done
        reversal, answer = done
        if answer is None:
            raise InvariantBroken("a cancellation was booked without its answer")
        return Answered(answer, replayed=False, settled=reversal)

    return once_for(connection, request, attempt)


def find_own(connection: Connection, region: str, order: CancelOrder) -> Settled | Refusal:
    """The settlement, when it is the asker's to cancel."""
    found = settlement(connection, region, order.settlement_id)
    facts = {"settlement": order.settlement_id}
    if found is None:
        return Refusal("SETTLEMENT_UNKNOWN", facts, "never")
    if found.person_id != order.person_id:
        return Refusal("SETTLEMENT_OF_ANOTHER", facts, "never")
    place = institution(connection, found.institution_region, found.institution_id)
    if place is None or place.code != order.institution_code:
        return Refusal("SETTLEMENT_ELSEWHERE", facts, "never")
    if order.visit_id is not None and order.visit_id != found.visit_id:
        return Refusal("SETTLEMENT_OF_ANOTHER_VISIT", facts, "never")
    if found.cancels is not None:
        return Refusal("SETTLEMENT_IS_CANCELLATION", facts, "never")
    return found
