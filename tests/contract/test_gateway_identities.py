"""The published sums hold in every answer that carries amounts, to the fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.gateway_desk import Desk, Scene, open_visit, patient, settled_visit
from tests.gateway_messages import (
    CAPSULES,
    TABLETS,
    VISIT_FEE,
    VITAMINS,
    Patient,
    line,
    sale_body,
    sale_line,
    settlement_body,
)

from mingzhang.doors.gateway.codes import FUND_MEMBERS
from mingzhang.registers.institutions.operations import change_settings
from mingzhang.registers.institutions.records import Settings

PEOPLE = ("healthy", "resident", "child", "flexible", "retired", "frozen", "not_activated", "chosen")
BILLS = {
    "within the scope": [(TABLETS, "4", "25.00", "100.00")],
    "over a price limit": [(VISIT_FEE, "1", "33.33", "33.33"), (TABLETS, "3", "0.335", "1.01")],
    "outside the catalogue": [(VITAMINS, "1", "88.88", "88.88"), (TABLETS, "1", "0.01", "0.01")],
    "with a first share": [(CAPSULES, "3", "33.33", "99.99"), (CAPSULES, "1", "0.05", "0.05")],
    "large": [(TABLETS, "400", "123.45", "49380.00"), (VITAMINS, "2", "1.11", "2.22")],
    "free": [(TABLETS, "1", "0", "0.00")],
}


def lines_of(bill: str, visit: str, who: Patient) -> list[dict[str, Any]]:
    return [
        line(number, visit, who, item=item, cnt=count, pric=price, det_item_fee_sumamt=amount)
        for number, (item, count, price, amount) in enumerate(BILLS[bill], 1)
    ]


def total_of(bill: str) -> Decimal:
    return sum((Decimal(amount) for *_, amount in BILLS[bill]), Decimal())


def somebody(scene: Scene, name: str) -> Patient:
    insurance = "390" if name in ("resident", "child") else "310"
    return patient(scene.hospital.connection, scene.cast.region, getattr(scene.cast, name), insurance)


def assert_sums_hold(answer: dict[str, Any], total: Decimal) -> None:
    info = {name: value for name, value in answer["setlinfo"].items() if isinstance(value, Decimal | int)}
    parts = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")
    assert info["medfee_sumamt"] == total
    assert info["medfee_sumamt"] == sum(info[name] for name in parts)
    assert info["medfee_sumamt"] == info["fund_pay_sumamt"] + info["psn_part_amt"] + info["hosp_part_amt"]
    assert info["psn_part_amt"] == info["acct_pay"] + info["psn_cash_pay"]
    assert info["fund_pay_sumamt"] == sum(info[name] for name in FUND_MEMBERS)
    assert abs(info["acct_mulaid_pay"]) <= abs(info["acct_pay"])
    paid = {"funds": Decimal(), "accounts": Decimal()}
    for payer in answer["setldetail"]:
        paid["accounts" if payer["fund_pay_type"] == "310200" else "funds"] += payer["fund_payamt"]
    assert paid == {"funds": info["fund_pay_sumamt"], "accounts": info["acct_pay"]}


@pytest.mark.parametrize("bill", BILLS)
def test_trial_settlement_and_cancellation_hold_the_sums_for_everybody(scene: Scene, bill: str) -> None:
    desk, total = scene.hospital, total_of(bill)
    for name in PEOPLE:
        who = somebody(scene, name)
        visit = open_visit(desk, who)
        split = desk.ask("2204", {"feedetail": lines_of(bill, visit, who)})["result"]
        body = settlement_body(who, visit, medfee_sumamt=str(total))
        trial, settled = desk.ask("2206", body), desk.ask("2207", body)
        for answer in (trial, settled):
            assert_sums_hold(answer, total)
            assert_lines_sum_to(split, answer["setlinfo"])
        assert {key: trial["setlinfo"][key] for key in SAME} == {key: settled["setlinfo"][key] for key in SAME}
        assert trial["setlinfo"]["setl_id"] is None
        cancelled = desk.ask("2208", {"data": {**ids(settled), "psn_no": who.number}})
        assert_sums_hold(cancelled, -total)
        assert_negated(settled["setlinfo"], cancelled["setlinfo"])


SAME = ("medfee_sumamt", "hifp_pay", "hifob_pay", "hifmi_pay", "fund_pay_sumamt", "acct_pay", "psn_cash_pay", "balc")
NEGATED = (*SAME[:-1], "inscp_scp_amt", "psn_part_amt", "act_pay_dedc")


def ids(answer: dict[str, Any]) -> dict[str, str]:
    return {name: answer["setlinfo"][name] for name in ("setl_id", "mdtrt_id")}


def assert_lines_sum_to(split: list[dict[str, Any]], info: dict[str, Any]) -> None:
    sums = {"overlmt_amt": "overlmt_selfpay"}
    for name in ("fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt"):
        assert sum(row[name] for row in split) == info[sums.get(name, name)]
    for row in split:
        parts = row["fulamt_ownpay_amt"] + row["overlmt_amt"] + row["preselfpay_amt"] + row["inscp_scp_amt"]
        assert row["det_item_fee_sumamt"] == parts


def assert_negated(settled: dict[str, Any], cancelled: dict[str, Any]) -> None:
    assert {name: -settled[name] for name in NEGATED} == {name: cancelled[name] for name in NEGATED}
    assert cancelled["pdn_cash_pay"] == cancelled["psn_cash_pay"]
    assert cancelled["setl_id"] != settled["setl_id"]


def test_a_sale_its_trial_and_its_refund_hold_the_sums(scene: Scene) -> None:
    desk = scene.pharmacy
    for name in PEOPLE:
        who = somebody(scene, name)
        body = sale_body(who)
        body["drugdetail"] = [sale_line(1), sale_line(2, pric="1.11", det_item_fee_sumamt="1.11")]
        body["druginfo"]["medfee_sumamt"] = "39.61"
        trial, sold = desk.ask("2101", body), desk.ask("2102", body)
        for answer in (trial, sold):
            assert_sums_hold(answer, Decimal("39.61"))
            assert_lines_sum_to(answer["detlcutinfo"], answer["setlinfo"])
        refunded = desk.ask("2103", {"data": {**ids(sold), "psn_no": who.number}})
        assert_sums_hold(refunded, Decimal("-39.61"))
        assert_negated(sold["setlinfo"], refunded["setlinfo"])


def test_a_cancelled_bill_gives_the_account_its_money_back(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit, first = settled_visit(desk, who)
    assert first["acct_pay"] > 0
    cancelled = desk.ask("2208", {"data": {"setl_id": first["setl_id"], "mdtrt_id": visit, "psn_no": who.number}})
    assert cancelled["setlinfo"]["balc"] == first["balc"] + first["acct_pay"]


def test_the_account_is_left_alone_when_the_person_says_so(scene: Scene) -> None:
    desk, who = scene.hospital, scene.healthy
    visit = open_visit(desk, who)
    desk.ask("2204", {"feedetail": [line(1, visit, who)]})
    info = desk.ask("2207", settlement_body(who, visit, acct_used_flag="0"))["setlinfo"]
    assert info["acct_pay"] == 0
    assert info["psn_cash_pay"] == info["psn_part_amt"] > 0


def test_a_relatives_account_is_told_as_shared(scene: Scene) -> None:
    desk, child = scene.hospital, somebody(scene, "child")
    visit = open_visit(desk, child)
    desk.ask("2204", {"feedetail": [line(1, visit, child)]})
    answer = desk.ask("2207", settlement_body(child, visit))
    info = answer["setlinfo"]
    assert info["acct_mulaid_pay"] == info["acct_pay"] > 0
    assert "个人账户家庭共济" in {payer["fund_pay_type_name"] for payer in answer["setldetail"]}


def answer_without_extras(desk: Desk, who: Patient) -> dict[str, Any]:
    institution = desk.institution
    change_settings(desk.connection, institution.region, institution.id, Settings(infcode_as_text=True, extras=False))
    visit = desk.envelope("2201", {"data": {}})
    refused = desk.send(visit)
    assert (refused["infcode"], "mz_refusal" in refused) == ("-1", False)
    change_settings(desk.connection, institution.region, institution.id, Settings(extras=False))
    ready = open_visit(desk, who)
    split = desk.ask("2204", {"feedetail": [line(1, ready, who)]})
    assert split["result"][0]["memo"] == ""
    return desk.ask("2207", settlement_body(who, ready))


def test_extra_members_and_the_kind_of_infcode_follow_the_institutions_settings(scene: Scene) -> None:
    answer = answer_without_extras(scene.hospital, scene.healthy)
    assert answer["setlinfo"]["exp_content"] == ""
    assert {payer["setl_proc_info"] for payer in answer["setldetail"]} == {""}


def test_extras_tell_each_payer_and_the_whole_statement(scene: Scene) -> None:
    _, info = settled_visit(scene.hospital, scene.healthy)
    assert '"mz_reasons":["总费用 100.00 元' in info["exp_content"]
    assert len(info["exp_content"]) <= 4000
