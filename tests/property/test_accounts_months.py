"""Whatever order months are assessed, paid and run in, each person's month is given once, and only when paid."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.accounts import queries
from mingzhang.money.contributions import operations as contributions
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
MONTHS = tuple(date(2025, month, 1) for month in (2, 3, 4))

steps = st.lists(st.tuples(st.sampled_from(("assess", "pay", "run")), st.sampled_from(MONTHS)), max_size=14)


@pytest.fixture(scope="module")
def books(database_url: str) -> Iterator[Connection]:
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection:
        yield connection


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
def test_no_month_is_given_twice_or_unpaid(books: Connection, steps: list[tuple[str, date]]) -> None:
    assessed: set[date] = set()
    paid: set[date] = set()
    given_out: set[date] = set()
    with books.transaction(force_rollback=True):
        employer = cast.made(enrolment.register_employer(books, REGION, "E1", "东园机械有限公司")).id
        new = [cast.person(1, "工一", cast.employee(employer))]
        (person,) = cast.made(enrolment.enrol_many(books, REGION, new, on=cast.START))
        contributions.declare_base(books, REGION, person, from_month=cast.START, declared_fen=cast.WAGE_FEN)
        for minute, (step, month) in enumerate(steps):
            now = cast.at(date(2025, 6, 1), 1).replace(minute=minute)
            if step == "assess":
                contributions.assess_month(books, REGION, month, now=now)
                assessed.add(month)
            elif step == "pay":
                contributions.receive_employers_month(books, REGION, month, received_at=now)
                paid |= {month} & assessed
            else:
                cast.made(accounts.run_allocation(books, REGION, month, now=now))
                given_out |= {other for other in paid if other <= month}
            balance = ledger.balance(books, REGION, "personal", person).balance_fen
            assert balance == 20_000 * len(given_out)
        posted = {item.month for item in queries.items(books, REGION, person, *MONTHS[::2]) if item.state == "posted"}
        assert posted == given_out
        assert ledger.prove_region(books, REGION) == ()
