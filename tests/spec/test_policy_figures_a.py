"""深圳, 佛山, 东莞 and what completes 广州: figures as the sources print them, and bills worked by hand from them."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle
from policy_asked import Facts, employee, gap_met, hold_amount, hold_rate, resident

GUANGZHOU, SHENZHEN, FOSHAN, DONGGUAN = "440100", "440300", "440600", "441900"


FIRST_TIER, SECOND_TIER = {"tier": "tier1"}, {"tier": "tier2"}
AWAY: Facts = {"filing": "temporary", "benefit": "inpatient"}

YUAN = [
    (SHENZHEN, "2026-01-01", "contribution.base_floor", employee(), "6727"),
    (SHENZHEN, "2026-11-22", "contribution.base_cap", employee(), "33633"),
    (SHENZHEN, "2026-11-22", "contribution.resident_base", resident(), "6760"),
    (SHENZHEN, "2024-06-01", "contribution.annual_wage", employee(), "164754"),
    (SHENZHEN, "2024-01-01", "outpatient.cap", employee(**FIRST_TIER), "9885.24"),
    (SHENZHEN, "2024-12-31", "outpatient.cap", employee("retired", **FIRST_TIER), "11532.78"),
    (SHENZHEN, "2024-12-31", "outpatient.cap", employee(**SECOND_TIER), "2471.31"),
    (SHENZHEN, "2025-01-01", "outpatient.cap", employee("retired", **FIRST_TIER), "12224.80"),
    (SHENZHEN, "2026-11-22", "outpatient.cap", resident("student"), "2619.60"),
    (SHENZHEN, "2023-09-30", "inpatient.deductible", employee(level="level3", filing="local"), "300"),
    (SHENZHEN, "2023-09-30", "inpatient.deductible", employee(level="level3", filing="filed"), "400"),
    (SHENZHEN, "2023-10-01", "inpatient.deductible", employee(level="level3", admission=1), "600"),
    (SHENZHEN, "2025-03-10", "inpatient.deductible", resident(level="level2", admission=2), "200"),
    (SHENZHEN, "2024-03-10", "inpatient.cap", employee(continuous_months=5), "164754"),
    (SHENZHEN, "2024-03-10", "inpatient.cap", employee(continuous_months=72), "988524"),
    (SHENZHEN, "2025-03-10", "inpatient.cap", resident(continuous_months=90), "1047840"),
    (SHENZHEN, "2025-03-10", "supplement.major_deductible", employee(aided=False), "10000"),
    (SHENZHEN, "2025-03-10", "supplement.major_deductible", resident(aided=True), "2000"),
    (SHENZHEN, "2025-03-10", "supplement.major_total_top1", resident(), "30000"),
    (FOSHAN, "2024-12-31", "contribution.annual_wage", employee(), "108934"),
    (FOSHAN, "2025-01-01", "contribution.annual_wage", resident(), "115084"),
    (FOSHAN, "2022-12-31", "outpatient.cap", employee("retired"), "433"),
    (FOSHAN, "2024-01-01", "outpatient.cap", employee(), "2723"),
    (FOSHAN, "2024-12-31", "outpatient.cap", employee("retired"), "2996"),
    (FOSHAN, "2024-06-01", "outpatient.cap", resident("minor"), "2179"),
    (FOSHAN, "2025-04-19", "outpatient.deductible", resident(), "0"),
    (FOSHAN, "2023-12-31", "inpatient.deductible", employee(level="level3"), "1200"),
    (FOSHAN, "2024-01-01", "inpatient.deductible", employee(level="level3"), "1000"),
    (FOSHAN, "2025-06-01", "inpatient.deductible", resident(level="level1"), "300"),
    (FOSHAN, "2023-06-01", "inpatient.cap", resident(continuous_months=2), "5000"),
    (FOSHAN, "2024-06-01", "inpatient.cap", employee(continuous_months=11), "435736"),
    (FOSHAN, "2025-06-01", "inpatient.cap", employee(continuous_months=12), "575420"),
    (FOSHAN, "2025-06-01", "inpatient.cap", employee("retired"), "632962"),
    (FOSHAN, "2026-11-22", "inpatient.cap", resident(), "460336"),
    (FOSHAN, "2024-06-01", "supplement.major_cap", resident(), "762538"),
    (FOSHAN, "2025-06-01", "catalogue.consumable_first_share_over", {}, "500"),
    (GUANGZHOU, "2025-06-01", "inpatient.psychiatric_deductible", employee(), "0"),
    (DONGGUAN, "2024-01-01", "inpatient.deductible", employee(level="level3"), "1300"),
    (DONGGUAN, "2025-06-01", "inpatient.deductible", resident(level="level1"), "500"),
    (DONGGUAN, "2025-06-01", "inpatient.band_top1", employee(), "100000"),
    (DONGGUAN, "2023-12-31", "supplement.major_deductible", employee(), "30000"),
    (DONGGUAN, "2023-06-01", "supplement.major_cap", resident(continuous_months=5), "100000"),
    (DONGGUAN, "2023-06-01", "supplement.major_cap", resident(continuous_months=36), "300000"),
]
PERCENT = [
    (SHENZHEN, "2023-12-31", "contribution.rate_employer", employee(**FIRST_TIER), "6"),
    (SHENZHEN, "2024-01-01", "contribution.rate_employer", employee(**FIRST_TIER), "5"),
    (SHENZHEN, "2026-01-01", "contribution.rate_employer", employee(**FIRST_TIER), "6"),
    (SHENZHEN, "2025-06-01", "contribution.rate_employer", employee(**SECOND_TIER), "1.5"),
    (SHENZHEN, "2025-06-01", "contribution.rate_person", employee(**SECOND_TIER), "0.5"),
    (SHENZHEN, "2025-03-01", "contribution.rate_flexible", employee("flexible", **FIRST_TIER), "7"),
    (SHENZHEN, "2026-03-01", "contribution.rate_flexible", employee("flexible", **FIRST_TIER), "8"),
    (SHENZHEN, "2025-06-01", "contribution.rate_maternity", employee(), "0.5"),
    (SHENZHEN, "2025-06-01", "outpatient.rate", employee(level="level1", place="other"), "75"),
    (SHENZHEN, "2025-06-01", "outpatient.rate", employee(level="level3", place="other"), "55"),
    (SHENZHEN, "2025-06-01", "outpatient.retired_rate_plus", employee("retired"), "5"),
    (SHENZHEN, "2025-06-01", "outpatient.cap_wage_share", employee("retired", **FIRST_TIER), "7"),
    (SHENZHEN, "2025-06-01", "inpatient.rate", employee(level="level2", **FIRST_TIER), "92"),
    (SHENZHEN, "2025-06-01", "inpatient.rate", employee(level="level2", **SECOND_TIER), "91"),
    (SHENZHEN, "2025-06-01", "inpatient.rate", resident(level="level1", age=60), "95"),
    (SHENZHEN, "2025-06-01", "inpatient.rate", resident(level="level1", age=59), "92"),
    (SHENZHEN, "2025-06-01", "offsite.rate_factor", {**AWAY, "reach": "in_province"}, "90"),
    (SHENZHEN, "2025-06-01", "offsite.rate_factor", {**AWAY, "reach": "cross_province"}, "80"),
    (SHENZHEN, "2025-06-01", "offsite.rate_factor", {**AWAY, "filing": "referral"}, "100"),
    (SHENZHEN, "2025-06-01", "supplement.major_rate", employee(band=2), "80"),
    (SHENZHEN, "2025-06-01", "catalogue.class_b_first_share", {}, "1"),
    (FOSHAN, "2025-06-01", "outpatient.cap_wage_share", employee("retired"), "2.75"),
    (FOSHAN, "2025-06-01", "outpatient.rate", resident(level="level3"), "40"),
    (FOSHAN, "2023-06-01", "inpatient.rate", employee(level="level2"), "90"),
    (FOSHAN, "2025-06-01", "inpatient.rate", employee(level="level2"), "91"),
    (FOSHAN, "2022-12-31", "offsite.own_rate", employee(filing="unfiled", benefit="inpatient", level="level3"), "51"),
    (FOSHAN, "2023-01-01", "offsite.own_rate", employee(filing="unfiled", benefit="inpatient", level="level3"), "65"),
    (FOSHAN, "2025-06-01", "offsite.own_rate", resident(filing="referral", benefit="inpatient", level="level2"), "90"),
    (FOSHAN, "2025-06-01", "chronic.rate", {"chronic_kind": "class2", "level": "level3"}, "75"),
    (FOSHAN, "2025-06-01", "supplement.major_rate", {"aided": False, "band": 3}, "80"),
    (FOSHAN, "2025-04-19", "catalogue.class_b_first_share", {"benefit": "outpatient"}, "5"),
    (GUANGZHOU, "2025-06-01", "chronic.rate", employee(chronic_kind="class1", place="community"), "85"),
    (GUANGZHOU, "2022-12-01", "chronic.rate", employee(chronic_kind="class1", place="other"), "70"),
    (GUANGZHOU, "2025-06-01", "inpatient.retired_share", employee("retired"), "70"),
    (GUANGZHOU, "2025-06-01", "offsite.resident_rate", resident(filing="unfiled", benefit="chronic"), "35"),
    (DONGGUAN, "2024-05-01", "inpatient.rate", employee(level="level3", band=1), "85"),
    (DONGGUAN, "2024-05-01", "inpatient.rate", resident(level="level3", band=2), "75"),
    (DONGGUAN, "2025-06-01", "outpatient.rate", resident(place="community", signed_family_doctor=True), "75"),
    (DONGGUAN, "2025-06-01", "outpatient.referred_rate", employee(level="level3"), "35"),
    (DONGGUAN, "2025-06-01", "offsite.rate_cut", {"filing": "unfiled", "benefit": "inpatient"}, "20"),
    (DONGGUAN, "2023-06-01", "supplement.major_rate", employee(band=2), "70"),
]
REFUSED = [
    (SHENZHEN, "2025-12-31", "contribution.base_floor", employee()),
    (SHENZHEN, "2023-09-30", "inpatient.rate", employee(level="level3", **FIRST_TIER)),
    (SHENZHEN, "2025-06-01", "account.fixed", employee("retired", **FIRST_TIER)),
    (SHENZHEN, "2025-06-01", "inpatient.cap", employee(continuous_months=36)),
    (SHENZHEN, "2025-06-01", "supplement.major_cap", employee(aided=False)),
    (SHENZHEN, "2025-06-01", "chronic.rate", employee()),
    (FOSHAN, "2025-06-01", "outpatient.cap", employee()),
    (FOSHAN, "2023-06-01", "outpatient.cap", employee()),
    (FOSHAN, "2024-06-01", "outpatient.rate", employee(level="level1")),
    (FOSHAN, "2025-06-01", "supplement.major_cap", resident()),
    (FOSHAN, "2025-06-01", "supplement.major_deductible", resident(aided=True)),
    (FOSHAN, "2025-06-01", "offsite.major_rate_cut", {"filing": "unfiled"}),
    (FOSHAN, "2025-06-01", "chronic.cap", resident()),
    (GUANGZHOU, "2025-06-01", "chronic.rate", employee("retired", chronic_kind="class1", place="other")),
    (GUANGZHOU, "2025-06-01", "chronic.cap", employee(chronic_kind="class1")),
    (GUANGZHOU, "2025-06-01", "entitlement.repair_window_months", resident()),
    (DONGGUAN, "2025-06-01", "contribution.rate_employer", employee()),
    (DONGGUAN, "2025-06-01", "outpatient.cap", resident()),
    (DONGGUAN, "2025-06-01", "inpatient.cap", employee(continuous_months=30)),
    (DONGGUAN, "2024-01-01", "supplement.major_rate", employee(band=1)),
    (DONGGUAN, "2025-06-01", "inpatient.ward_rate_cut", {}),
]


@pytest.mark.parametrize(("region", "day", "key", "facts", "yuan"), YUAN)
def test_an_amount_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, yuan: str) -> None:
    hold_amount(region, day, key, facts, yuan)


@pytest.mark.parametrize(("region", "day", "key", "facts", "percent"), PERCENT)
def test_a_rate_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, percent: str) -> None:
    hold_rate(region, day, key, facts, percent)


@pytest.mark.parametrize(
    ("region", "day", "key", "facts", "months"),
    [
        (DONGGUAN, "2025-04-19", "entitlement.starts_after_months", employee("flexible"), 1),
        (DONGGUAN, "2025-04-19", "entitlement.wait_months", resident(), 3),
        (DONGGUAN, "2025-04-19", "entitlement.maternity_months", employee("flexible"), 6),
    ],
)
def test_a_span_of_months_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, months: int) -> None:
    found = view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert (found.value, found.unit, found.citation.state) == (months, "months", "transcribed")


@pytest.mark.parametrize(("region", "day", "key", "facts"), REFUSED)
def test_what_no_trusted_source_says_is_a_gap_that_names_the_document(
    region: str, day: str, key: str, facts: Facts
) -> None:
    unknown = gap_met(region, day, key, facts)
    assert unknown.who.endswith("局") and len(unknown.missing) > 5


def bill(in_scope: str) -> Bill:
    amount = to_fen(in_scope)
    return Bill(amount, 0, 0, 0, (("", amount),))


def settled(region: str, day: str, person: PersonFacts, visit: VisitFacts, in_scope: str, totals: dict[str, str]):
    """The outcome of a bill wholly in scope, without account money."""
    plan = plan_for(view_for(region, date.fromisoformat(day)), person, visit)
    assert isinstance(plan, Plan), plan
    before = {name: to_fen(amount) for name, amount in totals.items()}
    return settle(plan, bill(in_scope), before, Balances())


WORKER = PersonFacts("employee", "in_service", 40, tier="tier1", continuous_months=80)
RETIREE = PersonFacts("employee", "retired", 66, tier="tier1", continuous_months=30)
NEWCOMER = PersonFacts("employee", "in_service", 40, aided=True, tier="tier1", continuous_months=2)
FRESH = PersonFacts("employee", "in_service", 40, tier="tier1", continuous_months=2)
NEW_HERE = PersonFacts("employee", "in_service", 40, continuous_months=2)
ADULT = PersonFacts("resident", "adult", 40)
SIGNED = PersonFacts("resident", "adult", 40, signed_family_doctor=True)
ELDER = PersonFacts("resident", "adult", 70, continuous_months=30)
HOSPITAL = VisitFacts("outpatient", "level3")
COMMUNITY = VisitFacts("outpatient", "level1", "community")
STAY = VisitFacts("inpatient", "level3")
STAY_AWAY = VisitFacts("inpatient", "level3", filing="temporary", reach="cross_province")

BILLS = [
    # 200 * 55% = 110, of which half of the cap leaves 4942.62 - 4900
    (
        *(SHENZHEN, "2024-11-10", WORKER, HOSPITAL, "200"),
        {"outpatient_paid": "4900", "outpatient_paid_secondary": "4900"},
        {"employee_pooled": "42.62"},
    ),
    # the other half is left for the community: 200 * 75%
    (
        *(SHENZHEN, "2024-11-11", WORKER, COMMUNITY, "200"),
        {"outpatient_paid": "4942.62", "outpatient_paid_secondary": "4942.62"},
        {"employee_pooled": "150"},
    ),
    # 65% + 5 points
    (SHENZHEN, "2024-11-10", RETIREE, VisitFacts("outpatient", "level2"), "100", {}, {"employee_pooled": "70"}),
    # 75% + 5 points
    (SHENZHEN, "2024-11-10", ELDER, COMMUNITY, "100", {}, {"resident_pooled": "80"}),
    # (50600 - 600) * 90%
    (SHENZHEN, "2025-05-10", WORKER, STAY, "50600", {}, {"employee_pooled": "45000"}),
    # 200000 * 90%, beyond the lowest tier's cap as well; of the 20600 left 10600 at 70%
    (SHENZHEN, "2025-05-10", WORKER, STAY, "200600", {}, {"employee_pooled": "180000", "major_illness": "7420"}),
    # second stay: (10300 - 300) * 90%
    (
        *(SHENZHEN, "2025-05-10", WORKER, VisitFacts("inpatient", "level3", admission=2), "10300"),
        {},
        {"employee_pooled": "9000"},
    ),
    # (100600 - 600) * 95%; what is left, 5600, is within the deductible of the major illness cover
    (SHENZHEN, "2025-05-10", RETIREE, STAY, "100600", {}, {"employee_pooled": "95000"}),
    # 90% * 80% = 72% of 10000; an emergency 90% * 90% = 81%
    (SHENZHEN, "2024-11-10", WORKER, STAY_AWAY, "10600", {}, {"employee_pooled": "7200"}),
    (
        *(SHENZHEN, "2024-11-10", WORKER, VisitFacts("inpatient", "level3", filing="emergency"), "10600"),
        {},
        {"employee_pooled": "8100"},
    ),
    # 200000 * 90% = 180000, capped at 164754; of the 35846 left 28000 at 70 + 10% and 5846 at 80 + 10%
    (
        *(SHENZHEN, "2024-05-10", NEWCOMER, STAY, "200600"),
        {},
        {"employee_pooled": "164754", "major_illness": "27661.40"},
    ),
    # 200 * 70% = 140, of which 2179 - 2100
    (
        *(FOSHAN, "2024-04-19", ADULT, VisitFacts("outpatient", "level2"), "200"),
        {"outpatient_paid": "2100"},
        {"resident_pooled": "79"},
    ),
    # with a family doctor the cap is 2179 * 1.1 = 2396.90
    (
        *(FOSHAN, "2024-04-19", SIGNED, COMMUNITY, "500"),
        {"outpatient_paid": "2300"},
        {"resident_pooled": "96.90"},
    ),
    # no cap is published for 2025: 115084 * 2% = 2301.68, to the yuan 2302
    (FOSHAN, "2025-04-19", ADULT, COMMUNITY, "100", {"outpatient_paid": "2300"}, {"resident_pooled": "2"}),
    # 149000 * 87% = 129630, capped at 115084 in the first months; of the 34916 left 14916 at 60%
    (
        *(FOSHAN, "2025-02-15", NEW_HERE, STAY, "150000"),
        {},
        {"employee_pooled": "115084", "major_illness": "8949.60"},
    ),
    # 129630, and of the 20370 left 370 at 60%
    (FOSHAN, "2025-02-15", WORKER, STAY, "150000", {}, {"employee_pooled": "129630", "major_illness": "222"}),
    # 10000 at the rate of its own, 65%
    (
        *(FOSHAN, "2025-02-15", WORKER, VisitFacts("inpatient", "level3", filing="unfiled"), "11000"),
        {},
        {"employee_pooled": "6500"},
    ),
    # 600000 * 85% = 510000, capped at 435736; of 165464 left 30000 at 60%, 50000 at 70% and 65464 at 80%
    (
        *(FOSHAN, "2024-05-10", ADULT, STAY, "601200"),
        {},
        {"resident_pooled": "435736", "major_illness": "105371.20"},
    ),
    # no cap is published for retirees in 2025: 158318 * 7% = 11082.26, to the yuan 11082, of which 11000 are used
    (
        *(GUANGZHOU, "2025-05-10", RETIREE, HOSPITAL, "500"),
        {"outpatient_paid": "11000"},
        {"employee_pooled": "82"},
    ),
    # the residents' cap is not known, but no known one is below 80000: (10500 - 500) * 70%
    (GUANGZHOU, "2025-05-10", ADULT, STAY, "10500", {}, {"resident_pooled": "7000"}),
    # not filed: (11000 - 1000) * 35%
    (
        *(GUANGZHOU, "2025-06-12", ADULT, VisitFacts("inpatient", "level2", filing="unfiled"), "11000"),
        {},
        {"resident_pooled": "3500"},
    ),
    # before 2025 no cap is published: (30000 - 1000) * 80%
    (GUANGZHOU, "2024-05-10", WORKER, STAY, "30000", {}, {"employee_pooled": "23200"}),
    # (51300 - 1300) * 85%
    (DONGGUAN, "2024-05-01", WORKER, STAY, "51300", {}, {"employee_pooled": "42500"}),
    # the year's cost stood at 90000: of 20000 beyond the deductible 8700 at 85% and 11300 at 75%
    (DONGGUAN, "2024-05-01", WORKER, STAY, "21300", {"inpatient_scope": "90000"}, {"employee_pooled": "15870"}),
    # 90% - 20 points
    (
        *(DONGGUAN, "2024-05-01", WORKER, VisitFacts("inpatient", "level2", filing="unfiled"), "10800"),
        {},
        {"employee_pooled": "7000"},
    ),
    (DONGGUAN, "2024-05-01", ELDER, VisitFacts("inpatient", "level1"), "10500", {}, {"resident_pooled": "9500"}),
]


@pytest.mark.parametrize(("region", "day", "person", "visit", "in_scope", "totals", "expected"), BILLS)
def test_a_bill_comes_out_as_worked_by_hand(region, day, person, visit, in_scope, totals, expected) -> None:
    outcome = settled(region, day, person, visit, in_scope, totals)
    assert isinstance(outcome, Outcome), outcome
    assert {fund: paid for fund, paid in outcome.payers if paid} == {f: to_fen(paid) for f, paid in expected.items()}


@pytest.mark.parametrize(
    ("region", "day", "person", "visit", "in_scope", "key"),
    [
        # 95% of 200000 is more than the lowest tier's cap, and the tier of 30 months is not known
        (SHENZHEN, "2024-05-10", RETIREE, STAY, "200600", "inpatient.cap"),
        # what is left passes the deductible of the major illness cover, whose cap in the first months is not known
        (SHENZHEN, "2024-05-10", FRESH, STAY, "200600", "supplement.major_cap_not_below"),
        # 199000 * 80% is more than the lowest known cap
        (GUANGZHOU, "2024-05-10", WORKER, STAY, "200000", "inpatient.cap"),
        # of 50000 beyond the deductible 15000 are left, 15500 with it: more than any deductible need be
        (GUANGZHOU, "2025-05-10", ADULT, STAY, "50500", "supplement.major_deductible"),
        # 121395 is more than the lowest known cap
        (DONGGUAN, "2024-05-01", WORKER, STAY, "150000", "inpatient.cap"),
    ],
)
def test_cost_that_reaches_an_unknown_rule_is_refused(region, day, person, visit, in_scope, key) -> None:
    refused = settled(region, day, person, visit, in_scope, {})
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.facts["key"]) == ("UNKNOWN_RULE", key)
