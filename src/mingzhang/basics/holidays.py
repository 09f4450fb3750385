"""The public holidays of China and the weekend days worked in exchange 调休, as the State Council announces them.

Typed in from the yearly notices of its General Office (关于部分节假日安排的通知): 国办发明电〔2023〕7号 for 2024,
〔2024〕12号 for 2025, 〔2025〕7号 for 2026. A notice comes out each November for the year after; until it is typed in
here, days of that year are known by their weekday only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

Free = tuple[date, date]
"""The first and the last day off of one festival."""

_FREE: MappingProxyType[int, tuple[Free, ...]] = MappingProxyType(
    {
        2024: (
            (date(2024, 1, 1), date(2024, 1, 1)),  # 元旦
            (date(2024, 2, 10), date(2024, 2, 17)),  # 春节
            (date(2024, 4, 4), date(2024, 4, 6)),  # 清明节
            (date(2024, 5, 1), date(2024, 5, 5)),  # 劳动节
            (date(2024, 6, 10), date(2024, 6, 10)),  # 端午节
            (date(2024, 9, 15), date(2024, 9, 17)),  # 中秋节
            (date(2024, 10, 1), date(2024, 10, 7)),  # 国庆节
        ),
        2025: (
            (date(2025, 1, 1), date(2025, 1, 1)),
            (date(2025, 1, 28), date(2025, 2, 4)),
            (date(2025, 4, 4), date(2025, 4, 6)),
            (date(2025, 5, 1), date(2025, 5, 5)),
            (date(2025, 5, 31), date(2025, 6, 2)),
            (date(2025, 10, 1), date(2025, 10, 8)),  # 国庆节、中秋节
        ),
        2026: (
            (date(2026, 1, 1), date(2026, 1, 3)),
            (date(2026, 2, 15), date(2026, 2, 23)),
            (date(2026, 4, 4), date(2026, 4, 6)),
            (date(2026, 5, 1), date(2026, 5, 5)),
            (date(2026, 6, 19), date(2026, 6, 21)),
            (date(2026, 9, 25), date(2026, 9, 27)),
            (date(2026, 10, 1), date(2026, 10, 7)),
        ),
    }
)


def _each_day(spans: tuple[Free, ...]) -> Iterator[date]:
    for first, last in spans:
        for step in range((last - first).days + 1):
            yield first + timedelta(days=step)


YEARS_KNOWN = frozenset(_FREE)
"""The years whose notice is typed in."""
DAYS_OFF = frozenset(day for spans in _FREE.values() for day in _each_day(spans))
"""Every day off of a festival, weekend days among them."""
DAYS_MADE_UP = frozenset(
    {
        *(date(2024, 2, 4), date(2024, 2, 18), date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11)),
        *(date(2024, 9, 14), date(2024, 9, 29), date(2024, 10, 12)),
        *(date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)),
        *(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)),
        *(date(2026, 9, 20), date(2026, 10, 10)),
    }
)
"""Saturdays and Sundays that are worked."""
