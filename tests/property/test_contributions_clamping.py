"""Whatever is declared: the base lies between floor and cap, no part exceeds the whole, more wage never costs less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.fen import half_up
from mingzhang.money.contributions.rules import MonthlyRates, clamp, month_due

fen = st.integers(0, 100_000_000)


@st.composite
def monthly_rates(draw: st.DrawFn) -> MonthlyRates:
    floor = draw(st.integers(0, 1_000_000))
    person = draw(st.integers(0, 2_000))
    return MonthlyRates(
        floor_fen=floor,
        cap_fen=floor + draw(st.integers(0, 5_000_000)),
        person_bp=person,
        employer_bp=draw(st.integers(0, 2_000)),
        fixed_fen=draw(st.integers(0, 100_000)),
        large_fen=draw(st.integers(0, 1_000)),
        account_bp=draw(st.integers(0, person)),
    )


@given(fen, monthly_rates())
def test_the_base_lies_between_floor_and_cap(declared: int, rates: MonthlyRates) -> None:
    base = clamp(declared, rates.floor_fen, rates.cap_fen)
    assert rates.floor_fen <= base <= rates.cap_fen
    assert base == declared or base in (rates.floor_fen, rates.cap_fen)
    assert clamp(base, rates.floor_fen, rates.cap_fen) == base


@given(fen, monthly_rates())
def test_the_persons_own_and_the_large_amount_part_fit_into_what_the_person_pays(
    declared: int, rates: MonthlyRates
) -> None:
    due = month_due(declared, rates)
    assert due.account_fen + due.large_fen <= due.person_fen
    assert min(due.person_fen, due.employer_fen, due.account_fen, due.large_fen) >= 0


@given(fen, fen, monthly_rates())
def test_a_higher_wage_never_costs_less(one: int, other: int, rates: MonthlyRates) -> None:
    low, high = (month_due(declared, rates) for declared in sorted((one, other)))
    assert low.person_fen <= high.person_fen
    assert low.employer_fen <= high.employer_fen
    assert low.account_fen <= high.account_fen


@given(st.integers(0, 10**12), st.integers(0, 10_000))
def test_the_statements_whole_number_rounding_is_half_up(base: int, rate_bp: int) -> None:
    """`(base * rate + 5000) / 10000` in whole numbers, as the set-based assessment writes it."""
    assert (base * rate_bp + 5_000) // 10_000 == half_up(base * rate_bp, 10_000)
