"""Runs of a region: who was given what and who was skipped and why, previews, yearly amounts, and being killed."""

from __future__ import annotations

import os
import signal
from datetime import date

import pytest

import account_rules
import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.records import RunResult
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.records import ReceiptLine
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
SHANGHAI, CHENGDU = "310000", "510100"
JUNE = date(2025, 6, 1)
LAST = cast.at(date(2025, 6, 30), 20)


PAID_MONTH = """
insert into contributions_due (region, person_id, scheme, month, coverage_id, base_fen, person_due_fen,
  employer_due_fen, account_base_fen, account_rate_bp, account_part_fen, due_on, assessed_on, rule, person_paid_fen,
  employer_paid_fen, paid_at)
select region, person_id, 'employee', %(month)s, id, 1000000, 20000, 0, 1000000, 200, 20000, %(month)s, %(month)s, '',
       20000, 0, %(month)s
from enrolment_coverage where region = %(region)s
"""


def balance(connection: Connection, person_id: int, region: str = REGION) -> int:
    return ledger.balance(connection, region, "personal", person_id).balance_fen


def a_month_of_everything(connection: Connection) -> cast.Cast:
    """June of the cast: most pay, one employer in part, one account is suspended, one closed, one retires."""
    people = cast.build(connection)
    contributions.assess_month(connection, REGION, JUNE, now=cast.at(date(2025, 6, 12)))
    order = {"authority": "市医保中心", "basis": "待核实", "now": cast.at(date(2025, 6, 12))}
    cast.made(operations.freeze_account(connection, REGION, people.offsite, "ALLOCATION_SUSPENDED", **order))
    operations.move_out(
        connection, REGION, people.chosen, certificate="Z", to_region="999999", now=cast.at(JUNE), by="K001"
    )
    line = ReceiptLine(people.zero, "employee", JUNE, 20_000, 100)
    cast.made(
        contributions.receive(
            connection,
            REGION,
            payer_kind="employer",
            payer_id=people.late_employer,
            channel="tax",
            serial="T-1",
            lines=(line,),
            received_at=cast.at(date(2025, 6, 15)),
        )
    )
    contributions.receive_employers_month(
        connection, REGION, JUNE, received_at=cast.at(date(2025, 6, 15)), but=(people.late_employer,)
    )
    return people


def test_a_run_tells_of_everybody_why(connection: Connection) -> None:
    people = a_month_of_everything(connection)
    seen = queries.preview(connection, REGION, JUNE, now=LAST)
    result = cast.made(operations.run_allocation(connection, REGION, JUNE, now=LAST))
    parts = queries.run_parts(connection, REGION, result.run_id)
    counts = {(part.reason, part.category): part.people for part in parts}
    assert counts == {
        ("POSTED", ""): 5,  # healthy, neighbour, frozen, not activated, retired
        ("PART_PAID", ""): 1,
        ("WAITING_MONEY", ""): 1,  # not confirmed at the tax side
        ("SUSPENDED", ""): 1,
        ("CLOSED", ""): 1,
        ("NO_ACCOUNT", "adult"): 3,
        ("NO_ACCOUNT", "minor"): 1,
        ("RULE_UNKNOWN", "flexible"): 1,
    }
    assert [refusal.facts["key"] for refusal in result.left_out] == ["account.exists"]
    expected = {
        "healthy": "POSTED",
        "zero": "PART_PAID",
        "offsite": "SUSPENDED",
        "chosen": "CLOSED",
        "resident": "NO_ACCOUNT",
        "flexible": "RULE_UNKNOWN",
        "retired": "POSTED",
    }
    for name, reason in expected.items():
        outcome = queries.outcome(connection, REGION, getattr(people, name), JUNE)
        assert outcome is not None and outcome.reason == reason, name
        listed = queries.skipped(connection, REGION, result.run_id, reason)
        assert getattr(people, name) in [one.person_id for one in listed], name
    assert not isinstance(seen, Refusal)
    assert seen.posted_fen == result.posted_fen + result.made_up_fen


def test_pages_of_people_follow_each_other(connection: Connection) -> None:
    a_month_of_everything(connection)
    result = cast.made(operations.run_allocation(connection, REGION, JUNE, now=LAST))
    found: list[int] = []
    while page := queries.skipped(
        connection, REGION, result.run_id, "NO_ACCOUNT", after=found[-1] if found else 0, limit=3
    ):
        found += [one.person_id for one in page]
    assert len(found) == len(set(found)) == 4
    assert found == sorted(found)


def test_a_preview_writes_nothing(connection: Connection) -> None:
    a_month_of_everything(connection)
    before = [connection.execute(f"select count(*) from {t}").fetchone() for t in ("accounts_item", "ledger_transfer")]
    cast.made(queries.preview(connection, REGION, JUNE, now=LAST))
    after = [connection.execute(f"select count(*) from {t}").fetchone() for t in ("accounts_item", "ledger_transfer")]
    assert before == after
    assert JUNE not in [run.month for run in queries.runs(connection, REGION)]


def test_the_year_of_the_retired_comes_at_its_beginning(connection: Connection) -> None:
    """In Shanghai 1,680 yuan come once on 1 July, 1,890 from 75 on; who retires in the year is not known of."""
    people = [
        cast.person(8, "退甲", cast.employee(None, "retired"), birth_date=date(1950, 7, 1)),
        cast.person(9, "退乙", cast.employee(None, "retired"), birth_date=date(1950, 7, 2)),
        cast.person(10, "退丙", cast.employee(None, "retired", starts=date(2025, 7, 9)), birth_date=date(1965, 7, 2)),
    ]
    older, younger, late = cast.made(enrolment.enrol_many(connection, SHANGHAI, people, on=cast.START))
    july = cast.made(operations.run_allocation(connection, SHANGHAI, date(2025, 7, 1), now=cast.at(date(2025, 7, 31))))
    august = cast.made(
        operations.run_allocation(connection, SHANGHAI, date(2025, 8, 1), now=cast.at(date(2025, 8, 31)))
    )
    assert [balance(connection, person, SHANGHAI) for person in (older, younger, late)] == [189_000, 168_000, 0]
    assert (july.posted, august.posted) == (2, 0)
    reasons = {part.reason: part.people for part in queries.run_parts(connection, SHANGHAI, august.run_id)}
    assert reasons == {"GIVEN_FOR_YEAR": 2, "RULE_UNKNOWN": 1}


def test_long_term_care_is_taken_off_and_passed_on(connection: Connection) -> None:
    """Chengdu: 2 % of 10,000 yuan less 0.1 % below 40 and 0.2 % from 40 on."""
    employer = cast.made(enrolment.register_employer(connection, CHENGDU, "E1", "东园机械有限公司")).id
    new = [
        cast.person(1, "工一", cast.employee(employer), birth_date=date(1985, 6, 2)),
        cast.person(2, "工二", cast.employee(employer), birth_date=date(1985, 6, 1)),
    ]
    younger, older = cast.made(enrolment.enrol_many(connection, CHENGDU, new, on=cast.START))
    connection.execute(PAID_MONTH, {"region": CHENGDU, "month": JUNE})  # its base limits are not in the pack
    cast.made(operations.run_allocation(connection, CHENGDU, JUNE, now=LAST))
    assert [balance(connection, person, CHENGDU) for person in (younger, older)] == [19_000, 18_000]
    (item,) = queries.items(connection, CHENGDU, older, JUNE, JUNE)
    assert (item.amount_fen, item.longcare_fen) == (18_000, 2_000)
    assert ledger.balance(connection, CHENGDU, "collection").balance_fen == -2 * 20_000
    assert ledger.prove_region(connection, CHENGDU) == ()


def test_progress_is_told_chunk_by_chunk(connection: Connection) -> None:
    people = a_month_of_everything(connection)
    told: list[tuple[str, int, int]] = []
    operations.run_allocation(
        connection, REGION, JUNE, now=LAST, chunk=4, report=lambda step, done, of: told.append((step, done, of))
    )
    assert told == [("people", done, len(told)) for done in range(1, len(told) + 1)]
    assert len(told) > 2
    assert people.healthy


def test_an_item_that_waits_follows_a_new_assessment(connection: Connection) -> None:
    people = cast.build(connection)
    connection.execute(
        """update contributions_due set account_part_fen = 30000, account_base_fen = 1500000
           where region = %s and person_id = %s and month = '2025-05-01'""",
        [REGION, people.zero],
    )
    contributions.receive_employers_month(
        connection, REGION, date(2025, 5, 1), received_at=cast.at(date(2025, 6, 15)), employers=(people.late_employer,)
    )
    operations.run_allocation(connection, REGION, JUNE, now=LAST)
    assert balance(connection, people.zero) == 30_000


def test_a_lapsed_freeze_is_released_by_the_clock_once(connection: Connection) -> None:
    people = cast.build(connection)
    order = {"authority": "法院", "basis": "裁定", "now": cast.NOW, "until": date(2025, 6, 20), "by": "K001"}
    freeze = cast.made(operations.freeze_account(connection, REGION, people.healthy, "COURT", **order))
    assert [one.id for one in queries.frozen_now(connection, REGION, cast.TODAY)][-1] == freeze.id
    release = operations.release_lapsed_freezes
    assert release(connection, REGION, now=cast.at(date(2025, 6, 19))) == 0
    assert release(connection, REGION, now=cast.at(date(2025, 6, 20))) == 100_000
    assert release(connection, REGION, now=cast.at(date(2025, 6, 21))) == 0


def test_a_freeze_needs_a_document_and_a_future(connection: Connection) -> None:
    people = cast.build(connection)
    order = {"authority": "法院", "basis": "裁定", "now": cast.NOW}
    refused = [
        operations.freeze_account(connection, REGION, people.healthy, "COURT", **(order | {"basis": " "})),
        operations.freeze_account(connection, REGION, people.healthy, "COURT", **order, until=cast.TODAY),
    ]
    assert [isinstance(one, Refusal) and one.code for one in refused] == ["FREEZE_NEEDS_BASIS", "FREEZE_ENDS_BEFORE"]


def test_interest_and_the_change_of_years(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 yuan from the 28th of January to May: 338, 307, 279, 248 and 218 days of 2025, 1,390 in all.

    200 x 1,390 x 0.35 % / 360 = 2.7028 yuan; a year counts once, and all of it is prior-year money on 1 January.
    """
    figures = {
        "account.interest": 35,
        "account.interest_days": 360,
        "account.parts_kept": True,
        "account.part_first": "prior",
    }
    for module in ("earning", "operations.yearly", "queries.years"):
        monkeypatch.setattr(f"mingzhang.money.accounts.{module}.view_for", account_rules.with_figures(figures))
    people = cast.build(connection)
    early = operations.run_interest(connection, REGION, 2025, now=LAST)
    assert isinstance(early, Refusal) and early.code == "YEAR_NOT_OVER"
    new_year = cast.at(date(2026, 1, 1))
    done = cast.made(operations.run_interest(connection, REGION, 2025, now=new_year, chunk=5))
    again = cast.made(operations.run_interest(connection, REGION, 2025, now=cast.at(date(2026, 1, 2))))
    assert balance(connection, people.healthy) == 100_270
    assert (again.accounts, again.amount_fen, again.nothing) == (0, 0, 0)
    assert done.accounts == 8
    frozen = ledger.balance(connection, REGION, "personal", people.frozen)
    assert (frozen.balance_fen, frozen.available_fen) == (100_270, 0)
    mark = cast.made(operations.carry_over(connection, REGION, 2026, now=new_year))
    assert mark == cast.made(operations.carry_over(connection, REGION, 2026, now=cast.at(date(2026, 2, 1))))
    total = connection.execute("select sum(balance_fen) from ledger_account where region = %s", [REGION]).fetchone()
    assert (mark.carried_fen,) == total
    old = cast.made(queries.sub_balances(connection, REGION, people.healthy, date(2025, 12, 31)))
    new = cast.made(queries.sub_balances(connection, REGION, people.healthy, date(2026, 1, 1)))
    assert (old.current_fen, old.prior_fen, new.current_fen, new.prior_fen) == (100_270, 0, 0, 100_270)
    assert ledger.prove_region(connection, REGION) == ()


def test_years_that_the_pack_does_not_know_are_refused_by_name(connection: Connection) -> None:
    refused = [
        operations.run_interest(connection, REGION, 2024, now=LAST),
        operations.carry_over(connection, REGION, 2025, now=LAST),
        queries.sub_balances(connection, REGION, 1, cast.TODAY),
    ]
    keys = [isinstance(one, Refusal) and (one.code, one.facts["key"]) for one in refused]
    assert keys == [
        ("UNKNOWN_RULE", "account.interest_days"),
        ("UNKNOWN_RULE", "account.parts_kept"),
        ("UNKNOWN_RULE", "account.parts_kept"),
    ]


def test_the_calendar_shows_what_is_due_and_what_was_run(connection: Connection) -> None:
    cast.build(connection)
    months = queries.calendar_of(connection, REGION, date(2025, 5, 1), JUNE)
    assert [(one.month, one.due_on, one.closes, one.run is not None) for one in months] == [
        (date(2025, 5, 1), date(2025, 5, 31), True, True),
        (JUNE, date(2025, 6, 30), True, False),
    ]


@pytest.mark.usefixtures("fresh_database")
def test_chunks_go_beside_each_other_on_several_connections() -> None:
    with connect() as connection:
        people = a_month_of_everything(connection)
        result = cast.made(operations.run_allocation(connection, REGION, JUNE, now=LAST, chunk=2, helpers=2))
        assert (result.posted, balance(connection, people.healthy)) == (5, 120_000)
        assert ledger.prove_region(connection, REGION) == ()


def _die_at(statement: int) -> None:
    """In a process of its own: run the month and be killed before a statement of it."""
    import psycopg

    plain = psycopg.Connection.execute
    executed = 0

    def mortal(self: Connection, *asked: object, **options: object) -> object:
        nonlocal executed
        executed += 1
        if executed == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(self, *asked, **options)  # type: ignore[arg-type]

    with connect() as connection:
        psycopg.Connection.execute = mortal  # type: ignore[assignment,method-assign]
        operations.run_allocation(connection, REGION, JUNE, now=LAST, chunk=6)
    os._exit(0)


@pytest.mark.usefixtures("fresh_database")
def test_a_run_may_be_killed_before_any_of_its_statements() -> None:
    """Each process dies one statement later and the next run goes on; at the end everything is there once."""
    with connect() as connection:
        people = a_month_of_everything(connection)
    killed = 0
    for statement in range(1, 400):
        child = os.fork()
        if child == 0:
            _die_at(statement)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        killed += 1
    assert killed > 30
    with connect() as connection:
        again: RunResult = cast.made(operations.run_allocation(connection, REGION, JUNE, now=LAST))
        assert (again.posted, again.made_up) == (0, 0)
        assert (balance(connection, people.healthy), balance(connection, people.retired)) == (120_000, 96_252)
        assert ledger.prove_region(connection, REGION) == ()
        parts = {part.reason: part.people for part in queries.run_parts(connection, REGION, again.run_id)}
        assert (parts["POSTED"], parts["PART_PAID"]) == (5, 1)
