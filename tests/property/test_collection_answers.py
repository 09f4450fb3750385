"""A bank's answer taken a thousand rows at a time comes to what it comes to row by row, whatever happened before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast
from tests import collection_cases as cases
from tests import collection_peers as peers

from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels import answers
from mingzhang.money.collection.channels.bank_file import PAID, AnswerRow, FaultyFile, Header, write_answer
from mingzhang.money.collection.orders import hearing, moving
from mingzhang.money.collection.orders.records import Order, Said
from mingzhang.money.contributions import operations as contributions

REGION, MID_MARCH = cases.REGION, cases.MID_MARCH
DAY = date(2025, 3, 15)
LATER = cast.at(date(2025, 7, 10))  # the months are overdue by then: paying them closes a gap
FAILED = ("INSUFFICIENT", "ACCOUNT_FROZEN", "LIMIT_EXCEEDED")
BEFORE = ("nothing", "nothing", "nothing", "paid elsewhere", "accepted", "failed", "paid", "serial", "part", "silent")

# What both ways must leave behind, without numbers that a sequence gives.
LEFT = {
    "orders": """select o.id, o.state, o.code, o.serial, o.settled_at, o.next_check_at, r.serial, r.amount_fen
        from collection_order o left join contributions_receipt r on r.region = o.region and r.id = o.receipt_id
        order by o.id""",
    "events": """select order_id, state_from, state_to, party, by_whom, happened_at, heard_at, serial, code, facts
        from collection_order_event order by order_id, id""",
    "months": """select person_id, scheme, month, person_paid_fen, employer_paid_fen, paid_at
        from contributions_due order by 1, 2, 3""",
    "receipts": """select r.channel, r.serial, r.payer_kind, r.payer_id, r.amount_fen, r.received_at, r.posted_at,
        l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen, l.late_fee_fen, l.set_aside
        from contributions_receipt r join contributions_receipt_line l on l.region = r.region and l.receipt_id = r.id
        order by 1, 2, 8, 9, 10""",
    "transfers": """select r.channel, r.serial, t.code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner,
        t.amount_fen, t.effective_on, t.event_kind
        from ledger_transfer t join contributions_receipt r on r.region = t.region and r.id = t.event_id
        order by 1, 2, 3, 6, 8""",
    "papers": """select r.serial, d.kind, d.person_id, d.issued_at
        from collection_document d join contributions_receipt r on r.region = d.region and r.id = d.receipt_id
        order by 1, 2, 3""",
    "refunds": """select r.serial, f.reason, f.state, f.amount_fen
        from collection_refund f join contributions_receipt r on r.region = f.region and r.id = f.receipt_id
        order by 1, 2""",
    "restored": """select s.person_id, s.scheme, s.first_month, s.last_month, s.wait_months, s.restored_on, r.serial
        from contributions_restoration s join contributions_receipt r on r.region = s.region and r.id = s.receipt_id
        order by 1, 2, 3""",
    "tries": "select person_id, kind, channel, happened_at, detail from evidence_event order by 1, 4, 5::text",
    "answers": "select batch_id, taken_at, rows, posted, failed from collection_bank_answer",
}


@contextmanager
def undone(database_url: str) -> Iterator[Connection]:
    """A connection of one example's own; nothing of the example stays."""
    assert database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield connection


def batched(connection: Connection, source: random.Random, people: int) -> list[Order]:
    """Orders at the bank: of people with one month, or with two orders for two."""
    orders = []
    for serial in range(1, people + 1):
        months = (cases.MARCH, cases.APRIL) if source.random() < 0.3 else (cases.MARCH,)
        person = cases.flexible(connection, serial=serial, months=months)
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
        orders += [
            cast.made(cases.opened(connection, person, cases.line(connection, person, month), channel="bank_debit"))
            for month in months
        ]
    return orders


def happened(connection: Connection, order: Order, what: str, serial: str) -> None:
    """Something about an order before the answer comes."""
    said = Said("bank", "telephone", MID_MARCH, serial)
    if what == "paid elsewhere":
        elsewhere = cases.line(connection, order.payer_id, order.lines[0].month).received
        received(connection, order, [elsewhere])
    elif what == "part":
        half = order.lines[0].received
        part = type(half)(half.person_id, half.scheme, half.month, half.person_part_fen // 2, 0)
        received(connection, order, [part])
    elif what == "accepted":
        cast.made(operations.accept_order(connection, REGION, order.id, said=said, now=MID_MARCH))
    elif what == "failed":
        failed = Said("bank", "telephone", MID_MARCH, None, "BANK_ERROR")
        cast.made(operations.fail_order(connection, REGION, order.id, said=failed, now=MID_MARCH))
    elif what == "paid":
        cast.made(operations.post_order(connection, REGION, order.id, said=said, now=MID_MARCH))
    elif what == "serial":
        stranger = cases.flexible(connection, serial=500 + order.id % 400)
        other = cases.sent(connection, stranger, channel="tax")
        connection.execute(
            "update collection_order set channel = 'bank_debit' where region = %s and id = %s", [REGION, other.id]
        )
        cast.made(operations.post_order(connection, REGION, other.id, said=said, now=MID_MARCH))
    elif what == "silent":
        connection.execute(
            "update collection_order set next_check_at = %s where region = %s and id = %s",
            [MID_MARCH, REGION, order.id],
        )


def received(connection: Connection, order: Order, lines: list[Any]) -> None:
    cast.made(
        contributions.receive(
            connection,
            REGION,
            payer_kind="person",
            payer_id=order.payer_id,
            channel="tax",
            serial=f"X{order.id}",
            lines=lines,
            received_at=MID_MARCH,
        )
    )


def answer(source: random.Random, orders: list[Order]) -> list[AnswerRow]:
    """What the bank says, in its own order; it may leave some out."""
    rows = []
    for order in orders:
        paid = source.random() < 0.75
        result = PAID if paid else source.choice(FAILED)
        at = LATER - timedelta(minutes=source.randrange(-5, 500))
        rows.append(AnswerRow(order.number, order.amount_fen, result, f"B{order.id}" if paid else "", at))
    source.shuffle(rows)
    return rows[: max(1, len(rows) - source.randrange(2))]


def left(connection: Connection) -> dict[str, Any]:
    found: dict[str, Any] = {name: connection.execute(select).fetchall() for name, select in LEFT.items()}  # type: ignore[call-overload]
    kinds = ("bank", "collection", "suspense", "fund.employee_pooled", "fund.large_amount")
    found["balances"] = {kind: ledger.balance(connection, REGION, kind).balance_fen for kind in kinds}
    assert ledger.prove_region(connection, REGION) == ()
    return found


def in_chunks(connection: Connection, content: bytes, chunk: int) -> dict[str, Any]:
    with connection.transaction(force_rollback=True), patch.object(answers, "CHUNK", chunk):
        taken = operations.take_answer(connection, REGION, content, now=LATER)
        assert not isinstance(taken, FaultyFile)
        return left(connection)


def row_by_row(connection: Connection, content: bytes) -> dict[str, Any]:
    """The same answer with every row heard alone."""
    with connection.transaction(force_rollback=True), patch.object(hearing, "_plain", lambda *_given: None):
        taken = operations.take_answer(connection, REGION, content, now=LATER)
        assert not isinstance(taken, FaultyFile)
        return left(connection)


@given(seed=st.integers(0, 10**6), people=st.integers(1, 8), chunk=st.integers(1, 12))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_an_answer_comes_to_the_same_in_chunks_and_row_by_row(
    database_url: str, seed: int, people: int, chunk: int
) -> None:
    source = random.Random(seed)
    with undone(database_url) as connection:
        operations.set_key(
            connection, REGION, "bank_debit", key_id=peers.KEY, secret=peers.SECRET, now=cast.at(cast.START)
        )
        orders = batched(connection, source, people)
        batch = cast.made(operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk"))
        for order in orders:
            happened(connection, order, source.choice(BEFORE), f"B{order.id}")
        operations.mark_unknown(connection, REGION, now=MID_MARCH)
        rows = answer(source, orders)
        content = write_answer(Header(REGION, batch.id, DAY), rows, peers.KEY, peers.SECRET)
        chunked, single = in_chunks(connection, content, chunk), row_by_row(connection, content)
        for name in single:
            assert chunked[name] == single[name], name
        assert queries.answers_to(connection, REGION, batch.id) == ()


def test_only_what_is_not_plain_is_heard_alone(connection: Connection) -> None:
    """Otherwise both ways would be one way."""
    operations.set_key(connection, REGION, "bank_debit", key_id=peers.KEY, secret=peers.SECRET, now=cast.at(cast.START))
    orders = batched(connection, random.Random(3), 6)
    batch = cast.made(operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk"))
    single = [order for order in orders if sum(one.payer_id == order.payer_id for one in orders) == 1]
    happened(connection, single[0], "paid elsewhere", "")
    happened(connection, single[1], "failed", "")
    rows = [AnswerRow(one.number, one.amount_fen, PAID, f"B{one.id}", LATER) for one in single]
    content = write_answer(Header(REGION, batch.id, DAY), rows, peers.KEY, peers.SECRET)
    with patch.object(moving, "hear", wraps=moving.hear) as alone:
        taken = operations.take_answer(connection, REGION, content, now=LATER)
    assert not isinstance(taken, FaultyFile) and len(single) > 2
    assert (taken.posted, taken.failed) == (len(single) - 1, 0)
    assert [call.args[2] for call in alone.call_args_list] == [single[0].id, single[1].id]
