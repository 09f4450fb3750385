"""Boxes of facts: what is left, what is joined, and what changed are right for every single person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.rules.policy import Citation, Ruled, differences
from mingzhang.rules.policy.boxes import domain, joined, left_of
from mingzhang.rules.policy.facts import CATEGORIES, WORDS, Among, Span, Test, When, can_overlap, matches
from mingzhang.rules.policy.parameters import Entry, Gap, Parameter, Value
from mingzhang.rules.policy.unknown import Fact, UnknownRule
from mingzhang.rules.policy.view import PolicyView, segment_on

KEY = "outpatient.rate"
FIRST, SECOND = date(2024, 1, 1), date(2025, 1, 1)
PEOPLE: list[dict[str, Fact]] = [
    {"scheme": scheme, "category": category, "place": place, "admission": admission, "aided": aided}
    for scheme, categories in CATEGORIES.items()
    for category, place, admission, aided in product(categories, WORDS["place"], range(1, 6), (False, True))
]


def among(name: str) -> st.SearchStrategy[Test]:
    """A test for some of a fact's words."""
    return st.frozensets(st.sampled_from(WORDS[name]), min_size=1).map(Among)


SPANS: st.SearchStrategy[Test] = st.builds(
    lambda first, length: Span(first, None if length is None else first + length),
    st.integers(1, 4),
    st.one_of(st.none(), st.integers(1, 4)),
)
WHENS: st.SearchStrategy[When] = st.fixed_dictionaries(
    {},
    optional={
        "scheme": among("scheme"),
        "category": among("category"),
        "place": among("place"),
        "admission": SPANS,
        "aided": st.booleans().map(lambda flag: Among(frozenset({flag}))),
    },
)


def meant(boxes: tuple[When, ...], facts: Mapping[str, Fact]) -> int:
    """How many of the boxes hold a person."""
    return sum(matches(box, facts) for box in boxes)


@settings(deadline=None)
@given(WHENS, st.lists(WHENS, max_size=4))
def test_what_is_left_holds_everybody_whom_no_part_holds_and_once(whole: When, parts: list[When]) -> None:
    left = left_of(whole, parts)
    for facts in PEOPLE:
        expected = matches(whole, facts) and not any(matches(part, facts) for part in parts)
        assert meant(left, facts) == expected


@settings(deadline=None)
@given(st.lists(WHENS, max_size=5))
def test_joined_boxes_hold_the_same_people(boxes: list[When]) -> None:
    fewer = joined(boxes)
    assert len(fewer) <= len(boxes)
    for facts in PEOPLE:
        assert bool(meant(fewer, facts)) == bool(meant(tuple(boxes), facts))


@st.composite
def states(draw: st.DrawFn, starts: date) -> tuple[Entry, Gap | None]:
    """What a parameter says from a day on: cells for different people, and sometimes a gap for the others."""
    cells: list[When] = []
    for when in draw(st.lists(WHENS, max_size=4)):
        if not any(can_overlap(when, other) for other in cells):
            cells.append(when)
    cited = Citation("doc", "办法", "1", "transcribed", starts.isoformat(), "", KEY)
    values = [Value(when, Ruled(draw(st.integers(0, 2)), "count", cited)) for when in cells]
    gap = Gap(starts, None, draw(WHENS), "公告", "医保局")
    lone = not any(can_overlap(gap.when, cell) for cell in cells)
    return Entry(starts, {}, tuple(values)), gap if lone and draw(st.booleans()) else None


def view_of(state: tuple[Entry, Gap | None], day: date) -> PolicyView:
    """The view of a region that has this one parameter in this one state."""
    entry, gap = state
    parameter = Parameter(KEY, "比例", "Rate", "count", {}, (entry,), (gap,) if gap else ())
    return PolicyView("999999", day, segment_on({KEY: parameter}, (), day))


def answer(view: PolicyView, facts: Mapping[str, Fact]) -> int | str | None:
    """What the view says to one person: a value, `gap`, or nothing."""
    try:
        return view.find(KEY, **facts).number
    except UnknownRule as unknown:
        return "gap" if unknown.why == "gap" else None


@settings(deadline=None)
@given(states(FIRST), states(SECOND))
def test_the_differences_say_for_each_person_what_two_views_answer(
    one: tuple[Entry, Gap | None], other: tuple[Entry, Gap | None]
) -> None:
    before, after = view_of(one, FIRST), view_of(other, SECOND)
    changes = [change for change in differences(before, after) if change.kind != "recited"]
    for facts in PEOPLE:
        was, now = answer(before, facts), answer(after, facts)
        told = [change for change in changes if meant(change.whens, facts)]
        silent = was == now or (was == "gap" and now is None)
        assert len(told) == (0 if silent else 1)
        for change in told:
            states_told = [
                state.number if isinstance(state, Ruled) else ("gap" if isinstance(state, Gap) else None)
                for state in (change.before, change.after)
            ]
            assert states_told == [was, now]


def test_the_domain_knows_the_bands_that_are_named() -> None:
    entry = Entry(FIRST, {}, ())
    banded = Gap(None, None, {"band": Span(2, 3)}, "公告", "医保局")
    parameter = Parameter(KEY, "", "", "percent", {"scheme": Among(frozenset({"employee"}))}, (entry,), (banded,))
    assert domain(parameter)["band"] == Span(1, 3)
