"""Many settlements at once: no cap is passed, no account overdrawn, no message counts twice, nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from tests import visit_cases as cases
from tests.cast import Cast

from mingzhang.books.database import Connection, connect
from mingzhang.books.ledger.proofs import prove_region
from mingzhang.books.ledger.queries import fund_balance
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import Answered, CancelOrder, Settled, SettlementOrder

Result = TypeVar("Result")
AT_ONCE = 64
CAP_FEN = 791_600  # Guangzhou, in service, outpatient, 2025
BALANCE_FEN = 100_000  # five months of 200 yuan


def all_at_once(tasks: list[Callable[[Connection], Result]]) -> list[Result]:
    """Run each task in a thread with a connection of its own, all started together."""
    start = Barrier(len(tasks))

    def run(task: Callable[[Connection], Result]) -> Result:
        with connect() as connection:
            start.wait(60)
            return task(connection)

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


def bill(connection: Connection, cast: Cast, person_id: int, institution: str, yuan: str) -> SettlementOrder:
    """A visit with one line, to be settled."""
    order = cases.visit_order(cast, person_id, institution=institution)
    visit_id = cases.open_visit(connection, order, cases.line("1", cases.IN_SCOPE, yuan))
    return cases.settlement_order(order, visit_id, yuan)


def settler(order: SettlementOrder) -> Callable[[Connection], Settled]:
    """A task that settles the bill."""

    def settle(connection: Connection) -> Settled:
        answered = cases.settle(connection, order)
        assert isinstance(answered, Answered) and answered.settled is not None, answered
        return answered.settled

    return settle


def test_sixty_four_settlements_of_one_person_pass_no_cap_and_overdraw_nothing(fresh_database: str) -> None:
    with connect() as connection:
        cast = cases.build(connection)
        orders = [bill(connection, cast, cast.healthy, cast.institutions.level2.code, "300") for _ in range(AT_ONCE)]
        settled = all_at_once([settler(order) for order in orders])
        assert sum(each.amounts.fund_fen for each in settled) == CAP_FEN
        assert sum(each.amounts.account_fen for each in settled) == BALANCE_FEN
        assert sum(each.amounts.cash_fen for each in settled) == AT_ONCE * 30_000 - CAP_FEN - BALANCE_FEN
        assert cases.account_fen(connection, cast.healthy) == 0
        assert prove_region(connection, cases.REGION) == ()


def test_an_account_shared_in_a_family_is_drawn_on_from_both_sides(fresh_database: str) -> None:
    with connect() as connection:
        cast = cases.build(connection)
        community = cast.institutions.community.code
        orders = [bill(connection, cast, who, community, "200") for who in (cast.healthy, cast.child) * 16]
        settled = all_at_once([settler(order) for order in orders])
        assert sum(each.amounts.account_fen + each.amounts.family_fen for each in settled) <= BALANCE_FEN
        assert all(each.amounts.cash_fen >= 0 for each in settled)
        assert prove_region(connection, cases.REGION) == ()


def test_copies_of_one_message_settle_once(fresh_database: str) -> None:
    with connect() as connection:
        cast = cases.build(connection)
        order = bill(connection, cast, cast.healthy, cast.institutions.level2.code, "300")
        request = cases.message(order.institution_code)
        answers = all_at_once([lambda each: cases.settle(each, order, request=request)] * 16)
        assert all(isinstance(answer, Answered) for answer in answers), answers
        told = [answer for answer in answers if isinstance(answer, Answered)]
        assert len({answer.answer for answer in told}) == 1
        assert [answer.replayed for answer in told].count(False) == 1
        assert prove_region(connection, cases.REGION) == ()


def test_one_settlement_is_cancelled_once_by_many(fresh_database: str) -> None:
    with connect() as connection:
        cast = cases.build(connection)
        code = cast.institutions.level2.code
        settled = settler(bill(connection, cast, cast.healthy, code, "300"))(connection)
        assert settled.settlement_id is not None
        order = CancelOrder(code, cast.healthy, settled.settlement_id)

        def cancel(each: Connection) -> bool:
            request = cases.message(code, "2208")
            done = operations.cancel_settlement(
                each, cases.REGION, order, request=request, render=cases.render, now=cases.NOW
            )
            return isinstance(done, Answered)

        assert sum(all_at_once([cancel] * 16)) == 1
        assert cases.account_fen(connection, cast.healthy) == BALANCE_FEN
        assert prove_region(connection, cases.REGION) == ()


def test_a_year_is_settled_again_while_the_person_is_treated(fresh_database: str) -> None:
    """Three early bills are taken back while ten new ones are settled: the year is that of the bills that stand."""
    with connect() as connection:
        cast = cases.build(connection)
        fund = fund_balance(connection, cases.REGION, "employee_pooled")
        hospital = cast.institutions.level2.code
        early = [settler(bill(connection, cast, cast.healthy, hospital, "2000"))(connection) for _ in range(5)]
        orders = [bill(connection, cast, cast.healthy, hospital, "300") for _ in range(10)]

        def taker(settled: Settled) -> Callable[[Connection], Settled]:
            def take_back(own: Connection) -> Settled:
                answered = cases.cancel(own, settled, institution=hospital)
                assert isinstance(answered, Answered) and answered.settled is not None, answered
                return answered.settled

            return take_back

        all_at_once([*map(taker, early[:3]), *map(settler, orders)])
        standing_fen = 2 * 200_000 + 10 * 30_000  # 65 % of 7,000 yuan: the cap does not bind any more
        paid = fund - fund_balance(connection, cases.REGION, "employee_pooled")
        assert paid == standing_fen * 65 // 100
        assert cases.totals(connection, cast.healthy)["outpatient_paid"] == paid
        assert prove_region(connection, cases.REGION) == ()
