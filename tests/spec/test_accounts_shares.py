"""What each region's pack gives to an account, which months it allocates in, and how an amount is shared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import account_rules
from mingzhang.money.accounts import parts, rules
from mingzhang.money.accounts.earning import Earning, earning_of
from mingzhang.money.accounts.shares import Belonging, rhythm_of, share_of
from mingzhang.rules.policy import regions, view_for

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("region", "who", "kind", "amount_fen"),
    [
        ("440100", Belonging("in_service", "", 30), "rate", 0),
        ("440100", Belonging("retired", "", 68), "fixed", 16_042),  # 169.08 less 8.66 of long-term care
        ("440100", Belonging("retired_paying_on", "", 61), "none", 0),
        ("440100", Belonging("flexible", "", 30), "unknown", 0),
        ("440100", Belonging("adult", "", 30), "none", 0),
        ("110000", Belonging("retired", "", 69), "fixed", 9_700),
        ("110000", Belonging("retired", "", 70), "fixed", 10_700),
        ("310000", Belonging("retired", "", 74), "yearly", 168_000),
        ("310000", Belonging("retired", "", 75), "yearly", 189_000),
        ("440300", Belonging("in_service", "tier1", 30), "rate", 0),
        ("440300", Belonging("in_service", "tier2", 30), "none", 0),
        ("440300", Belonging("in_service", "", 30), "unknown", 0),  # the tier must be told
        ("440300", Belonging("retired", "tier1", 68), "unknown", 0),
        ("460100", Belonging("flexible", "tier2", 30), "none", 0),
        ("460100", Belonging("flexible", "tier1", 30), "unknown", 0),  # has an account, no rate is known
        ("510100", Belonging("retired", "", 68), "unknown", 0),
        ("330100", Belonging("retired", "", 68), "unknown", 0),
        ("120000", Belonging("retired", "", 68), "unknown", 0),
    ],
)
def test_a_category_gets_what_its_regions_pack_says(region: str, who: Belonging, kind: str, amount_fen: int) -> None:
    share = share_of(view_for(region, DAY), who)
    assert (share.kind, share.amount_fen) == (kind, amount_fen)
    assert (share.missing is not None) == (kind == "unknown")
    assert kind == "unknown" or share.citation is not None


@pytest.mark.parametrize(("age", "longcare_bp"), [(39, 10), (40, 20)])
def test_long_term_care_is_taken_off_by_age_where_the_pack_says_so(age: int, longcare_bp: int) -> None:
    share = share_of(view_for("510100", DAY), Belonging("in_service", "", age))
    assert (share.kind, share.longcare_bp) == ("rate", longcare_bp)
    assert "account.longcare_share" in share.rule


@pytest.mark.parametrize("region", [info.code for info in regions()])
def test_every_region_allocates_every_month_and_knows_its_day(region: str) -> None:
    rhythm = rhythm_of(view_for(region, DAY), DAY)
    assert (rhythm.first, rhythm.closing) == (DAY, DAY)
    assert rhythm.due_on >= DAY


@pytest.mark.parametrize(
    ("month", "year_start", "times", "span"),
    [
        (date(2025, 5, 1), 1, 12, (date(2025, 5, 1), date(2025, 5, 1))),
        (date(2025, 5, 1), 1, 4, (date(2025, 4, 1), date(2025, 6, 1))),
        (date(2025, 1, 1), 1, 4, (date(2025, 1, 1), date(2025, 3, 1))),
        (date(2025, 6, 1), 7, 2, (date(2025, 1, 1), date(2025, 6, 1))),
        (date(2025, 7, 1), 7, 1, (date(2025, 7, 1), date(2026, 6, 1))),
    ],
)
def test_fewer_allocations_cut_the_year_into_equal_spans(
    month: date, year_start: int, times: int, span: tuple[date, date]
) -> None:
    assert rules.allocation_span(month, year_start, times) == span


def test_a_year_is_not_cut_into_unequal_spans() -> None:
    with pytest.raises(ValueError, match="equal parts"):
        rules.allocation_span(DAY, 1, 5)


@pytest.mark.parametrize(
    ("amount_fen", "shares_bp", "parts_fen"),
    [
        (100, (10_000,), (100,)),
        (100, (3_333, 3_333, 3_334), (33, 33, 34)),
        (1, (5_000, 5_000), (1, 0)),  # equal remainders: the first in order
        (100_001, (2_500, 2_500, 5_000), (25_000, 25_000, 50_001)),
        (10, (3_334, 3_333, 3_333), (4, 3, 3)),
    ],
)
def test_shares_are_whole_to_the_fen(amount_fen: int, shares_bp: tuple[int, ...], parts_fen: tuple[int, ...]) -> None:
    assert rules.shares(amount_fen, shares_bp) == parts_fen


@pytest.mark.parametrize("shares_bp", [(9_999,), (5_000, 5_001), (10_001, -1)])
def test_what_is_no_whole_is_not_shared(shares_bp: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="not a whole"):
        rules.shares(100, shares_bp)


JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)


@pytest.mark.parametrize(
    ("moved", "fen"),
    [
        ([], 0),
        ([(JULY, 1_000_000)], 1_175),
        ([(date(2024, 1, 1), 1_000_000), (AUGUST, 5)], 1_175),
        ([(date(2025, 7, 31), 1_000_000)], 8),  # one day of 0.30 %: 8.33 fen
        ([(JULY, -1_000_000)], 0),
    ],
)
def test_interest_is_counted_day_by_day(moved: list[tuple[date, int]], fen: int) -> None:
    """15 days of 2.50 %, 16 of 0.30 %, on 360: 10,000 yuan earn 10,000 x (15 x 2.5 % + 16 x 0.3 %) / 360 = 11.75."""
    rates = [250] * 15 + [30] * 16
    weights = tuple(sum(rates[place:]) for place in range(31))
    assert Earning(JULY, AUGUST, weights, 360, "").earned_fen(moved) == fen


def test_interest_follows_the_packs_rate_of_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {"account.interest": 35, "account.interest_days": 360}
    monkeypatch.setattr("mingzhang.money.accounts.earning.view_for", account_rules.with_figures(figures))
    earning = earning_of("440100", JULY, AUGUST)
    assert (earning.weights[0], earning.weights[-1], earning.divisor) == (31 * 35, 35, 3_600_000)
    assert earning.earned_fen([(JULY, 12_345_678)]) == 3_721  # 123,456.78 x 31 x 0.35 % / 360 = 37.208...


class Line:
    """A movement: day, fen, code."""

    def __init__(self, day: date, fen: int, code: str = "ALLOCATION") -> None:
        self.effective_on, self.amount_fen, self.code = day, fen, code


def test_the_parts_of_an_account_by_both_orders_of_use() -> None:
    story = [
        Line(date(2024, 3, 1), 1_000),
        Line(date(2025, 2, 1), 400),
        Line(date(2025, 3, 1), -600, "ACCOUNT_PAYMENT"),
        Line(date(2025, 4, 1), 600, "ACCOUNT_PAYMENT_CANCELLED"),
        Line(date(2025, 5, 1), -100, "ACCOUNT_PAYMENT"),
    ]
    halfway, end, next_year = date(2025, 3, 31), date(2025, 12, 31), date(2026, 1, 1)
    assert parts.split(story[:3], halfway, year_start=1, prior_first=False) == (0, 800)
    assert parts.split(story[:3], halfway, year_start=1, prior_first=True) == (400, 400)
    assert parts.split(story, end, year_start=1, prior_first=False) == (300, 1_000)
    assert parts.split(story, end, year_start=1, prior_first=True) == (400, 900)
    assert parts.split(story, next_year, year_start=1, prior_first=True) == (0, 1_300)
    assert parts.split([], end, year_start=1, prior_first=True) == (0, 0)


def test_no_figure_of_policy_stands_in_the_rooms_code() -> None:
    room = Path(rules.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in room.rglob("*.py"))
    assert not [info.code for info in regions() if info.code in text]
