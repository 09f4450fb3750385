"""How facts are told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.answers.why.words.telling import months_text


@pytest.mark.parametrize(
    ("months", "zh", "en"),
    [
        ((date(2026, 8, 1),), "2026年8月", "2026-08"),
        ((date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)), "2026年8月至10月", "2026-08 to 2026-10"),
        ((date(2025, 12, 1), date(2026, 1, 1)), "2025年12月至2026年1月", "2025-12 to 2026-01"),
        (
            (date(2026, 5, 1), date(2026, 8, 1), date(2026, 9, 1)),
            "2026年5月、2026年8月至9月",
            "2026-05, 2026-08 to 2026-09",
        ),
    ],
)
def test_months_are_told_in_runs(months: tuple[date, ...], zh: str, en: str) -> None:
    assert (months_text(months, "zh"), months_text(months, "en")) == (zh, en)
