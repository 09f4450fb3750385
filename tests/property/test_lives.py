"""Whatever lives people lead, the books balance, no month counts twice, and every missing fen has a reason.

The lives are drawn by chance (tests/lives.py) and lived through the real operations of register, contributions,
collection and accounts.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from tests.lives import BEGINS, REGION, Lived, Step, live, lives

from mingzhang.answers.why import explain
from mingzhang.basics.periods import add_months, each_month
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import queries as accounts
from mingzhang.money.contributions import queries as contributions
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.money.contributions.standing import standing
from mingzhang.registers.enrolment import queries as register

PAID = ("paid", "late")


@pytest.fixture(scope="module")
def books(database_url: str) -> Iterator[Connection]:
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection:
        yield connection


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wanted=lives)
def test_the_books_hold_whatever_lives_are_led(books: Connection, wanted: list[list[Step]]) -> None:
    with books.transaction(force_rollback=True):
        lived = live(books, wanted)
        assert ledger.prove_region(books, REGION) == ()
        for person in lived.people:
            the_money_adds_up(books, lived, person)
            no_month_counts_twice(books, lived, person)
            what_is_missing_has_a_reason(books, lived, person)
            the_answer_is_the_same_when_asked_again(books, lived, person)


def the_money_adds_up(books: Connection, lived: Lived, person: int) -> None:
    """Opening and movements make the closing balance; what was credited is what paid months and policy gave."""
    story = accounts.statement(books, REGION, person, BEGINS, lived.last_day)
    assert story.opening_fen == 0
    assert story.opening_fen + sum(line.amount_fen for line in story.lines) == story.closing_fen
    assert story.closing_fen == ledger.balance(books, REGION, "personal", person).balance_fen
    posted = [item for item in accounts.items(books, REGION, person, BEGINS, lived.last_day) if item.state == "posted"]
    credited = sum(line.amount_fen for line in story.lines if line.code in ("ALLOCATION", "MAKE_UP"))
    assert sum(item.amount_fen for item in posted) == credited


def no_month_counts_twice(books: Connection, lived: Lived, person: int) -> None:
    """A month is credited at most once, only after it was paid; it counts once towards years and continuity."""
    items = accounts.items(books, REGION, person, BEGINS, lived.last_day)
    assert [month for month, times in Counter(item.month for item in items).items() if times > 1] == []
    months = contributions.months(books, REGION, person, BEGINS, lived.last_day, as_of=lived.last_day)
    paid = {month.month for month in months if month.state in PAID and month.scheme == "employee"}
    assert {item.month for item in items if item.state == "posted" and item.rate_bp} <= paid
    stands = standing(books, REGION, person, lived.last_day)
    assert not isinstance(stands, Refusal), stands
    assert stands.years.paid_months == len(paid)
    lasted = len(each_month(BEGINS, lived.last_day))
    assert stands.continuous_months <= lasted


def what_is_missing_has_a_reason(books: Connection, lived: Lived, person: int) -> None:
    """Each month of the life is in the map once; each overdue month lies in one gap, and a gap says why."""
    found = arrears(books, REGION, person, lived.last_day)
    assert not isinstance(found, Refusal), found
    marks = [mark.month for mark in found.months]
    assert len(marks) == len(set(marks))
    missing = sorted(mark.month for mark in found.months if mark.state in ("unpaid", "part"))
    in_gaps = sorted(
        month
        for gap in found.gaps
        if gap.ended == "open"
        for month in each_month(gap.first, gap.last)
        if month in missing
    )
    assert in_gaps == missing
    assert found.owed_fen == sum(
        month.missing_fen
        for month in contributions.months(books, REGION, person, BEGINS, lived.last_day, as_of=lived.last_day)
        if month.due_on < lived.last_day
    )
    for symptom in ("Z0", "NOMON", "GAP", "FAKEOK"):
        explained = explain(books, REGION, person, symptom, lived.now)
        assert not isinstance(explained, Refusal), explained
        if symptom == "Z0" and ledger.balance(books, REGION, "personal", person).available_fen == 0:
            assert explained.proved or explained.unknown, "a zero without a reason"


def the_answer_is_the_same_when_asked_again(books: Connection, lived: Lived, person: int) -> None:
    """Entitlement on a day is the same whenever it is asked, and in the register as in the standing."""
    for day in (add_months(BEGINS, 1), lived.last_day):
        first = standing(books, REGION, person, day)
        assert standing(books, REGION, person, day) == first
        assert not isinstance(first, Refusal)
        granted = register.entitlement_on(books, REGION, person, day)
        if first.pooled.runs:
            assert granted.entitled
