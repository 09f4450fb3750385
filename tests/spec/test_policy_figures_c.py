"""Figures and bills of the western, northern and southern packs, typed in from the sources and worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle
from policy_asked import Facts, employee, gap_met, hold_amount, hold_rate, resident

CHENGDU, XIAMEN, QINGDAO, HAIKOU = "510100", "350200", "370200", "460100"
JIAMUSI, SIPING, ANSHUN, DEYANG = "230800", "220300", "520400", "510600"
APRIL = "2025-04-10"
Totals = dict[str, str]


def stay(level: str, **more: str | int | bool) -> Facts:
    """Facts of a stay in an ordinary hospital."""
    return {"benefit": "inpatient", "place": "other", "level": level, **more}


def care(level: str, benefit: str = "outpatient", **more: str | int | bool) -> Facts:
    """Facts of a visit without a stay, not in a community centre."""
    return {"benefit": benefit, "place": "other", "level": level, **more}


USED_860 = {"outpatient_deductible": "200", "outpatient_paid": "860"}
USED_UP = {"outpatient_scope": "200000", "pooled_paid": "100000"}
AWAY = resident(benefit="inpatient", filing="referral")
REFERRED: Facts = {"filing": "referral", "reach": "cross_province"}
GLAUCOMA = care("level2", "chronic", chronic_kind="glaucoma")
THIRD_AWAY = stay("level3", admission=3, filing="temporary")

YUAN = [
    (CHENGDU, "2025-03-01", "contribution.flexible_base", employee("flexible"), "6117"),
    (CHENGDU, "2023-06-01", "outpatient.deductible", employee(), "200"),
    (CHENGDU, "2025-04-10", "outpatient.deductible", employee("retired"), "150"),
    (CHENGDU, "2025-04-10", "outpatient.cap", employee(tier="tier1"), "2000"),
    (CHENGDU, "2025-04-10", "outpatient.cap", employee("retired", tier="tier1"), "2500"),
    (CHENGDU, "2025-04-10", "outpatient.cap", employee("retired", tier="tier2"), "1100"),
    (CHENGDU, "2024-04-10", "outpatient.cap", resident("student"), "500"),
    (CHENGDU, "2025-04-10", "outpatient.cap", resident(), "200"),
    (CHENGDU, "2024-04-10", "outpatient.injury_cap", resident("student"), "800"),
    (CHENGDU, "2025-04-10", "inpatient.deductible", employee(age=40, place="community", level="none"), "160"),
    (CHENGDU, "2025-04-10", "inpatient.deductible", employee(age=40, place="other", level="level3"), "800"),
    (CHENGDU, "2025-04-10", "inpatient.deductible", employee("retired", age=90, place="other", level="level3"), "0"),
    (CHENGDU, "2024-04-10", "inpatient.deductible", resident(place="other", level="level2"), "200"),
    (CHENGDU, "2025-04-10", "offsite.resident_deductible", resident(filing="unfiled", benefit="inpatient"), "800"),
    (XIAMEN, "2023-12-31", "contribution.resident_person", resident(), "430"),
    (XIAMEN, "2023-12-31", "contribution.resident_subsidy", resident(), "770"),
    (XIAMEN, "2024-09-10", "outpatient.deductible", employee(), "1200"),
    (XIAMEN, "2024-09-10", "outpatient.deductible", employee("retired"), "800"),
    (XIAMEN, "2024-09-10", "outpatient.deductible", resident(), "500"),
    (XIAMEN, "2024-09-10", "outpatient.deductible", resident("student"), "0"),
    (XIAMEN, "2024-09-10", "outpatient.band_top", employee(), "10000"),
    (XIAMEN, "2024-09-10", "inpatient.deductible", employee(level="level3"), "1000"),
    (XIAMEN, "2024-09-10", "inpatient.deductible", employee("retired", level="level2"), "300"),
    (XIAMEN, "2024-09-10", "inpatient.deductible", resident(level="level1"), "200"),
    (XIAMEN, "2024-09-10", "inpatient.cap", employee(), "100000"),
    (XIAMEN, "2024-12-31", "supplement.major_deductible", employee(), "10000"),
    (XIAMEN, "2024-12-31", "supplement.major_total_top2", employee(), "200000"),
    (QINGDAO, "2023-06-01", "outpatient.deductible", employee(level="level2"), "500"),
    (QINGDAO, "2025-06-01", "outpatient.cap", employee("retired"), "7000"),
    (QINGDAO, "2025-06-01", "outpatient.cap", resident(tier="tier1"), "800"),
    (QINGDAO, "2025-06-01", "outpatient.cap", resident("student"), "600"),
    (QINGDAO, "2025-06-01", "inpatient.deductible", employee(level="level3"), "800"),
    (QINGDAO, "2025-06-01", "inpatient.deductible_named", resident(level="level3"), "1000"),
    (QINGDAO, "2025-06-01", "inpatient.deductible_third", resident(admission=3), "100"),
    (QINGDAO, "2025-06-01", "inpatient.band_top1", employee(), "40000"),
    (QINGDAO, "2025-06-01", "inpatient.cap", employee(), "200000"),
    (JIAMUSI, "2018-06-01", "contribution.resident_person", resident(), "210"),
    (JIAMUSI, "2018-06-01", "contribution.resident_subsidy", resident(), "450"),
    (JIAMUSI, "2025-06-01", "contribution.resident_person", resident(), "400"),
    (JIAMUSI, "2025-06-01", "outpatient.cap", resident(), "100"),
    (JIAMUSI, "2025-06-01", "inpatient.deductible", resident(place="community", level="level1"), "200"),
    (JIAMUSI, "2025-06-01", "inpatient.deductible", resident(place="other", level="level3"), "700"),
    (JIAMUSI, "2025-06-01", "inpatient.cap", resident(), "80000"),
    (JIAMUSI, "2025-06-01", "inpatient.injury_cap", resident(), "3000"),
    (JIAMUSI, "2025-06-01", "supplement.major_deductible", resident(), "10000"),
    (JIAMUSI, "2025-06-01", "supplement.major_cap", resident(aided=False), "200000"),
    (JIAMUSI, "2025-06-01", "offsite.own_deductible", AWAY | {"reach": "in_province"}, "1000"),
    (JIAMUSI, "2025-06-01", "offsite.own_deductible", AWAY | {"reach": "cross_province"}, "1500"),
    (HAIKOU, "2024-06-01", "outpatient.cap", employee(), "1500"),
    (HAIKOU, "2025-06-01", "outpatient.cap", employee(), "2500"),
    (HAIKOU, "2025-06-01", "outpatient.cap", resident(), "300"),
    (HAIKOU, "2025-06-01", "outpatient.deductible_per_visit", employee(level="level2"), "50"),
    (HAIKOU, "2025-06-01", "inpatient.deductible", employee("retired", level="level3"), "600"),
    (HAIKOU, "2025-06-01", "inpatient.deductible_yearly", resident(aided=False, level="level3"), "350"),
    (HAIKOU, "2025-06-01", "inpatient.cap", employee(), "260000"),
    (HAIKOU, "2025-06-01", "inpatient.cap", resident(), "150000"),
    (SIPING, "2025-06-01", "chronic.cap", employee(chronic_kind="glaucoma"), "6500"),
    (SIPING, "2025-06-01", "chronic.deductible", resident(chronic_kind="glaucoma"), "100"),
    (ANSHUN, "2025-06-01", "supplement.total_cap", resident(), "200000"),
]
PERCENT = [
    (CHENGDU, "2025-03-01", "contribution.rate_flexible", employee("flexible"), "9.5"),
    (CHENGDU, "2025-03-01", "contribution.rate_flexible_large", employee("flexible"), "0.75"),
    (CHENGDU, "2023-03-01", "account.longcare_share", employee(age=39), "0.1"),
    (CHENGDU, "2023-03-01", "account.longcare_share", employee(age=40), "0.2"),
    (CHENGDU, "2023-03-01", "account.fixed_pension_share", employee("retired"), "2.8"),
    (CHENGDU, "2024-04-10", "outpatient.rate", employee("retired", benefit="outpatient", level="level2"), "70"),
    (CHENGDU, "2024-04-10", "outpatient.rate", employee(benefit="pharmacy"), "50"),
    (CHENGDU, "2024-04-10", "inpatient.rate", employee(place="other", level="level1"), "92"),
    (CHENGDU, "2024-04-10", "inpatient.age_bonus", employee("retired", age=79), "6"),
    (CHENGDU, "2024-04-10", "inpatient.age_bonus", employee("retired", age=80), "8"),
    (CHENGDU, "2024-04-10", "inpatient.rate", resident(tier="tier1", place="other", level="level3"), "68"),
    (CHENGDU, "2024-04-10", "inpatient.rate", resident(tier="tier2", place="other", level="level3"), "53"),
    (CHENGDU, "2024-04-10", "inpatient.rate", resident("student", place="other", level="level3"), "60"),
    (CHENGDU, "2025-04-10", "offsite.rate_cut", resident(filing="unfiled", benefit="inpatient"), "10"),
    (XIAMEN, "2024-09-10", "outpatient.rate", employee(level="level3", band=1), "75"),
    (XIAMEN, "2024-09-10", "outpatient.rate", employee(level="level3", band=2), "90"),
    (XIAMEN, "2024-09-10", "outpatient.rate", employee("retired", level="level1", band=2), "98"),
    (XIAMEN, "2024-09-10", "outpatient.rate", resident(level="level3", band=1), "45"),
    (XIAMEN, "2024-12-31", "supplement.major_rate", employee(band=2), "85"),
    (QINGDAO, "2023-06-01", "outpatient.rate", employee(level="level3"), "60"),
    (QINGDAO, "2023-06-01", "outpatient.retired_rate_plus", employee("retired"), "5"),
    (QINGDAO, "2025-06-01", "outpatient.rate", resident(), "65"),
    (QINGDAO, "2025-06-01", "inpatient.rate", employee(level="level3", band=1), "86"),
    (QINGDAO, "2025-06-01", "inpatient.rate", employee("retired", level="level2", band=1), "94"),
    (QINGDAO, "2025-06-01", "inpatient.rate", resident(tier="tier2", level="level3"), "55"),
    (QINGDAO, "2025-06-01", "inpatient.rate", resident("student", level="level3"), "80"),
    (QINGDAO, "2023-06-01", "offsite.rate_cut", employee(filing="temporary", benefit="inpatient"), "5"),
    (JIAMUSI, "2023-06-01", "inpatient.rate", resident(place="community", level="level1"), "90"),
    (JIAMUSI, "2024-06-01", "inpatient.rate", resident(place="community", level="level1"), "92"),
    (JIAMUSI, "2024-06-01", "inpatient.rate", resident(place="other", level="level3"), "65"),
    (JIAMUSI, "2025-06-01", "supplement.major_rate", resident(), "50"),
    (JIAMUSI, "2025-06-01", "offsite.own_rate", AWAY | {"reach": "in_province"}, "60"),
    (HAIKOU, "2025-06-01", "outpatient.rate", employee(level="level3"), "50"),
    (HAIKOU, "2025-06-01", "outpatient.rate", resident(level="level3"), "30"),
    (HAIKOU, "2025-06-01", "inpatient.rate", employee(level="level2"), "88"),
    (HAIKOU, "2025-06-01", "inpatient.rate", employee("retired", level="level3"), "90"),
    (HAIKOU, "2025-06-01", "inpatient.rate", resident(level="level2"), "75"),
    (SIPING, "2025-06-01", "chronic.rate", employee(chronic_kind="glaucoma"), "70"),
    (SIPING, "2025-06-01", "chronic.rate", resident(chronic_kind="glaucoma"), "60"),
]
TOLD = [
    (CHENGDU, "2025-04-10", "offsite.exempt_area", {}, "51 50 53 52 54"),
    (CHENGDU, "2025-04-10", "contact.offsite", {}, "028 87706925"),
    (CHENGDU, "2025-04-10", "clearing.resettling", {}, "replay"),
    (CHENGDU, "2025-04-10", "withdrawal.grounds", employee(), "death emigration settled_elsewhere transfer"),
    (CHENGDU, "2025-04-10", "inpatient.transfer_difference", employee(), True),
    (XIAMEN, "2024-09-10", "outpatient.essential_without_deductible", employee(place="community"), True),
    (XIAMEN, "2025-06-01", "catalogue.laparoscopic_gastrectomy_class", {}, "class_b"),
    (QINGDAO, "2027-01-01", "entitlement.wait_months", resident(), 3),
    (QINGDAO, "2027-01-01", "entitlement.wait_counts_from_missed_year", resident(), 2),
    (QINGDAO, "2027-01-01", "entitlement.wait_floor_months", resident(), 6),
    (QINGDAO, "2025-06-01", "family.cross_province", {}, True),
    (QINGDAO, "2025-06-01", "family.channel", {}, "wechat_official_account"),
    (JIAMUSI, "2025-06-01", "chronic.diseases", resident(), 22),
    (HAIKOU, "2025-06-01", "account.exists", employee(tier="tier1"), True),
    (HAIKOU, "2025-06-01", "account.exists", employee("flexible", tier="tier2"), False),
    (HAIKOU, "2025-06-01", "entitlement.lifetime_years", employee(gender="female"), 25),
    (DEYANG, "2025-06-01", "contact.offsite_luojiang", {}, "0838 3708899"),
    (ANSHUN, "2025-06-01", "penalty.person_suspend_max", {}, 12),
]
GAPS = [
    (CHENGDU, "2025-04-10", "account.fixed", employee("retired")),
    (CHENGDU, "2025-04-10", "inpatient.cap", employee()),
    (CHENGDU, "2025-04-10", "supplement.major_rate", resident()),
    (CHENGDU, "2025-04-10", "offsite.rate_cut", employee(filing="unfiled", benefit="inpatient")),
    (CHENGDU, "2024-12-31", "contribution.rate_flexible", employee("flexible")),
    (XIAMEN, "2024-09-10", "inpatient.rate", employee(level="level3")),
    (XIAMEN, "2024-09-10", "inpatient.continuity_share", resident()),
    (XIAMEN, "2024-01-01", "contribution.resident_person", resident()),
    (XIAMEN, "2024-09-10", "account.fixed", employee("retired")),
    (QINGDAO, "2024-12-31", "inpatient.deductible", employee(level="level3")),
    (QINGDAO, "2025-06-01", "supplement.major_rate", employee()),
    (QINGDAO, "2025-06-01", "inpatient.cap", resident()),
    (JIAMUSI, "2025-06-01", "inpatient.rate", employee(place="other", level="level3")),
    (HAIKOU, "2024-12-31", "inpatient.deductible", employee(level="level1")),
    (SIPING, "2025-06-01", "chronic.cap", resident(chronic_kind="glaucoma")),
    (SIPING, "2024-12-31", "chronic.rate", employee(chronic_kind="glaucoma")),
    (SIPING, "2025-06-01", "inpatient.rate", employee()),
    (ANSHUN, "2025-06-01", "inpatient.rate", resident()),
    (DEYANG, "2025-06-01", "inpatient.deductible", employee()),
]


@pytest.mark.parametrize(("region", "day", "key", "facts", "yuan"), YUAN)
def test_an_amount_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, yuan: str) -> None:
    hold_amount(region, day, key, facts, yuan)


@pytest.mark.parametrize(("region", "day", "key", "facts", "percent"), PERCENT)
def test_a_rate_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, percent: str) -> None:
    hold_rate(region, day, key, facts, percent)


@pytest.mark.parametrize(("region", "day", "key", "facts", "value"), TOLD)
def test_a_word_or_a_count_is_what_the_source_says(
    region: str, day: str, key: str, facts: Facts, value: str | int | bool
) -> None:
    assert view_for(region, date.fromisoformat(day)).find(key, **facts).value == value


@pytest.mark.parametrize(("region", "day", "key", "facts"), GAPS)
def test_what_no_trusted_source_says_is_a_listed_gap(region: str, day: str, key: str, facts: Facts) -> None:
    assert gap_met(region, day, key, facts).missing


def settled(region: str, day: str, person: PersonFacts, visit: VisitFacts, in_scope: str, totals: Totals) -> Outcome:
    """The outcome of a bill that is wholly in scope, paid in cash where no fund pays."""
    plan = plan_for(view_for(region, date.fromisoformat(day)), person, visit)
    assert isinstance(plan, Plan), plan
    bill = Bill(to_fen(in_scope), 0, 0, 0, (("", to_fen(in_scope)),))
    outcome = settle(plan, bill, {name: to_fen(met) for name, met in totals.items()}, Balances(0, False, ()))
    assert isinstance(outcome, Outcome), outcome
    return outcome


BILLS = [
    # (20000 - 800) * (85 + 6)% = 17472
    (CHENGDU, APRIL, employee("retired", age=72), stay("level3"), "20000", {}, "17472", "2528"),
    # the second stay meets 400 - 100 = 300; (1300 - 300) * (90 + 2)% = 920
    (CHENGDU, APRIL, employee(age=55), stay("level2", admission=2), "1300", {}, "920", "380"),
    # 85% + 10 points would be 95%, but from 100 years all is paid, and nothing is met first from 90
    (CHENGDU, APRIL, employee("retired", age=100), stay("level3"), "3000", {}, "3000", "0"),
    # low tier, not filed: 800 met, (5800 - 800) * (53 - 10)% = 2150
    (CHENGDU, APRIL, resident(age=40, tier="tier2"), stay("level3", filing="unfiled"), "5800", {}, "2150", "3650"),
    # without an account the yearly cap is 880, of which 860 are used: 20
    (CHENGDU, APRIL, employee(age=40, tier="tier2"), care("level2"), "800", USED_860, "20", "780"),
    # a pharmacy is paid like a hospital of level 3: (500 - 150) * 60% = 210
    (CHENGDU, APRIL, employee("retired", age=66, tier="tier1"), care("none", "pharmacy"), "500", {}, "210", "290"),
    # 500 up to 10000 at 75%, 500 above it at 90%
    (XIAMEN, "2024-09-10", employee(age=40), care("level3"), "1000", {"outpatient_scope": "9500"}, "825", "175"),
    # the shared cap is used up: what is left, 150000, is paid 90000 * 75% + 50000 * 85% by the major illness cover
    (XIAMEN, "2024-12-31", employee(age=40), care("level3"), "150000", USED_UP, "110000", "40000"),
    # (44000 - 800): up to 40000 with the deductible at 86%, 4000 above at 95%
    (QINGDAO, "2025-06-01", employee(age=40), stay("level3"), "44000", {}, "37512", "6488"),
    # second stay: 500 * 0.5 = 250; (1250 - 250) * 94% = 940
    (QINGDAO, "2025-06-01", employee("retired", age=70), stay("level2", admission=2), "1250", {}, "940", "310"),
    # third stay meets 100; away for a while: (1100 - 100) * (70 - 5)% = 650
    (QINGDAO, "2025-06-01", resident(age=40, tier="tier1"), THIRD_AWAY, "1100", {}, "650", "450"),
    # a retiree in a hospital of level 3: (1800 - 800) * (60 + 5)% = 650
    (QINGDAO, "2025-06-01", employee("retired", age=70), care("level3"), "1800", {}, "650", "1150"),
    # (10700 - 700) * 65% = 6500
    (JIAMUSI, "2025-06-01", resident(age=40), stay("level3"), "10700", {}, "6500", "4200"),
    # not filed: rules of its own, (11500 - 1500) * 40% = 4000
    (JIAMUSI, "2025-06-01", resident(age=40), stay("level3", filing="unfiled"), "11500", {}, "4000", "7500"),
    # referred to another province: (11500 - 1500) * 50% = 5000
    (JIAMUSI, "2025-06-01", resident(age=40), stay("level3", **REFERRED), "11500", {}, "5000", "6500"),
    # aided: (10400 - 400) * (75 + 5)% = 8000; what is left, 2400, stays below half of 10000
    (JIAMUSI, "2025-06-01", resident(age=40, aided=True), stay("level2"), "10400", {}, "8000", "2400"),
    # the cap of 80000 leaves 50700; (50700 - 10000) * 50% = 20350
    (JIAMUSI, "2025-06-01", resident(age=40), stay("level3"), "130700", {}, "100350", "30350"),
    # each visit meets 100 at level 3: (300 - 100) * 50% = 100
    (HAIKOU, "2025-06-01", employee(age=40), care("level3"), "300", {"outpatient_paid": "700"}, "100", "200"),
    # (1200 - 200) * 90% = 900
    (HAIKOU, "2025-06-01", employee("retired", age=66), stay("level1"), "1200", {}, "900", "300"),
    # straight to level 3: (2350 - 350) * (65 - 10)% = 1100; referred inside the region: 1300
    (HAIKOU, "2025-06-01", resident(age=40), stay("level3"), "2350", {}, "1100", "1250"),
    (HAIKOU, "2025-06-01", resident(age=40), stay("level3", filing="referral"), "2350", {}, "1300", "1050"),
    # the year's deductible has been met by an earlier stay: 2000 * 75% = 1500
    (HAIKOU, "2025-06-01", resident(age=40), stay("level2"), "2000", {"inpatient_deductible": "300"}, "1500", "500"),
    # 10000 * 70% = 7000, but the year's cap is 6500
    (SIPING, "2025-06-01", employee(age=60), GLAUCOMA, "10000", {}, "6500", "3500"),
]


@pytest.mark.parametrize(("region", "day", "person", "visit", "in_scope", "totals", "funds", "cash"), BILLS)
def test_a_bill_comes_out_as_worked_by_hand(
    region: str, day: str, person: Facts, visit: Facts, in_scope: str, totals: Totals, funds: str, cash: str
) -> None:
    outcome = settled(region, day, PersonFacts(**person), VisitFacts(**visit), in_scope, totals)  # type: ignore[arg-type]
    assert (outcome.fund_fen, outcome.cash_fen) == (to_fen(funds), to_fen(cash))


def test_essential_medicine_in_the_community_is_paid_from_the_first_fen() -> None:
    """100 yuan of essential medicine at 90%; 100 of the rest stays below the yearly 1200."""
    view = view_for(XIAMEN, date(2024, 9, 10))
    plan = plan_for(view, PersonFacts("employee", "in_service", 40), VisitFacts("outpatient", "level1", "community"))
    assert isinstance(plan, Plan)
    bill = Bill(to_fen("200"), 0, 0, 0, (("", to_fen("100")), ("essential", to_fen("100"))))
    outcome = settle(plan, bill, {}, Balances(0, False, ()))
    assert isinstance(outcome, Outcome)
    assert (outcome.fund_fen, outcome.cash_fen) == (to_fen("90"), to_fen("110"))


def test_a_cap_that_is_not_known_refuses_only_what_may_lie_beyond_it() -> None:
    view = view_for(CHENGDU, date(2025, 4, 10))
    plan = plan_for(view, PersonFacts("employee", "in_service", 40), VisitFacts("inpatient", "level3", "other"))
    assert isinstance(plan, Plan)
    bill = Bill(to_fen("20000"), 0, 0, 0, (("", to_fen("20000")),))
    refused = settle(plan, bill, {"pooled_paid": to_fen("90000")}, Balances(0, False, ()))
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.facts["key"]) == ("UNKNOWN_RULE", "inpatient.cap")
