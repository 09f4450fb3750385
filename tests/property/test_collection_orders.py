"""Whatever parties say, and in whatever order: each payment is booked once or not at all, and the books prove."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests import cast
from tests import collection_cases as cases
from tests import collection_peers as peers

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import PAID
from mingzhang.money.collection.channels.notices import take_call
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.orders.states import MOVES, Word

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH
DAY = date(2025, 3, 15)
NIGHT = cast.at(date(2025, 3, 16), 2)
BALANCED = ("bank", "collection", "suspense", "fund.employee_pooled", "fund.large_amount")


@contextmanager
def undone(database_url: str) -> Iterator[Connection]:
    """A connection of one example's own; nothing of the example stays."""
    assert database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield connection


def booked_fen(connection: Connection) -> int:
    """What the bank brought and has not got back."""
    return -ledger.balance(connection, REGION, "bank").balance_fen


def proved(connection: Connection) -> None:
    assert ledger.prove_region(connection, REGION) == ()
    assert sum(ledger.balance(connection, REGION, kind).balance_fen for kind in BALANCED) == 0


def state_of(connection: Connection, number: str) -> str:
    order = queries.order_by_number(connection, number)
    assert order is not None
    return order.state


def reverse_what_never_came(connection: Connection) -> None:
    """What a finance clerk and a checker do about payments that the bill calls failed."""
    for difference in queries.open_differences(connection, REGION):
        if difference.next_step == "REVERSE_THE_ORDER":
            assert difference.receipt_id is not None
            asked = cast.made(
                operations.refund(
                    connection, REGION, difference.receipt_id, reason="NEVER_CAME", by="finance", now=NIGHT
                )
            )
            cast.made(
                operations.review_refund(
                    connection, REGION, asked.id, approve=True, by="checker", now=NIGHT, take_back=accounts.take_back
                )
            )
            operations.close_difference(
                connection, REGION, difference.id, how="refund_asked", note="冲回", by="finance", now=NIGHT
            )


SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(seed=st.integers(0, 10**6), people=st.integers(1, 6))
@SLOW
def test_a_tax_platform_at_its_worst_is_reconciled_to_the_truth(database_url: str, seed: int, people: int) -> None:
    with undone(database_url) as connection:
        operations.set_key(connection, REGION, "tax", key_id=peers.KEY, secret=peers.SECRET, now=cast.at(cast.START))
        peer = peers.TaxPeer(REGION, random.Random(seed))
        for serial in range(1, people + 1):
            order = cases.sent(connection, cases.flexible(connection, serial=serial))
            peer.take(peers.Asked(order.number, order.amount_fen))
        for call in peer.calls(MID_MARCH):
            take_call(connection, call, now=MID_MARCH + timedelta(minutes=2))
        operations.mark_unknown(connection, REGION, now=MID_MARCH + timedelta(hours=1))
        bill = cast.made(operations.import_bill(connection, REGION, "tax", DAY, peer.bill(), by="clerk", now=NIGHT))
        cast.made(operations.reconcile(connection, REGION, bill.id, now=NIGHT))
        reverse_what_never_came(connection)
        for number, (_, serial) in peer.truth.items():
            assert state_of(connection, number) in (("posted",) if serial else ("failed", "reversed"))
        assert booked_fen(connection) == sum(asked.amount_fen for asked, serial in peer.truth.values() if serial)
        proved(connection)


@given(seed=st.integers(0, 10**6), people=st.integers(1, 6))
@SLOW
def test_a_bank_whose_files_are_lost_doubled_and_damaged_is_reconciled_to_the_truth(
    database_url: str, seed: int, people: int
) -> None:
    with undone(database_url) as connection:
        operations.set_key(
            connection, REGION, "bank_debit", key_id=peers.KEY, secret=peers.SECRET, now=cast.at(cast.START)
        )
        for serial in range(1, people + 1):
            person = cases.flexible(connection, serial=serial)
            cast.made(
                operations.sign_agreement(
                    connection,
                    REGION,
                    person,
                    bank_name="明德银行",
                    account_name="缴费人",
                    account_number=f"62220000{serial:08d}",
                    signed_by="东园社区",
                    on=cast.START,
                )
            )
            cast.made(cases.opened(connection, person, channel="bank_debit"))
        batch = cast.made(operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk"))
        peer = peers.BankPeer(random.Random(seed))
        header = peer.take(queries.batch_file(connection, REGION, batch.id) or b"")
        for content in peer.files(header, MID_MARCH):
            operations.take_answer(connection, REGION, content, now=MID_MARCH)
        operations.mark_unknown(connection, REGION, now=MID_MARCH + timedelta(days=4))
        bill = cast.made(
            operations.import_bill(connection, REGION, "bank_debit", DAY, peer.bill(), by="clerk", now=NIGHT)
        )
        assert all(
            one.state == "closed" for one in cast.made(operations.reconcile(connection, REGION, bill.id, now=NIGHT))
        )
        for number, (_, result, _) in peer.truth.items():
            assert state_of(connection, number) == ("posted" if result == PAID else "failed")
        assert booked_fen(connection) == sum(
            asked.amount_fen for asked, result, _ in peer.truth.values() if result == PAID
        )
        proved(connection)


class LifeOfOrders(RuleBasedStateMachine):
    """Two people, one month each, and everybody who may say something, in any order.

    The model knows only what a reader of the table of moves would: which orders are booked, and that no month is ever
    paid by more than one of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.connection = connect()
        self.whole = self.connection.transaction(force_rollback=True)
        self.whole.__enter__()
        self.people = [cases.flexible(self.connection, serial=serial) for serial in (1, 2)]
        self.lines = {person: cases.line(self.connection, person) for person in self.people}
        self.orders: list[Order] = []
        self.now = MID_MARCH
        self.serials = 0

    def teardown(self) -> None:
        self.whole.__exit__(None, None, None)
        self.connection.close()

    def tick(self) -> datetime:
        self.now += timedelta(seconds=20)
        return self.now

    @rule(who=st.integers(0, 1))
    def a_person_orders(self, who: int) -> None:
        person = self.people[who]
        opened = cases.opened(self.connection, person, self.lines[person], now=self.tick())
        if isinstance(opened, Refusal):
            assert opened.code in ("PAYMENT_PENDING", "OVERPAID")
        else:
            self.orders.append(opened)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 99))
    def it_is_sent(self, which: int) -> None:
        order = self.orders[which % len(self.orders)]
        operations.send_order(self.connection, REGION, order.id, now=self.tick(), by="gateway")

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 99), word=st.sampled_from(["accepted", "paid", "failed"]), own=st.booleans())
    def a_party_speaks(self, which: int, word: Word, own: bool) -> None:
        order = self.orders[which % len(self.orders)]
        before = state_of(self.connection, order.number)
        serial = f"S{order.id}" if own else None
        said = cases.tax(serial if word != "failed" else None, at=self.tick(), code="BANK_ERROR")
        heard = cast.made(operations.hear(self.connection, REGION, order.id, word, said=said, now=self.now))
        assert heard.state == before or heard.state in MOVES[before]  # type: ignore[index]

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 99), word=st.sampled_from(["paid", "failed"]))
    def a_query_decides(self, which: int, word: Word) -> None:
        order = self.orders[which % len(self.orders)]
        open_before = state_of(self.connection, order.number) in ("created", "sent", "accepted", "unknown")
        said = cases.tax(at=self.tick(), code=None if word == "paid" else "BANK_ERROR")
        decided = operations.settle(self.connection, REGION, order.id, word, said=said, now=self.now)
        if open_before:
            assert cast.made(decided).state == ("posted" if word == "paid" else "failed")
        else:
            assert isinstance(decided, Refusal) and decided.code == "ORDER_MOVED_ON"

    @rule()
    def time_passes(self) -> None:
        self.now += timedelta(minutes=11)
        operations.mark_unknown(self.connection, REGION, now=self.now)

    @invariant()
    def money_is_what_was_posted(self) -> None:
        posted = [order for order in self.orders if state_of(self.connection, order.number) in ("posted", "reversed")]
        assert booked_fen(self.connection) == sum(order.amount_fen for order in posted)
        back = sum(
            refund.amount_fen
            for person in self.people
            for refund in queries.refunds_of(self.connection, REGION, person)
        )
        assert cases.suspense(self.connection) == back
        for person in self.people:
            of_person = [order for order in posted if order.payer_id == person]
            missing = cases.month_of(self.connection, person).missing_fen
            assert missing == (0 if of_person else self.lines[person].amount_fen)

    @invariant()
    def every_state_is_the_end_of_its_events(self) -> None:
        for order in self.orders:
            events = queries.order_events(self.connection, REGION, order.id)
            assert events[-1].state_to == state_of(self.connection, order.number)
            assert all(one.state_from == before.state_to for before, one in pairwise(events))

    @invariant()
    def the_books_prove(self) -> None:
        proved(self.connection)


@pytest.mark.usefixtures("database_url")
def test_the_life_of_orders() -> None:
    run_state_machine_as_test(LifeOfOrders, settings=settings(max_examples=15, stateful_step_count=14, deadline=None))
