"""Why each payer paid what it paid, as codes and as the sentences of the statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.rules.settlement import Balances, Bill, Outcome, Plan, settle, statement
from mingzhang.rules.settlement.phrases import REASONS
from mingzhang.rules.settlement.plan import (
    AccountRule,
    Band,
    Basis,
    Cap,
    Change,
    Deductible,
    FirstPay,
    Layer,
    Measure,
    Unfired,
    Write,
)
from mingzhang.rules.settlement.reasons import CODES
from settlement_cases import ALL_PARTS, CITED, citizen_plan, plain_bill

YUAN = 100
PLAN = citizen_plan(deductible_fen=500 * YUAN, rate_bp=7_000, cap_fen=2_000 * YUAN)


def settled(plan: Plan, bill: Bill, totals=None, balances=None) -> Outcome:
    outcome = settle(plan, bill, totals or {}, balances or Balances())
    assert isinstance(outcome, Outcome)
    return outcome


def with_layer(**changes) -> Plan:
    return replace(PLAN, layers=(replace(PLAN.layers[0], **changes),))


@pytest.mark.parametrize(
    ("plan", "bill", "totals", "reason"),
    [
        (PLAN, plain_bill(0), {}, "NOTHING_LEFT"),
        (PLAN, Bill(3_000, 3_000, 0, 0, (("", 0),)), {}, "OUT_OF_CATALOGUE"),
        (PLAN, plain_bill(400 * YUAN), {}, "WITHIN_DEDUCTIBLE"),
        (PLAN, plain_bill(1_500 * YUAN), {}, "PAID_BY_RATE"),
        (PLAN, plain_bill(1_500 * YUAN), {"year.paid": 1_900 * YUAN}, "CAP_PARTLY"),
        (PLAN, plain_bill(1_500 * YUAN), {"year.paid": 2_000 * YUAN}, "CAP_REACHED"),
        (with_layer(bands=(Band(None, 10_000, CITED),), deductible=None), plain_bill(100), {}, "PAID_IN_FULL"),
        (with_layer(bands=(Band(None, 0, CITED),), deductible=None), plain_bill(100), {}, "RATE_ZERO"),
        (
            with_layer(changes=(Change("NOT_FILED", "minus", 1_000, CITED),)),
            plain_bill(1_500 * YUAN),
            {},
            "RATE_REDUCED",
        ),
    ],
)
def test_a_layer_names_what_decided_its_payment(plan, bill, totals, reason):
    assert settled(plan, bill, totals).layers[0].reason == reason


@pytest.mark.parametrize(
    ("own", "balances", "paid", "reason"),
    [
        (ALL_PARTS, Balances(10_000, True), 5_000, "PAID_IN_FULL"),
        (ALL_PARTS, Balances(3_000, True), 3_000, "ACCOUNT_SHORT"),
        (ALL_PARTS, Balances(0, True), 0, "ACCOUNT_EMPTY"),
        (ALL_PARTS, Balances(10_000, False, "ACCOUNT_HELD"), 0, "ACCOUNT_HELD"),
        (ALL_PARTS, Balances(), 0, "NO_ACCOUNT"),
        (("wholly_own",), Balances(10_000, True), 0, "USE_NOT_ALLOWED"),
        (ALL_PARTS, Balances(-100, True), 0, "ACCOUNT_EMPTY"),
    ],
)
def test_the_own_account_says_why(own, balances, paid, reason):
    plan = replace(PLAN, account=AccountRule(own, ("in_scope",), CITED))
    outcome = settled(plan, plain_bill(5_000), balances=balances)
    assert (outcome.account_fen, outcome.account_reason) == (paid, reason)


@pytest.mark.parametrize(
    ("family", "held", "parts", "reason"),
    [
        (("in_scope",), (), (), "NO_GRANT"),
        (("in_scope",), ((1, 7, 2_000), (2, 8, 9_000)), ((7, 2_000), (8, 3_000)), "PAID_IN_FULL"),
        (("in_scope",), ((1, 7, 2_000),), ((7, 2_000),), "FAMILY_SHORT"),
        (("in_scope",), ((1, 7, 0),), (), "FAMILY_EMPTY"),
        (("wholly_own",), ((1, 7, 2_000),), (), "USE_NOT_ALLOWED"),
    ],
)
def test_the_family_says_why(family, held, parts, reason):
    plan = replace(PLAN, account=AccountRule(ALL_PARTS, family, CITED))
    outcome = settled(plan, plain_bill(5_000), balances=Balances(family=held))
    assert (outcome.family, outcome.family_reason) == (parts, reason)


def test_nothing_is_left_for_accounts_when_the_fund_pays_all():
    outcome = settled(with_layer(bands=(Band(None, 10_000, CITED),), deductible=None), plain_bill(100))
    assert (outcome.account_reason, outcome.family_reason) == ("NOTHING_LEFT", "NOTHING_LEFT")
    assert outcome.reasons == ("PAID_IN_FULL", "NOT_COVERED", "NOTHING_LEFT")


def test_what_is_over_the_price_limit_is_no_part_of_any_fund():
    outcome = settled(PLAN, Bill(200_000, 10_000, 20_000, 5_000, (("", 165_000),)))
    assert (outcome.fund_fen, outcome.cash_fen) == (80_500, 119_500)  # (1650 - 500) × 70% = 805


def test_the_statement_tells_deductible_rate_cap_and_who_pays():
    outcome = settled(
        PLAN, plain_bill(1_000 * YUAN), {"year.met": 320 * YUAN}, Balances(100 * YUAN, True, "", ((1, 7, 50 * YUAN),))
    )
    assert [(line.code, line.text) for line in statement(outcome)] == [
        (
            "TOTAL",
            "总费用 1,000.00 元，其中范围内 1,000.00 元、先行自付 0.00 元、超限价 0.00 元、目录外自费 0.00 元",
        ),
        ("DEDUCTIBLE", "职工统筹基金：起付标准 500.00 元，本年已用 320.00 元，本次用 180.00 元"),
        ("PAID", "职工统筹基金支付 574.00 元：820.00 元按 70%"),
        ("NOT_PAID", "大病保险支付 0 元：本项待遇不由它支付"),
        ("ACCOUNT", "个人账户支付 100.00 元（余额不足，已全部用上）"),
        ("FAMILY", "家庭共济支付 50.00 元（授权人账户余额不足，已全部用上）"),
        ("CASH", "现金支付 276.00 元"),
    ]
    english = statement(outcome, "en")
    assert (
        english[1].text == "Employee pooled fund: deductible 500.00 yuan, 320.00 met earlier this year, 180.00 met now"
    )
    assert english[1].figures == {
        "fund": "employee_pooled",
        "standard_fen": 50_000,
        "before_fen": 32_000,
        "taken_fen": 18_000,
    }
    assert english[1].citations == (CITED,)


def test_the_statement_tells_what_a_cap_left():
    outcome = settled(PLAN, plain_bill(1_500 * YUAN), {"year.paid": 1_900 * YUAN})
    capped = statement(outcome)[2]
    assert capped.text == "职工统筹基金支付 100.00 元：142.86 元按 70%；年度限额 2,000.00 元，此前已用 1,900.00 元"
    assert (capped.code, capped.figures["cap_fen"], capped.figures["before_fen"]) == ("CAPPED", 200_000, 190_000)


def test_the_statement_tells_a_cap_of_the_visit_and_one_used_up():
    by_visit = with_layer(caps=(Cap(5_000, "paid", "visit.paid", CITED),), deductible=None)
    assert statement(settled(by_visit, plain_bill(20_000)))[1].text == (
        "职工统筹基金支付 50.00 元：71.43 元按 70%；本次限额 50.00 元"
    )
    used_up = statement(settled(PLAN, plain_bill(1_500 * YUAN), {"year.paid": 2_000 * YUAN}))
    assert used_up[2].text == "职工统筹基金支付 0 元：限额已经用完"


@pytest.mark.parametrize(
    ("change", "chinese", "english"),
    [
        (("NOT_FILED", "minus", 1_000), "异地就医未备案，比例降低 10 个百分点", "rate lowered by 10 points"),
        (("ESSENTIAL_MEDICINE", "times", 11_000), "基层使用国家基本药物，比例乘以 1.1", "rate times 1.1"),
        (("AGE", "plus_per_year", 25), "按年龄，每岁比例提高 0.25 个百分点", "raised by 0.25 points a year of age"),
        (("NOT_FILED", "replace", 3_500), "异地就医未备案，按单列比例 35%", "its own rate of 35%"),
        (("LOCAL_WORD", "plus", 50), "按当地规定，比例提高 0.5 个百分点", "by a local rule, rate raised by 0.5 points"),
    ],
)
def test_the_statement_tells_why_a_rate_is_not_the_ordinary_one(change, chinese, english):
    plan = with_layer(changes=(Change(*change, CITED),), deductible=None)
    outcome = settled(plan, plain_bill(1_000))
    assert chinese in statement(outcome)[1].text
    assert english in statement(outcome, "en")[1].text


@pytest.mark.parametrize(
    ("change", "chinese", "english"),
    [
        (("NOT_FILED", "deductible_replace", 100_000), "起付标准按 1,000.00 元", "a deductible of 1,000.00 yuan"),
        (("LATER_ADMISSION", "deductible_times", 5_000), "本年再次住院，起付标准乘以 0.5", "deductible times 0.5"),
        (("LATER_ADMISSION", "deductible_minus", 10_000), "起付标准降低 100.00 元", "lowered by 100.00 yuan"),
        (("PART_YEAR", "deductible_part_of_year", 12), "占全年 12 个月折算", "by months of cover out of 12"),
        (("AIDED", "deductible_plus", 10_000), "困难人员，起付标准提高 100.00 元", "raised by 100.00 yuan"),
        (
            ("LATER_ADMISSION", "deductible_minus_per_admission", 10_000),
            "每多住院一次起付标准降低 100.00 元",
            "lowered by 100.00 yuan for each earlier stay",
        ),
    ],
)
def test_the_statement_tells_why_a_deductible_is_not_the_ordinary_one(change, chinese, english):
    source = replace(CITED, key="test.other")
    outcome = settled(with_layer(changes=(Change(*change, source),)), plain_bill(1_000_000))
    line = statement(outcome)[1]
    assert (line.code, line.citations) == ("DEDUCTIBLE", (CITED, source))
    assert chinese in line.text
    assert english in statement(outcome, "en")[1].text


def test_the_statement_tells_a_first_payment_and_a_deductible_of_the_visit():
    plan = replace(
        with_layer(deductible=Deductible(80_000, "visit.met", CITED)),
        first_pay=FirstPay(2_000, "NOT_FILED", CITED),
    )
    lines = statement(settled(plan, plain_bill(1_000_000)))
    assert lines[1].text == "异地就医未备案，先行自付 20%"
    assert lines[2].text == "职工统筹基金：本次起付标准 800.00 元，本次用 800.00 元"


def test_payers_with_the_same_reason_share_a_line_and_no_code_is_shown_for_a_fund_without_a_name():
    plan = replace(PLAN, unfired=tuple(Unfired(fund, "WAITING") for fund in ("large_amount", "town_fund")))
    line = next(line for line in statement(settled(plan, plain_bill(80_000))) if line.code == "NOT_PAID")
    assert line.text == "大额医疗补助、其他基金支付 0 元：仍在待遇等待期"


def test_an_account_that_pays_before_the_funds_lessens_what_they_look_at():
    layer = Layer(
        "pool",
        "employee_pooled",
        Basis("left_in_scope"),
        Deductible(500 * YUAN, "year.met", CITED),
        (Band(None, 7_000, CITED),),
        Measure("visit.cost", True),
        (),
        (Write("year.met", "deductible"),),
    )
    plan = Plan("digest", (layer,), AccountRule(ALL_PARTS, ALL_PARTS, CITED, before_funds=True))
    outcome = settled(plan, plain_bill(2_000 * YUAN), balances=Balances(800 * YUAN, True))
    assert (outcome.account_fen, outcome.deductible_fen, outcome.fund_fen) == (80_000, 50_000, 49_000)


def test_every_reason_is_in_the_closed_list_and_every_reason_for_nothing_has_words():
    assert set(REASONS) <= set(CODES)
    told_by_figures = {"PAID_IN_FULL", "PAID_BY_RATE", "RATE_REDUCED", "CAP_PARTLY"}
    assert set(CODES) - set(REASONS) == told_by_figures
