"""Packs drawn at random, written, loaded and asked: they give what their rulebook says on its day, or refuse."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from agreement.oracle import oracle
from generated_packs import FIRST, KNOWN, NOBODY, UNKNOWN, Book, books, expected_plan, pack_of, view_on
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement import Balances, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle
from settlement_cases import plain_bill

DRAWN = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # no shrinking
STAY = VisitFacts("inpatient", "level3")
AWAY = VisitFacts("inpatient", "level3", filing="unfiled", reach="cross_province")
costs = st.lists(st.integers(0, 60_000_000), min_size=1, max_size=5)
categories, months = st.sampled_from(KNOWN), st.integers(1, 12)


def ruled_days(book: Book) -> list[date]:
    """Every day of change on which the book rules, and the last day before it does so no longer."""
    return [*book.starts, *([book.ends - timedelta(days=1)] if book.ends is not None else [])]


def person(category: str, covered: int | None = 12) -> PersonFacts:
    return PersonFacts("employee", category, 40, covered_months=covered)


@DRAWN
@given(st.data(), books(), categories, months, costs)
def test_a_year_under_a_pack_is_settled_as_its_book_says(data, book, category, covered, amounts):
    day = data.draw(st.sampled_from(ruled_days(book)))
    visit = data.draw(st.sampled_from((STAY, AWAY)))
    found = plan_for(view_on(pack_of(book), day), person(category, covered), visit)
    assert isinstance(found, Plan), found
    meant = expected_plan(book, day, category, filed=visit is STAY, months=covered)
    totals: dict[str, int] = {}
    for amount in amounts:
        outcome = settle(found, plain_bill(amount), totals, Balances())
        paid, _, _, cash, after = oracle(meant, plain_bill(amount), totals, Balances())
        assert isinstance(outcome, Outcome)
        assert [layer.paid_fen for layer in outcome.layers] == paid
        assert outcome.total_fen == outcome.fund_fen + outcome.cash_fen and outcome.cash_fen == cash
        assert {name: total for name, total in outcome.accumulators.items() if total} == after
        totals = dict(outcome.accumulators)
    assert totals["pooled_paid"] <= meant.layers[0].caps[0].amount_fen


@DRAWN
@given(books(), categories)
def test_a_change_holds_from_its_day_and_not_the_day_before(book, category):
    pack = pack_of(book)
    for start, period in zip(book.starts, book.periods, strict=True):
        found = plan_for(view_on(pack, start), person(category), STAY)
        assert isinstance(found, Plan)
        assert [band.rate_bp for band in found.layers[0].bands] == [rate * 100 for rate in period.rates[category]]
        before = book.on(start - timedelta(days=1))
        earlier = plan_for(view_on(pack, start - timedelta(days=1)), person(category), STAY)
        if before is None:
            assert isinstance(earlier, Refusal) and earlier.facts["why"] == "not_started"
        else:
            assert isinstance(earlier, Plan)
            assert earlier.layers[0].deductible is not None
            assert earlier.layers[0].deductible.amount_fen == before.deductible * 100


@DRAWN
@given(books())
def test_what_a_pack_does_not_know_is_refused_and_never_guessed(book):
    pack = pack_of(book)

    def why(day: date, category: str, covered: int | None = 12) -> str:
        refused = plan_for(view_on(pack, day), person(category, covered), STAY)
        assert isinstance(refused, Refusal) and refused.code == "UNKNOWN_RULE"
        return refused.facts["why"]

    assert why(FIRST, UNKNOWN) == "gap"
    assert why(FIRST, NOBODY) == "no_value"
    assert why(FIRST - timedelta(days=1), "retired") == "not_started"
    if book.ends is not None:
        assert why(book.ends, "retired") == "ended"
    if book.by_months:
        assert why(FIRST, "retired", None) == "fact_missing"
