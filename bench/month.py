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
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.declaring import check_declaration, declare, keep_file, read_file
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewEmployer

Result = TypeVar("Result")
PEOPLE = int(os.environ.get("MINGZHANG_BENCH_PEOPLE", "100000"))
REGION = "440100"
MONTH = date(2025, 5, 1)
CHINA = ZoneInfo("Asia/Shanghai")
BY = "bench"


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
        made(enrolment.enrol_many(connection, REGION, others, on=MONTH))
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
    collect(connection, steps)
    look_at_growth()
    with steps.step("accounts allocated", PEOPLE):
        made(accounts.run_allocation(connection, REGION, MONTH, now=at(28)))
    with steps.step("every balance proved", PEOPLE):
        assert ledger.prove_region(connection, REGION) == ()


def collect(connection: Connection, steps: Steps) -> None:
    """What is due comes in."""
    with steps.step("employers' payments posted", PEOPLE):
        contributions.receive_employers_month(connection, REGION, MONTH, received_at=at(10))
    with steps.step("people's payments posted", PEOPLE):
        contributions.receive_people_month(connection, REGION, MONTH, received_at=at(12))


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
