"""On which days of a year people go to hospital: winter peaks, quiet weekends, the Spring Festival dip."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from mingzhang.basics.refusal import Refusal

# The first day of the first month of the Chinese calendar (GB/T 33661-2017).
SPRING_FESTIVALS = {
    2019: date(2019, 2, 5),
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
}
_PEAK_DAY = 15  # the middle of January
_WINTER_SHARE = 0.22
_WEEKEND = 0.62
_FESTIVAL = 0.3
_FESTIVAL_DAYS = range(-1, 7)  # from the eve on
_BEFORE_FESTIVAL = 0.85
_BEFORE_DAYS = range(-8, -1)
_EPOCH = date(1970, 1, 1)


def years_of(first: int, count: int) -> range | Refusal:
    """The years to draw; refuses with CLAIMS_YEAR_UNKNOWN when a festival's day is not known in one of them."""
    years = range(first, first + count)
    if set(years) <= SPRING_FESTIVALS.keys():
        return years
    return Refusal(
        "CLAIMS_YEAR_UNKNOWN", {"earliest": str(min(SPRING_FESTIVALS)), "latest": str(max(SPRING_FESTIVALS))}
    )


def day_weights(year: int) -> NDArray[np.float64]:
    """How likely a visit falls on each day of the year; the days' sum is 1. Knows the years of SPRING_FESTIVALS."""
    first = date(year, 1, 1)
    days = np.arange((date(year + 1, 1, 1) - first).days)
    weights = 1 + _WINTER_SHARE * np.cos(2 * np.pi * (days - _PEAK_DAY) / len(days))
    weights[(days + first.weekday()) % 7 >= 5] *= _WEEKEND
    festival = (SPRING_FESTIVALS[year] - first).days
    weights[[festival + step for step in _FESTIVAL_DAYS]] *= _FESTIVAL
    weights[[festival + step for step in _BEFORE_DAYS]] *= _BEFORE_FESTIVAL
    return weights / weights.sum()


def draw_days(rng: np.random.Generator, year: int, count: int) -> NDArray[np.int32]:
    """Days of the year, counted from 1970, as often as their weights say."""
    edges = np.cumsum(day_weights(year))
    edges[-1] = 1.0
    first = (date(year, 1, 1) - _EPOCH).days
    return (first + np.searchsorted(edges, rng.random(count), side="right")).astype(np.int32)
