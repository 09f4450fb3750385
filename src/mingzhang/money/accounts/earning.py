"""Interest 计息: which days count with which rate, and what a balance earns. Pure; fen, basis points a year, days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from mingzhang.basics.fen import BASIS_POINTS, half_up
from mingzhang.rules.policy import Citation, view_for


@dataclass(frozen=True, slots=True)
class Earning:
    """The rates of a span of days: for each day the sum of the rates from it to the end, in basis points x days.

    `days_basis` is by how many days the pack divides a year's rate.
    """

    starts: date
    until: date
    weights: tuple[int, ...]
    days_basis: int
    rule: str

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the span."""
        return tuple(self.starts + timedelta(days=step) for step in range(len(self.weights)))

    @property
    def divisor(self) -> int:
        """What the sum of fen x basis points x days is divided by."""
        return BASIS_POINTS * self.days_basis

    def weight(self, day: date) -> int:
        """The rates of the days from a day (or from the span's first, when it lies before) to the end."""
        place = max(0, (day - self.starts).days)
        return self.weights[place] if place < len(self.weights) else 0

    def earned_fen(self, moved: Iterable[tuple[date, int]]) -> int:
        """What an account earns by its movements (day, signed fen), half up to the fen, and never less than nothing.

        A movement counts from its own day on; those before the span are the opening balance.
        """
        parts = sum(amount * self.weight(day) for day, amount in moved if day < self.until)
        return max(0, half_up(parts, self.divisor))


def earning_of(region: str, starts: date, until: date) -> Earning:
    """The rates of the days from `starts` until but without `until`; raises UnknownRule when one of them is unknown."""
    rates: list[int] = []
    cited: dict[str, Citation] = {}
    basis = view_for(region, starts).find("account.interest_days", scheme="employee")
    for step in range((until - starts).days):
        ruled = view_for(region, starts + timedelta(days=step)).find("account.interest", scheme="employee")
        rates.append(ruled.number)
        cited.setdefault(ruled.citation.starts, ruled.citation)
    weights = tuple(accumulate(reversed(rates)))[::-1]
    rule = ", ".join(f"{citation.key}@{citation.starts}" for citation in cited.values())
    return Earning(starts, until, weights, basis.number, rule)
