"""How care away from home counts: by the place, by the filing, by the areas that a region exempts."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.care.visits.elsewhere import filing_of, reach_of
from mingzhang.rules.policy import UnknownRule, view_for

GUANGZHOU, BEIJING = view_for("440100", date(2025, 7, 1)), view_for("110000", date(2025, 7, 1))


@pytest.mark.parametrize(
    ("place", "reach"), [("440100", "in_region"), ("440300", "in_province"), ("110000", "cross_province")]
)
def test_reach_is_told_by_the_province(place: str, reach: str) -> None:
    assert reach_of("440100", place) == reach


@pytest.mark.parametrize(
    ("filed", "counts_as"),
    [
        ("long_term", "filed"),
        ("temporary", "temporary"),
        ("referral", "referral"),
        ("emergency", "emergency"),
        (None, "unfiled"),
    ],
)
def test_a_filing_counts_by_its_kind(filed: str | None, counts_as: str) -> None:
    assert filing_of(GUANGZHOU, "110000", filed, emergency=False) == counts_as


def test_an_emergency_counts_as_one_whatever_was_filed_and_home_is_home() -> None:
    assert filing_of(GUANGZHOU, "110000", "long_term", emergency=True) == "emergency"
    assert filing_of(GUANGZHOU, "440100", None, emergency=True) == "local"


@pytest.mark.parametrize(("place", "counts_as"), [("120000", "filed"), ("130100", "filed"), ("140100", "unfiled")])
def test_an_exempt_area_counts_as_filed(place: str, counts_as: str) -> None:
    assert filing_of(BEIJING, place, None, emergency=False) == counts_as


def test_an_exemption_that_is_not_known_is_not_guessed() -> None:
    with pytest.raises(UnknownRule, match=r"offsite\.exempt_area"):
        filing_of(view_for("110000", date(2023, 3, 31)), "120000", None, emergency=False)
