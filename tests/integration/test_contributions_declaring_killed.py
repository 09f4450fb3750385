"""A declaration killed at any step leaves nothing half done, and is simply run again."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import cast
from declarations import checked, declared, person
from mingzhang.books import jobs
from mingzhang.books.database import connect
from mingzhang.money.contributions.declaring import file_by_id, keep_file
from mingzhang.money.contributions.jobs import DECLARE
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
MARCH, DAY = date(2025, 3, 1), date(2025, 3, 5)
ROWS = [person(serial) for serial in range(1, 41)]
TABLES = ("enrolment_person", "enrolment_coverage", "contributions_declaration", "contributions_due")
KILLED = """
import sys
from datetime import date
sys.path.insert(0, sys.argv[1])
from declarations import checked, person
import cast
from mingzhang.books.database import connect
from mingzhang.money.contributions.declaring import declare

def wait_at(step, done, of):
    if step == sys.argv[3]:
        print(step, flush=True)
        sys.stdin.read()

with connect() as connection:
    rows = [person(serial) for serial in range(1, 41)]
    preview = checked(connection, int(sys.argv[2]), rows, month=date(2025, 3, 1), on=date(2025, 3, 5))
    declare(connection, cast.GUANGZHOU, preview, by="clerk", now=cast.at(date(2025, 3, 5)), report=wait_at)
"""


@pytest.mark.usefixtures("fresh_database")
@pytest.mark.parametrize("step", ["check", "enrol", "hire", "declare", "assess"])
def test_killed_at_a_step_it_has_done_nothing_and_is_done_whole_afterwards(step: str) -> None:
    with connect() as connection:
        employer = cast.made(enrolment.register_employer(connection, REGION, "E001", "明德纺织有限公司")).id
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(Path(__file__).parents[1]), str(employer), step],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline().decode().strip() == step
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        process.stdin.close()
        assert [connection.execute(f"select count(*) from {table}").fetchone() for table in TABLES] == [(0,)] * 4
        file = cast.made(declared(connection, employer, ROWS, month=MARCH, on=DAY))
        assert (file.state, file.joins) == ("declared", 40)
        assert [connection.execute(f"select count(*) from {table}").fetchone() for table in TABLES] == [(40,)] * 4


@pytest.mark.usefixtures("fresh_database")
def test_the_worker_runs_a_kept_file_and_running_it_again_changes_nothing() -> None:
    with connect() as connection, connect() as watch, connect() as own:
        employer = cast.made(enrolment.register_employer(connection, REGION, "E001", "明德纺织有限公司")).id
        preview = checked(connection, employer, ROWS, month=MARCH, on=DAY)
        kept = keep_file(connection, REGION, preview, by="clerk", now=cast.at(DAY))
        facts = {"file": kept.id, "by": "clerk"}
        for _ in range(2):
            asked = cast.made(jobs.ask(connection, REGION, DECLARE, facts, by="clerk", now=cast.at(DAY)))
            assert jobs.run_next(watch, own, lambda: cast.at(DAY, 10))
            job = jobs.job_by_id(connection, REGION, asked)
            assert job is not None and (job.state, job.outcome["joins"]) == ("done", 40), job
        found = file_by_id(connection, REGION, kept.id)
        assert found is not None and (found.state, found.declared_by) == ("declared", "clerk")
        assert connection.execute("select count(*) from enrolment_person").fetchone() == (40,)
