"""The regions' real plans: who pays what on a day, worked out by hand from the packs' figures, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
import yaml

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.rules.policy import regions, view_for
from mingzhang.rules.policy.registry import PACKS
from mingzhang.rules.settlement import (
    Balances,
    Bill,
    Outcome,
    PersonFacts,
    Plan,
    VisitFacts,
    bar_funds,
    plan_for,
    settle,
)
from mingzhang.rules.settlement.planning import choose_template, facts_of
from mingzhang.rules.settlement.templates import read_template

DAY = date(2025, 7, 1)
GUANGZHOU, BEIJING, FOSHAN = "440100", "110000", "440600"
IN_SERVICE, RETIRED_72 = PersonFacts("employee", "in_service", 40), PersonFacts("employee", "retired", 72)
ADULT, STUDENT = PersonFacts("resident", "adult", 40), PersonFacts("resident", "student", 20)
AT_LEVEL3 = VisitFacts("outpatient", "level3")
COMMUNITY = VisitFacts("outpatient", "level1", "community")
STAY = VisitFacts("inpatient", "level3")
PEOPLE = [
    ("employee", "in_service"),
    ("employee", "flexible"),
    ("employee", "retired"),
    ("employee", "retired_paying_on"),
    ("resident", "adult"),
    ("resident", "minor"),
    ("resident", "student"),
]


def bill(in_scope: int, **groups: int) -> Bill:
    every = (("", in_scope * 100), *((name, amount * 100) for name, amount in groups.items()))
    return Bill(sum(amount for _, amount in every), 0, 0, 0, every)


def plan(region: str, person: PersonFacts, visit: VisitFacts, day: date = DAY) -> Plan:
    found = plan_for(view_for(region, day), person, visit)
    assert isinstance(found, Plan), found
    return found


def paid(region, person, visit, amounts, totals=None) -> dict[str, int]:
    """What each fund pays, in fen; those that pay nothing are left out."""
    outcome = settle(plan(region, person, visit), amounts, totals or {}, Balances())
    assert isinstance(outcome, Outcome), outcome
    return {fund: amount for fund, amount in outcome.payers if amount}


@pytest.mark.parametrize(
    ("region", "person", "visit", "amounts", "totals", "expected"),
    [
        (GUANGZHOU, IN_SERVICE, COMMUNITY, bill(300), {}, {"employee_pooled": 24_000}),
        (GUANGZHOU, IN_SERVICE, AT_LEVEL3, bill(300), {}, {"employee_pooled": 19_500}),
        (GUANGZHOU, RETIRED_72, COMMUNITY, bill(0, essential=200), {}, {"employee_pooled": 18_700}),  # 93.5%
        (GUANGZHOU, IN_SERVICE, AT_LEVEL3, bill(0, essential=200), {}, {"employee_pooled": 13_000}),  # 65%, no factor
        (GUANGZHOU, IN_SERVICE, COMMUNITY, bill(300), {"outpatient_paid": 790_000}, {"employee_pooled": 1_600}),
        (GUANGZHOU, IN_SERVICE, STAY, bill(30_000), {}, {"employee_pooled": 2_320_000}),
        (GUANGZHOU, RETIRED_72, STAY, bill(11_000), {}, {"employee_pooled": 860_000}),
        (
            GUANGZHOU,
            IN_SERVICE,
            VisitFacts("inpatient", "level3", filing="unfiled"),
            bill(11_000),
            {},
            {"employee_pooled": 700_000},
        ),
        (
            GUANGZHOU,
            IN_SERVICE,
            VisitFacts("inpatient", "level3", filing="emergency"),
            bill(11_000),
            {},
            {"employee_pooled": 800_000},
        ),
        (GUANGZHOU, ADULT, COMMUNITY, bill(500), {}, {"resident_pooled": 30_000}),
        (GUANGZHOU, STUDENT, COMMUNITY, bill(500), {"outpatient_paid": 80_000}, {"resident_pooled": 20_000}),
        (GUANGZHOU, ADULT, AT_LEVEL3, bill(500), {}, {}),
        (BEIJING, IN_SERVICE, AT_LEVEL3, bill(1_000), {"outpatient_scope": 150_000}, {"large_amount": 49_000}),
        (BEIJING, IN_SERVICE, AT_LEVEL3, bill(2_000), {"outpatient_scope": 1_900_000}, {"large_amount": 130_000}),
        (BEIJING, IN_SERVICE, COMMUNITY, bill(2_000), {}, {"large_amount": 18_000}),
        # the community's higher rate holds at home only: 70% elsewhere
        (
            BEIJING,
            IN_SERVICE,
            VisitFacts("outpatient", "level1", "community", filing="filed"),
            bill(2_000),
            {},
            {"large_amount": 14_000},
        ),
        (
            BEIJING,
            RETIRED_72,
            AT_LEVEL3,
            bill(1_000),
            {"outpatient_scope": 130_000},
            {"large_amount": 80_000, "unified_supplement": 10_000},
        ),
        (BEIJING, IN_SERVICE, STAY, bill(50_000), {}, {"employee_pooled": 4_289_500}),
        (
            BEIJING,
            RETIRED_72,
            VisitFacts("inpatient", "level3", admission=2),
            bill(50_000),
            {},
            {"employee_pooled": 4_580_850},
        ),
        (
            BEIJING,
            IN_SERVICE,
            VisitFacts("inpatient", "level3", admission=2),
            bill(20_650),
            {"pooled_paid": 9_600_000},
            {"employee_pooled": 400_000, "large_amount": 1_300_000},
        ),
        (BEIJING, ADULT, COMMUNITY, bill(600), {}, {"resident_pooled": 27_500}),
        (BEIJING, ADULT, STAY, bill(11_300), {}, {"resident_pooled": 750_000}),
        # (90,000 - 1,300) × 75% = 66,525; 23,475 stay, within the 30,404 of major illness
        (BEIJING, ADULT, STAY, bill(90_000), {}, {"resident_pooled": 6_652_500}),
        # 30,000 borne before: of 23,475 only 404 more are within, (23,475 - 404) × 60% = 13,842.60
        (
            BEIJING,
            ADULT,
            STAY,
            bill(90_000),
            {"major_scope": 3_000_000},
            {"resident_pooled": 6_652_500, "major_illness": 1_384_260},
        ),
    ],
)
def test_a_region_pays_as_its_figures_say(region, person, visit, amounts, totals, expected):
    assert paid(region, person, visit, amounts, totals) == expected


def test_the_deductible_of_another_hospital_level_is_met_only_for_the_difference():
    """Residents' outpatient deductible is 100 yuan at level 1 and 550 above: 100 met before, 450 are left."""
    found = plan(BEIJING, ADULT, AT_LEVEL3)
    outcome = settle(found, bill(1_000), {"outpatient_deductible": 10_000}, Balances())
    assert isinstance(outcome, Outcome)
    assert (outcome.deductible_fen, outcome.fund_fen) == (45_000, 27_500)


def test_a_stay_is_counted_for_the_next_ones_ordinal():
    outcome = settle(plan(BEIJING, IN_SERVICE, STAY), bill(5_000), {"admissions": 1}, Balances())
    assert isinstance(outcome, Outcome)
    assert outcome.accumulators["admissions"] == 2


@pytest.mark.parametrize("region", [GUANGZHOU, BEIJING])
@pytest.mark.parametrize("person", [IN_SERVICE, ADULT])
def test_a_pharmacy_is_paid_from_accounts_alone(region, person):
    found = plan(region, person, VisitFacts("pharmacy"))
    outcome = settle(found, bill(80), {}, Balances(5_000, True, family=((1, 7, 10_000),)))
    assert isinstance(outcome, Outcome)
    own = 5_000 if person is IN_SERVICE else 0
    assert (outcome.fund_fen, outcome.account_fen, outcome.family) == (0, own, ((7, 8_000 - own),))
    assert [layer.reason for layer in outcome.layers] == ["ACCOUNT_ONLY"]


def test_a_gap_behind_other_payers_refuses_only_when_cost_reaches_it():
    """Guangzhou's large-amount rate is a listed gap: a stay below the pooled cap needs no such rate."""
    found = plan(GUANGZHOU, IN_SERVICE, STAY)
    assert isinstance(settle(found, bill(30_000), {}, Balances()), Outcome)
    refused = settle(found, bill(30_000), {"pooled_paid": 94_900_000}, Balances())
    assert isinstance(refused, Refusal) and refused.code == "UNKNOWN_RULE"
    assert (refused.facts["region"], refused.facts["key"]) == (GUANGZHOU, "supplement.large_rate")


def test_an_unknown_order_of_payers_refuses_only_above_the_deductible():
    """Whether employees' major illness cover settles at once is a gap; 30,404 of the year must be passed first."""
    found = plan(BEIJING, IN_SERVICE, STAY)
    assert isinstance(settle(found, bill(50_000), {"major_scope": 2_300_000}, Balances()), Outcome)
    refused = settle(found, bill(50_000), {"major_scope": 2_400_000}, Balances())
    assert isinstance(refused, Refusal) and refused.facts["key"] == "supplement.major_after_large"


def test_a_gap_in_what_must_be_known_refuses_at_once_and_names_the_document():
    refused = plan_for(view_for(FOSHAN, DAY), IN_SERVICE, AT_LEVEL3)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.retry, refused.facts["key"]) == ("UNKNOWN_RULE", "later", "outpatient.rate")
    assert refused.facts["missing"] and refused.facts["who"] == "佛山市医疗保障局"


def test_a_benefit_without_a_plan_is_refused():
    visit = VisitFacts("dental")  # type: ignore[arg-type]
    refused = plan_for(view_for(GUANGZHOU, DAY), IN_SERVICE, visit)
    assert isinstance(refused, Refusal) and refused.code == "BENEFIT_UNKNOWN"
    assert refused.facts["benefit"] == "dental"


def test_two_plans_at_once_are_a_defect_of_the_pack():
    raw = {"name": "one", "account": {"own": {}, "family": {}}}
    twice = [read_template({**raw, "name": name}) for name in ("one", "two")]
    with pytest.raises(InvariantBroken, match="one, two"):
        choose_template(twice, facts_of(IN_SERVICE, STAY))


def test_a_bill_whose_plan_is_not_known_names_the_missing_document_and_who_has_it():
    unknown = {"name": "dental", "when": {"benefit": "dental"}, "unknown": {"missing": "办法", "who": "医保局"}}
    view = view_for(GUANGZHOU, DAY)
    written = (*view.plans, replace(view.plans[0], name="dental", data=unknown))
    told = replace(view, segment=replace(view.segment, plans=written, digest="with a plan that is not known"))
    refused = plan_for(told, IN_SERVICE, VisitFacts("dental"))
    assert isinstance(refused, Refusal) and refused.code == "UNKNOWN_RULE"
    assert refused.facts == {
        "region": GUANGZHOU,
        "key": "plans.dental",
        "day": "2025-07-01",
        "why": "gap",
        "missing": "办法",
        "who": "医保局",
    }


def test_equal_facts_under_equal_views_share_one_plan():
    assert plan(GUANGZHOU, IN_SERVICE, STAY, date(2025, 7, 1)) is plan(GUANGZHOU, IN_SERVICE, STAY, date(2025, 8, 1))
    assert plan(GUANGZHOU, IN_SERVICE, STAY) is not plan(BEIJING, IN_SERVICE, STAY)


def test_a_person_whom_no_fund_may_pay_for_keeps_the_account_and_every_fund_says_why():
    barred = bar_funds(plan(BEIJING, IN_SERVICE, STAY), "WAITING")
    outcome = settle(barred, bill(100), {}, Balances(4_000, True))
    assert isinstance(outcome, Outcome)
    assert (outcome.fund_fen, outcome.account_fen, outcome.cash_fen) == (0, 4_000, 6_000)
    funds = {"employee_pooled", "large_amount", "major_illness", "unified_supplement"}
    assert {(layer.fund, layer.reason) for layer in outcome.layers} == {(fund, "WAITING") for fund in funds}


@pytest.mark.parametrize("region", [info.code for info in regions()])
@pytest.mark.parametrize("day", [DAY, date(2026, 3, 1)])
def test_every_person_and_visit_has_a_plan_or_a_listed_gap(region, day):
    view = view_for(region, day)
    visits = product(
        ("outpatient", "pharmacy", "inpatient"),
        ("level1", "level2", "level3", "none"),
        ("community", "other"),
        ("local", "filed", "unfiled", "emergency"),
    )
    for (benefit, level, place, filing), (scheme, category) in product(visits, PEOPLE):
        person = PersonFacts(scheme, category, 60, tier="tier1", continuous_months=30, retired_on=20100101)
        visit = VisitFacts(benefit, level, place, 1, filing)
        found = plan_for(view, person, visit)
        assert isinstance(found, Plan) or found.facts["why"] == "gap", (person, visit, found)


@pytest.mark.parametrize("region", [info.code for info in regions()])
def test_every_figure_a_plan_names_is_declared_by_its_region(region):
    raw = yaml.safe_load((PACKS / "regions" / region / "plans.yaml").read_text(encoding="utf-8"))
    named = {word for word in words_in(raw) if "." in word and not word.startswith("visit.")}
    assert named - set(view_for(region, DAY).keys()) == set()


def words_in(value):
    """Every string value inside raw data."""
    if isinstance(value, dict):
        return {word for inner in value.values() for word in words_in(inner)}
    if isinstance(value, list):
        return {word for inner in value for word in words_in(inner)}
    return {value} if isinstance(value, str) else set()
