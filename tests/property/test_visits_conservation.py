"""Whatever is settled and taken back, in whatever order the rules allow, leaves the books as they were."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import visit_cases as cases
from tests.cast import Cast

from mingzhang.books.database import Connection, connect
from mingzhang.books.ledger.codes import FUNDS
from mingzhang.books.ledger.proofs import prove_region
from mingzhang.books.ledger.queries import balance, fund_balance
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Answered, FeeLine

ITEMS = (cases.IN_SCOPE, cases.SHARED, cases.OWN, cases.LIMITED)
PRICES = st.integers(0, 900_000).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
BILLS = st.lists(st.tuples(st.sampled_from(ITEMS), PRICES), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def built(database_url: str) -> Iterator[tuple[Connection, Cast]]:
    """The cast on a connection that is undone after the file."""
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield connection, cases.build(connection)


def lines_of_bill(bill: list[tuple[str, str]]) -> tuple[FeeLine, ...]:
    """The lines of a generated bill."""
    return tuple(cases.line(str(row), item, price) for row, (item, price) in enumerate(bill, start=1))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bills=st.lists(BILLS, min_size=1, max_size=4), who=st.sampled_from(["healthy", "retired", "frozen"]))
def test_settling_and_cancelling_backwards_restores_everything(
    built: tuple[Connection, Cast], bills: list[list[tuple[str, str]]], who: str
) -> None:
    connection, cast = built
    person_id: int = getattr(cast, who)
    with connection.transaction(force_rollback=True):
        before = (cases.account_fen(connection, person_id), cases.totals(connection, person_id))
        settled = [cases.settle_bill(connection, cast, person_id, *lines_of_bill(bill)) for bill in bills]
        for each in settled:
            sums = each.amounts
            outside = sums.wholly_own_fen + sums.over_limit_fen + sums.first_self_fen
            assert sums.total_fen == outside + sums.in_scope_fen
            assert sums.total_fen == sums.fund_fen + sums.account_fen + sums.family_fen + sums.cash_fen
            assert all(payer.amount_fen >= 0 for payer in each.payers)
            assert sum(payer.amount_fen for payer in each.payers) == sums.total_fen
        assert prove_region(connection, cases.REGION) == ()
        for each in reversed(settled):
            assert isinstance(cases.cancel(connection, each, institution=cast.institutions.level2.code), Answered)
            assert each.settlement_id is not None
            found = settlement(connection, cases.REGION, each.settlement_id)
            assert found is not None and found.cancelled_by is not None
        assert (cases.account_fen(connection, person_id), cases.totals(connection, person_id)) == before
        assert prove_region(connection, cases.REGION) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bills=st.lists(BILLS, min_size=2, max_size=4), taken_back=st.integers(0, 3))
def test_a_year_settled_again_is_the_year_without_the_cancelled_bill(
    built: tuple[Connection, Cast], bills: list[list[tuple[str, str]]], taken_back: int
) -> None:
    connection, cast = built
    person_id, odd = cast.healthy, taken_back % len(bills)
    with connection.transaction(force_rollback=True):
        for bill in (bill for number, bill in enumerate(bills) if number != odd):
            cases.settle_bill(connection, cast, person_id, *lines_of_bill(bill))
        without = (funds_fen(connection), cases.totals(connection, person_id))
    with connection.transaction(force_rollback=True):
        settled = [cases.settle_bill(connection, cast, person_id, *lines_of_bill(bill)) for bill in bills]
        done = cases.cancel(connection, settled[odd], institution=cast.institutions.level2.code)
        assert isinstance(done, Answered)
        assert (funds_fen(connection), cases.totals(connection, person_id)) == without
        for number, each in enumerate(settled):
            if number != odd:
                assert isinstance(cases.cancel(connection, each, institution=cast.institutions.level2.code), Answered)
        assert cases.totals(connection, person_id) == {}
        assert balance(connection, cases.REGION, "owed", person_id).balance_fen == 0
        assert prove_region(connection, cases.REGION) == ()


def funds_fen(connection: Connection) -> int:
    """What the funds hold together."""
    return sum(fund_balance(connection, cases.REGION, fund) for fund in FUNDS)
