"""Whatever the entries, a day resolves to the latest start that is not after it, and the digest tells every change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.rules.policy import Citation, Ruled, regions, sweep_days, view_for
from mingzhang.rules.policy.facts import CATEGORIES, WORDS, Among, Span, can_overlap, matches
from mingzhang.rules.policy.parameters import Entry, Gap, Parameter, Value
from mingzhang.rules.policy.unknown import Fact, UnknownRule
from mingzhang.rules.policy.view import PolicyView, segment_on

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
FIGURES = st.integers(0, 3)
KEY = "outpatient.rate"


def entry_of(starts: date, figure: int | None) -> Entry:
    """An entry that gives a figure to everybody, or an ending when there is none."""
    if figure is None:
        return Entry(starts, {}, ())
    cited = Citation("doc", "办法", "1", "transcribed", starts.isoformat(), "", KEY)
    return Entry(starts, {}, (Value({}, Ruled(figure, "percent", cited)),))


@st.composite
def timelines(draw: st.DrawFn) -> Parameter:
    """A parameter whose entries start on different days, in any order in the file, some of them endings."""
    starts = draw(st.lists(DAYS, min_size=1, max_size=6, unique=True))
    entries = [entry_of(day, draw(st.one_of(FIGURES, st.none()))) for day in starts]
    return Parameter(KEY, "比例", "Rate", "percent", {}, tuple(entries), ())


def view_of(parameter: Parameter, day: date) -> PolicyView:
    """The view of a region that has this one parameter."""
    return PolicyView("999999", day, segment_on({KEY: parameter}, (), day))


@given(timelines(), DAYS)
def test_a_day_resolves_to_the_latest_start_not_after_it(parameter: Parameter, day: date) -> None:
    past = [entry for entry in parameter.entries if entry.starts <= day]
    view = view_of(parameter, day)
    if not past or not max(past, key=lambda entry: entry.starts).values:
        try:
            view.find(KEY)
        except UnknownRule as unknown:
            assert unknown.why == ("ended" if past else "not_started")
            return
        raise AssertionError("a day without a rule was answered")
    latest = max(past, key=lambda entry: entry.starts)
    assert view.find(KEY) == latest.values[0].ruled
    assert view.find(KEY).citation.starts == latest.starts.isoformat()


@given(timelines(), DAYS, DAYS)
def test_two_days_have_one_digest_exactly_when_the_same_entry_holds(parameter: Parameter, one: date, two: date) -> None:
    held = [view_of(parameter, day).cells(KEY) for day in (one, two)]
    digests = [view_of(parameter, day).digest for day in (one, two)]
    assert (digests[0] == digests[1]) == (held[0] == held[1])


@given(timelines(), DAYS)
def test_nothing_changes_between_two_change_dates(parameter: Parameter, day: date) -> None:
    changes = parameter.change_dates()
    if day + timedelta(days=1) not in changes:
        assert view_of(parameter, day).digest == view_of(parameter, day + timedelta(days=1)).digest


@given(timelines(), DAYS, DAYS)
def test_a_gap_is_named_on_its_days_only(parameter: Parameter, starts: date, day: date) -> None:
    until = starts + timedelta(days=100)
    only_gap = Parameter(KEY, "", "", "percent", {}, (), (Gap(starts, until, {}, "公告", "医保局"),))
    try:
        view_of(only_gap, day).find(KEY)
    except UnknownRule as unknown:
        assert (unknown.why == "gap") == (starts <= day < until)
    assert only_gap.change_dates() == {starts, until}


SPANS = st.builds(
    lambda first, length: Span(first, None if length is None else first + length),
    st.integers(0, 5),
    st.one_of(st.none(), st.integers(1, 5)),
)


def among(name: str) -> st.SearchStrategy[Among]:
    """A test for some of a fact's words."""
    return st.frozensets(st.sampled_from(WORDS[name]), min_size=1).map(Among)


WHENS = st.fixed_dictionaries(
    {}, optional={"scheme": among("scheme"), "category": among("category"), "place": among("place"), "age": SPANS}
)
PEOPLE: list[dict[str, Fact]] = [
    {"scheme": scheme, "category": category, "place": place, "age": age}
    for scheme, categories in CATEGORIES.items()
    for category, place, age in product(categories, WORDS["place"], range(12))
]


@given(WHENS, WHENS)
def test_two_cells_overlap_exactly_when_somebody_satisfies_both(
    one: Mapping[str, Among | Span], other: Mapping[str, Among | Span]
) -> None:
    somebody = any(matches(one, facts) and matches(other, facts) for facts in PEOPLE)
    empty = any(not any(matches(when, facts) for facts in PEOPLE) for when in (one, other))
    assert can_overlap(one, other) == somebody or empty
    assert can_overlap(one, other) == can_overlap(other, one)


@settings(deadline=None)
@given(st.sampled_from([region.code for region in regions()]), DAYS)
def test_no_view_of_a_real_pack_answers_one_question_twice(region: str, day: date) -> None:
    view = view_for(region, day)
    declared = view.keys()
    for key in declared:
        cells = view.cells(key)
        assert not any(
            can_overlap(one.when, other.when) for index, one in enumerate(cells) for other in cells[index + 1 :]
        )


def test_digests_are_the_same_in_another_process_with_other_hash_seeds() -> None:
    script = (
        "from mingzhang.rules.policy import regions, sweep_days, view_for\n"
        "print(*(view_for(r.code, d).digest for r in regions() for d in sweep_days(r.code)))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout.split()[-1]
        for seed in ("1", "2")
    }
    here = [view_for(region.code, day).digest for region in regions() for day in sweep_days(region.code)]
    assert printed == {here[-1]}
    assert len(set(here)) == len(here), "each day of change must show in the digest"
