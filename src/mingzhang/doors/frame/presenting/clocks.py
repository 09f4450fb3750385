"""Two clocks drawn on one line of months: when account money may be used, and when the pooled fund pays.

Positions are shares of the drawing's width in hundredths of a percent, so that one drawing fits every screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mingzhang.basics.periods import add_months, month_of

MONTHS_BEFORE = 5
MONTHS_AFTER = 7
_WHOLE = 10_000
_ROWS = (("26%", "23%", "43%"), ("66%", "63%", "83%"))  # each row's bar from the top, and the ends of its day mark

BarKind = Literal["runs", "waits", "off"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time on a clock's line."""

    kind: BarKind
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """One clock: its place from the top, the mark of the day on it, and its stretches."""

    y: str
    mark_from: str
    mark_to: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The two lines, the day asked about, and the months under them."""

    lines: tuple[Line, ...]
    today: str
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Running:
    """What is drawn of a clock: whether it runs on the day, and since or from when."""

    runs: bool
    from_day: date | None


def clocks_picture(day: date, clocks: tuple[Running, ...]) -> Picture:
    """Draw the months around a day: solid where a clock runs, dashed while it waits, dotted where not."""
    first = add_months(month_of(day), -MONTHS_BEFORE)
    span = _Span(first, add_months(month_of(day), MONTHS_AFTER))
    lines = tuple(Line(*row, _bars(clock, day, span)) for row, clock in zip(_ROWS, clocks, strict=True))
    months = tuple(
        (span.at(month), month.month)
        for month in (add_months(first, step) for step in range(0, MONTHS_BEFORE + MONTHS_AFTER, 2))
    )
    return Picture(lines, span.at(day), months)


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    end: date

    def share(self, day: date) -> int:
        inside = min(max(day, self.first), self.end)
        return (inside - self.first) // timedelta(days=1) * _WHOLE // ((self.end - self.first) // timedelta(days=1))

    def at(self, day: date) -> str:
        return _percent(self.share(day))


def _bars(clock: Running, day: date, span: _Span) -> tuple[Bar, ...]:
    start = clock.from_day
    if clock.runs:
        return _between(("off", span.first, start or span.first), ("runs", start or span.first, span.end), span=span)
    if start is not None and start > day:
        return _between(("waits", span.first, start), ("runs", start, span.end), span=span)
    return _between(("off", span.first, span.end), span=span)


def _between(*stretches: tuple[BarKind, date, date], span: _Span) -> tuple[Bar, ...]:
    placed = ((kind, span.share(first), span.share(last)) for kind, first, last in stretches)
    return tuple(Bar(kind, _percent(left), _percent(right - left)) for kind, left, right in placed if right > left)


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
