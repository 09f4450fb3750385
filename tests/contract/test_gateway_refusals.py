"""What may not be done is refused in a cashier's words, with nothing written but evidence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests import cast as people
from tests.cast import NOW
from tests.gateway_desk import Scene, billed_visit, bodies, contents, open_visit, patient, settled_visit
from tests.gateway_messages import (
    Patient,
    diagnoses_body,
    line,
    sale_body,
    settlement_body,
    visit_body,
    who_body,
    written,
)

from mingzhang.answers.why.words import all_words
from mingzhang.basics.identifiers import record_number
from mingzhang.books import evidence
from mingzhang.registers.enrolment.queries import credentials

Case = Callable[[Scene], tuple[str, dict[str, Any], dict[str, Any]]]


def visiting(scene: Scene, name: str, insurance: str = "310") -> tuple[str, dict[str, Any], dict[str, Any]]:
    who = patient(scene.hospital.connection, scene.cast.region, getattr(scene.cast, name), insurance)
    return "2201", visit_body(who, f"OP-{name}"), {}


def settling(scene: Scene, **members: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "2207", settlement_body(scene.healthy, billed_visit(scene.hospital, scene.healthy), **members), {}


def of_another(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "2207", settlement_body(scene.neighbour, billed_visit(scene.hospital, scene.healthy)), {}


def uploading(scene: Scene, **members: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    visit = open_visit(scene.hospital, scene.healthy)
    return "2204", {"feedetail": [line(1, visit, scene.healthy, **members)]}, {}


def for_two(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    visits = [open_visit(scene.hospital, scene.healthy) for _ in range(2)]
    return "2204", {"feedetail": [line(n, visit, scene.healthy) for n, visit in enumerate(visits, 1)]}, {}


def again(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    visit, _ = settled_visit(scene.hospital, scene.healthy)
    return "2207", settlement_body(scene.healthy, visit), {}


def removing_settled(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    visit, _ = settled_visit(scene.hospital, scene.healthy)
    return "2205", {"data": {"mdtrt_id": visit, "chrg_bchno": "B1", "psn_no": scene.healthy.number}}, {}


def cancelling(scene: Scene, **members: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    visit, settled = settled_visit(scene.hospital, scene.healthy)
    data = {"setl_id": settled["setl_id"], "mdtrt_id": visit, "psn_no": scene.healthy.number, **members}
    return "2208", {"data": data}, {}


def signing_out(_: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "9002", {"signOut": {"sign_no": "20250610NOSUCH", "opter_no": "0007"}}, {}


def pharmacy_sale(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "2102", sale_body(scene.healthy), {}


def purchase_at_a_hospital(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    body = diagnoses_body(scene.healthy, open_visit(scene.hospital, scene.healthy))
    body["mdtrtinfo"]["med_type"] = "41"
    return "2203", body, {}


def reversing(scene: Scene, number: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "2601", {"data": {"psn_no": scene.healthy.number, "omsgid": "NEVER-SENT", "oinfno": number}}, {}


def reversing_for_another_region(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    desk, who = scene.hospital, scene.healthy
    settling = desk.envelope("2207", settlement_body(who, billed_visit(desk, who)))
    assert desk.send(settling)["infcode"] == 0
    elsewhere = record_number(people.BEIJING, 1)
    data = {"psn_no": elsewhere, "omsgid": settling["msgid"], "oinfno": "2207"}
    return "2601", {"data": data}, {"insuplc_admdvs": people.BEIJING}


def another_card(scene: Scene) -> tuple[str, dict[str, Any], dict[str, Any]]:
    body = visit_body(scene.healthy, "OP-CARD")
    body["data"]["mdtrt_cert_no"] = scene.neighbour.document
    return "2201", body, {}


def stranger(number: str) -> Callable[[Scene], tuple[str, dict[str, Any], dict[str, Any]]]:
    return lambda scene: ("2201", visit_body(replace(scene.healthy, number=number), "OP-X"), {})


REFUSED: dict[str, tuple[str, Case]] = {
    "unknown person": ("PERSON_UNKNOWN", stranger(record_number(people.GUANGZHOU, 987654321))),
    "no number of ours": ("PERSON_NUMBER_UNKNOWN", stranger("123")),
    "somebody else's name": (
        "PERSON_MISMATCH",
        lambda scene: ("2201", visit_body(replace(scene.healthy, name=scene.neighbour.name), "OP-N"), {}),
    ),
    "somebody else's identity card": ("PERSON_MISMATCH", another_card),
    "treated elsewhere": (
        "TREATMENT_PLACE_DIFFERS",
        lambda scene: ("2201", visit_body(scene.healthy, "OP-T"), {"mdtrtarea_admvs": people.BEIJING}),
    ),
    "a pharmacy's sale at a hospital": ("MEDICAL_TYPE_ELSEWHERE", pharmacy_sale),
    "a pharmacy's medical type at a hospital": ("MEDICAL_TYPE_ELSEWHERE", purchase_at_a_hospital),
    "reversal of a query": ("NOT_REVERSIBLE", lambda scene: reversing(scene, "1101")),
    "reversal of no transaction": ("NOT_REVERSIBLE", lambda scene: reversing(scene, "9999")),
    "reversal for a person of another region": ("ORIGINAL_ELSEWHERE", reversing_for_another_region),
    "insured elsewhere": (
        "INSURED_PLACE_DIFFERS",
        lambda scene: ("2201", visit_body(scene.healthy, "OP-P"), {"insuplc_admdvs": people.BEIJING}),
    ),
    "other scheme": (
        "SCHEME_MISMATCH",
        lambda scene: ("2201", visit_body(replace(scene.healthy, insurance="390"), "OP-S"), {}),
    ),
    "insurance we do not handle": (
        "INSURANCE_TYPE_NOT_HANDLED",
        lambda scene: ("2201", visit_body(replace(scene.healthy, insurance="510"), "OP-I"), {}),
    ),
    "lapsed coverage": ("COVERAGE_STOPPED", lambda scene: visiting(scene, "lapsed")),
    "waiting period": ("WAITING_PERIOD", lambda scene: visiting(scene, "waiting", "390")),
    "contribution unpaid": ("CONTRIBUTION_UNPAID", lambda scene: visiting(scene, "zero")),
    "visit of another person": ("VISIT_OF_ANOTHER", of_another),
    "unknown visit": (
        "VISIT_UNKNOWN",
        lambda scene: ("2207", settlement_body(scene.healthy, record_number(people.GUANGZHOU, 10**9)), {}),
    ),
    "visit number of another region": (
        "VISIT_NUMBER_UNKNOWN",
        lambda scene: ("2207", settlement_body(scene.healthy, record_number(people.BEIJING, 1)), {}),
    ),
    "unknown batch": ("BATCH_UNKNOWN", lambda scene: settling(scene, chrg_bchno="NONE")),
    "total differs from the lines": ("TOTAL_MISMATCH", lambda scene: settling(scene, medfee_sumamt="100.01")),
    "settled already": ("BATCH_SETTLED", again),
    "unknown item": ("ITEM_UNKNOWN", lambda scene: uploading(scene, med_list_codg="NO-SUCH-ITEM")),
    "amount is not quantity by price": (
        "LINE_MISMATCH",
        lambda scene: uploading(scene, det_item_fee_sumamt="100.02"),
    ),
    "absurd amount": (
        "AMOUNT_ABSURD",
        lambda scene: uploading(scene, cnt=1000, pric="99999999", det_item_fee_sumamt="99999999000.00"),
    ),
    "lines of two visits": ("LINES_OF_SEVERAL_VISITS", for_two),
    "settled lines removed": ("BATCH_SETTLED", removing_settled),
    "unknown settlement": (
        "SETTLEMENT_UNKNOWN",
        lambda scene: cancelling(scene, setl_id=record_number(people.GUANGZHOU, 10**9)),
    ),
    "settlement of another person": (
        "SETTLEMENT_OF_ANOTHER",
        lambda scene: cancelling(scene, psn_no=scene.neighbour.number),
    ),
    "medical type we do not handle": ("MEDICAL_TYPE_NOT_HANDLED", lambda scene: settling(scene, med_type="14")),
    "not signed in": ("SESSION_NOT_OPEN", signing_out),
    "institution not named": ("INSTITUTION_NOT_NAMED", lambda _: ("1201", {"medinsinfo": {"fixmedins_type": "1"}}, {})),
    "institution not found": (
        "INSTITUTION_NOT_FOUND",
        lambda _: ("1201", {"medinsinfo": {"fixmedins_type": "2", "fixmedins_name": "无此机构"}}, {}),
    ),
    "unknown institution": (
        "INSTITUTION_UNKNOWN",
        lambda scene: ("2201", visit_body(scene.healthy, "OP-U"), {"fixmedins_code": "H44010099999"}),
    ),
    "card without its serial": (
        "CARD_SERIAL_MISSING",
        lambda scene: ("1101", {"data": {**who_body(scene.healthy)["data"], "mdtrt_cert_type": "03"}}, {}),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_words_and_nothing_is_written_but_evidence(scene: Scene, case: str) -> None:
    code, prepare = REFUSED[case]
    number, body, members = prepare(scene)
    desk = scene.hospital
    before = contents(desk.connection)
    answer = desk.send(desk.envelope(number, body, **members))
    assert answer["infcode"] == -1
    refusal = answer["mz_refusal"]
    assert refusal["code"] == code
    assert contents(desk.connection) == before
    assert code in all_words()
    assert f"［{code}，查询号{refusal['lookup_id']}］" in answer["err_msg"]
    assert any(word in answer["err_msg"] for word in ("重试没有用", "可以稍后原样重试", "改正后可以重试"))
    assert scene.healthy.document not in answer["err_msg"]
    recorded = desk.connection.execute(
        "select outcome from evidence_request where lookup_id = %s", (refusal["lookup_id"],)
    ).fetchall()
    assert recorded == [(code,)]


def test_a_suspended_institution_may_not_open_visits(scene: Scene) -> None:
    desk = replace(scene.hospital, institution=scene.cast.institutions.suspended)
    assert desk.refused("2201", visit_body(scene.healthy, "OP-S"))["code"] == "AGREEMENT_SUSPENDED"


@pytest.mark.parametrize("area", ["440000", "440100", "440106"])
def test_the_place_of_treatment_may_be_named_by_its_province_or_a_district(scene: Scene, area: str) -> None:
    scene.hospital.ask("2201", visit_body(scene.healthy, "OP-AREA"), mdtrtarea_admvs=area)


def test_a_pharmacy_gives_no_outpatient_care(scene: Scene) -> None:
    desk, who = scene.pharmacy, scene.healthy
    visit = desk.ask("2201", visit_body(who, "RX-1"))["data"]["mdtrt_id"]
    assert desk.refused("2203A", diagnoses_body(who, visit))["code"] == "MEDICAL_TYPE_ELSEWHERE"
    purchase = diagnoses_body(who, visit)
    purchase["mdtrtinfo"]["med_type"] = "41"
    assert desk.ask("2203A", purchase) == {}


def test_an_emergency_is_kept_with_the_visit(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    body = diagnoses_body(who, open_visit(desk, who))
    body["mdtrtinfo"]["med_type"] = "13"
    desk.ask("2203", body)
    kept = desk.connection.execute("select details -> 'emergency' from visits_visit order by id desc").fetchone()
    assert kept == (True,)


def test_another_hospitals_visit_cannot_be_settled(scene: Scene) -> None:
    visit = billed_visit(scene.hospital, scene.healthy)
    desk = replace(scene.hospital, institution=scene.cast.institutions.level2)
    assert desk.refused("2207", settlement_body(scene.healthy, visit))["code"] == "VISIT_ELSEWHERE"


def test_a_refused_message_may_be_sent_again_once_the_cause_is_gone(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit = open_visit(desk, who)
    message = desk.envelope("2207", settlement_body(who, visit))
    assert desk.send(message)["mz_refusal"]["code"] == "BATCH_UNKNOWN"
    desk.ask("2204", {"feedetail": [line(1, visit, who)]})
    assert desk.send(message)["infcode"] == 0


def test_2001_says_whether_and_why_not(scene: Scene) -> None:
    desk = scene.hospital
    _, prepare = bodies(scene)["2001"]
    row = desk.ask("2001", prepare())["trtinfo"][0]
    assert (row["trt_enjymnt_flag"], row["fund_pay_type"], row["trt_chk_rslt"]) == ("1", "310100", "")
    zero = patient(desk.connection, scene.cast.region, scene.cast.zero)
    row = desk.ask("2001", {"data": {**prepare()["data"], "psn_no": zero.number}})["trtinfo"][0]
    assert row["trt_enjymnt_flag"] == "0"
    assert "缴费" in row["trt_chk_rslt"] or "未缴" in row["trt_chk_rslt"]


def shown_by(scene: Scene, who: Patient, kind: str, number: str) -> dict[str, Any]:
    return {"data": {**who_body(who)["data"], "mdtrt_cert_type": kind, "mdtrt_cert_no": number, "card_sn": "SN1"}}


def test_1101_finds_a_person_by_card_e_voucher_and_document_and_keeps_the_look_up(scene: Scene) -> None:
    desk, who, region = scene.hospital, scene.healthy, scene.cast.region
    held = {one.kind: one.number for one in credentials(desk.connection, region, scene.cast.healthy)}
    for kind, number in (("01", held["e_voucher"]), ("02", who.document), ("03", held["card"])):
        answer = desk.ask("1101", shown_by(scene, who, kind, number))
        assert answer["baseinfo"]["psn_no"] == who.number
        assert [row["insutype"] for row in answer["insuinfo"]] == ["310"]
    kept = evidence.lookups(desk.connection, region, scene.cast.healthy)
    assert [(one.channel, one.actor) for one in kept] == [("gateway", desk.institution.name)] * 3


def test_a_card_that_does_not_serve_is_kept_as_a_failed_swipe(scene: Scene) -> None:
    desk, region = scene.hospital, scene.cast.region
    who = patient(desk.connection, region, scene.cast.not_activated)
    card = credentials(desk.connection, region, scene.cast.not_activated)[0].number
    assert desk.refused("1101", shown_by(scene, who, "03", card))["code"] == "CREDENTIAL_NOT_ACTIVATED"
    kept = evidence.events(
        desk.connection, region, scene.cast.not_activated, since=NOW, until=NOW.replace(hour=23, minute=59)
    )
    assert [(one.kind, one.detail["code"]) for one in kept] == [("FAILED_SWIPE", "CREDENTIAL_NOT_ACTIVATED")]


def test_a_lost_answer_is_asked_again_reversed_and_cannot_book_later(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit = billed_visit(desk, who)
    lost = desk.envelope("2207", settlement_body(who, visit))
    assert desk.send(lost)["infcode"] == 0
    reversal = {"data": {"psn_no": who.number, "omsgid": lost["msgid"], "oinfno": "2207"}}
    before = desk.ask("1101", who_body(who))["insuinfo"][0]["balc"]
    assert desk.ask("2601", reversal) == {}
    assert desk.ask("2601", reversal) == {}
    assert desk.ask("1101", who_body(who))["insuinfo"][0]["balc"] > before
    assert desk.send(lost)["mz_refusal"]["code"] == "REQUEST_REVERSED"
    assert desk.ask("2207", settlement_body(who, visit))["setlinfo"]["setl_id"]


def test_a_reversed_message_that_arrives_late_books_nothing(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit = billed_visit(desk, who)
    late = desk.envelope("2207", settlement_body(who, visit))
    assert desk.ask("2601", {"data": {"psn_no": who.number, "omsgid": late["msgid"], "oinfno": "2207"}}) == {}
    before = contents(desk.connection)
    assert desk.send(late)["mz_refusal"]["code"] == "REQUEST_REVERSED"
    assert contents(desk.connection) == before


def test_a_pharmacys_sale_can_be_reversed(scene: Scene) -> None:
    desk, who = scene.pharmacy, scene.healthy
    sale = desk.envelope("2102", sale_body(who))
    sold = desk.send(sale)
    assert sold["infcode"] == 0
    assert desk.ask("2601", {"data": {"psn_no": who.number, "omsgid": sale["msgid"], "oinfno": "2102"}}) == {}
    again = desk.ask("2101", sale_body(who))["setlinfo"]
    assert again["balc"] == sold["output"]["setlinfo"]["balc"]


def test_diagnoses_may_be_sent_again_and_taken_back(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit = open_visit(desk, who)
    body = diagnoses_body(who, visit)
    body["diseinfo"][0]["vali_flag"] = "0"
    assert desk.ask("2203", body) == {}


def test_1101_never_shows_a_bare_zero(scene: Scene) -> None:
    desk, region = scene.hospital, scene.cast.region
    for name in ("zero", "flexible", "frozen", "not_activated"):
        answer = desk.ask("1101", who_body(patient(desk.connection, region, getattr(scene.cast, name))))
        assert answer["insuinfo"][0]["balc"] == 0
        told = json.loads(answer["baseinfo"]["exp_content"])
        assert told["mz_reasons"]
        assert told["mz_account"]["state"] in ("no_account", "not_opened", "held", "open")
    answer = desk.ask("1101", who_body(scene.healthy))
    assert "mz_reasons" not in answer["baseinfo"]["exp_content"]


def test_a_refusal_is_kept_with_the_person_so_that_it_can_be_explained(scene: Scene) -> None:
    desk, region = scene.hospital, scene.cast.region
    number, body, _ = visiting(scene, "lapsed")
    refusal = desk.refused(number, body)
    kept = evidence.requests(desk.connection, region, person_id=scene.cast.lapsed)
    assert [(one.outcome, one.lookup_id) for one in kept] == [("COVERAGE_STOPPED", refusal["lookup_id"])]
    stranger_asks = replace(scene.healthy, name="别人")
    desk.refused("2201", visit_body(stranger_asks, "OP-STRANGER"))
    assert evidence.requests(desk.connection, region, person_id=scene.cast.healthy) == ()


@pytest.mark.parametrize("kind", ["01", "02", "03"])
def test_an_identity_number_serves_in_a_cards_place(scene: Scene, kind: str) -> None:
    desk, who = scene.hospital, scene.healthy
    members = {"mdtrt_cert_type": kind, "card_sn": "SN1", "certno": "", "psn_cert_type": "", "psn_name": ""}
    body = settlement_body(who, billed_visit(desk, who), **members)
    info = desk.ask("2207", body)["setlinfo"]
    assert info["certno"] == who.document


def test_a_receipt_shows_the_registers_number_when_only_a_card_was_read(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    card = credentials(desk.connection, scene.cast.region, scene.cast.healthy)[0].number
    members = {"mdtrt_cert_type": "03", "mdtrt_cert_no": card, "card_sn": "SN1", "certno": None}
    message = written(desk.envelope("2207", settlement_body(who, billed_visit(desk, who), **members)))
    first = desk.post(message)
    assert json.loads(first)["output"]["setlinfo"]["certno"] == who.document
    assert desk.post(message) == first
    kept = desk.connection.execute("select answer from evidence_answer where transaction_no = '2207'").fetchall()
    assert kept
    assert all(who.document.encode() not in answer for (answer,) in kept)


def test_a_line_the_hospital_did_not_approve_is_the_persons(scene: Scene) -> None:
    visit = open_visit(scene.hospital, scene.healthy)
    body = {"feedetail": [line(1, visit, scene.healthy, hosp_appr_flag="2")]}
    split = scene.hospital.ask("2204", body)["result"][0]
    assert (split["fulamt_ownpay_amt"], split["inscp_scp_amt"]) == (100, 0)
    assert split["memo"] == "审批不通过，按自费处理"
