"""Figures and bills of the packs of Shanghai and Tianjin, typed in here by hand from what the sources print."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule, view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle

SHANGHAI, TIANJIN = "310000", "120000"
Facts = dict[str, str | int | bool]

READ = {"yuan": to_fen, "percent": to_basis_points}
EARLY, LATE = 20001231, 20010101
IN_SERVICE = PersonFacts("employee", "in_service", 40)
ADULT = PersonFacts("resident", "adult", 45)
HIGH_TIER = PersonFacts("resident", "adult", 40, tier="tier1", continuous_months=30)


def employee(category: str = "in_service", **more: str | int | bool) -> Facts:
    """Facts of somebody in the employees' scheme."""
    return {"scheme": "employee", "category": category, **more}


def retired(retired_on: int, **more: str | int | bool) -> Facts:
    """Facts of a retiree of the employees' scheme who retired on a day."""
    return employee("retired", retired_on=retired_on, **more)


def resident(age: int, category: str = "adult", **more: str | int | bool) -> Facts:
    """Facts of somebody in the residents' scheme."""
    return {"scheme": "resident", "category": category, "age": age, **more}


def bill(in_scope: str, first_self: str = "0", wholly_own: str = "0") -> Bill:
    """A bill of so many yuan in scope, paid first oneself and outside the catalogue."""
    scope, first, own = to_fen(in_scope), to_fen(first_self), to_fen(wholly_own)
    return Bill(scope + first + own, own, 0, first, (("", scope),))


FIGURES = [
    (SHANGHAI, "2024-06-30", "contribution.base_floor", employee(), "7310"),
    (SHANGHAI, "2024-07-01", "contribution.base_floor", employee(), "7384"),
    (SHANGHAI, "2025-07-01", "contribution.base_cap", employee(), "37302"),
    (SHANGHAI, "2026-07-01", "contribution.base_cap", employee(), "37731"),
    (SHANGHAI, "2026-03-01", "contribution.rate_employer", employee(), "9"),
    (SHANGHAI, "2025-12-31", "contribution.rate_flexible", employee("flexible"), "11"),
    (SHANGHAI, "2026-01-01", "contribution.rate_flexible", employee("flexible"), "10"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(59), "995"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(69), "825"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(70), "655"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(7, "minor"), "355"),
    (SHANGHAI, "2023-07-01", "account.rate", employee(), "2"),
    (SHANGHAI, "2023-07-01", "account.fixed_yearly", employee("retired", age=74), "1680"),
    (SHANGHAI, "2025-07-01", "account.fixed_yearly", employee("retired", age=75), "1890"),
    (SHANGHAI, "2023-06-30", "outpatient.deductible", employee(), "1500"),
    (SHANGHAI, "2023-07-01", "outpatient.deductible", employee(), "500"),
    (SHANGHAI, "2024-07-01", "outpatient.deductible", retired(LATE), "300"),
    (SHANGHAI, "2024-07-01", "outpatient.deductible", retired(EARLY), "200"),
    (SHANGHAI, "2023-06-30", "outpatient.rate", employee(age=44, level="level3"), "50"),
    (SHANGHAI, "2023-06-30", "outpatient.rate", employee(age=45, level="level1"), "75"),
    (SHANGHAI, "2023-07-01", "outpatient.rate", employee(age=44, level="level3"), "70"),
    (SHANGHAI, "2025-07-01", "outpatient.rate", retired(LATE, level="level2"), "80"),
    (SHANGHAI, "2025-07-01", "outpatient.rate", retired(EARLY, level="level1"), "90"),
    (SHANGHAI, "2015-06-01", "outpatient.deductible", resident(59), "1000"),
    (SHANGHAI, "2025-06-01", "outpatient.deductible", resident(59, level="level1", place="community"), "500"),
    (SHANGHAI, "2015-06-01", "outpatient.rate", resident(30, level="level2"), "55"),
    (SHANGHAI, "2025-06-01", "outpatient.rate", resident(30, level="level2", place="other"), "60"),
    (SHANGHAI, "2025-06-01", "outpatient.rate", resident(30, level="none", place="community"), "80"),
    (SHANGHAI, "2026-06-30", "inpatient.deductible_yearly", employee(), "1500"),
    (SHANGHAI, "2025-06-30", "inpatient.deductible_yearly", retired(LATE), "1200"),
    (SHANGHAI, "2025-06-30", "inpatient.deductible_yearly", retired(EARLY), "700"),
    (SHANGHAI, "2023-07-01", "inpatient.rate", employee("retired", level="level3"), "92"),
    (SHANGHAI, "2025-06-01", "inpatient.deductible", resident(66, level="level2"), "100"),
    (SHANGHAI, "2025-06-01", "inpatient.rate", resident(60, level="level2"), "80"),
    (SHANGHAI, "2015-06-01", "inpatient.rate", resident(59, level="level2"), "70"),
    (SHANGHAI, "2023-06-30", "inpatient.cap", employee(), "590000"),
    (SHANGHAI, "2024-06-30", "inpatient.cap", employee(), "610000"),
    (SHANGHAI, "2025-06-30", "inpatient.cap", employee(), "630000"),
    (SHANGHAI, "2025-07-01", "inpatient.cap", employee(), "650000"),
    (SHANGHAI, "2025-07-01", "supplement.large_rate", employee(), "80"),
    (TIANJIN, "2025-06-01", "contribution.base_floor", employee(), "5124"),
    (TIANJIN, "2026-06-01", "contribution.base_cap", employee(), "25902"),
    (TIANJIN, "2022-06-01", "contribution.rate_employer", employee(), "10"),
    (TIANJIN, "2026-03-10", "contribution.rate_flexible", employee("flexible"), "8.5"),
    (TIANJIN, "2022-06-01", "contribution.resident_person", {"scheme": "resident", "tier": "tier1"}, "950"),
    (TIANJIN, "2025-06-01", "contribution.resident_person", {"scheme": "resident", "tier": "tier2"}, "400"),
    (TIANJIN, "2022-01-01", "account.rate", employee(), "2"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee(), "800"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee("retired", age=69), "700"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee("retired", age=70), "650"),
    (TIANJIN, "2024-10-10", "outpatient.rate", employee(level="level2"), "65"),
    (
        TIANJIN,
        "2024-10-10",
        "outpatient.rate",
        employee(level="level1", place="community", signed_family_doctor=True),
        "80",
    ),
    (TIANJIN, "2024-10-10", "outpatient.band_top", employee(), "5500"),
    (TIANJIN, "2024-10-10", "outpatient.rate_above", employee(), "55"),
    (TIANJIN, "2022-12-31", "outpatient.cap", employee(), "7500"),
    (TIANJIN, "2023-12-31", "outpatient.cap", employee(), "9000"),
    (TIANJIN, "2024-01-01", "outpatient.cap", employee(), "10000"),
    (TIANJIN, "2024-06-01", "outpatient.cap", resident(40, continuous_months=23), "4000"),
    (TIANJIN, "2024-06-01", "outpatient.cap", resident(40, continuous_months=24), "5000"),
    (TIANJIN, "2022-06-01", "outpatient.rate", resident(40, tier="tier1", level="level3"), "50"),
    (TIANJIN, "2022-06-01", "outpatient.rate", resident(40, tier="tier2", level="level1"), "50"),
    (TIANJIN, "2024-10-10", "inpatient.deductible", employee(level="level3", admission=1), "1700"),
    (TIANJIN, "2024-10-10", "inpatient.deductible", employee(level="level2", admission=3), "350"),
    (TIANJIN, "2024-10-10", "inpatient.rate", employee("retired", band=1), "90"),
    (TIANJIN, "2024-10-10", "inpatient.band_top1", employee("retired"), "180000"),
    (TIANJIN, "2024-10-10", "inpatient.cost_cap", employee(), "450000"),
    (TIANJIN, "2022-06-01", "inpatient.rate", resident(40, tier="tier2", level="level3"), "65"),
    (TIANJIN, "2023-12-31", "inpatient.cap", resident(40), "180000"),
    (TIANJIN, "2024-01-01", "inpatient.cap", resident(40), "250000"),
    (TIANJIN, "2024-06-01", "chronic.deductible", employee(), "1300"),
    (TIANJIN, "2022-06-01", "chronic.rate", resident(40, tier="tier1", level="level1"), "65"),
    (TIANJIN, "2020-06-01", "supplement.major_deductible", resident(40), "21202"),
    (TIANJIN, "2022-06-01", "supplement.major_rate", resident(40, band=2), "65"),
    (TIANJIN, "2022-06-01", "supplement.major_total_top3", {"scheme": "resident"}, "300000"),
    (TIANJIN, "2022-06-01", "supplement.major_aided_plus", {"scheme": "resident"}, "5"),
]

COUNTS = [
    (SHANGHAI, "2023-08-01", "calendar.medical_year_start", {}, 7),
    (SHANGHAI, "2025-10-01", "entitlement.flexible_wait_months", employee("flexible"), 6),
    (SHANGHAI, "2025-10-01", "entitlement.flexible_gap_months", employee("flexible"), 3),
    (SHANGHAI, "2025-10-01", "entitlement.lifetime_years", employee(gender="female"), 15),
]

GAPS = [
    (SHANGHAI, "2025-07-01", "inpatient.rate", resident(59, level="level2"), "75%"),
    (SHANGHAI, "2025-07-01", "inpatient.cap", resident(59), "18.2 万"),
    (SHANGHAI, "2025-07-01", "entitlement.repair_window_months", {"scheme": "resident"}, "3 个月"),
    (SHANGHAI, "2025-07-01", "supplement.major_rate", {"scheme": "resident"}, "40 万"),
    (TIANJIN, "2025-07-01", "account.fixed", employee("retired", age=72), "70 岁以上 50"),
    (TIANJIN, "2025-07-01", "supplement.major_rate", employee(band=1), "首段另有一页写 70%"),
    (TIANJIN, "2025-07-01", "offsite.rate_cut", {"filing": "referral"}, "个人自负比例"),
    (TIANJIN, "2025-07-01", "supplement.major_deductible", resident(40, aided=False), "21202"),
]

OUTPATIENT3 = VisitFacts("outpatient", "level3")
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
        PersonFacts("employee", "retired", 80, retired_on=EARLY),
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
]


@pytest.mark.parametrize(("region", "day", "key", "facts", "printed"), FIGURES)
def test_a_figure_is_what_its_source_prints(region: str, day: str, key: str, facts: Facts, printed: str) -> None:
    ruled = view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert ruled.value == READ[ruled.unit](printed)


@pytest.mark.parametrize(("region", "day", "key", "facts", "number"), COUNTS)
def test_a_number_is_what_its_source_prints(region: str, day: str, key: str, facts: Facts, number: int) -> None:
    assert view_for(region, date.fromisoformat(day)).find(key, **facts).value == number


@pytest.mark.parametrize(("region", "day", "key", "facts", "seen"), GAPS)
def test_what_only_doubtful_pages_say_is_a_gap_that_tells_what_was_seen(
    region: str, day: str, key: str, facts: Facts, seen: str
) -> None:
    with pytest.raises(UnknownRule) as unknown:
        view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert unknown.value.why == "gap"
    assert seen in unknown.value.missing


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
