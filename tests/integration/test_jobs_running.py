"""Background work is done once, shows how far it is, and outlives the worker that began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection, connect
from mingzhang.books.jobs import kinds
from mingzhang.books.jobs.records import Fact
from mingzhang.site.working import ask_daily_work, load_kinds

REGION = "999999"
NOW = datetime(2025, 6, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def clock() -> datetime:
    return NOW


@pytest.fixture
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, kinds.Kind]]:
    """Kinds declared by a test are forgotten after it."""
    mine: dict[str, kinds.Kind] = {}
    monkeypatch.setattr(kinds, "_KINDS", mine)
    return mine


@pytest.fixture
def two(fresh_database: str) -> Iterator[tuple[Connection, Connection]]:
    with connect() as watch, connect() as own:
        yield watch, own


def ask(connection: Connection, kind: str, **facts: Fact) -> int:
    asked = jobs.ask(connection, REGION, kind, facts, by="clerk-1", now=NOW)
    assert isinstance(asked, int)
    return asked


def found(connection: Connection, job_id: int) -> jobs.Job:
    job = jobs.job_by_id(connection, REGION, job_id)
    assert job is not None
    return job


def test_work_is_asked_for_once_run_and_tells_what_it_did(
    two: tuple[Connection, Connection], own_kinds: dict[str, kinds.Kind]
) -> None:
    watch, own = two
    seen: list[int] = []

    @jobs.job("count")
    def count(connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report):
        with connection.transaction():
            report("counting", 3, 4)
            seen.append(found(watch, first).percent)  # shown although the work's own transaction is still open
        return {"counted": facts["to"]}

    first = ask(watch, "count", to=4)
    assert ask(watch, "count", to=4) == first
    other = ask(watch, "count", to=5)
    assert other != first
    assert jobs.run_next(watch, own, clock)
    done = found(watch, first)
    assert (done.state, done.outcome, done.attempts, done.asked_by) == ("done", {"counted": 4}, 1, "clerk-1")
    assert seen == [75]
    assert found(watch, other).state == "waiting"
    assert ask(watch, "count", to=4) not in (first, other)  # finished work can be asked for again


def test_a_refusal_and_a_defect_end_the_work_and_say_so(
    two: tuple[Connection, Connection], own_kinds: dict[str, kinds.Kind]
) -> None:
    watch, own = two

    @jobs.job("refused")
    def refused(connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report):
        return Refusal("NOTHING_DUE", {"month": "2025-05"})

    @jobs.job("broken")
    def broken(connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report):
        raise ZeroDivisionError

    one, two_ = ask(watch, "refused"), ask(watch, "broken")
    assert jobs.run_next(watch, own, clock)
    assert jobs.run_next(watch, own, clock)
    assert not jobs.run_next(watch, own, clock)
    first, second = found(watch, one), found(watch, two_)
    assert (first.state, first.refusal, first.refusal_facts) == ("failed", "NOTHING_DUE", {"month": "2025-05"})
    assert (second.state, second.refusal, second.refusal_facts) == ("failed", "JOB_FAILED", {"job": two_})


def test_a_kind_that_no_room_declares_is_refused(
    two: tuple[Connection, Connection], own_kinds: dict[str, kinds.Kind]
) -> None:
    refused = jobs.ask(two[0], REGION, "nothing", {}, by="clerk-1", now=NOW)
    assert isinstance(refused, Refusal)
    assert refused.code == "JOB_KIND_UNKNOWN"


def test_work_in_the_hands_of_one_worker_is_left_alone_by_another(
    two: tuple[Connection, Connection], own_kinds: dict[str, kinds.Kind]
) -> None:
    watch, own = two
    met: list[bool] = []

    @jobs.job("slow")
    def slow(connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report):
        with connect() as other_watch, connect() as other_own:
            met.append(jobs.run_next(other_watch, other_own, clock))
        return {}

    job_id = ask(watch, "slow")
    assert jobs.run_next(watch, own, clock)
    assert met == [False]
    assert found(watch, job_id).attempts == 1


CUT_SHORT = """
import os, signal
from datetime import datetime, timezone
from mingzhang.books import jobs
from mingzhang.books.database import connect

@jobs.job("mortal")
def mortal(connection, region, facts, now, report):
    report("half", 1, 2)
    os.kill(os.getpid(), signal.SIGKILL)

with connect() as watch, connect() as own:
    jobs.run_next(watch, own, lambda: datetime.now(timezone.utc))
"""


def test_work_of_a_killed_worker_is_taken_up_again_and_given_up_after_three_tries(
    two: tuple[Connection, Connection], own_kinds: dict[str, kinds.Kind]
) -> None:
    watch, own = two

    @jobs.job("mortal")
    def mortal(connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report):
        return {"lived": True}

    survivor, doomed = ask(watch, "mortal", life=1), 0
    killed = subprocess.run([sys.executable, "-c", CUT_SHORT], env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (found(watch, survivor).state, found(watch, survivor).percent) == ("running", 50)
    assert run_when_free(watch, own)
    assert (found(watch, survivor).state, found(watch, survivor).attempts) == ("done", 2)
    doomed = ask(watch, "mortal", life=2)
    for _ in range(3):
        subprocess.run([sys.executable, "-c", CUT_SHORT], env=os.environ, check=False)
        wait_until_free(watch, doomed)
    assert run_when_free(watch, own)
    assert (found(watch, doomed).state, found(watch, doomed).refusal) == ("failed", "JOB_CUT_SHORT")


def wait_until_free(watch: Connection, job_id: int) -> None:
    """The server notices a moment later that the killed worker's session is gone."""
    key = f"{REGION}:job:{job_id}"
    for _ in range(200):
        row = watch.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [key]).fetchone()
        if row is not None and row[0]:
            watch.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [key])
            return
        time.sleep(0.05)
    raise AssertionError("the killed worker's lock is still held")


def run_when_free(watch: Connection, own: Connection) -> bool:
    return any(jobs.run_next(watch, own, clock) or bool(time.sleep(0.05)) for _ in range(200))


def test_daily_work_is_asked_for_once_a_day_after_its_time(fresh_database: str) -> None:
    load_kinds()
    with connect() as connection:
        connection.execute(
            """insert into ledger_transfer (region, group_id, code, debit_kind, credit_kind, amount_fen, effective_on,
                                            event_kind, event_id)
               values (%s, 1, 'SUPPORT', 'bank', 'collection', 1, '2025-06-01', 'test', 1)""",
            [REGION],
        )
        ask_daily_work(connection, NOW.replace(hour=0, minute=5))
        assert [job.kind for job in jobs.jobs_of(connection, REGION, kinds=["close_day"])] == []
        ask_daily_work(connection, NOW)
        ask_daily_work(connection, NOW)
        asked = jobs.jobs_of(connection, REGION, kinds=["close_day"])
        assert [(job.kind, job.facts, job.asked_by) for job in asked] == [("close_day", {"day": "2025-06-10"}, "clock")]
