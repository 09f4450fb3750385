"""Printed figures become fen, basis points and whole numbers exactly, or are refused in words."""

from __future__ import annotations

import pytest

from mingzhang.rules.policy import write_printed
from mingzhang.rules.policy.units import UNITS, read_printed

READ = [
    ("yuan", "0", 0),
    ("yuan", "160.42", 16_042),
    ("yuan", "31179", 3_117_900),
    ("yuan", "1,424,862", 142_486_200),
    ("yuan", "0.5", 50),
    ("percent", "80", 8_000),
    ("percent", "89.5", 8_950),
    ("percent", "0.85", 85),
    ("percent", "100", 10_000),
    ("multiplier", "1.1", 11_000),
    ("multiplier", "3", 30_000),
    ("days", "90", 90),
    ("months", "3", 3),
    ("years", "25", 25),
    ("count", "0", 0),
    ("day_of_month", "31", 31),
    ("month_of_year", "7", 7),
    ("bool", True, True),
    ("bool", False, False),
    ("text", "spouse parent child", "spouse parent child"),
]
REFUSED = [
    ("yuan", "160.425"),
    ("yuan", "-3"),
    ("yuan", "1,42,4"),
    ("yuan", "1e3"),
    ("yuan", "约160"),
    ("yuan", "007"),
    ("yuan", ""),
    ("percent", "100.01"),
    ("percent", "85%"),
    ("percent", "89.555"),
    ("multiplier", "1.125"),
    ("multiplier", True),
    ("days", "1.5"),
    ("months", "-1"),
    ("day_of_month", "0"),
    ("day_of_month", "32"),
    ("month_of_year", "13"),
    ("bool", "true"),
    ("text", "Spouse"),
    ("text", "spouse  child"),
]
WRITTEN = [
    (791_600, "yuan", "7,916.00 元"),
    (8_950, "percent", "89.5%"),
    (11_000, "multiplier", "1.1 倍"),
    (90, "days", "90 天"),
    (3, "months", "3 个月"),
    (2, "count", "2"),
    (31, "day_of_month", "31 日"),
    (True, "bool", "是"),
    (False, "bool", "否"),
    ("province", "text", "省内"),
    ("0900_1200 1300_1700", "text", "09:00–12:00 13:00–17:00"),
]
WRITTEN_IN_ENGLISH = [
    (791_600, "yuan", "7,916.00 yuan"),
    (11_000, "multiplier", "1.1 times"),
    (1, "months", "1 month"),
    (3, "months", "3 months"),
    (31, "day_of_month", "day 31 of the month"),
    (True, "bool", "yes"),
    ("spouse child", "text", "spouse, children"),
]


@pytest.mark.parametrize(("unit", "printed", "value"), READ)
def test_a_printed_figure_is_read_exactly(unit: str, printed: str | bool, value: int | bool | str) -> None:
    found = read_printed(printed, unit)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("unit", "printed"), REFUSED)
def test_what_a_unit_cannot_hold_is_refused(unit: str, printed: str | bool) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_printed(printed, unit)


def test_every_unit_is_read_somewhere_in_this_table() -> None:
    assert {unit for unit, *_ in READ} == set(UNITS)


@pytest.mark.parametrize(("value", "unit", "text"), WRITTEN)
def test_a_value_is_written_as_a_person_reads_it(value: int | bool | str, unit: str, text: str) -> None:
    assert write_printed(value, unit) == text


@pytest.mark.parametrize(("value", "unit", "text"), WRITTEN_IN_ENGLISH)
def test_a_value_is_written_in_english_too(value: int | bool | str, unit: str, text: str) -> None:
    assert write_printed(value, unit, "en") == text
