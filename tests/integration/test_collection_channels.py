"""What channels say, by file and by signed call: taken once, however often and in whatever order it arrives."""

from __future__ import annotations

import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from tests import cast
from tests import collection_cases as cases
from tests import collection_peers as peers

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.doors.collectors.wsgi import MOST_BYTES, answer
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels import bank
from mingzhang.money.collection.channels.bank_file import AnswerRow, FaultyFile, Header, write_answer
from mingzhang.money.collection.channels.notices import Call, clear_nonces, take_call
from mingzhang.money.collection.orders.records import Order

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH
DAY = date(2025, 3, 15)


def key(connection: Connection, channel: str = "tax") -> None:
    assert operations.set_key(
        connection, REGION, channel, key_id=peers.KEY, secret=peers.SECRET, now=cast.at(cast.START)
    )


def told(order: Order, word: str = "paid", *, notice: str = "N1", **more: object) -> dict[str, object]:
    paid = {"amount_fen": order.amount_fen, "serial": "T1"} if word != "failed" else {"code": "BANK_ERROR"}
    return {"notice": notice, "order": order.number, "word": word, "at": MID_MARCH.isoformat(), **paid, **more}


def refused(outcome: bytes | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


@pytest.fixture
def tax(connection: Connection) -> peers.TaxPeer:
    key(connection)
    return peers.TaxPeer(REGION, random.Random(1))


# --- the tax platform's calls ----------------------------------------------------------------------------------------


def test_a_call_is_answered_the_same_however_often_it_comes(connection: Connection, tax: peers.TaxPeer) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    first = take_call(connection, tax.call(told(order), MID_MARCH), now=MID_MARCH)
    assert isinstance(first, bytes)
    assert json.loads(first) == {"notice": "N1", "order": order.number, "result": "taken", "state": "posted"}
    later = MID_MARCH + timedelta(days=3)
    again = take_call(connection, tax.call(told(order), later), now=later)  # signed anew, with another nonce
    assert again == first
    assert ledger.balance(connection, REGION, "bank").balance_fen == -order.amount_fen


def test_a_call_that_is_repeated_as_it_was_is_a_repetition_and_no_attack(
    connection: Connection, tax: peers.TaxPeer
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    call = tax.call(told(order), MID_MARCH)
    assert take_call(connection, call, now=MID_MARCH) == take_call(connection, call, now=MID_MARCH)


def test_a_nonce_belongs_to_one_body(connection: Connection, tax: peers.TaxPeer) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    first = tax.call(told(order), MID_MARCH)
    take_call(connection, first, now=MID_MARCH)
    tax._nonces -= 1
    assert refused(take_call(connection, tax.call(told(order, notice="N2"), MID_MARCH), now=MID_MARCH)) == (
        "NONCE_REUSED"
    )


def test_nonces_are_forgotten_when_their_time_no_longer_passes(connection: Connection, tax: peers.TaxPeer) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    take_call(connection, tax.call(told(order), MID_MARCH), now=MID_MARCH)
    assert clear_nonces(connection, REGION, now=MID_MARCH + timedelta(minutes=10)) == 0
    assert clear_nonces(connection, REGION, now=MID_MARCH + timedelta(minutes=11)) == 1


def test_a_notice_number_belongs_to_one_body(connection: Connection, tax: peers.TaxPeer) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    take_call(connection, tax.call(told(order), MID_MARCH), now=MID_MARCH)
    other = tax.call(told(order, "accepted"), MID_MARCH)
    assert refused(take_call(connection, other, now=MID_MARCH)) == "NOTICE_REUSED"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"signature": "0" * 64}, "CALL_SIGNATURE_WRONG"),
        ({"body": b"{}"}, "CALL_SIGNATURE_WRONG"),
        ({"nonce": "n" * 16}, "CALL_SIGNATURE_WRONG"),
        ({"path": "/collection/other"}, "CALL_SIGNATURE_WRONG"),
        ({"key_id": "k2"}, "CALL_SIGNATURE_WRONG"),
        ({"region": cast.BEIJING}, "CALL_SIGNATURE_WRONG"),
        ({"signature": ""}, "CALL_UNSIGNED"),
        ({"nonce": "short"}, "CALL_UNSIGNED"),
        ({"moment": "yesterday"}, "CALL_UNSIGNED"),
        ({"region": "4401"}, "CALL_UNSIGNED"),
        ({"channel": "pigeon"}, "CALL_UNSIGNED"),
    ],
)
def test_a_call_that_is_not_signed_as_agreed_has_no_effect(
    connection: Connection, tax: peers.TaxPeer, spoil: dict[str, object], code: str
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    call = replace(tax.call(told(order), MID_MARCH), **spoil)  # type: ignore[arg-type]
    assert refused(take_call(connection, call, now=MID_MARCH)) == code
    assert cases.month_of(connection, order.payer_id).missing_fen == order.amount_fen


@pytest.mark.parametrize(("minutes", "code"), [(5, None), (6, "CALL_OUT_OF_TIME"), (-6, "CALL_OUT_OF_TIME")])
def test_a_call_counts_within_five_minutes_of_its_time(
    connection: Connection, tax: peers.TaxPeer, minutes: int, code: str | None
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    outcome = take_call(connection, tax.call(told(order), MID_MARCH), now=MID_MARCH + timedelta(minutes=minutes))
    assert (outcome.code if isinstance(outcome, Refusal) else None) == code


def test_an_ended_key_signs_no_more_and_its_follower_does(connection: Connection, tax: peers.TaxPeer) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    operations.end_key(connection, REGION, "tax", key_id=peers.KEY, now=MID_MARCH)
    assert refused(take_call(connection, tax.call(told(order), MID_MARCH), now=MID_MARCH)) == "CALL_SIGNATURE_WRONG"
    assert not operations.set_key(connection, REGION, "tax", key_id=peers.KEY, secret="other", now=MID_MARCH)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_fen": 0}, "amount_fen"),
        ({"amount_fen": 1.5}, "amount_fen"),
        ({"amount_fen": True}, "amount_fen"),
        ({"amount_fen": None}, "amount_fen"),
        ({"word": "maybe"}, "word"),
        ({"word": ["paid"]}, "word"),
        ({"serial": None}, "serial"),
        ({"serial": "a b"}, "serial"),
        ({"code": "BANK_ERROR"}, "code"),
        ({"word": "failed", "code": "BECAUSE"}, "code"),
        ({"word": "failed", "code": ["BANK_ERROR"]}, "code"),
        ({"at": "2025-03-15T09:00:00"}, "at"),
        ({"at": 5}, "at"),
        ({"order": "123"}, "order"),
        ({"notice": "x" * 65}, "notice"),
        ({"notice": "n\u0000"}, "notice"),
        ({"more": 1}, "body"),
    ],
)
def test_a_notice_that_is_not_as_documented_names_its_field(
    connection: Connection, tax: peers.TaxPeer, change: dict[str, object], field: str
) -> None:
    order = cases.sent(connection, cases.flexible(connection))
    outcome = take_call(connection, tax.call(told(order) | change, MID_MARCH), now=MID_MARCH)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.facts) == ("NOTICE_UNREADABLE", {"field": field})


def test_a_channel_speaks_of_its_own_orders_only(connection: Connection, tax: peers.TaxPeer) -> None:
    foreign = cases.sent(connection, cases.flexible(connection), channel="wechat")
    outcome = take_call(connection, tax.call(told(foreign), MID_MARCH), now=MID_MARCH)
    assert refused(outcome) == "ORDER_MISSING"


@pytest.mark.usefixtures("fresh_database")
def test_one_call_that_comes_ten_times_at_once_is_taken_once() -> None:
    with connect() as connection:
        key(connection)
        order = cases.sent(connection, cases.flexible(connection))
        tax = peers.TaxPeer(REGION, random.Random(1))
        calls = [tax.call(told(order), MID_MARCH) for _ in range(10)]
        start = threading.Barrier(10)

        def send(call: Call) -> bytes | Refusal:
            with connect() as own:
                start.wait()
                return take_call(own, call, now=MID_MARCH)

        with ThreadPoolExecutor(10) as pool:
            answers = [one.result(timeout=60) for one in [pool.submit(send, call) for call in calls]]
        assert len(set(answers)) == 1 and isinstance(answers[0], bytes)
        assert ledger.balance(connection, REGION, "bank").balance_fen == -order.amount_fen
        assert len(queries.order_events(connection, REGION, order.id)) == 3


# --- the door ---------------------------------------------------------------------------------------------------------


def knock(
    method: str = "POST", path: str = "/collection/tax", body: bytes = b"{}", **headers: str
) -> tuple[str, bytes]:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **{f"HTTP_X_COLLECTION_{name.upper()}": value for name, value in headers.items()},
    }
    status: list[str] = []
    content = b"".join(answer(environ, lambda line, _headers: status.append(line)))
    return status[0], content


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/collection/tax", b"", "405", "POST_ONLY"),
        ("POST", "/collection/", b"{}", "404", "ADDRESS_UNKNOWN"),
        ("POST", "/collection/tax/more", b"{}", "404", "ADDRESS_UNKNOWN"),
        ("POST", "/collection/tax", b"x" * (MOST_BYTES + 1), "413", "BODY_TOO_LARGE"),
        ("POST", "/collection/tax", b"{}", "401", "CALL_UNSIGNED"),
    ],
)
@pytest.mark.usefixtures("database_url")
def test_what_is_no_call_is_told_so(method: str, path: str, body: bytes, status: str, code: str) -> None:
    line, content = knock(method, path, body)
    assert line.startswith(status)
    assert json.loads(content) == {"result": "refused", "code": code}


@pytest.mark.usefixtures("fresh_database")
def test_a_call_comes_through_the_door() -> None:
    from datetime import datetime

    with connect() as connection:
        key(connection)
        order = cases.sent(connection, cases.flexible(connection))
        call = peers.TaxPeer(REGION, random.Random(1)).call(told(order), datetime.now(cast.CHINA))
        line, content = knock(
            body=call.body,
            region=call.region,
            key=call.key_id,
            time=call.moment,
            nonce=call.nonce,
            signature=call.signature,
        )
        assert (line, json.loads(content)["state"]) == ("200 OK", "posted")
        stored = queries.order(connection, REGION, order.id)
        assert stored is not None and stored.state == "posted"


# --- the bank's files -------------------------------------------------------------------------------------------------


def debited(connection: Connection, *serials: int) -> list[Order]:
    """Flexible workers with agreements whose orders wait for the bank."""
    orders = []
    for serial in serials:
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
        orders.append(cast.made(cases.opened(connection, person, channel="bank_debit")))
    return orders


def batch(connection: Connection) -> bank.Batch:
    return cast.made(operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk"))


def answered(sent: bank.Batch, *rows: tuple[Order, str, str]) -> bytes:
    told_rows = [AnswerRow(order.number, order.amount_fen, result, serial, MID_MARCH) for order, result, serial in rows]
    return write_answer(Header(REGION, sent.id, sent.day), told_rows, peers.KEY, peers.SECRET)


def states(connection: Connection, orders: list[Order]) -> list[tuple[str, str | None]]:
    found = [queries.order(connection, REGION, order.id) for order in orders]
    return [(order.state, order.code) for order in found if order is not None]


def test_waiting_debits_go_in_one_file_and_only_once(connection: Connection) -> None:
    key(connection, "bank_debit")
    orders = debited(connection, 1, 2)
    sent = batch(connection)
    assert (sent.orders, sent.amount_fen) == (2, sum(order.amount_fen for order in orders))
    content = queries.batch_file(connection, REGION, sent.id)
    assert content is not None and b"|6222000000000001|" in content
    stored = connection.execute("select sent_file from collection_bank_batch").fetchone()
    assert stored is not None and b"6222000000000001" not in bytes(stored[0])
    assert states(connection, orders) == [("sent", None)] * 2
    again = operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk")
    assert isinstance(again, Refusal) and again.code == "NOTHING_TO_SEND"


def test_an_answer_in_part_settles_its_part(connection: Connection) -> None:
    key(connection, "bank_debit")
    orders = debited(connection, 1, 2, 3)
    sent = batch(connection)
    content = answered(sent, (orders[0], "OK", "B1"), (orders[1], "INSUFFICIENT", ""))
    taken = operations.take_answer(connection, REGION, content, now=MID_MARCH)
    assert not isinstance(taken, FaultyFile)
    assert (taken.rows, taken.posted, taken.failed) == (2, 1, 1)
    assert states(connection, orders) == [("posted", None), ("failed", "INSUFFICIENT"), ("sent", None)]
    assert operations.take_answer(connection, REGION, content, now=cast.NOW) == taken
    assert len(queries.order_events(connection, REGION, orders[0].id)) == 3
    told_states = {(one.state, one.code): one.orders for one in queries.batch_states(connection, REGION, sent.id)}
    assert told_states == {("posted", None): 1, ("failed", "INSUFFICIENT"): 1, ("sent", None): 1}


def test_an_answer_with_a_foreign_order_or_amount_has_no_effect_at_all(connection: Connection) -> None:
    key(connection, "bank_debit")
    orders = debited(connection, 1, 2)
    sent = batch(connection)
    foreign = cases.sent(connection, cases.flexible(connection, serial=3))
    wrong = replace(orders[1], amount_fen=orders[1].amount_fen + 1)
    content = answered(sent, (orders[0], "OK", "B1"), (foreign, "OK", "B2"), (wrong, "OK", "B3"))
    taken = operations.take_answer(connection, REGION, content, now=MID_MARCH)
    assert isinstance(taken, FaultyFile)
    assert [(fault.line, fault.column) for fault in taken.faults] == [(3, "order number"), (4, "fen")]
    assert states(connection, orders) == [("sent", None)] * 2


def test_an_agreement_that_ended_before_the_file_fails_its_order(connection: Connection) -> None:
    key(connection, "bank_debit")
    orders = debited(connection, 1, 2)
    cast.made(operations.end_agreement(connection, REGION, orders[0].payer_id, on=DAY, why="本人终止"))
    assert batch(connection).orders == 1
    assert states(connection, orders) == [("failed", "AGREEMENT_ENDED"), ("sent", None)]


def test_without_a_key_nothing_is_sent(connection: Connection) -> None:
    debited(connection, 1)
    outcome = operations.send_batch(connection, REGION, day=DAY, now=MID_MARCH, by="clerk")
    assert isinstance(outcome, Refusal) and outcome.code == "CHANNEL_HAS_NO_KEY"
