"""The compiled fold and the plain settlement agree to the fen and to the reason, for every pack and any plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lab_claims import city
from lab_plans import replay_bills
from mingzhang.answers.lab.arrays import cause_of, finer_than_64_bits
from mingzhang.answers.lab.batch import Replayed, replay_table
from mingzhang.answers.lab.plain import Followed, follow
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView, regions, view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, settle
from mingzhang.rules.settlement.codes import CODES
from mingzhang.rules.settlement.plan import AccountRule, Band, Basis, Cap, Change, Layer, Measure, Plan, Unfired, Write
from settlement_cases import ALL_PARTS, CITED, bills, chained_plans, citizen_plan, plain_bill, plans

DAYS = (date(2025, 3, 1), date(2026, 8, 1))
VIEWS = [view_for(region.code, day) for region in regions() for day in DAYS if region.covers_from <= day]


def told(outcome: Outcome | Refusal, funds: tuple[str, ...]) -> dict[str, object]:
    """What the columns of one claim must hold."""
    if isinstance(outcome, Refusal):
        names = (*(f"fund_{fund}_fen" for fund in funds), "account_fen", "cash_fen", "deductible_fen", "reasons")
        return {**dict.fromkeys(names, 0), "refused": True}
    paid = dict(outcome.payers)
    codes = {*(layer.reason for layer in outcome.layers), outcome.account_reason}
    return {
        **{f"fund_{fund}_fen": paid.get(fund, 0) for fund in funds},
        "account_fen": outcome.account_fen,
        "cash_fen": outcome.cash_fen,
        "deductible_fen": outcome.deductible_fen,
        "reasons": sum(1 << CODES.index(code) for code in codes),
        "refused": False,
    }


def unknown_of(followed: list[Followed]) -> dict[tuple[str, str], int]:
    """How many claims were refused, by rule and by what is missing."""
    counts: dict[tuple[str, str], int] = {}
    for outcome in (one.outcome for one in followed):
        if isinstance(outcome, Refusal):
            key = cause_of(outcome)
            counts[key] = counts.get(key, 0) + 1
    return counts


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.region}@{view.day}")
def test_every_pack_pays_the_same_compiled_and_plain(view: PolicyView) -> None:
    claims = city(seed=int(view.region) + view.day.toordinal())
    followed = list(follow(view, claims))
    replayed = replay_table(view, claims, threads=2)
    assert isinstance(replayed, Replayed)
    expected = [{"claim": one.claim, "person": one.person, **told(one.outcome, replayed.funds)} for one in followed]
    assert replayed.table.to_pylist() == expected
    assert {(key, missing): claims for key, missing, claims in replayed.unknown} == unknown_of(followed)
    paid = any(isinstance(one.outcome, Outcome) and one.outcome.fund_fen for one in followed)
    assert paid or replayed.unknown, "nothing was paid and nothing refused: the claims test nothing"


def plain_year(plan: Plan, year: list[Bill], account_fen: int) -> list[dict[str, object]]:
    """The bills settled one after another, from the totals and the account that the ones before left."""
    funds = tuple(dict.fromkeys(layer.fund for layer in plan.layers))
    totals: dict[str, int] = {}
    found = []
    for bill in year:
        outcome = settle(plan, bill, totals, Balances(account_fen, account_usable=True))
        found.append(told(outcome, funds))
        if isinstance(outcome, Outcome):
            totals, account_fen = dict(outcome.accumulators), account_fen - outcome.account_fen
    return found


def in_the_lab(plan: Plan) -> Plan:
    """A generated plan as the lab has plans: a payer that takes no part, a rate that is told, a rule not known."""
    if not plan.layers:
        return plan
    unknown = Refusal("UNKNOWN_RULE", {"key": "made.up", "missing": "a paper"}, "later")
    changed = replace(plan.layers[0], changes=(Change("NOT_FILED", "minus", 1_000, CITED),))
    rest = tuple(replace(layer, unknown=unknown) if number == 3 else layer for number, layer in enumerate(plan.layers))
    return replace(plan, layers=(changed, *rest[1:]), unfired=(Unfired("civil_servant", "NOT_COVERED"),))


@settings(max_examples=120, deadline=None)
@given(plans().map(in_the_lab), st.lists(bills(), min_size=1, max_size=6), st.integers(0, 5_000_000))
def test_any_plan_pays_the_same_compiled_and_plain(plan, year, account_fen):
    assume(finer_than_64_bits(plan) is None)
    assert replay_bills(plan, year, account_fen) == plain_year(plan, year, account_fen)


@settings(max_examples=120, deadline=None)
@given(chained_plans(), st.lists(bills(), min_size=1, max_size=6))
def test_parts_of_a_fen_are_passed_on_alike(plan, year):
    assume(finer_than_64_bits(plan) is None)
    assert replay_bills(plan, year) == plain_year(plan, year, 0)


def capped_chain(rate_bp: int, cap_fen: int, *kinds: str) -> Plan:
    """A cap on what is paid that binds inside a band, and payers behind it."""
    bands = (Band(None, rate_bp, CITED),)
    cap = Cap(cap_fen, "paid", "year.paid", CITED)
    first = Layer(
        "layer0",
        "employee_pooled",
        Basis("item_groups", ("",)),
        None,
        bands,
        Measure("visit.place", True),
        (cap,),
        (Write("year.paid", "paid"),),
    )
    behind = [
        Layer(
            f"layer{number}", fund, Basis(kind, (), f"layer{number - 1}"), None, bands, Measure("visit.x", True), (), ()
        )
        for number, (kind, fund) in enumerate(zip(kinds, ("large_amount", "major_illness"), strict=False), start=1)
    ]
    return Plan("digest", (first, *behind), AccountRule(ALL_PARTS, (), CITED))


@pytest.mark.parametrize(
    ("plan", "year"),
    [
        (citizen_plan(), [plain_bill(0), plain_bill(0)]),
        (citizen_plan(deductible_fen=0, rate_bp=5_000), [plain_bill(1), plain_bill(3), plain_bill(5)]),
        (citizen_plan(deductible_fen=0, rate_bp=8_500), [plain_bill(10), plain_bill(30), plain_bill(50)]),
        (citizen_plan(cap_fen=1), [plain_bill(10**9), plain_bill(1), plain_bill(10**9)]),
        (capped_chain(8_500, 100, "over_cap_of"), [plain_bill(119), plain_bill(1), plain_bill(1_000)]),
        (capped_chain(9_700, 1, "over_cap_of", "over_cap_of"), [plain_bill(2), plain_bill(999), plain_bill(7)]),
        (capped_chain(7_700, 333, "over_cap_of", "share_of"), [plain_bill(10**10 - 1), plain_bill(433)]),
        (capped_chain(10_000, 0, "over_cap_of"), [plain_bill(10**10 - 1)] * 40),
    ],
)
def test_bills_at_the_edge_are_paid_alike(plan, year):
    assert finer_than_64_bits(plan) is None
    assert replay_bills(plan, year, 50) == plain_year(plan, year, 50)


def test_rates_too_fine_for_64_bits_are_refused_not_wrapped():
    plan = capped_chain(9_999, 1, "over_cap_of", "over_cap_of")
    refused = finer_than_64_bits(plan)
    assert refused is not None and refused.code == "RATES_TOO_FINE"
    assert [row["refused"] for row in replay_bills(plan, [plain_bill(10**9)])] == [True]
