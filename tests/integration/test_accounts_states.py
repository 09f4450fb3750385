"""The four states of an account, each with its reason and rule; freezing, closing, the account's story."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.rules import AccountFacts, account_state
from mingzhang.registers.enrolment.records import PersonKey

REGION = cast.GUANGZHOU


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def test_everybody_of_the_cast_is_in_the_state_that_fits(connection: Connection, people: cast.Cast) -> None:
    """Five months of 200 yuan by 2 % of 10,000, three for who left in April, 5 × 160.42 for the retired."""
    expected = {
        "healthy": ("open", "OPEN", 100_000, 0),
        "zero": ("not_opened", "FIRST_ALLOCATION_PENDING", 0, 0),
        "resident": ("no_account", "RESIDENT", 0, 0),
        "child": ("no_account", "RESIDENT", 0, 0),
        "flexible": ("no_account", "RULE_UNKNOWN", 0, 0),
        "retired": ("open", "OPEN", 80_210, 0),
        "frozen": ("held", "FROZEN", 100_000, 100_000),
        "not_activated": ("held", "NOT_ACTIVATED", 100_000, 100_000),
        "lapsed": ("open", "OPEN", 60_000, 0),
    }
    found = {}
    for name in expected:
        view = queries.account_of(connection, REGION, getattr(people, name), cast.NOW)
        found[name] = (view.state, view.reason, view.balance_fen, view.held_fen)
        assert view.available_fen == (view.balance_fen - view.held_fen if view.state == "open" else 0)
    assert found == expected


def test_no_account_cites_the_rule_that_says_so(connection: Connection, people: cast.Cast) -> None:
    view = queries.account_of(connection, REGION, people.resident, cast.NOW)
    assert view.rule is not None
    assert (view.rule.key, view.rule.article, view.rule.state) == ("account.exists", "gz.acct.resident", "transcribed")


def test_a_person_the_region_does_not_know_has_no_account(connection: Connection) -> None:
    view = queries.account_of(connection, REGION, 10**9, cast.NOW)
    assert (view.state, view.reason, view.balance_fen, view.rule) == ("no_account", "NOT_ENROLLED", 0, None)


def test_the_story_has_every_movement_with_the_balance_after_it(connection: Connection, people: cast.Cast) -> None:
    story = queries.movements(connection, REGION, people.healthy, date(2025, 2, 1), cast.TODAY)
    assert (story.opening_fen, story.closing_fen) == (20_000, 100_000)
    assert [(line.code, line.amount_fen, line.balance_fen) for line in story.lines] == [
        ("ALLOCATION", 20_000, balance) for balance in (40_000, 60_000, 80_000, 100_000)
    ]


def test_a_freeze_needs_and_keeps_authority_and_basis(connection: Connection, people: cast.Cast) -> None:
    (freeze,) = queries.freezes(connection, REGION, people.frozen)
    assert (freeze.kind, freeze.authority, freeze.basis) == ("COURT", "明德区人民法院", "（2025）明执字第 17 号")
    (hold,) = ledger.open_holds(connection, REGION, people.frozen)
    assert (hold.hold_id, hold.amount_fen, hold.reason, hold.authority) == (
        freeze.hold_id,
        100_000,
        "FROZEN",
        "明德区人民法院",
    )


def test_freezing_and_unfreezing_are_audited(connection: Connection, people: cast.Cast) -> None:
    (freeze,) = queries.freezes(connection, REGION, people.frozen)
    operations.unfreeze_account(connection, REGION, freeze.id, now=cast.NOW)
    rows = connection.execute("select actor, action, subject from evidence_audit order by id").fetchall()
    subject = PersonKey(REGION, people.frozen).number
    assert rows == [("明德区人民法院", action, subject) for action in ("FREEZE", "UNFREEZE")]


def test_money_stays_held_while_another_freeze_runs(connection: Connection, people: cast.Cast) -> None:
    first = queries.freezes(connection, REGION, people.frozen)[0]
    second = cast.made(
        operations.freeze_account(
            connection, REGION, people.frozen, "ABNORMAL", authority="市医保局", basis="疑似冒用", now=cast.NOW
        )
    )
    assert operations.unfreeze_account(connection, REGION, first.id, now=cast.NOW) == 0
    assert queries.account_of(connection, REGION, people.frozen, cast.NOW).held_fen == 100_000
    assert operations.unfreeze_account(connection, REGION, second.id, now=cast.at(date(2025, 6, 11))) == 100_000


def test_an_account_with_money_cannot_be_closed(connection: Connection, people: cast.Cast) -> None:
    refused = operations.close_account(connection, REGION, people.healthy, now=cast.NOW)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.facts) == ("BALANCE_LEFT", {"balance_fen": 100_000})


def test_an_empty_account_is_closed_once_and_gets_no_more_money(connection: Connection, people: cast.Cast) -> None:
    operations.open_account(connection, REGION, people.zero, on=date(2025, 6, 1), activated_on=date(2025, 6, 1))
    assert operations.close_account(connection, REGION, people.zero, now=cast.NOW) is None
    view = queries.account_of(connection, REGION, people.zero, cast.NOW)
    assert (view.state, view.reason) == ("no_account", "CLOSED")
    later = [
        operations.close_account(connection, REGION, people.zero, now=cast.NOW),
        operations.activate_account(connection, REGION, people.zero, now=cast.NOW),
        operations.freeze_account(connection, REGION, people.zero, "COURT", authority="x", basis="y", now=cast.NOW),
        operations.activate_account(connection, REGION, people.resident, now=cast.NOW),
    ]
    assert [isinstance(o, Refusal) and o.code for o in later] == ["ACCOUNT_CLOSED"] * 3 + ["NO_ACCOUNT"]


DAY = date(2025, 6, 10)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (AccountFacts(None, None, None, (), None, None), ("no_account", "NOT_ENROLLED")),
        (AccountFacts(None, None, None, (), "adult", False), ("no_account", "RESIDENT")),
        (AccountFacts(None, None, None, (), "flexible", False), ("no_account", "FLEXIBLE")),
        (AccountFacts(None, None, None, (), "retired_paying_on", False), ("no_account", "RETIRED_PAYING_ON")),
        (AccountFacts(None, None, None, (), "flexible", None), ("no_account", "RULE_UNKNOWN")),
        (AccountFacts(None, None, None, (), "in_service", True), ("not_opened", "FIRST_ALLOCATION_PENDING")),
        (AccountFacts(DAY, None, None, (), "in_service", True), ("held", "NOT_ACTIVATED")),
        (AccountFacts(DAY, date(2025, 6, 11), None, (), "in_service", True), ("held", "NOT_ACTIVATED")),
        (AccountFacts(DAY, DAY, None, (), "in_service", True), ("open", "OPEN")),
        (AccountFacts(DAY, DAY, None, ("COURT",), "in_service", True), ("held", "FROZEN")),
        (AccountFacts(DAY, DAY, None, ("ALLOCATION_SUSPENDED",), "in_service", True), ("open", "OPEN")),
        (AccountFacts(DAY, DAY, DAY, (), "in_service", True), ("no_account", "CLOSED")),
        (AccountFacts(DAY, DAY, None, (), "adult", False), ("open", "OPEN")),  # an old account stays
    ],
)
def test_the_state_follows_from_the_facts(facts: AccountFacts, state: tuple[str, str]) -> None:
    assert account_state(facts, DAY) == state
