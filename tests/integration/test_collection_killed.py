"""kill -9 in the middle of a bank's answer and of a bill: done again, every payment is booked exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests import cast
from tests import collection_cases as cases
from tests import collection_peers as peers
from tests.collection_worker import CHUNK

from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import AnswerRow, FaultyFile, Header, write_answer
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.reconciling.records import BillRow

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, KILLED_AFTER = 24, 7
DAY = date(2025, 3, 15)


def kill_after(steps: int, *command: str) -> None:
    """Run the worker and kill it once it has told so many steps."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.collection_worker", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as told:
        for _ in range(steps):
            assert told.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL


def posted(connection: Connection, orders: list[Order]) -> int:
    found = [queries.order(connection, cases.REGION, order.id) for order in orders]
    return sum(order is not None and order.state == "posted" for order in found)


def proved(connection: Connection, orders: list[Order]) -> None:
    assert posted(connection, orders) == PEOPLE
    assert ledger.balance(connection, cases.REGION, "bank").balance_fen == -sum(one.amount_fen for one in orders)
    assert cases.suspense(connection) == 0
    assert ledger.prove_region(connection, cases.REGION) == ()


@pytest.mark.usefixtures("fresh_database")
def test_an_answer_whose_taking_was_killed_is_taken_again(tmp_path: Path) -> None:
    with connect() as connection:
        operations.set_key(
            connection, cases.REGION, "bank_debit", key_id=peers.KEY, secret=peers.SECRET, now=cases.MID_MARCH
        )
        people = [cases.flexible(connection, serial=serial) for serial in range(1, PEOPLE + 1)]
        for person in people:
            cast.made(
                operations.sign_agreement(
                    connection,
                    cases.REGION,
                    person,
                    bank_name="明德银行",
                    account_name="缴费人",
                    account_number=f"62220000{person:08d}",
                    signed_by="东园社区",
                    on=cast.START,
                )
            )
        orders = [cast.made(cases.opened(connection, person, channel="bank_debit")) for person in people]
        batch = cast.made(operations.send_batch(connection, cases.REGION, day=DAY, now=cases.MID_MARCH, by="clerk"))
        rows = [AnswerRow(one.number, one.amount_fen, "OK", f"B{one.id}", cases.MID_MARCH) for one in orders]
        path = tmp_path / "answer.txt"
        path.write_bytes(write_answer(Header(cases.REGION, batch.id, DAY), rows, peers.KEY, peers.SECRET))
        kill_after(2, "take", str(path))
        assert 2 * CHUNK <= posted(connection, orders) < PEOPLE
        assert posted(connection, orders) % CHUNK == 0
        assert queries.answers_to(connection, cases.REGION, batch.id) == ()
        taken = operations.take_answer(connection, cases.REGION, path.read_bytes(), now=cast.NOW)
        assert not isinstance(taken, FaultyFile) and (taken.rows, taken.posted) == (PEOPLE, PEOPLE)
        proved(connection, orders)
        for one in orders:
            moves = [event for event in queries.order_events(connection, cases.REGION, one.id) if event.serial]
            assert [event.state_to for event in moves if event.state_from != event.state_to] == ["posted"]


@pytest.mark.usefixtures("fresh_database")
def test_a_bill_whose_reconciling_was_killed_is_reconciled_again() -> None:
    with connect() as connection:
        people = [cases.flexible(connection, serial=serial) for serial in range(1, PEOPLE + 1)]
        orders = [cases.sent(connection, person) for person in people]
        rows = [BillRow(one.number, f"T{one.id}", one.amount_fen, "paid") for one in orders]
        bill = cast.made(operations.import_bill(connection, cases.REGION, "tax", DAY, rows, by="clerk", now=cast.NOW))
        kill_after(KILLED_AFTER, "reconcile", str(bill.id))
        assert KILLED_AFTER - 1 <= posted(connection, orders) < PEOPLE
        again = cast.made(operations.reconcile(connection, cases.REGION, bill.id, now=cast.NOW))
        assert {one.state for one in again} == {"closed"} and len(again) == PEOPLE
        proved(connection, orders)
