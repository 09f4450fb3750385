"""One effect however often a request is sent, and what happened at the doors can be read back."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.database import connect
from mingzhang.books.evidence import AnsweredMeanwhile, RequestKey

REGION = "440100"
NOON = datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
KEY = RequestKey(REGION, "H44010000001", "2207", "H44010000001202603051200000001")
Books = psycopg.Connection[tuple[object, ...]]


def test_a_repeat_gets_the_first_answer_byte_for_byte(connection: Books) -> None:
    assert evidence.stored_answer(connection, KEY, b"body") is None
    evidence.store_answer(connection, KEY, b"body", b'{"infcode":0}\x00\xff', now=NOON)
    assert evidence.stored_answer(connection, KEY, b"body") == b'{"infcode":0}\x00\xff'


def test_the_same_number_with_another_body_is_refused(connection: Books) -> None:
    evidence.store_answer(connection, KEY, b"body", b"answer", now=NOON)
    refused = evidence.stored_answer(connection, KEY, b"other body")
    assert isinstance(refused, Refusal)
    assert refused.code == "MESSAGE_ID_REUSED"


def test_the_number_is_the_institutions_and_the_transactions_own(connection: Books) -> None:
    evidence.store_answer(connection, KEY, b"body", b"answer", now=NOON)
    for other in (
        RequestKey(REGION, "H44010000002", KEY.transaction_no, KEY.message_id),
        RequestKey(REGION, KEY.institution_code, "2208", KEY.message_id),
        RequestKey("110000", KEY.institution_code, KEY.transaction_no, KEY.message_id),
    ):
        assert evidence.stored_answer(connection, other, b"body") is None


def test_a_second_answer_to_one_request_is_not_kept(connection: Books) -> None:
    evidence.store_answer(connection, KEY, b"body", b"first", now=NOON)
    with pytest.raises(AnsweredMeanwhile):
        evidence.store_answer(connection, KEY, b"body", b"second", now=NOON)
    assert evidence.stored_answer(connection, KEY, b"body") == b"first"


def test_a_request_is_reversed_once(connection: Books) -> None:
    assert not evidence.mark_reversed(connection, KEY, by_message="r1")
    evidence.store_answer(connection, KEY, b"body", b"first", now=NOON, event_kind="settlement", event_id=9)
    assert evidence.mark_reversed(connection, KEY, by_message="r1")
    assert not evidence.mark_reversed(connection, KEY, by_message="r2")
    found = evidence.answer_of(connection, KEY)
    assert found is not None
    assert (found.event_kind, found.event_id, found.reversed_by) == ("settlement", 9, "r1")


def test_of_sixteen_copies_sent_at_once_one_has_its_effect(fresh_database: str) -> None:
    effects: list[str] = []
    start = threading.Barrier(16)

    def send(name: str) -> None:
        with connect() as own:
            start.wait()
            try:
                with own.transaction():
                    evidence.audit(own, REGION, name, "EFFECT", "x", now=NOON)
                    evidence.store_answer(own, KEY, b"body", name.encode(), now=NOON)
            except AnsweredMeanwhile:
                return
            effects.append(name)

    threads = [threading.Thread(target=send, args=(f"copy {number}",)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(effects) == 1
    with connect() as own:
        assert evidence.stored_answer(own, KEY, b"body") == effects[0].encode()
        assert own.execute("select count(*) from evidence_audit").fetchone() == (1,)


def test_what_happened_is_read_back(connection: Books) -> None:
    evidence.record_request(connection, KEY, outcome="NOT_ENTITLED", lookup_id="A1", now=NOON, person_id=5)
    evidence.record_event(
        connection, REGION, "FAILED_SWIPE", channel="gateway", now=NOON, person_id=5, detail={"device": "d1"}
    )
    evidence.record_lookup(connection, REGION, 5, channel="portal", actor="self", purpose="BALANCE", now=NOON)
    evidence.copy_to_channel(connection, REGION, 5, channel="alipay", balance_fen=100, now=NOON)
    evidence.copy_to_channel(connection, REGION, 5, channel="alipay", balance_fen=None, now=NOON)
    evidence.send(connection, REGION, 5, channel="sms", kind="SIGN_IN_CODE", body="482913", now=NOON)
    assert evidence.requests(connection, REGION, person_id=5)[0].outcome == "NOT_ENTITLED"
    event = evidence.events(connection, REGION, 5, since=NOON, until=NOON + timedelta(seconds=1))[0]
    assert (event.kind, event.detail) == ("FAILED_SWIPE", {"device": "d1"})
    assert evidence.events(connection, REGION, 5, since=NOON - timedelta(days=1), until=NOON) == ()
    assert evidence.lookups(connection, REGION, 5)[0].purpose == "BALANCE"
    assert evidence.channel_copies(connection, REGION, 5)[0].balance_fen is None
    assert evidence.messages(connection, REGION)[0].body == "482913"
    for nothing in (
        evidence.requests(connection, REGION, person_id=6),
        evidence.lookups(connection, REGION, 6),
        evidence.channel_copies(connection, REGION, 6),
        evidence.messages(connection, REGION, person_id=6),
        evidence.messages(connection, "110000"),
    ):
        assert nothing == ()


def test_an_outage_touches_its_own_hours_only(connection: Books) -> None:
    hour = timedelta(hours=1)
    evidence.declare_outage(
        connection, REGION, "platform", planned=True, starts_at=NOON, ends_at=NOON + hour, note="升级"
    )
    assert len(evidence.outages(connection, REGION, since=NOON + hour / 2, until=NOON + hour)) == 1
    assert evidence.outages(connection, REGION, since=NOON + hour, until=NOON + 2 * hour) == ()
    assert evidence.outages(connection, REGION, since=NOON - hour, until=NOON) == ()
    evidence.declare_outage(connection, REGION, "portal", planned=False, starts_at=NOON, ends_at=None, note="故障")
    going_on = evidence.outages(connection, REGION, since=NOON + 9 * hour, until=NOON + 10 * hour)
    assert [(outage.module, outage.ends_at) for outage in going_on] == [("portal", None)]
