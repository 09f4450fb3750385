"""One effect for each message; cancelling and reversing return every fen to where it came from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests import visit_cases as cases
from tests.cast import Cast

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence.records import RequestKey
from mingzhang.books.ledger.proofs import prove_region
from mingzhang.care.visits import operations
from mingzhang.care.visits.queries import lines_of, settlement, settlements_of, visit
from mingzhang.care.visits.records import (
    Answered,
    CancelOrder,
    PersonClaim,
    ReversalOrder,
    Reversed,
    SaleOrder,
    Settled,
)

FIRST, LAST = cases.people.START, cases.people.TODAY
GOOD = cases.line("1", cases.SHARED, "100")


def settled_by(answered: Answered | Refusal) -> Settled:
    """What an answer settled."""
    assert isinstance(answered, Answered) and answered.settled is not None, answered
    return answered.settled


def test_the_same_message_gets_its_first_answer(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code, body="first")
    first = cases.settle(stage, asked, request=request)
    again = cases.settle(stage, asked, request=request)
    assert isinstance(first, Answered) and isinstance(again, Answered)
    assert (again.answer, again.replayed, again.settled) == (first.answer, True, None)
    assert len(settlements_of(stage, cases.REGION, cast.healthy, FIRST, LAST)) == 1


def test_another_body_under_the_same_number_is_refused(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code, body="first")
    assert isinstance(cases.settle(stage, asked, request=request), Answered)
    other = cases.message(order.institution_code, number=request.key.message_id, body="second")
    refused = cases.settle(stage, asked, request=other)
    assert isinstance(refused, Refusal) and refused.code == "MESSAGE_ID_REUSED"


def test_a_refused_message_may_come_again(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code)
    assert isinstance(cases.settle(stage, replace(asked, batch="B2"), request=request), Refusal)
    assert isinstance(cases.settle(stage, asked, request=request), Answered)


def test_a_cancellation_returns_everything(stage: Connection, cast: Cast) -> None:
    before = cases.totals(stage, cast.healthy)
    settled = cases.settle_bill(stage, cast, cast.healthy, GOOD)
    assert cases.account_fen(stage, cast.healthy) < 100_000
    mirror = settled_by(cases.cancel(stage, settled, institution=cast.institutions.level2.code))
    assert mirror.cancels == settled.settlement_id
    assert mirror.amounts.total_fen == -settled.amounts.total_fen
    assert [payer.amount_fen for payer in mirror.payers] == [-payer.amount_fen for payer in settled.payers]
    assert cases.account_fen(stage, cast.healthy) == mirror.balance_after_fen == 100_000
    assert cases.totals(stage, cast.healthy) == before
    assert prove_region(stage, cases.REGION) == ()
    assert settled.settlement_id is not None
    original = settlement(stage, cases.REGION, settled.settlement_id)
    assert original is not None and original.cancelled_by == mirror.settlement_id


def test_money_of_a_relative_returns_to_the_relative(stage: Connection, cast: Cast) -> None:
    community = cast.institutions.community.code
    order = cases.visit_order(cast, cast.child, institution=community)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    settled = settled_by(cases.settle(stage, asked))
    assert settled.amounts.family_fen > 0
    settled_by(cases.cancel(stage, settled, institution=community))
    assert cases.account_fen(stage, cast.healthy) == 100_000
    assert prove_region(stage, cases.REGION) == ()


def test_a_cancelled_batch_can_be_settled_anew(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    first = settled_by(cases.settle(stage, asked))
    settled_by(cases.cancel(stage, first, institution=order.institution_code))
    second = settled_by(cases.settle(stage, asked))
    assert second.settlement_id != first.settlement_id
    assert second.amounts == first.amounts


def test_a_settlement_is_cancelled_once_by_its_own_institution(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.healthy, GOOD)
    assert settled.settlement_id is not None
    good = CancelOrder(cast.institutions.level2.code, cast.healthy, settled.settlement_id, settled.visit_id)

    def cancel(order: CancelOrder) -> str:
        done = operations.cancel_settlement(
            stage,
            cases.REGION,
            order,
            request=cases.message(order.institution_code, "2208"),
            render=cases.render,
            now=cases.NOW,
        )
        return done.code if isinstance(done, Refusal) else "CANCELLED"

    assert cancel(replace(good, settlement_id=999_999)) == "SETTLEMENT_UNKNOWN"
    assert cancel(replace(good, person_id=cast.neighbour)) == "SETTLEMENT_OF_ANOTHER"
    assert cancel(replace(good, institution_code=cast.institutions.level3.code)) == "SETTLEMENT_ELSEWHERE"
    assert cancel(replace(good, visit_id=999_999)) == "SETTLEMENT_OF_ANOTHER_VISIT"
    assert cancel(good) == "CANCELLED"
    assert cancel(good) == "SETTLEMENT_CANCELLED"
    original = settlement(stage, cases.REGION, settled.settlement_id)
    assert original is not None and original.cancelled_by is not None
    assert cancel(replace(good, settlement_id=original.cancelled_by)) == "SETTLEMENT_IS_CANCELLATION"


def reverse(connection: Connection, key: RequestKey, person_id: int, number: str = "R1") -> Reversed | Refusal:
    """Ask for the reversal of a message."""
    order = ReversalOrder(key, person_id, number)
    return operations.reverse(connection, cases.REGION, order, now=cases.NOW)


def test_a_reversal_undoes_what_was_booked_and_says_so_again(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code)
    settled = settled_by(cases.settle(stage, asked, request=request))
    undone = reverse(stage, request.key, cast.healthy)
    assert isinstance(undone, Reversed) and undone.booked and undone.settlement_id == settled.settlement_id
    assert reverse(stage, request.key, cast.healthy, "R2") == undone
    assert cases.account_fen(stage, cast.healthy) == 100_000
    assert cases.totals(stage, cast.healthy) == {}
    late = cases.settle(stage, asked, request=request)
    assert isinstance(late, Refusal) and late.code == "REQUEST_REVERSED"
    assert isinstance(cases.settle(stage, asked), Answered)  # under a new number it may be settled


def test_what_never_arrived_is_reversed_to_nothing_and_cannot_arrive_late(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code)
    undone = reverse(stage, request.key, cast.healthy)
    assert isinstance(undone, Reversed) and not undone.booked
    assert reverse(stage, request.key, cast.healthy, "R2") == undone
    late = cases.settle(stage, asked, request=request)
    assert isinstance(late, Refusal) and late.code == "REQUEST_REVERSED"


def test_a_reversal_after_a_cancellation_names_it(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code)
    settled = settled_by(cases.settle(stage, asked, request=request))
    mirror = settled_by(cases.cancel(stage, settled, institution=order.institution_code))
    undone = reverse(stage, request.key, cast.healthy)
    assert isinstance(undone, Reversed) and undone.cancellation_id == mirror.settlement_id
    assert cases.account_fen(stage, cast.healthy) == 100_000


def test_only_settlements_are_reversed_and_only_for_their_person(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    asked = cases.settlement_order(order, cases.open_visit(stage, order, GOOD), "100")
    request = cases.message(order.institution_code)
    settled = settled_by(cases.settle(stage, asked, request=request))
    other = reverse(stage, request.key, cast.neighbour)
    assert isinstance(other, Refusal) and other.code == "SETTLEMENT_OF_ANOTHER"
    cancellation = cases.message(order.institution_code, "2208")
    settled_by(cases.cancel(stage, settled, institution=order.institution_code, request=cancellation))
    refused = reverse(stage, cancellation.key, cast.healthy)
    assert isinstance(refused, Refusal) and refused.code == "NOT_REVERSIBLE"


def sale(cast: Cast, person_id: int, *yuan: str) -> SaleOrder:
    """A sale of in-scope goods at these prices."""
    lines = tuple(cases.line(str(row), cases.SHARED, price) for row, price in enumerate(yuan, start=1))
    total = int(sum(Decimal(price) for price in yuan) * 100)
    request = cases.message(cast.institutions.pharmacy.code, "2102")
    return SaleOrder(
        cast.institutions.pharmacy.code,
        PersonClaim(person_id),
        None,
        request.key.message_id,
        "41",
        cases.NOW,
        total,
        use_account=True,
        lines=lines,
    )


def sell(connection: Connection, order: SaleOrder) -> Answered | Refusal:
    """Book a sale under the message that its serial names."""
    request = cases.message(order.institution_code, "2102", number=order.serial)
    return operations.sell(connection, cases.REGION, order, request=request, render=cases.render, now=cases.NOW)


def test_a_sale_is_visit_lines_and_settlement_in_one(stage: Connection, cast: Cast) -> None:
    order = sale(cast, cast.healthy, "30", "12.50")
    tried = operations.try_sale(stage, cases.REGION, order, now=cases.NOW)
    assert isinstance(tried, Settled), tried
    settled = settled_by(sell(stage, order))
    assert tried.amounts == settled.amounts
    assert settled.amounts.account_fen == 4_250  # no rule lets a fund pay here: the account does
    assert [line.amount_fen for line in settled.lines] == [3_000, 1_250]
    assert settled.visit_id is not None
    kept = lines_of(stage, cases.REGION, settled.visit_id)
    assert {line.settlement_id for line in kept} == {settled.settlement_id}
    assert prove_region(stage, cases.REGION) == ()
    again = sell(stage, order)
    assert isinstance(again, Answered) and again.replayed


def test_a_cancelled_sale_is_as_if_it_had_not_been(stage: Connection, cast: Cast) -> None:
    settled = settled_by(sell(stage, sale(cast, cast.healthy, "30")))
    settled_by(cases.cancel(stage, settled, institution=cast.institutions.pharmacy.code))
    assert cases.account_fen(stage, cast.healthy) == 100_000
    assert settled.visit_id is not None
    found = visit(stage, cases.REGION, settled.visit_id)
    assert found is not None and found.withdrawn_at is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [({"total_fen": 1}, "TOTAL_MISMATCH"), ({"lines": ()}, "NO_LINES")],
)
def test_an_unsound_sale_is_refused(stage: Connection, cast: Cast, change: dict[str, object], code: str) -> None:
    order = replace(sale(cast, cast.healthy, "30"), **change)  # type: ignore[arg-type]
    refused = sell(stage, order)
    assert isinstance(refused, Refusal) and refused.code == code
    tried = operations.try_sale(stage, cases.REGION, order, now=cases.NOW)
    assert isinstance(tried, Refusal) and tried.code == code
