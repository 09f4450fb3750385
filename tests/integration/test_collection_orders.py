"""Orders to pay: who may open one, what every party's word does to it, and that its money is booked once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from tests import cast
from tests import collection_cases as cases

from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.orders.asking import ChannelAnswer
from mingzhang.money.collection.orders.records import Entered, Order, OrderLine, OrderState
from mingzhang.money.collection.orders.states import MOVES, Word, contradicts, heard
from mingzhang.registers.enrolment import operations as enrolment

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH


def refused(outcome: Order | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


# What an order is after a word, by what it was; a star marks a word that contradicts what was told before.
HEARD = """
state     | accepted | paid      | failed
created   | accepted | posted    | failed
sent      | accepted | posted    | failed
accepted  | accepted | posted    | failed
unknown   | accepted | posted    | failed
posted    | posted   | posted    | posted *
failed    | unknown *| unknown * | failed
reversed  | reversed | reversed *| reversed
"""


def table() -> list[tuple[str, str, str, bool]]:
    head, *rows = ([cell.strip() for cell in text.split("|")] for text in HEARD.strip().splitlines())
    return [
        (row[0], word, cell.rstrip(" *"), cell.endswith("*"))
        for row in rows
        for word, cell in zip(head[1:], row[1:], strict=True)
    ]


@pytest.mark.parametrize(("state", "word", "after", "against"), table())
def test_what_a_word_does_to_an_order(state: OrderState, word: Word, after: str, against: bool) -> None:
    assert heard(state, word) == after
    assert contradicts(state, word) == against
    assert after == state or after in MOVES[state]


def test_every_state_has_its_moves_and_only_two_are_final() -> None:
    assert set(MOVES) == set(get_args(OrderState))
    assert [state for state, after in MOVES.items() if not after] == ["reversed"]


def test_a_payment_goes_from_order_to_books_and_every_step_is_kept(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    assert (order.state, order.next_check_at) == ("sent", MID_MARCH + timedelta(minutes=10))
    at = MID_MARCH + timedelta(minutes=1)
    operations.accept_order(connection, REGION, order.id, said=cases.tax("T1", at=at), now=at)
    done = cast.made(operations.post_order(connection, REGION, order.id, said=cases.tax("T1", at=at), now=at))
    assert (done.state, done.serial, done.settled_at, done.next_check_at) == ("posted", "T1", at, None)
    assert cases.month_of(connection, person).state == "paid"
    steps = [(event.state_to, event.party) for event in queries.order_events(connection, REGION, order.id)]
    assert steps == [("created", "payer"), ("sent", "agency"), ("accepted", "tax"), ("posted", "tax")]
    assert ledger.balance(connection, REGION, "bank").balance_fen == -order.amount_fen


def test_the_same_word_again_books_nothing_more_but_is_kept(connection: Connection) -> None:
    person = cases.flexible(connection)
    first = cases.posted(connection, person)
    again = operations.post_order(connection, REGION, first.id, said=cases.tax("T1"), now=cast.NOW)
    assert again == first
    assert len(queries.order_events(connection, REGION, first.id)) == 4
    assert ledger.balance(connection, REGION, "bank").balance_fen == -first.amount_fen


def test_words_in_any_order_end_the_same(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    operations.post_order(connection, REGION, order.id, said=cases.tax("T1"), now=MID_MARCH)
    late = operations.accept_order(connection, REGION, order.id, said=cases.tax("T1"), now=cast.NOW)
    assert cast.made(late).state == "posted"


def test_a_failed_order_that_is_then_called_paid_is_unknown_until_somebody_decides(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    failed = operations.fail_order(connection, REGION, order.id, said=cases.tax(code="INSUFFICIENT"), now=MID_MARCH)
    assert (cast.made(failed).state, cast.made(failed).code) == ("failed", "INSUFFICIENT")
    for _ in range(2):  # the same party's word cannot undo its own contradiction
        told = operations.post_order(connection, REGION, order.id, said=cases.tax("T1"), now=MID_MARCH)
        assert (cast.made(told).state, cast.made(told).code) == ("unknown", "CONTRADICTED")
    decided = operations.settle(connection, REGION, order.id, "paid", said=cases.tax("T1"), now=cast.NOW)
    assert cast.made(decided).state == "posted"
    assert refused(operations.settle(connection, REGION, order.id, "failed", said=cases.tax(), now=cast.NOW)) == (
        "ORDER_MOVED_ON"
    )


def test_a_failure_is_kept_with_the_person_whom_it_was_for(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    operations.fail_order(connection, REGION, order.id, said=cases.tax(code="ACCOUNT_FROZEN"), now=MID_MARCH)
    (event,) = evidence.events(connection, REGION, person, since=MID_MARCH, until=cast.NOW)
    assert (event.kind, event.channel) == ("PAYMENT_FAILED", "tax")
    assert event.detail == {
        "code": "ACCOUNT_FROZEN",
        "order": order.number,
        "scheme": "employee",
        "months": ["2025-03"],
    }


@pytest.mark.parametrize(("amount", "serial", "doubt"), [(1, "T1", "AMOUNT_DIFFERS"), (None, "T9", "ANOTHER_SERIAL")])
def test_another_amount_or_serial_than_was_told_makes_an_order_unknown(
    connection: Connection, amount: int | None, serial: str, doubt: str
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    operations.accept_order(connection, REGION, order.id, said=cases.tax("T1"), now=MID_MARCH)
    told = operations.hear(
        connection, REGION, order.id, "paid", said=cases.tax(serial), now=MID_MARCH, amount_fen=amount
    )
    assert cast.made(told).state == "unknown"
    assert queries.order_events(connection, REGION, order.id)[-1].facts == {"word": "paid", "doubt": doubt}
    assert ledger.balance(connection, REGION, "bank").balance_fen == 0


def test_one_serial_pays_one_order_only(connection: Connection) -> None:
    first, second = cases.flexible(connection), cases.flexible(connection, serial=2)
    cases.posted(connection, first, serial="T1")
    order = cases.sent(connection, second)
    told = operations.post_order(connection, REGION, order.id, said=cases.tax("T1"), now=MID_MARCH)
    assert cast.made(told).state == "unknown"
    assert refused(operations.settle(connection, REGION, order.id, "paid", said=cases.tax("T1"), now=MID_MARCH)) == (
        "SERIAL_REUSED"
    )


def test_silence_makes_an_order_unknown_and_never_failed(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    assert operations.mark_unknown(connection, REGION, now=MID_MARCH + timedelta(minutes=9)) == 0
    late = MID_MARCH + timedelta(minutes=10)
    assert operations.mark_unknown(connection, REGION, now=late) == 1
    assert operations.mark_unknown(connection, REGION, now=late) == 0
    stored = queries.order(connection, REGION, order.id)
    assert stored is not None and (stored.state, stored.next_check_at) == ("unknown", late + timedelta(minutes=10))
    told = operations.post_order(connection, REGION, order.id, said=cases.tax("T1"), now=late)
    assert cast.made(told).state == "posted"


class Port:
    """A channel that answers as it was told."""

    def __init__(self, answer: ChannelAnswer | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def query(self, number: str) -> ChannelAnswer | None:
        self.asked.append(number)
        return self.answer


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (ChannelAnswer("paid", cases.tax("T1")), "posted"),
        (ChannelAnswer("failed", cases.tax(code="INSUFFICIENT")), "failed"),
        (None, "unknown"),
    ],
)
def test_a_channel_that_is_asked_decides_and_its_silence_does_not(
    connection: Connection, answer: ChannelAnswer | None, state: str
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    late = MID_MARCH + timedelta(hours=1)
    operations.mark_unknown(connection, REGION, now=late)
    port = Port(answer)
    told = cast.made(operations.resolve_order(connection, REGION, order.id, port=port, now=late))
    assert (told.state, port.asked) == (state, [order.number])
    assert (told.next_check_at == late + timedelta(minutes=10)) == (answer is None)


def test_a_decided_order_is_not_asked_about(connection: Connection) -> None:
    order = cases.posted(connection, cases.flexible(connection))
    port = Port(ChannelAnswer("failed", cases.tax(code="BANK_ERROR")))
    assert operations.resolve_order(connection, REGION, order.id, port=port, now=cast.NOW) == order
    assert port.asked == []


def test_a_month_that_a_channel_has_already_cannot_be_ordered_again(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.sent(connection, person)
    again = cases.opened(connection, person)
    assert refused(again) == "PAYMENT_PENDING"
    assert isinstance(again, Refusal) and again.facts["order"] == order.number


def test_an_unsent_order_is_replaced_by_a_newer_one(connection: Connection) -> None:
    person = cases.flexible(connection)
    first = cast.made(cases.opened(connection, person))
    second = cast.made(cases.opened(connection, person))
    replaced = queries.order(connection, REGION, first.id)
    assert replaced is not None and (replaced.state, replaced.code) == ("failed", "SUPERSEDED")
    assert second.state == "created"


def test_two_payments_for_one_month_are_both_taken_and_the_second_goes_back(connection: Connection) -> None:
    person = cases.flexible(connection)
    whole = cases.line(connection, person)
    first = cases.sent(connection, person, whole)
    operations.fail_order(connection, REGION, first.id, said=cases.tax(code="BANK_ERROR"), now=MID_MARCH)
    second = cases.posted(connection, person, whole, serial="T2")
    operations.accept_order(connection, REGION, first.id, said=cases.tax("T1"), now=MID_MARCH)
    done = operations.settle(connection, REGION, first.id, "paid", said=cases.tax("T1"), now=cast.NOW)
    assert cast.made(done).state == "posted"
    (refund,) = queries.refunds_of(connection, REGION, person)
    assert (refund.reason, refund.state, refund.automatic) == ("DUPLICATE", "reviewed", True)
    assert (refund.receipt_id, refund.amount_fen) == (cast.made(done).receipt_id, whole.amount_fen)
    assert cases.suspense(connection) == whole.amount_fen
    assert cases.month_of(connection, person).missing_fen == 0
    assert second.receipt_id in cases.month_of(connection, person).receipts
    assert ledger.prove_region(connection, REGION) == ()


def test_a_late_fee_is_the_funds_and_no_part_of_the_month(connection: Connection) -> None:
    person = cases.flexible(connection)
    before = cases.line(connection, person)
    done = cases.posted(connection, person, cases.line(connection, person, late_fee_fen=123))
    assert done.amount_fen == before.amount_fen + 123
    assert cases.month_of(connection, person).missing_fen == 0
    (fee,) = [
        amount
        for code, amount in connection.execute("select code, amount_fen from ledger_transfer").fetchall()
        if code == "LATE_FEE"
    ]
    assert fee == 123


def test_a_relative_pays_and_each_sees_what_concerns_them(connection: Connection) -> None:
    payer = cases.flexible(connection)
    child, other = cases.resident(connection, serial=2), cases.resident(connection, serial=3)
    order = cast.made(
        operations.open_order(
            connection,
            REGION,
            payer_kind="relative",
            payer_id=payer,
            lines=[cases.line(connection, child), cases.line(connection, other)],
            channel="wechat",
            now=MID_MARCH,
        )
    )
    (of_payer,) = queries.orders_of_payer(connection, REGION, "person", payer)
    (of_child,) = queries.orders_of_person(connection, REGION, child)
    assert of_payer == order
    assert [line.person_id for line in of_child.lines] == [child]
    assert queries.orders_of_person(connection, REGION, payer) == ()
    assert queries.orders_of_payer(connection, REGION, "person", child) == ()


# --- why a payment is refused -----------------------------------------------------------------------------------------


def tries(connection: Connection, person: int) -> list[str]:
    events = evidence.events(connection, REGION, person, since=cast.at(cast.START), until=cast.at(date(2026, 1, 1)))
    return [str(event.detail["code"]) for event in events if event.kind == "PAYMENT_REFUSED"]


def test_who_is_suspended_cannot_pay_and_the_try_is_kept(connection: Connection) -> None:
    person = cases.flexible(connection)
    cast.made(enrolment.suspend_coverage(connection, REGION, person, on=date(2025, 3, 10), reason="暂停"))
    assert refused(cases.opened(connection, person)) == "COVERAGE_SUSPENDED"
    assert tries(connection, person) == ["COVERAGE_SUSPENDED"]
    assert queries.orders_of_person(connection, REGION, person) == ()


def test_who_left_pays_what_was_due_and_nothing_else(connection: Connection) -> None:
    person = cases.flexible(connection)
    owed = cases.line(connection, person)
    cast.made(enrolment.stop_coverage(connection, REGION, person, on=date(2025, 4, 1), reason="停保"))
    in_april = cast.at(date(2025, 4, 15))
    later = OrderLine(person, "employee", date(2025, 5, 1), 1, 0)
    assert refused(cases.opened(connection, person, later, now=in_april)) == "NOT_ENROLLED"
    cast.made(cases.opened(connection, person, owed, now=in_april))


def test_an_enrolment_that_the_tax_side_has_not_confirmed_cannot_be_paid(connection: Connection) -> None:
    person = cases.enrol(connection, cast.employee(None, "flexible", confirmed=False))
    cases.assess(connection, MARCH)
    assert refused(cases.opened(connection, person)) == "ENROLMENT_NOT_CONFIRMED"


@pytest.mark.parametrize(
    ("name", "number_off", "differs"),
    [("陈缴费", False, ("name",)), ("缴费人", True, ("number",)), ("陈缴费", True, ("name", "number"))],
)
def test_who_types_another_name_or_number_is_told_which_differs(
    connection: Connection, name: str, number_off: bool, differs: tuple[str, ...]
) -> None:
    person = cases.flexible(connection)
    number = cast.id_number(2 if number_off else 1, date(1985, 4, 12))
    outcome = operations.open_order(
        connection,
        REGION,
        payer_kind="person",
        payer_id=person,
        lines=[cases.line(connection, person)],
        channel="wechat",
        now=MID_MARCH,
        entered=[Entered(person, name, number)],
    )
    assert refused(outcome) == "IDENTITY_MISMATCH"
    assert isinstance(outcome, Refusal)
    assert {field for field in ("name", "number") if outcome.facts[f"{field}_differs"]} == set(differs)
    assert tries(connection, person) == ["IDENTITY_MISMATCH"]


def test_the_right_name_and_number_pass_however_they_are_spaced(connection: Connection) -> None:
    person = cases.flexible(connection)
    number = cast.id_number(1, date(1985, 4, 12))
    cast.made(
        operations.open_order(
            connection,
            REGION,
            payer_kind="person",
            payer_id=person,
            lines=[cases.line(connection, person)],
            channel="wechat",
            now=MID_MARCH,
            entered=[Entered(person, "缴 费人", f"{number[:6]} {number[6:]}")],
        )
    )


def test_a_bank_takes_nothing_without_an_agreement(connection: Connection) -> None:
    person = cases.flexible(connection)
    assert refused(cases.opened(connection, person, channel="bank_debit")) == "NO_DEBIT_AGREEMENT"
    signed = cast.made(
        operations.sign_agreement(
            connection,
            REGION,
            person,
            bank_name="明德银行",
            account_name="缴费人",
            account_number="6222 0000 0000 1234",
            signed_by="东园社区",
            on=date(2025, 3, 1),
        )
    )
    assert signed.account_last4 == "1234"
    cast.made(cases.opened(connection, person, channel="bank_debit"))
    cast.made(operations.end_agreement(connection, REGION, person, on=date(2025, 3, 16), why="本人终止"))
    next_day = MID_MARCH + timedelta(days=1)
    assert refused(cases.opened(connection, person, channel="bank_debit", now=next_day)) == "NO_DEBIT_AGREEMENT"


def test_a_second_agreement_and_a_wrong_account_are_refused(connection: Connection) -> None:
    person = cases.flexible(connection)

    def sign(number: str) -> object:
        return operations.sign_agreement(
            connection,
            REGION,
            person,
            bank_name="明德银行",
            account_name="缴费人",
            account_number=number,
            signed_by="东园社区",
            on=date(2025, 3, 1),
        )

    assert refused(sign("12-34")) == "ACCOUNT_NUMBER_WRONG"  # type: ignore[arg-type]
    cast.made(sign("622200001234"))
    assert refused(sign("622200005678")) == "AGREEMENT_STANDS"  # type: ignore[arg-type]
    stored = connection.execute("select account_sealed from collection_debit_agreement").fetchone()
    assert stored is not None and b"622200001234" not in bytes(stored[0])


def test_a_terminal_that_reads_the_card_needs_one_that_holds(connection: Connection) -> None:
    person = cases.flexible(connection)
    cast.made(cases.opened(connection, person, channel="self_service"))
    connection.execute(
        "update enrolment_credential set holds = daterange(lower(holds), %s) where person_id = %s and kind = 'card'",
        (date(2025, 3, 1), person),
    )
    assert refused(cases.opened(connection, person, channel="self_service")) == "CARD_NOT_VALID"
    cast.made(cases.opened(connection, person, channel="tax"))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2025, 1, 31), "created"),  # the year's own payment day
        (date(2025, 3, 31), "created"),  # the last day for late payment, 1 January to 31 March (seed 003, N58)
        (date(2025, 4, 1), "OUTSIDE_PAYMENT_WINDOW"),
    ],
)
def test_a_resident_pays_in_the_window_only(connection: Connection, day: date, outcome: str) -> None:
    person = cases.resident(connection, starts=cast.START)
    year = cases.line(connection, person, cast.START)
    told = cases.opened(connection, person, year, now=cast.at(day))
    assert (told.state if isinstance(told, Order) else told.code) == outcome


def test_a_year_that_is_due_at_the_late_price_may_be_paid_after_the_window(connection: Connection) -> None:
    person = cases.resident(connection, starts=cast.START)
    connection.execute("update contributions_due set late_price = true where person_id = %s", (person,))
    cast.made(cases.opened(connection, person, cases.line(connection, person, cast.START), now=cast.NOW))


@pytest.mark.parametrize("module", ["payment", "shared_platform"])
def test_an_outage_keeps_everybody_from_paying_for_its_time(connection: Connection, module: str) -> None:
    person = cases.flexible(connection)
    evidence.declare_outage(
        connection,
        REGION,
        module,
        planned=True,
        starts_at=MID_MARCH,
        ends_at=MID_MARCH + timedelta(hours=2),
        note="升级",
    )
    assert refused(cases.opened(connection, person)) == "PAYMENT_MODULE_DOWN"
    cast.made(cases.opened(connection, person, now=MID_MARCH + timedelta(hours=2)))


def test_nobody_orders_in_anothers_name_or_through_an_unknown_channel(connection: Connection) -> None:
    payer, other = cases.flexible(connection), cases.flexible(connection, serial=2)
    assert refused(cases.opened(connection, payer, cases.line(connection, other))) == "PAYER_IS_ANOTHER"
    assert refused(cases.opened(connection, payer, channel="pigeon")) == "CHANNEL_UNKNOWN"


def test_a_resident_who_is_employed_elsewhere_is_not_asked_for_a_second_premium(connection: Connection) -> None:
    resident = cases.resident(connection)
    elsewhere = cast.person(1, "缴费人", cast.employee(None, "flexible"))
    connection.execute("update enrolment_coverage set holds = daterange('2025-03-01', null)")
    from mingzhang.registers.enrolment.operations import enrol_many

    cast.made(enrol_many(connection, cast.BEIJING, [elsewhere], on=cast.START))
    outcome = cases.opened(connection, resident)
    assert refused(outcome) == "DUPLICATE_ENROLMENT"
    assert isinstance(outcome, Refusal) and outcome.facts["keep"] == "employee"


def test_older_unpaid_months_come_first_unless_they_are_paid_with_it(connection: Connection) -> None:
    person = cases.flexible(connection, months=(MARCH, cases.APRIL))
    march, april = (cases.line(connection, person, month) for month in (MARCH, cases.APRIL))
    in_april = cast.at(date(2025, 4, 15))
    outcome = cases.opened(connection, person, april, now=in_april)
    assert refused(outcome) == "ARREARS_FIRST"
    assert isinstance(outcome, Refusal) and outcome.facts == {"month": "2025-04", "older": "2025-03"}
    cast.made(cases.opened(connection, person, march, april, now=in_april))
