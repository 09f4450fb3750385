"""For any history of an account its statement adds up, span by span, and its two parts are its balance."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from mingzhang.basics.fen import to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.books.ledger import Entry
from mingzhang.money.accounts import parts, queries, rules
from mingzhang.money.accounts.earning import Earning
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
FIRST, DAYS = date(2023, 6, 1), 900
CREDITS = ("ALLOCATION", "MAKE_UP", "INTEREST", "TRANSFER_IN", "ACCOUNT_PAYMENT_CANCELLED")
DEBITS = ("ACCOUNT_PAYMENT", "FAMILY_PAYMENT", "WITHDRAWAL", "OWED_COLLECTED")

moves = st.lists(
    st.tuples(st.integers(0, DAYS), st.sampled_from(CREDITS + DEBITS), st.integers(1, 50_000)), max_size=12
)
days = st.integers(-30, DAYS + 30).map(lambda step: FIRST + timedelta(days=step))


@pytest.fixture(scope="module")
def books(database_url: str) -> Iterator[Connection]:
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection:
        yield connection


def live(books: Connection, steps: list[tuple[int, str, int]]) -> tuple[int, list[tuple[date, int]]]:
    """A person whose account moves so, and what moved: the ledger refuses what is more than there is."""
    new = [cast.person(1, "=甲+乙", cast.employee(None))]
    (person,) = cast.made(enrolment.enrol_many(books, REGION, new, on=cast.START))
    moved = []
    for step, code, fen in sorted(steps):
        on = FIRST + timedelta(days=step)
        mine, other = ("personal", person), ("suspense", 0)
        debit, credit = (other, mine) if code in CREDITS else (mine, other)
        entry = Entry(code, *debit, *credit, fen)
        done = ledger.post(books, REGION, [entry], effective_on=on, event_kind="test", event_id=1)
        if not isinstance(done, Refusal):
            moved.append((on, fen if code in CREDITS else -fen))
    return person, moved


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=moves, cuts=st.lists(days, min_size=2, max_size=5))
def test_statements_add_up_and_follow_each_other(
    books: Connection, steps: list[tuple[int, str, int]], cuts: list[date]
) -> None:
    with books.transaction(force_rollback=True):
        person, moved = live(books, steps)
        cuts = sorted(set(cuts))
        closing = sum(fen for on, fen in moved if on < cuts[0])
        for first, after in pairwise(cuts):
            last = after - timedelta(days=1)
            found = queries.statement(books, REGION, person, first, last)
            assert found.opening_fen == closing
            assert found.opening_fen + found.came_fen - found.went_fen == found.closing_fen
            running = found.opening_fen
            for line in found.lines:
                running += line.amount_fen
                assert line.balance_fen == running
                assert first <= line.on <= last
            closing = found.closing_fen
            assert closing == sum(fen for on, fen in moved if on < after)
        whole = queries.statement(books, REGION, person, date.min, date.max)
        assert whole.closing_fen == ledger.balance(books, REGION, "personal", person).balance_fen
        assert [(line.on, line.amount_fen) for line in whole.lines] == sorted(moved, key=lambda move: move[0])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=moves)
def test_a_spreadsheet_reads_the_same_sums_and_no_formula(books: Connection, steps: list[tuple[int, str, int]]) -> None:
    with books.transaction(force_rollback=True):
        person, _ = live(books, steps)
        found = queries.statement(books, REGION, person, FIRST, FIRST + timedelta(days=DAYS))
        headings = ("=日期", "+什么", "-月份", "@进出", "余额", "对方")
        content = queries.statement_csv(
            found, headings, {code: f"={code}" for code in CREDITS + DEBITS}, ("=期初", "-期末")
        )
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert (
            to_fen(rows[1][4]) + sum(to_fen(row[3]) for row in rows[2:-1]) == to_fen(rows[-1][4]) == found.closing_fen
        )
        texts = [cell for row in rows for place, cell in enumerate(row) if place in (1, 5)] + rows[0]
        assert not [cell for cell in texts if cell.startswith(("=", "+", "-", "@"))]


class Line:
    """A movement: day, fen, code."""

    def __init__(self, day: date, fen: int, code: str) -> None:
        self.effective_on, self.amount_fen, self.code = day, fen, code


@given(steps=moves, year_start=st.sampled_from((1, 7)), prior_first=st.booleans(), more=st.integers(0, 800))
def test_the_two_parts_are_the_balance_always(
    steps: list[tuple[int, str, int]], year_start: int, prior_first: bool, more: int
) -> None:
    lines, balance = [], 0
    for step, code, fen in sorted(steps):
        signed = fen if code in CREDITS else -fen
        if balance + signed < 0:
            continue
        balance += signed
        lines.append(Line(FIRST + timedelta(days=step), signed, code))
        current, prior = parts.split(lines, lines[-1].effective_on, year_start=year_start, prior_first=prior_first)
        assert current + prior == balance
        assert current >= 0 and prior >= 0
    later = FIRST + timedelta(days=DAYS + more)
    current, prior = parts.split(lines, later, year_start=year_start, prior_first=prior_first)
    assert current + prior == balance


@given(amount=st.integers(0, 10**9), weights=st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_shares_are_the_whole_and_fair_to_the_fen(amount: int, weights: list[int]) -> None:
    weights = [*weights, 10_000] if sum(weights) >= 10_000 else weights
    whole = sum(weights)
    shares = [weight * 10_000 // whole for weight in weights]
    shares[0] += 10_000 - sum(shares)
    if min(shares) == 0:
        return
    found = rules.shares(amount, shares)
    assert sum(found) == amount
    assert all(abs(part * 10_000 - amount * share) < 10_000 for part, share in zip(found, shares, strict=True))


@given(steps=moves, rates=st.lists(st.integers(0, 400), min_size=1, max_size=400))
def test_interest_is_that_of_each_days_balance(steps: list[tuple[int, str, int]], rates: list[int]) -> None:
    """Day by day: the balance at the day's end times the day's rate, over the days, half up once at the end."""
    starts = date(2024, 1, 1)
    weights = tuple(sum(rates[place:]) for place in range(len(rates)))
    until = starts + timedelta(days=len(rates))
    moved = [(FIRST + timedelta(days=step), fen if code in CREDITS else -fen) for step, code, fen in steps]
    each = [(starts + timedelta(days=place), rate) for place, rate in enumerate(rates)]
    parts_sum = sum(rate * sum(fen for on, fen in moved if on <= day) for day, rate in each)
    expected = max(0, (2 * parts_sum + 3_600_000) // 7_200_000)
    assert Earning(starts, until, weights, 360, "").earned_fen(moved) == expected
