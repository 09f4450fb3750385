"""Every transaction: a good message, each missing field, each bad type, a repeat, a repeat with a change."""

from __future__ import annotations

import json

import pytest
from tests.gateway_desk import Scene, bodies, contents
from tests.gateway_messages import written

from mingzhang.doors.gateway.fields import check
from mingzhang.doors.gateway.transactions import all_transactions

NUMBERS = tuple(all_transactions())


@pytest.mark.parametrize("number", NUMBERS)
def test_a_good_message_is_done_and_its_answer_has_the_documented_shape(scene: Scene, number: str) -> None:
    desk, body = bodies(scene)[number]
    output = desk.ask(number, body())
    shape = all_transactions()[number].output
    _, faults = check(shape, output)
    assert [fault.sentence() for fault in faults] == []
    assert set(output) == {node.name for node in shape}


@pytest.mark.parametrize("number", [one.number for one in all_transactions().values() if one.kept != "not"])
def test_a_repeat_gets_the_first_answer_and_books_nothing_more(scene: Scene, number: str) -> None:
    desk, body = bodies(scene)[number]
    message = written(desk.envelope(number, body()))
    first = desk.post(message)
    assert json.loads(first)["infcode"] == 0
    before = contents(desk.connection)
    assert [desk.post(message) for _ in range(3)] == [first] * 3
    assert contents(desk.connection) == before


@pytest.mark.parametrize("number", [one.number for one in all_transactions().values() if one.kept != "not"])
def test_the_same_message_number_with_another_body_is_refused(scene: Scene, number: str) -> None:
    desk, body = bodies(scene)[number]
    message = desk.envelope(number, body())
    assert desk.send(message)["infcode"] == 0
    before = contents(desk.connection)
    answer = desk.send({**message, "opter": "0008"})
    assert answer["infcode"] == -1
    assert answer["mz_refusal"]["code"] == "MESSAGE_ID_REUSED"
    assert contents(desk.connection) == before


@pytest.mark.parametrize("number", NUMBERS)
def test_a_faulty_message_writes_nothing_but_evidence(scene: Scene, number: str) -> None:
    desk, body = bodies(scene)[number]
    good = body()
    before = contents(desk.connection)
    node = next(iter(good))
    row = good[node][0] if isinstance(good[node], list) else good[node]
    broken = {**good, node: {**row, next(iter(row)): {"x": 1}}}
    assert desk.refused(number, broken)["code"] == "MESSAGE_FAULTY"
    assert contents(desk.connection) == before
