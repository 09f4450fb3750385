"""Fen, basis points, periods and identifiers, as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.fen import half_up, percent_text, share, to_basis_points, to_fen, yuan_text
from mingzhang.basics.identifiers import (
    id_card_check_digit,
    id_card_fault,
    institution_region,
    read_record_number,
    record_number,
    tidy_id_number,
)
from mingzhang.basics.periods import (
    Period,
    add_months,
    age_on,
    each_month,
    medical_year,
    month_of,
    months_between,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (-4, 10, 0), (15, 10, 2), (0, 3, 0), (1, 3, 0), (2, 3, 1)],
)
def test_halves_round_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


def test_a_share_needs_a_positive_whole() -> None:
    with pytest.raises(ValueError, match="positive"):
        half_up(1, 0)


@pytest.mark.parametrize(
    ("amount", "rate", "expected"),
    [
        (623_600, 200, 12_472),  # 6236 yuan at 2 %: 124.72 (the floor of Guangzhou's account credit in 2025)
        (3_117_900, 200, 62_358),  # 31179 yuan at 2 %: 623.58
        (1, 5_000, 1),
        (1, 4_999, 0),
        (-1, 5_000, -1),
    ],
)
def test_a_share_is_rounded_to_the_fen(amount: int, rate: int, expected: int) -> None:
    assert share(amount, rate) == expected


@pytest.mark.parametrize(
    ("printed", "fen"), [("1,234.56", 123_456), (12, 1_200), (Decimal("0.01"), 1), ("-3.5", -350), (" 7 ", 700)]
)
def test_yuan_as_printed(printed: str | int | Decimal, fen: int) -> None:
    assert to_fen(printed) == fen


@pytest.mark.parametrize("printed", ["0.001", "abc", "", "NaN", "Infinity", "1.2.3"])
def test_what_is_not_an_amount_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="yuan"):
        to_fen(printed)


@pytest.mark.parametrize(("printed", "bp"), [("85", 8_500), ("89.5", 8_950), ("0.85%", 85), (100, 10_000)])
def test_percentages_as_printed(printed: str | int, bp: int) -> None:
    assert to_basis_points(printed) == bp


@pytest.mark.parametrize("printed", ["0.001", "x", "NaN"])
def test_what_is_not_a_percentage_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        to_basis_points(printed)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123_456, "1,234.56"), (0, "0.00"), (-2_000, "−20.00"), (5, "0.05"), (100_000_000, "1,000,000.00")],
)
def test_yuan_in_writing(fen: int, text: str) -> None:
    assert yuan_text(fen) == text
    assert yuan_text(fen, thousands=False) == text.replace(",", "")


@pytest.mark.parametrize(("bp", "text"), [(8_500, "85%"), (8_950, "89.5%"), (85, "0.85%"), (10_000, "100%")])
def test_percentages_in_writing(bp: int, text: str) -> None:
    assert percent_text(bp) == text


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    march = Period(date(2025, 3, 1), date(2025, 4, 1))
    assert march.holds(date(2025, 3, 1))
    assert march.holds(date(2025, 3, 31))
    assert not march.holds(date(2025, 4, 1))
    assert not march.holds(date(2025, 2, 28))
    assert Period(date(2025, 3, 1)).holds(date(2099, 1, 1))


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="end after"):
        Period(date(2025, 3, 1), date(2025, 3, 1))


def test_months_count_across_years() -> None:
    assert month_of(date(2025, 3, 31)) == date(2025, 3, 1)
    assert add_months(date(2024, 11, 1), 3) == date(2025, 2, 1)
    assert add_months(date(2025, 1, 1), -1) == date(2024, 12, 1)
    assert months_between(date(2024, 11, 30), date(2025, 2, 1)) == 3
    assert each_month(date(2024, 12, 15), date(2025, 2, 1)) == (date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1))
    assert each_month(date(2025, 2, 1), date(2025, 1, 1)) == ()


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1955, 6, 15), date(2025, 6, 14), 69),
        (date(1955, 6, 15), date(2025, 6, 15), 70),
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
    ],
)
def test_age_in_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_a_medical_year_may_start_in_july() -> None:
    assert medical_year(date(2025, 6, 30), 7) == 2024
    assert medical_year(date(2025, 7, 1), 7) == 2025
    assert medical_year(date(2025, 1, 1)) == 2025


def test_check_digits() -> None:
    # 11010519491231002X is the worked example of GB 11643-1999.
    assert id_card_check_digit("11010519491231002") == "X"
    with pytest.raises(ValueError, match="17 digits"):
        id_card_check_digit("123")


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),
        ("110105194912310021", "check_digit"),
        ("11010519491331002X", "date"),
        ("1101051949123100", "length"),
    ],
)
def test_what_is_wrong_with_an_identity_number(number: str, fault: str | None) -> None:
    assert id_card_fault(number) == fault


def test_identity_numbers_as_people_type_them() -> None:
    assert tidy_id_number(" 110105-19491231-002x ") == "11010519491231002X"
    assert tidy_id_number("１１０１０５19491231002ｘ") == "11010519491231002X"


@given(st.integers(0, 10**14 - 1))
def test_record_numbers_read_back(record_id: int) -> None:
    assert read_record_number(record_number("440100", record_id)) == ("440100", record_id)


@pytest.mark.parametrize("number", ["", "123", "x" * 20, "1" * 21])
def test_a_foreign_number_is_not_ours(number: str) -> None:
    assert read_record_number(number) is None


@pytest.mark.parametrize(
    ("code", "region"), [("H44010000001", "440100"), ("P11000000002", "110000"), ("X1", None), ("H4401000000A", None)]
)
def test_the_region_in_an_institutions_code(code: str, region: str | None) -> None:
    assert institution_region(code) == region
