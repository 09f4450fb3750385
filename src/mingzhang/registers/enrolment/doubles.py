"""One person insured twice in the same time: how it is told from the registers, and which cover stays. Pure.

Between employee and resident `contribution.duplicate_keeps` decides, and `contribution.duplicate_refundable` says
whether one of two payments is given back. Between two places of the same scheme the person chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment.records import Cover, Duplicate
from mingzhang.rules.policy import PolicyView

KEEPS, REFUNDABLE = "contribution.duplicate_keeps", "contribution.duplicate_refundable"


def judge_duplicates(
    mine: Sequence[Cover], others: Sequence[Cover], view: PolicyView, on: date
) -> tuple[Duplicate, ...]:
    """Every pair of active coverages of one person that hold on the day, with the rule's outcome.

    `others` are coverages of the same person under other numbers of ours, here or elsewhere. A resident year that
    employment cut into counts as well: it was paid to its end. Raises UnknownRule.
    """
    abroad = [
        judged(own, other, overlap, view)
        for own in mine
        for other in others
        if (overlap := _overlap(own, other)) is not None and overlap.holds(on)
    ]
    return (*abroad, *(judged(own, cut, overlap, view) for own, cut, overlap in _cut_years(mine, on)))


def judged(mine: Cover, other: Cover, overlap: Period, view: PolicyView) -> Duplicate:
    """What the rule makes of two coverages in the same time."""
    refundable = view.find(REFUNDABLE)
    refunded, cited = refundable.value is True, refundable.citation
    if other.key.region == mine.key.region and other.key != mine.key:
        return Duplicate("two_records", mine, other, overlap, None, None, refunded, cited)
    if mine.coverage.scheme == other.coverage.scheme:
        return Duplicate("same_scheme_elsewhere", mine, other, overlap, None, None, refunded, cited)
    kept = view.find(KEEPS)
    keep, end = (mine, other) if mine.coverage.scheme == kept.value else (other, mine)
    return Duplicate("cross_scheme", mine, other, overlap, keep, end, refunded, kept.citation)


def _overlap(one: Cover, other: Cover) -> Period | None:
    """The days on which both hold actively, or None when there are none."""
    if one.coverage.status != "active" or other.coverage.status != "active":
        return None
    first = max(one.coverage.holds.start, other.coverage.holds.start)
    ends = [end for end in (one.coverage.holds.end, other.coverage.holds.end) if end is not None]
    last = min(ends, default=None)
    return Period(first, last) if last is None or first < last else None


def _cut_years(mine: Sequence[Cover], on: date) -> Iterator[tuple[Cover, Cover, Period]]:
    """Employments of the day's year that cut into a resident year here: (kept, cut, the rest of the year)."""
    year_ends = date(on.year + 1, 1, 1)
    for cut in mine:
        held = cut.coverage
        if held.scheme != "resident" or held.status != "active" or held.holds.end is None:
            continue
        for own in mine:
            begins = own.coverage.holds.start
            follows = own.coverage.scheme == "employee" and own.coverage.status == "active" and begins == held.holds.end
            if follows and begins.year == on.year and begins <= on:
                yield own, cut, Period(begins, year_ends)
