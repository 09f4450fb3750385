"""Posting, holding and reading back: what the ledger does with one event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import load_statements
from mingzhang.books.ledger import Code, Entry
from mingzhang.books.ledger.codes import BANK, CASH, COLLECTION, INSTITUTION, PERSONAL

REGION = "440100"
DAY = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
Books = psycopg.Connection[tuple[object, ...]]


def allocation(person: int, fen: int) -> Entry:
    return Entry(Code.ALLOCATION, COLLECTION, 0, PERSONAL, person, fen)


def payment(person: int, fen: int) -> Entry:
    return Entry(Code.ACCOUNT_PAYMENT, PERSONAL, person, INSTITUTION, 7, fen)


def post(connection: Books, *entries: Entry, day: date = DAY) -> int | Refusal:
    return ledger.post(connection, REGION, entries, effective_on=day, event_kind="test", event_id=1)


def test_money_arrives_and_leaves(connection: Books) -> None:
    post(connection, allocation(1, 10_000))
    post(connection, payment(1, 2_550), Entry(Code.FUND_PAYMENT, "fund.employee_pooled", 0, INSTITUTION, 7, 500))
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(7_450, 0)
    assert ledger.balance(connection, REGION, INSTITUTION, 7).balance_fen == 3_050
    assert ledger.fund_balance(connection, REGION, "employee_pooled") == -500
    assert ledger.balance(connection, REGION, COLLECTION).balance_fen == -10_000
    assert ledger.prove_region(connection, REGION) == ()


def test_an_account_is_never_overdrawn_and_nothing_of_the_group_is_written(connection: Books) -> None:
    post(connection, allocation(1, 100))
    refused = post(connection, Entry(Code.CASH_PAYMENT, CASH, 1, INSTITUTION, 7, 5), payment(1, 101))
    assert isinstance(refused, Refusal)
    assert refused.code == "BALANCE_SHORT"
    assert refused.facts == {"available_fen": 100, "needed_fen": 101}
    assert ledger.balance(connection, REGION, INSTITUTION, 7).balance_fen == 0
    assert isinstance(post(connection, payment(2, 1)), Refusal)


def test_a_group_counts_as_a_whole(connection: Books) -> None:
    """Money that comes in and goes out in one event is enough for itself."""
    assert isinstance(post(connection, allocation(1, 300), payment(1, 300)), int)
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(0, 0)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("GIFT", BANK, 0, PERSONAL, 1, 1),
        Entry(Code.SUPPORT, "wallet", 0, PERSONAL, 1, 1),
        Entry(Code.SUPPORT, "fund.lottery", 0, PERSONAL, 1, 1),
        Entry(Code.SUPPORT, BANK, 0, PERSONAL, 1, 0),
        Entry(Code.SUPPORT, BANK, 0, PERSONAL, 1, -5),
    ],
)
def test_an_entry_outside_the_lists_is_our_defect(connection: Books, entry: Entry) -> None:
    with pytest.raises(InvariantBroken):
        post(connection, entry)


def test_a_group_is_taken_back_once(connection: Books) -> None:
    post(connection, allocation(1, 1_000))
    group = post(connection, payment(1, 400))
    assert isinstance(group, int)
    back = ledger.reverse_group(connection, REGION, group, effective_on=DAY, event_kind="test", event_id=2)
    assert isinstance(back, int)
    assert ledger.balance(connection, REGION, PERSONAL, 1).balance_fen == 1_000
    codes = [line.code for line in ledger.movements(connection, REGION, PERSONAL, 1, DAY, DAY).lines]
    assert codes == ["ALLOCATION", "ACCOUNT_PAYMENT", "ACCOUNT_PAYMENT_CANCELLED"]
    again = ledger.reverse_group(connection, REGION, group, effective_on=DAY, event_kind="test", event_id=3)
    assert isinstance(again, Refusal)
    assert again.code == "GROUP_ALREADY_REVERSED"
    assert ledger.prove_region(connection, REGION) == ()


def test_movements_carry_the_balance_after_each_and_start_from_what_was_before(connection: Books) -> None:
    post(connection, allocation(1, 500), day=date(2026, 1, 5))
    post(connection, allocation(1, 700), day=date(2026, 2, 5))
    post(connection, payment(1, 900), day=date(2026, 2, 20))
    found = ledger.movements(connection, REGION, PERSONAL, 1, date(2026, 2, 1), date(2026, 2, 28))
    assert found.opening_fen == 500
    assert [(line.amount_fen, line.balance_fen) for line in found.lines] == [(700, 1_200), (-900, 300)]
    assert found.closing_fen == 300
    assert found.lines[1].counter_kind == INSTITUTION


def test_held_money_is_there_but_may_not_leave(connection: Books) -> None:
    post(connection, allocation(1, 1_000))
    kept = ledger.hold(connection, REGION, 1, 800, "FROZEN", at=NOON, authority="court order 12")
    assert isinstance(kept, int)
    assert ledger.balance(connection, REGION, PERSONAL, 1).available_fen == 200
    assert isinstance(post(connection, payment(1, 201)), Refusal)
    assert isinstance(ledger.hold(connection, REGION, 1, 201, "FROZEN", at=NOON), Refusal)
    assert [item.amount_fen for item in ledger.open_holds(connection, REGION, 1)] == [800]
    assert ledger.release(connection, REGION, kept, at=NOON) == 800
    assert isinstance(ledger.release(connection, REGION, kept, at=NOON), Refusal)
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(1_000, 0)


def test_a_hold_is_posted_for_less_than_it_kept(connection: Books) -> None:
    post(connection, allocation(1, 1_000))
    kept = ledger.hold(connection, REGION, 1, 800, "UNFINISHED_BILL", at=NOON)
    assert isinstance(kept, int)
    too_much = ledger.post_hold(
        connection, REGION, kept, [payment(1, 1_001)], at=NOON, effective_on=DAY, event_kind="test", event_id=1
    )
    assert isinstance(too_much, Refusal)
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(1_000, 800)
    group = ledger.post_hold(
        connection, REGION, kept, [payment(1, 650)], at=NOON, effective_on=DAY, event_kind="test", event_id=1
    )
    assert isinstance(group, int)
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(350, 0)


def test_a_hold_expires_at_its_time(connection: Books) -> None:
    post(connection, allocation(1, 1_000))
    ledger.hold(connection, REGION, 1, 300, "UNFINISHED_BILL", at=NOON, expires_at=NOON + timedelta(minutes=30))
    ledger.hold(connection, REGION, 1, 200, "FROZEN", at=NOON)
    assert ledger.expire_holds(connection, REGION, at=NOON + timedelta(minutes=29)) == 0
    assert ledger.expire_holds(connection, REGION, at=NOON + timedelta(minutes=30)) == 1
    assert ledger.balance(connection, REGION, PERSONAL, 1) == ledger.Balance(1_000, 200)
    assert ledger.prove(connection, REGION, 1) == ()


def test_many_are_posted_at_once_or_none(connection: Books) -> None:
    select = """
        select nextval('ledger_group_seq'), 'ALLOCATION', 'collection', 0, 'personal', person, %(fen)s,
               date '2026-03-05', 'allocation', person, null::bigint
        from generate_series(1, 500) as person
    """
    assert ledger.post_many(connection, REGION, select, {"fen": 250}) == ledger.Posted(500, 125_000)
    assert ledger.balance(connection, REGION, PERSONAL, 500).balance_fen == 250
    withdraw = """
        select nextval('ledger_group_seq'), 'WITHDRAWAL', 'personal', person, 'bank', 0, 249 + person / 499,
               date '2026-03-06', 'closing', person, null::bigint
        from generate_series(1, 500) as person
    """
    assert ledger.post_many(connection, REGION, withdraw, {}) == ledger.Posted(500, 500 * 249 + 2)
    refused = ledger.post_many(connection, REGION, withdraw, {})
    assert isinstance(refused, Refusal)
    assert refused.facts == {"accounts": 500}
    assert ledger.prove_region(connection, REGION) == ()


def test_a_region_sees_only_its_own(connection: Books) -> None:
    post(connection, allocation(1, 100))
    assert ledger.balance(connection, "110000", PERSONAL, 1).balance_fen == 0
    assert ledger.movements(connection, "110000", PERSONAL, 1, DAY, DAY).lines == ()


@pytest.mark.parametrize("name", ["opening", "movements"])
def test_a_persons_story_is_read_by_index_under_a_plan_for_anybody(connection: psycopg.Connection, name: str) -> None:
    """The application plans each statement once for all values, so the indexes must serve whoever is asked for."""
    told = _numbered(load_statements("mingzhang.books.ledger", "balances.sql")[name])
    connection.execute(f"prepare story (char(6), text, bigint, date, date, bigint) as {told}", prepare=False)
    asked = "explain execute story ('440100', 'personal', 1, '2026-03-05', '2026-03-05', 0)"
    plan = "\n".join(str(line[0]) for line in connection.execute(asked, prepare=False).fetchall())
    connection.execute("deallocate story", prepare=False)
    assert "ledger_transfer_credit" in plan
    assert "ledger_transfer_debit" in plan


def _numbered(statement: str) -> str:
    """The statement with its named parameters as numbers."""
    for number, name in enumerate(("region", "kind", "owner", "first", "last", "before"), start=1):
        statement = statement.replace(f"%({name})s", f"${number}")
    return statement
