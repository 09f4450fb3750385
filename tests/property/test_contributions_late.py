"""Late payment for generated gaps: never cheaper by waiting, never restored before it is paid."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.periods import add_months, months_between
from mingzhang.money.contributions.declaring.parsing import read_month, read_wage
from mingzhang.money.contributions.late.rules import employee_wait, forgiven_until, late_fee
from mingzhang.money.contributions.rules import MonthlyRates, month_due
from mingzhang.rules.policy import view_for

DAY = date(2025, 6, 10)
VIEW = view_for("440100", DAY)
fen = st.integers(0, 10_000_000)
days = st.integers(0, 4_000)
gap = st.integers(1, 60)


@given(fen, days, days)
def test_a_late_fee_never_falls_with_time(missing: int, one: int, other: int) -> None:
    assert late_fee(missing, min(one, other), 5) <= late_fee(missing, max(one, other), 5)


@given(fen, days)
def test_a_late_fee_is_the_exact_product_to_half_a_fen(missing: int, late: int) -> None:
    assert abs(late_fee(missing, late, 5) * 10_000 - missing * late * 5) <= 5_000


@given(gap, gap)
def test_a_longer_gap_never_waits_less_and_never_covers_more(one: int, other: int) -> None:
    shorter, longer = (employee_wait(VIEW, months, "in_service") for months in sorted((one, other)))
    assert shorter.months <= longer.months
    assert shorter.covered or not longer.covered
    for wait in (shorter, longer):
        assert wait.restored_on(DAY) >= DAY
        assert wait.covered == (wait.months == 0)


@given(st.integers(0, 40), st.integers(1, 31))
def test_the_last_forgiven_day_is_the_last_on_which_the_gap_is_forgiven(ago: int, cutoff: int) -> None:
    first = add_months(DAY.replace(day=1), -ago)
    last = forgiven_until(VIEW, first, "in_service", cutoff)
    # On that day as many months have passed their payment day as are forgiven; one day later one more.
    assert employee_wait(VIEW, months_between(first, last), "in_service").covered
    assert not employee_wait(VIEW, months_between(first, last) + 1, "in_service").covered


@given(st.integers(0, 99_999_999_999))
def test_a_wage_written_and_read_is_the_same(wage: int) -> None:
    whole, rest = divmod(wage, 100)
    assert read_wage(f"{whole:,}.{rest:02d}") == wage
    assert read_wage(f"{whole}.{rest:02d}") == wage


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_month_written_and_read_is_the_same(day: date) -> None:
    month = day.replace(day=1)
    text = f"{month.year:04d}"
    for written in (f"{text}-{month.month:02d}", f"{text}{month.month:02d}", f"{text}年{month.month}月"):
        assert read_month(written) == month


@given(fen, st.integers(0, 2_000), st.integers(0, 2_000))
def test_what_the_employer_pays_is_its_medical_and_its_maternity_part(wage: int, medical: int, maternity: int) -> None:
    due = month_due(wage, MonthlyRates(0, 10**12, 0, medical, 0, 0, 0, maternity))
    alone = month_due(wage, MonthlyRates(0, 10**12, 0, medical, 0, 0, 0))
    assert due.employer_fen == alone.employer_fen + due.maternity_fen
