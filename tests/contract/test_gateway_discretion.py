"""A refusal repeats what the sender needs, and nothing personal that was written in a wrong place."""

from __future__ import annotations

import json

import pytest
from tests.cast import GUANGZHOU
from tests.gateway_desk import Scene, billed_visit, open_visit
from tests.gateway_messages import line, samples, settlement_body, visit_body, written

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway import wording


@pytest.mark.parametrize("planted", ["document", "name"])
def test_what_is_personal_is_not_repeated_from_any_place(scene: Scene, planted: str) -> None:
    desk, who = scene.hospital, scene.healthy
    secret = getattr(who, planted)
    visit = open_visit(desk, who)
    desk.ask("2201", visit_body(who, secret))
    messages = [
        desk.envelope("2204", {"feedetail": [line(1, visit, who, med_list_codg=secret)]}),
        desk.envelope("2207", settlement_body(who, visit, chrg_bchno=secret)),
        desk.envelope("2201", visit_body(who, secret)),
        desk.envelope("2202", {"data": {"psn_no": who.number, "mdtrt_id": visit, "ipt_otp_no": secret}}),
        desk.envelope("9002", {"signOut": {"sign_no": secret, "opter_no": "0007"}}),
    ]
    for message in messages:
        told = desk.post(written(message)).decode()
        assert json.loads(told)["infcode"] == -1
        assert secret not in told
    kept = desk.connection.execute("select facts::text from evidence_request").fetchall()
    assert all(secret not in facts for (facts,) in kept)


def test_codes_and_serials_are_repeated_as_they_were_sent() -> None:
    facts = {
        "row": 1,
        "item": "XA10BAE040A001010100001",
        "batch": "20250610100000000123",
        "serial": "999999198504120002",
    }
    assert wording.outward(Refusal("ITEM_UNKNOWN", facts), GUANGZHOU).facts == facts


def test_records_are_named_by_the_numbers_a_sender_knows(scene: Scene) -> None:
    visit = billed_visit(scene.hospital, scene.healthy)
    envelope = scene.hospital.envelope("2207", settlement_body(scene.neighbour, visit))
    assert f"就诊 {visit} 不是这位参保人的" in scene.hospital.send(envelope)["err_msg"]
    outward = wording.outward(Refusal("SETTLEMENT_CANCELLED", {"settlement": 9}), GUANGZHOU)
    assert outward.facts == {"settlement": record_number(GUANGZHOU, 9)}


def test_a_thousand_faulty_rows_do_not_make_an_endless_answer(scene: Scene) -> None:
    faulty = {**samples()["2204"]["feedetail"][0], "cnt": "x", "pric": "x"}
    answer = scene.hospital.send(scene.hospital.envelope("2204", {"feedetail": [faulty] * 1000}))
    refusal = answer["mz_refusal"]
    assert (refusal["code"], refusal["fault_count"], len(refusal["faults"])) == ("MESSAGE_FAULTY", 2000, 1000)
    assert "报文有 2000 处不符合要求" in answer["err_msg"]
