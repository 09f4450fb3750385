"""A month of an agency for a city of a hundred thousand, from empty books: declared, collected, compared, allocated.

Beside the steps stands what the same machine needs to write as many bare rows as the books gained, by COPY.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import psycopg

from bench.books import own_server
from bench.citizens import STAFF_AN_EMPLOYER, STAFF_PERCENT, Citizens
from bench.table import print_table
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect, owner_conninfo
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations as collection
from mingzhang.money.collection.channels.answers import take_answer
from mingzhang.money.collection.channels.bank import CHANNEL, batch_file, send_batch
from mingzhang.money.collection.channels.bank_file import AnswerRow, FaultyFile, Header, write_answer
from mingzhang.money.collection.channels.keys import set_key
from mingzhang.money.collection.orders.records import OrderLine
from mingzhang.money.collection.reconciling.comparing import reconcile
from mingzhang.money.collection.reconciling.importing import import_bill
from mingzhang.money.collection.reconciling.records import BillRow
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.declaring import check_declaration, declare, keep_file, read_file
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewEmployer

Result = TypeVar("Result")
PEOPLE = int(os.environ.get("MINGZHANG_BENCH_PEOPLE", "100000"))
REGION = "440100"
MONTH = date(2025, 5, 1)
DEBITED = 2_000  # of those who work alone, by debit orders one by one; the others pay at the tax office
CHINA = ZoneInfo("Asia/Shanghai")
BY = "bench"
SECRET = "a secret of this benchmark only"


def at(day: int, hour: int = 9) -> datetime:
    """A moment of the month."""
    return datetime(MONTH.year, MONTH.month, day, hour, tzinfo=CHINA)


class Steps:
    """The steps of the month and how long each took."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    @contextmanager
    def step(self, what: str, count: int) -> Iterator[None]:
        """Measure one step over so many people or payments."""
        began = time.perf_counter()
        yield
        took = time.perf_counter() - began
        self.rows.append((what, f"{count:,}", f"{took:.1f}"))
        print(f"  … {what}: {took:.1f} s", flush=True)


def main() -> None:
    """Live the month and print the table."""
    steps = Steps()
    with own_server(), connect() as connection:
        connection.execute("set plan_cache_mode = force_custom_plan")
        began = time.perf_counter()
        live(connection, steps)
        whole = time.perf_counter() - began
        steps.rows.append(("the whole month", f"{PEOPLE:,}", f"{whole:.1f}"))
        steps.rows.append(beside(connection))
    print_table(("step", "rows", "s"), steps.rows)


def live(connection: Connection, steps: Steps) -> None:
    """From empty books to a month that is closed."""
    citizens = Citizens(20_261, MONTH)
    staff = PEOPLE * STAFF_PERCENT // 100
    employers = [f"E{number:05d}" for number in range(max(1, staff // STAFF_AN_EMPLOYER))]
    new = [NewEmployer(code, f"{code} 有限公司（测试）") for code in employers]
    with steps.step("employers registered", len(employers)):
        made(enrolment.register_employers(connection, REGION, new))
    others = citizens.others(PEOPLE, MONTH)
    with steps.step("retired, flexible, residents enrolled", len(others)):
        ids = made(enrolment.enrol_many(connection, REGION, others, on=MONTH))
    flexible = [
        person_id for person_id, one in zip(ids, others, strict=True) if one.coverages[0].category == "flexible"
    ]
    content = citizens.declaration(employers, staff, MONTH)
    look_at_growth()
    with steps.step("declaration file read and checked", staff):
        rows = made(read_file(content, "declaration.csv"))
        preview = made(check_declaration(connection, REGION, None, MONTH, rows, on=at(2).date()))
        assert not preview.errors, preview.errors[:5]
        keep_file(connection, REGION, preview, by=BY, now=at(2))
    with steps.step("declaration carried out", staff):
        made(declare(connection, REGION, preview, by=BY, now=at(2), report=lambda *_: None))
    look_at_growth()
    with steps.step("month assessed for everybody", PEOPLE):
        contributions.assess_month(connection, REGION, MONTH, now=at(3))
    look_at_growth()
    with connect() as desk:
        collect(connection, desk, steps, flexible[:DEBITED])
    look_at_growth()
    with steps.step("accounts allocated", PEOPLE):
        made(accounts.run_allocation(connection, REGION, MONTH, now=at(28)))
    with steps.step("every balance proved", PEOPLE):
        assert ledger.prove_region(connection, REGION) == ()


def collect(bulk: Connection, connection: Connection, steps: Steps, flexible: list[int]) -> None:
    """Employers, residents and others pay by the tax office; some by bank debit, answered and compared.

    What is done one by one goes through a connection whose statements are planned once.
    """
    with steps.step("employers' payments posted", PEOPLE * STAFF_PERCENT // 100):
        contributions.receive_employers_month(bulk, REGION, MONTH, received_at=at(10))
    with steps.step("debit agreements signed", len(flexible)):
        for turn, person_id in enumerate(flexible):
            account = f"6222{turn:012d}"
            made(
                collection.sign_agreement(
                    connection,
                    REGION,
                    person_id,
                    bank_name="测试银行",
                    account_name="测试人",
                    account_number=account,
                    signed_by=BY,
                    on=MONTH,
                )
            )
    with steps.step("debit orders opened, each checked", len(flexible)):
        for person_id in flexible:
            open_debit(connection, person_id)
    set_key(connection, REGION, CHANNEL, key_id="k1", secret=SECRET, now=at(11))
    with steps.step("bank's batch written", len(flexible)):
        batch = made(send_batch(connection, REGION, day=at(11).date(), now=at(11), by=BY))
    answered = bank_answers(connection, batch.id)
    with steps.step("bank's answer taken, each word booked", len(flexible)):
        taken = take_answer(connection, REGION, write_answer(*answered, "k1", SECRET), now=at(12))
        assert not isinstance(taken, FaultyFile), taken
    with steps.step("bank's bill imported and compared", len(flexible)):
        rows = [
            BillRow(row.order_number, row.serial, row.amount_fen, "paid") for row in answered[1] if row.result == "OK"
        ]
        bill = made(import_bill(bulk, REGION, CHANNEL, at(11).date(), rows, by=BY, now=at(13)))
        differences = made(reconcile(bulk, REGION, bill.id, now=at(13)))
        print(f"    differences found and open: {len(differences)}", flush=True)
    with steps.step("residents' and other people's payments posted", PEOPLE * 38 // 100 - len(flexible)):
        contributions.receive_people_month(bulk, REGION, MONTH, received_at=at(14), but=flexible)


def open_debit(connection: Connection, person_id: int) -> None:
    """The order by which somebody who works alone pays the month from the bank account."""
    due = queries.months(connection, REGION, person_id, MONTH, MONTH, as_of=at(10).date())[0]
    line = OrderLine(person_id, due.scheme, due.month, due.person_due_fen, due.employer_due_fen)
    made(
        collection.open_order(
            connection, REGION, payer_kind="person", payer_id=person_id, lines=[line], channel=CHANNEL, now=at(10)
        )
    )


def bank_answers(connection: Connection, batch_id: int) -> tuple[Header, list[AnswerRow]]:
    """What a bank says of a batch: one debit in fifty fails for want of money, one in a hundred is not told at all."""
    content = batch_file(connection, REGION, batch_id)
    assert content is not None
    rows = []
    for turn, text in enumerate(content.decode().splitlines()[1:-1]):
        _, order, _, _, amount = text.split("|")
        if turn % 100 != 99:
            short = turn % 50 == 0
            result, serial = ("INSUFFICIENT", "") if short else ("OK", f"B{turn}")
            rows.append(AnswerRow(order, int(amount), result, serial, at(11, 20)))
    return Header(REGION, batch_id, at(11).date()), rows


def beside(connection: Connection) -> tuple[str, str, str]:
    """As many bare rows of a transfer's width as the ledger gained, copied into a table with one index."""
    row = connection.execute("select count(*) from ledger_transfer").fetchone()
    count = row[0] if row is not None else 0
    began = time.perf_counter()
    with psycopg.connect(owner_conninfo()) as owner:
        owner.execute("create table bare (like ledger_transfer)")
        owner.execute("create index on bare (region, id)")
        owner.execute("insert into bare select * from ledger_transfer")
    return "limit: the ledger's rows inserted bare", f"{count:,}", f"{time.perf_counter() - began:.1f}"


def look_at_growth() -> None:
    """Have the database count its tables, as autovacuum would in the days between these steps."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("analyze")


def made(outcome: Result | Refusal) -> Result:
    """What was done; a refusal ends the benchmark."""
    assert not isinstance(outcome, Refusal), outcome
    return outcome
