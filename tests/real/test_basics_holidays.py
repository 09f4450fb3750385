"""The holidays typed in agree with an independent list of them, day by day."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from mingzhang.basics.holidays import DAYS_MADE_UP, DAYS_OFF, YEARS_KNOWN

LISTED = Path(__file__).resolve().parents[3] / "shared" / "data" / "holidays" / "china_holidays.csv"
pytestmark = pytest.mark.skipif(not LISTED.is_file(), reason="the list of holidays is not beside this checkout")


def listed(kinds: set[str]) -> set[date]:
    with LISTED.open(encoding="utf-8") as file:
        found = {date.fromisoformat(row["date"]) for row in csv.DictReader(file) if row["type"] in kinds}
    return {day for day in found if day.year in YEARS_KNOWN}


def test_days_off_agree() -> None:
    assert listed({"holiday", "in_lieu_day"}) == DAYS_OFF


def test_days_made_up_agree() -> None:
    assert listed({"makeup_workday"}) == DAYS_MADE_UP


def test_the_list_reaches_no_further_than_ours() -> None:
    with LISTED.open(encoding="utf-8") as file:
        years = {int(row["date"][:4]) for row in csv.DictReader(file)}
    assert max(years) == max(YEARS_KNOWN)
