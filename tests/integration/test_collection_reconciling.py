"""A channel's bill beside our books: every kind of difference, what the bill decides, and what stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import cast
from tests import collection_cases as cases

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import FaultyFile
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.reconciling.importing import MOST_FAULTS
from mingzhang.money.collection.reconciling.records import Bill, BillDifference, BillRow
from mingzhang.money.contributions import operations as contributions

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH
DAY = date(2025, 3, 15)
NIGHT = cast.at(date(2025, 3, 16), 2)


def billed(connection: Connection, *rows: BillRow, day: date = DAY) -> tuple[BillDifference, ...]:
    bill = cast.made(operations.import_bill(connection, REGION, "tax", day, rows, by="clerk", now=NIGHT))
    return cast.made(operations.reconcile(connection, REGION, bill.id, now=NIGHT))


def paid(order: Order, serial: str = "T1", *, more_fen: int = 0) -> BillRow:
    return BillRow(order.number, serial, order.amount_fen + more_fen, "paid")


def failed(order: Order) -> BillRow:
    return BillRow(order.number, "F1", order.amount_fen, "failed")


def state(connection: Connection, order: Order) -> tuple[str, str | None]:
    stored = queries.order(connection, REGION, order.id)
    assert stored is not None
    return stored.state, stored.code


def told(differences: tuple[BillDifference, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(one.kind, one.next_step, one.state, one.closed_how) for one in differences]


def test_what_both_have_alike_is_no_difference(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))
    loser = cases.sent(connection, cases.flexible(connection, serial=2))
    operations.fail_order(connection, REGION, loser.id, said=cases.tax(code="INSUFFICIENT"), now=MID_MARCH)
    assert billed(connection, paid(order), failed(loser)) == ()
    (bill,) = queries.bills(connection, REGION)
    totals = queries.bill_totals(connection, REGION, bill.id)
    assert (totals.theirs, totals.theirs_fen, totals.ours, totals.ours_fen) == (1, order.amount_fen) * 2


@pytest.mark.parametrize(("row", "after"), [(paid, ("posted", None)), (failed, ("failed", "FAILED_BY_BILL"))])
def test_a_bill_decides_an_order_that_nobody_answered(
    connection: Connection, row: object, after: tuple[str, str | None]
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    operations.mark_unknown(connection, REGION, now=cast.NOW)
    assert state(connection, order) == ("unknown", None)
    found = billed(connection, row(order))  # type: ignore[operator]
    assert told(found) == [("status", "NOTHING", "closed", after[0])]
    assert state(connection, order) == after


def test_a_payment_that_we_held_for_failed_is_booked_by_the_bill(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    operations.fail_order(connection, REGION, order.id, said=cases.tax(code="BANK_ERROR"), now=MID_MARCH)
    assert told(billed(connection, paid(order))) == [("status", "NOTHING", "closed", "posted")]
    assert cases.month_of(connection, person).missing_fen == 0


def test_a_posted_payment_that_failed_with_them_waits_for_two_people(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))
    assert told(billed(connection, failed(order))) == [("status", "REVERSE_THE_ORDER", "open", None)]
    assert state(connection, order) == ("posted", None)


def test_money_that_never_came_leaves_month_and_books(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.posted(connection, person)
    billed(connection, failed(order))
    asked = cast.made(
        operations.refund(connection, REGION, order.receipt_id or 0, reason="NEVER_CAME", by="finance", now=cast.NOW)
    )
    done = cast.made(
        operations.review_refund(
            connection, REGION, asked.id, approve=True, by="checker", now=cast.NOW, take_back=accounts.take_back
        )
    )
    assert (done.state, done.attempts) == ("paid_back", ())
    assert state(connection, order) == ("reversed", "NEVER_CAME")
    assert cases.month_of(connection, person).missing_fen == order.amount_fen
    left = [ledger.balance(connection, REGION, kind).balance_fen for kind in ("bank", "collection", "suspense")]
    assert left == [0, 0, 0]
    assert ledger.prove_region(connection, REGION) == ()


def test_amounts_that_differ_and_payments_that_only_one_side_has(connection: Connection) -> None:
    more, ours = (cases.posted(connection, cases.flexible(connection, serial=n), serial=f"T{n}") for n in (1, 2))
    unheard = BillRow(None, "T9", 5_000, "paid")
    elsewhere = BillRow(f"{REGION}00000000999999", "T8", 7_000, "paid")
    found = billed(connection, paid(more, more_fen=1), unheard, elsewhere)
    assert [(one.kind, one.next_step, one.ours_fen, one.theirs_fen) for one in found] == [
        ("amount", "CORRECT_THE_AMOUNT", more.amount_fen, more.amount_fen + 1),
        ("ours_only", "ASK_THE_CHANNEL", ours.amount_fen, None),
        ("theirs_only", "POST_OR_SEND_BACK", None, 5_000),
        ("theirs_only", "POST_OR_SEND_BACK", None, 7_000),
    ]


def test_an_order_on_neither_of_two_bills_has_failed_and_not_before(connection: Connection) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    other = cases.posted(connection, cases.flexible(connection, serial=2), serial="T2")
    (first,) = billed(connection, paid(other, "T2"))
    assert (first.kind, first.next_step, first.state) == ("ours_only", "WAIT_FOR_NEXT_BILL", "open")
    assert state(connection, order) == ("sent", None)
    billed(connection, BillRow(None, "T7", 1, "failed"), day=DAY + timedelta(days=1))
    assert state(connection, order) == ("failed", "NOT_IN_BILL")
    assert told(queries.differences_of(connection, REGION, first.bill_id)) == [
        ("ours_only", "WAIT_FOR_NEXT_BILL", "closed", "failed")
    ]


def test_an_order_that_the_next_days_bill_has_is_booked_then(connection: Connection) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    (first,) = billed(connection, BillRow(None, "T7", 1, "failed"))
    billed(connection, paid(order), day=DAY + timedelta(days=1))
    assert state(connection, order) == ("posted", None)
    assert told(queries.differences_of(connection, REGION, first.bill_id)) == [
        ("ours_only", "WAIT_FOR_NEXT_BILL", "closed", "posted")
    ]


def test_a_payment_taken_twice_goes_back_once_somebody_books_the_second(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.posted(connection, person)
    (double,) = billed(connection, paid(order), paid(order, "T2"))
    assert (double.kind, double.next_step, double.serial) == ("double", "SEND_THE_SECOND_BACK", "T2")
    closed = cast.made(operations.send_second_back(connection, REGION, double.id, by="finance", now=NIGHT))
    assert (closed.state, closed.closed_how) == ("closed", "second_sent_back")
    (refund,) = queries.refunds_of(connection, REGION, person)
    assert (refund.reason, refund.state, refund.amount_fen) == ("DUPLICATE", "reviewed", order.amount_fen)
    assert cases.suspense(connection) == order.amount_fen
    again = operations.send_second_back(connection, REGION, double.id, by="finance", now=NIGHT)
    assert isinstance(again, Refusal) and again.code == "DIFFERENCE_CLOSED"
    assert ledger.prove_region(connection, REGION) == ()


def test_a_row_that_stands_twice_is_no_second_payment(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))
    (double,) = billed(connection, paid(order), paid(order))
    outcome = operations.send_second_back(connection, REGION, double.id, by="finance", now=NIGHT)
    assert isinstance(outcome, Refusal) and outcome.code == "DIFFERENCE_NOT_DOUBLE"


def test_a_second_try_that_was_paid_speaks_for_the_first_that_failed(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))
    assert billed(connection, failed(order), paid(order)) == ()


def test_payments_without_an_order_are_matched_by_their_serial(connection: Connection) -> None:
    _, person = cases.worker(connection)
    contributions.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH)
    month = cases.month_of(connection, person)
    row = connection.execute("select serial, amount_fen from contributions_receipt").fetchone()
    assert row is not None and row[1] == month.due_fen
    assert billed(connection, BillRow(None, row[0], row[1], "paid")) == ()


def test_the_same_bill_twice_is_one_bill_and_another_one_for_the_day_is_refused(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))

    def imported(*rows: BillRow) -> Bill | Refusal:
        return operations.import_bill(connection, REGION, "tax", DAY, rows, by="clerk", now=NIGHT)

    first = cast.made(imported(paid(order)))
    assert cast.made(operations.reconcile(connection, REGION, first.id, now=NIGHT)) == ()
    again = cast.made(imported(paid(order)))
    assert (again.id, again.reconciled_at) == (first.id, NIGHT)
    other = imported(paid(order), paid(order, "T2"))
    assert isinstance(other, Refusal) and other.code == "BILL_OF_DAY_EXISTS"
    empty = imported()
    assert isinstance(empty, Refusal) and empty.code == "BILL_EMPTY"


def test_reconciling_again_changes_nothing(connection: Connection) -> None:
    cases.posted(connection, cases.flexible(connection))
    first = billed(connection, BillRow(None, "T9", 5_000, "paid"))
    bill = first[0].bill_id
    assert cast.made(operations.reconcile(connection, REGION, bill, now=cast.NOW)) == first


def test_a_difference_is_closed_by_hand_with_a_note_only(connection: Connection) -> None:
    (one,) = billed(connection, BillRow(None, "T9", 5_000, "paid"))

    def close(note: str) -> BillDifference | Refusal:
        return operations.close_difference(
            connection, REGION, one.id, how="sent_back_by_channel", note=note, by="finance", now=NIGHT
        )

    silent = close("  ")
    assert isinstance(silent, Refusal) and silent.code == "NOTE_NEEDED"
    closed = cast.made(close("税务 3 月 17 日退回，凭证 88 号"))
    assert (closed.state, closed.closed_by, closed.note) == ("closed", "finance", "税务 3 月 17 日退回，凭证 88 号")
    again = close("再")
    assert isinstance(again, Refusal) and again.code == "DIFFERENCE_CLOSED"


# --- the file ---------------------------------------------------------------------------------------------------------

GOOD = "order,serial,fen,status\n44010000000000000001,T1,40000,paid\n,T2,100,failed\n"


def test_a_bill_is_read_from_its_file() -> None:
    rows = (BillRow("44010000000000000001", "T1", 40_000, "paid"), BillRow(None, "T2", 100, "failed"))
    assert operations.read_bill(GOOD.encode()) == rows
    assert operations.read_bill(b"\xef\xbb\xbf" + GOOD.encode()) == rows


def test_every_fault_of_a_bill_is_told_at_once() -> None:
    text = "order,serial,fen,status\n123,,0,maybe\n1,2,3\n,T2,1.5,paid\n"
    read = operations.read_bill(text.encode())
    assert isinstance(read, FaultyFile)
    assert [(fault.line, fault.column) for fault in read.faults] == [
        (2, "order"),
        (2, "serial"),
        (2, "fen"),
        (2, "status"),
        (3, "row"),
        (4, "fen"),
    ]


@pytest.mark.parametrize(("content", "column"), [(b"\xff", "file"), (b"a,b\n", "header"), (b"", "header")])
def test_what_is_no_bill_is_told_so(content: bytes, column: str) -> None:
    read = operations.read_bill(content)
    assert isinstance(read, FaultyFile) and [fault.column for fault in read.faults] == [column]


def test_a_file_of_faults_is_not_told_without_end() -> None:
    read = operations.read_bill(("order,serial,fen,status\n" + "x\n" * 5_000).encode())
    assert isinstance(read, FaultyFile) and len(read.faults) == MOST_FAULTS
