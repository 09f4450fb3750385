"""Bills of Shanghai, Tianjin, Hangzhou and Beijing, worked by hand from the figures that the sources print."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle

SHANGHAI, TIANJIN, HANGZHOU, BEIJING = "310000", "120000", "330100", "110000"
IN_SERVICE = PersonFacts("employee", "in_service", 40)
ADULT = PersonFacts("resident", "adult", 45)
HIGH_TIER = PersonFacts("resident", "adult", 40, tier="tier1", continuous_months=30)


def bill(in_scope: str, first_self: str = "0", wholly_own: str = "0") -> Bill:
    """A bill of so many yuan in scope, paid first oneself and outside the catalogue."""
    scope, first, own = to_fen(in_scope), to_fen(first_self), to_fen(wholly_own)
    return Bill(scope + first + own, own, 0, first, (("", scope),))


BILLS = [
    # 自负 500，余 300 × 70%
    (
        SHANGHAI,
        "2023-08-10",
        IN_SERVICE,
        VisitFacts("outpatient", "level3"),
        bill("800"),
        {},
        {"employee_pooled": "210"},
    ),
    # 2000-12-31 退休：自负 200，余 100 × 90%
    (
        SHANGHAI,
        "2023-08-10",
        PersonFacts("employee", "retired", 80, retired_on=20001231),
        VisitFacts("outpatient", "level1"),
        bill("300"),
        {},
        {"employee_pooled": "90"},
    ),
    # 起付已满 1500：20000 × 85%
    (
        SHANGHAI,
        "2023-12-10",
        IN_SERVICE,
        VisitFacts("inpatient", "level3", admission=2),
        bill("20000"),
        {"inpatient_deductible": "1500"},
        {"employee_pooled": "17000"},
    ),
    # 61 万限额只余 1 万：10000 / 0.85 = 11764.71 的费用，余 8235.29 × 80% = 6588.24
    (
        SHANGHAI,
        "2024-03-01",
        IN_SERVICE,
        VisitFacts("inpatient", "level3", admission=2),
        bill("20000"),
        {"inpatient_deductible": "1500", "pooled_paid": "600000"},
        {"employee_pooled": "10000", "large_amount": "6588.24"},
    ),
    # 居民 66 岁三级：起付 300，余 1000 × 70%
    (
        SHANGHAI,
        "2025-06-01",
        PersonFacts("resident", "adult", 66),
        VisitFacts("inpatient", "level3"),
        bill("1300"),
        {},
        {"resident_pooled": "700"},
    ),
    # 居民 45 岁一级：起付 500，余 100 × 70%
    (SHANGHAI, "2025-06-01", ADULT, VisitFacts("outpatient", "level1"), bill("600"), {}, {"resident_pooled": "70"}),
    # 累计 5000 跨 5500：500 × 75% + 500 × 55%
    (
        TIANJIN,
        "2024-10-10",
        IN_SERVICE,
        VisitFacts("outpatient", "level1"),
        bill("1000"),
        {"outpatient_scope": "5000"},
        {"employee_pooled": "650"},
    ),
    # 70 岁退休二级：起付 650，余 350 × 65%
    (
        TIANJIN,
        "2024-10-10",
        PersonFacts("employee", "retired", 70),
        VisitFacts("outpatient", "level2"),
        bill("1000"),
        {},
        {"employee_pooled": "227.50"},
    ),
    # 第二次三级住院，年内已计 100000：(20000 - 500) × 85% + 10000 × 80%
    (
        TIANJIN,
        "2024-10-10",
        IN_SERVICE,
        VisitFacts("inpatient", "level3", admission=2),
        bill("30000"),
        {"inpatient_cost": "100000"},
        {"employee_pooled": "24575"},
    ),
    # 一档居民二级首次住院：(3000 - 500) × 80%
    (
        TIANJIN,
        "2024-10-10",
        HIGH_TIER,
        VisitFacts("inpatient", "level2"),
        bill("3000"),
        {},
        {"resident_pooled": "2000"},
    ),
    # 起付已由住院付满，门特二级 1000 × 60%
    (
        TIANJIN,
        "2024-10-10",
        HIGH_TIER,
        VisitFacts("chronic", "level2"),
        bill("1000"),
        {"inpatient_deductible": "500"},
        {"resident_pooled": "600"},
    ),
    # 签约：一档一级 55% + 5%，1000 × 60%；限额 5000 + 200，已付 4900，只余 300
    (
        TIANJIN,
        "2024-10-10",
        PersonFacts("resident", "adult", 40, signed_family_doctor=True, tier="tier1", continuous_months=30),
        VisitFacts("outpatient", "level1"),
        bill("1000"),
        {"outpatient_deductible": "600", "outpatient_paid": "4900"},
        {"resident_pooled": "300"},
    ),
    # 签约在职社区：起付 1000 - 300，余 300 × (86% + 3%)
    (
        HANGZHOU,
        "2024-05-10",
        PersonFacts("employee", "in_service", 40, signed_family_doctor=True),
        VisitFacts("outpatient", "none", "community"),
        bill("1000"),
        {},
        {"employee_pooled": "267"},
    ),
    # 签约退休社区：起付减到零，200 × 95%
    (
        HANGZHOU,
        "2024-05-10",
        PersonFacts("employee", "retired", 66, signed_family_doctor=True),
        VisitFacts("outpatient", "none", "community"),
        bill("200"),
        {},
        {"employee_pooled": "190"},
    ),
    # 三级 (40000 - 800) × 82% + 10000 × 88%
    (
        HANGZHOU,
        "2024-05-10",
        IN_SERVICE,
        VisitFacts("inpatient", "level3"),
        bill("50000"),
        {},
        {"employee_pooled": "40944"},
    ),
    # 先一级已付 300，三级只补 500：10000 × 82%
    (
        HANGZHOU,
        "2024-09-10",
        IN_SERVICE,
        VisitFacts("inpatient", "level3", admission=2),
        bill("10500"),
        {"inpatient_deductible": "300"},
        {"employee_pooled": "8200"},
    ),
    # 封顶 40 万只余 5000 × 88%，超出 5000 由补助付 90%
    (
        HANGZHOU,
        "2024-09-10",
        IN_SERVICE,
        VisitFacts("inpatient", "level3", admission=3),
        bill("10000"),
        {"inpatient_deductible": "800", "inpatient_cost": "395000"},
        {"employee_pooled": "4400", "large_amount": "4500"},
    ),
    # 门特如一次全年住院：年内已计 29000（起付已满），1000 × 85% + 1000 × 90%
    (
        BEIJING,
        "2025-06-10",
        IN_SERVICE,
        VisitFacts("chronic", "level3"),
        bill("2000"),
        {"chronic_deductible": "1300", "chronic_cost": "29000"},
        {"employee_pooled": "1750"},
    ),
    # 居民门特二级：起付 800，余 1200 × 78%
    (BEIJING, "2025-06-10", ADULT, VisitFacts("chronic", "level2"), bill("2000"), {}, {"resident_pooled": "936"}),
    # 2024 年大病起付未知，负担小于各地最低起付时照付：(600 - 100) × 55%
    (BEIJING, "2024-06-01", ADULT, VisitFacts("outpatient", "level1"), bill("600"), {}, {"resident_pooled": "275"}),
    # 规定病种不设起付，退休社区第 1 段 92%
    (
        HANGZHOU,
        "2024-09-10",
        PersonFacts("employee", "retired", 66),
        VisitFacts("chronic", "level1", "community"),
        bill("1000"),
        {},
        {"employee_pooled": "920"},
    ),
]


def settled(
    region: str, day: str, person: PersonFacts, visit: VisitFacts, amounts: Bill, totals: dict[str, str]
) -> Outcome:
    """The outcome of one bill from the region's pack, with totals in yuan and empty accounts."""
    plan = plan_for(view_for(region, date.fromisoformat(day)), person, visit)
    assert isinstance(plan, Plan), plan
    outcome = settle(plan, amounts, {name: to_fen(yuan) for name, yuan in totals.items()}, Balances())
    assert isinstance(outcome, Outcome), outcome
    return outcome


@pytest.mark.parametrize(("region", "day", "person", "visit", "amounts", "totals", "expected"), BILLS)
def test_a_bill_worked_by_hand(region, day, person, visit, amounts, totals, expected) -> None:
    paid = {fund: fen for fund, fen in settled(region, day, person, visit, amounts, totals).payers if fen}
    assert paid == {fund: to_fen(yuan) for fund, yuan in expected.items()}


def test_before_the_reform_the_account_pays_first_and_only_the_rest_meets_the_deductible() -> None:
    plan = plan_for(view_for(SHANGHAI, date(2023, 6, 30)), IN_SERVICE, VisitFacts("outpatient", "level1"))
    assert isinstance(plan, Plan)
    outcome = settle(plan, bill("3000"), {}, Balances(to_fen("1000"), account_usable=True))
    assert isinstance(outcome, Outcome)
    # 3000 - 账户 1000 - 自负 1500 = 500，× 65% = 325
    assert outcome.account_fen == to_fen("1000")
    assert outcome.fund_fen == to_fen("325")


def test_the_medical_year_of_shanghai_starts_in_july() -> None:
    plan = plan_for(view_for(SHANGHAI, date(2024, 7, 1)), IN_SERVICE, VisitFacts("outpatient", "level3"))
    assert isinstance(plan, Plan)
    assert plan.year_starts_in_month == 7


def test_a_residents_stay_beyond_the_least_cap_waits_for_the_missing_one() -> None:
    plan = plan_for(
        view_for(SHANGHAI, date(2025, 6, 1)), PersonFacts("resident", "adult", 66), VisitFacts("inpatient", "level3")
    )
    assert isinstance(plan, Plan)
    refused = settle(plan, bill("1300"), {"pooled_paid": to_fen("79900")}, Balances())
    assert isinstance(refused, Refusal)
    assert refused.facts["key"] == "inpatient.cap"


@pytest.mark.parametrize(
    ("person", "in_scope", "totals", "key"),
    [
        (IN_SERVICE, "20000", {"inpatient_cost": "445000"}, "supplement.large_rate"),
        (IN_SERVICE, "130000", {}, "supplement.major_deductible"),
        (HIGH_TIER, "6000", {"major_scope": "9000"}, "supplement.major_deductible"),
    ],
)
def test_tianjin_refuses_only_where_cost_reaches_what_is_not_known(
    person: PersonFacts, in_scope: str, totals: dict[str, str], key: str
) -> None:
    plan = plan_for(view_for(TIANJIN, date(2024, 10, 10)), person, VisitFacts("inpatient", "level3", admission=2))
    assert isinstance(plan, Plan)
    refused = settle(plan, bill(in_scope), {name: to_fen(yuan) for name, yuan in totals.items()}, Balances())
    assert isinstance(refused, Refusal)
    assert refused.facts["key"] == key


def test_care_elsewhere_without_a_known_rule_is_refused() -> None:
    visit = VisitFacts("inpatient", "level3", filing="unfiled", reach="cross_province")
    refused = plan_for(view_for(SHANGHAI, date(2025, 7, 1)), IN_SERVICE, visit)
    assert isinstance(refused, Refusal)
    assert refused.facts["key"] == "offsite.as_local"
    assert refused.facts["why"] == "gap"
