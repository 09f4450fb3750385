"""Generated plans, bills and balances for the settlement properties and for the agreement with the oracle."""

from __future__ import annotations

from hypothesis import strategies as st

from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.bill import Bill
from mingzhang.rules.settlement.outcome import Balances
from mingzhang.rules.settlement.plan import (
    AccountRule,
    Band,
    Basis,
    Cap,
    Change,
    Count,
    Deductible,
    FirstPay,
    Layer,
    Measure,
    Plan,
    Unfired,
    Write,
)

CITED = Citation("made-up", "a generated rule", "1", "assumed", "2020-01-01", "", "test.rule")
ALL_PARTS = ("in_scope", "first_self", "over_limit", "wholly_own")
GROUPS = ("", "essential", "special")

fen = st.integers(0, 3_000_000)
small_fen = st.integers(0, 300_000)
rates = st.just(5_000) | st.integers(0, 100).map(lambda percent: percent * 100) | st.integers(1, 10_000)


@st.composite
def band_tables(draw, *, endless=None):
    """One to three bands with rising ends and any rates; the last may end, leaving the rest to a later layer."""
    uppers = sorted(draw(st.sets(st.integers(1, 2_500_000), min_size=0, max_size=2)))
    ends_open = draw(st.booleans()) if endless is None else endless
    ends = [*uppers, None] if ends_open or not uppers else uppers
    return tuple(Band(upper, draw(rates), CITED) for upper in ends)


@st.composite
def layers(draw, number, earlier, kinds=None):
    """One layer of any form the model has, or of the given kinds of basis."""
    name, fund = f"layer{number}", draw(st.sampled_from(("employee_pooled", "large_amount", "major_illness")))
    if kinds is None:
        kinds = ["item_groups", "item_groups", "left_in_scope", "left_in_scope_and_first_pay"]
        kinds += ["over_cap_of", "share_of"] if earlier else []
    kind = draw(st.sampled_from(kinds))
    if kind == "item_groups":
        chosen = draw(st.sets(st.sampled_from(GROUPS), min_size=1))
        basis = Basis(kind, tuple(sorted(chosen)))
    elif kind in {"over_cap_of", "share_of"}:
        basis = Basis(kind, (), draw(st.sampled_from(earlier)))
    else:
        basis = Basis(kind)
    deductible = None
    if draw(st.booleans()):
        met_by = draw(st.sampled_from(("visit.met", "year.met", "year.scope")))
        year_cap = draw(st.none() | small_fen)
        deductible = Deductible(draw(small_fen), met_by, CITED, year_cap, "" if year_cap is None else "year.met")
    caps = draw(
        st.lists(
            st.builds(
                Cap,
                fen,
                st.sampled_from(("paid", "cost", "cost_and_deductible")),
                st.sampled_from(("year.paid", "year.inner", "visit.paid")),
                st.just(CITED),
            ),
            max_size=2,
        )
    )
    writes = tuple(
        draw(
            st.lists(
                st.builds(
                    Write,
                    st.sampled_from(("visit.met", "year.met", "year.scope", "year.paid", "year.inner", "visit.paid")),
                    st.sampled_from(("basis", "paid", "deductible", "cost", "cost_and_deductible")),
                ),
                max_size=3,
            )
        )
    )
    measure = Measure(draw(st.sampled_from(("visit.place", "year.scope"))), draw(st.booleans()))
    return Layer(name, fund, basis, deductible, draw(band_tables()), measure, tuple(caps), writes)


@st.composite
def plans(draw):
    """Any plan of up to four layers, sensible or not: the waterfall must be total."""
    made = []
    for number in range(draw(st.integers(0, 4))):
        made.append(draw(layers(number, [layer.name for layer in made])))
    first_pay = draw(st.none() | st.builds(FirstPay, rates, st.just("NOT_FILED"), st.just(CITED)))
    parts = st.sets(st.sampled_from(ALL_PARTS)).map(lambda chosen: tuple(sorted(chosen)))
    account = AccountRule(draw(parts), draw(parts), CITED, before_funds=draw(st.booleans()) and draw(st.booleans()))
    if account.before_funds:
        account = AccountRule(ALL_PARTS, account.family, CITED, before_funds=True)
    counts = tuple(
        draw(
            st.lists(
                st.builds(
                    Count,
                    st.sampled_from(("year.bills", "year.scope_all")),
                    st.sampled_from(("in_scope", "in_scope_and_first_pay", "total", "fund", "left_in_scope", "one")),
                ),
                max_size=2,
            )
        )
    )
    return Plan("digest", tuple(made), account, (), counts, first_pay)


@st.composite
def chained_plans(draw):
    """A first payer that a small cap stops inside a band, and others that take the exact cost it leaves."""
    cap = Cap(draw(st.integers(1, 200_000)), "paid", "visit.paid", CITED)
    bands = (Band(None, draw(st.integers(1_000, 10_000)), CITED),)
    first = Layer(
        "layer0", "employee_pooled", Basis("item_groups", GROUPS), None, bands, Measure("visit.place", True), (cap,), ()
    )
    made = [first]
    for number in (1, 2):
        made.append(draw(layers(number, [layer.name for layer in made], ["over_cap_of", "over_cap_of", "share_of"])))
    return Plan("digest", tuple(made), AccountRule(ALL_PARTS, ALL_PARTS, CITED))


@st.composite
def bills(draw):
    """Any bill, some of it in groups that the plan may not know."""
    groups = tuple(
        (group, draw(fen)) for group in ("", *sorted(draw(st.sets(st.sampled_from((*GROUPS[1:], "unheard"))))))
    )
    own, over, first = draw(small_fen), draw(small_fen), draw(small_fen)
    return Bill(own + over + first + sum(amount for _, amount in groups), own, over, first, groups)


balances = st.builds(
    Balances,
    small_fen,
    st.booleans(),
    st.just("ACCOUNT_HELD"),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), small_fen), max_size=3).map(tuple),
)
accumulators = st.dictionaries(st.sampled_from(("year.met", "year.scope", "year.paid", "year.inner")), fen)


def citizen_plan(*, deductible_fen=130_000, rate_bp=7_000, cap_fen=2_000_000, upper_fen=None, over_rate_bp=0):
    """A plain yearly plan as regions have it: a yearly deductible, one or two rates, a yearly cap on what is paid."""
    bands = [Band(upper_fen, rate_bp, CITED)]
    if upper_fen is not None:
        bands.append(Band(None, over_rate_bp, CITED))
    layer = Layer(
        "pooled",
        "employee_pooled",
        Basis("item_groups", ("",)),
        Deductible(deductible_fen, "year.met", CITED),
        tuple(bands),
        Measure("year.scope", True),
        (Cap(cap_fen, "paid", "year.paid", CITED),),
        (Write("year.met", "deductible"), Write("year.scope", "basis"), Write("year.paid", "paid")),
    )
    return Plan(
        "digest", (layer,), AccountRule(ALL_PARTS, ("in_scope",), CITED), (Unfired("major_illness", "NOT_COVERED"),)
    )


def plain_bill(in_scope_fen):
    """A bill wholly in scope."""
    return Bill(in_scope_fen, 0, 0, 0, (("", in_scope_fen),))


NO_BALANCES = Balances()
CHANGE = Change("NOT_FILED", "points", 1_000, CITED)
