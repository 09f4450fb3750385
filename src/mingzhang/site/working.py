"""The worker: one process beside the server that runs what was asked for in the background, and the daily work."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import subprocess
import sys
import time as clock_of_the_machine
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import psycopg

from mingzhang.books import jobs, ledger
from mingzhang.books.database import Connection, connect
from mingzhang.site.lifeline import hold_to

CHINA = ZoneInfo("Asia/Shanghai")
PACKAGE = Path(__file__).resolve().parents[1]
REST_SECONDS = 1.0
LOOK_AT_THE_CLOCK = timedelta(minutes=1)
BY_THE_CLOCK = "clock"


def load_kinds() -> None:
    """Let every room declare its background work: the `jobs.py` of each, and the site's own."""
    for path in sorted((*PACKAGE.glob("*/*/jobs.py"), *PACKAGE.glob("site/jobs.py"))):
        importlib.import_module(".".join(("mingzhang", *path.relative_to(PACKAGE).with_suffix("").parts)))


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """Have a worker run as long as the block does; it dies with this process, however that ends."""
    os.environ["MINGZHANG_MAIN_PROCESS"] = str(os.getpid())
    process = subprocess.Popen([sys.executable, "-m", "mingzhang.site.working"])
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)


def work(stopping: Event) -> None:
    """Run what waits until told to stop; a database that went away is waited for."""
    load_kinds()
    looked = datetime.min.replace(tzinfo=CHINA)
    while not stopping.is_set():
        try:
            with connect() as watch, connect() as own:
                own.execute("set plan_cache_mode = force_custom_plan")
                while not stopping.is_set():
                    if _now() - looked >= LOOK_AT_THE_CLOCK:
                        looked = _now()
                        ask_daily_work(watch, looked)
                    if not jobs.run_next(watch, own, _now):
                        stopping.wait(REST_SECONDS)
        except psycopg.OperationalError:
            clock_of_the_machine.sleep(REST_SECONDS)


def ask_daily_work(connection: Connection, now: datetime) -> None:
    """Ask for each region's daily work whose time has come and that nobody has asked for today."""
    due = [kind for kind in jobs.daily_kinds() if kind.daily is not None and kind.daily <= now.time()]
    if not due:
        return
    for region in ledger.booked_regions(connection):
        for kind in due:
            if not jobs.asked_on(connection, region, kind.name, now.date(), asked_by=BY_THE_CLOCK):
                jobs.ask(connection, region, kind.name, {"day": now.date().isoformat()}, by=BY_THE_CLOCK, now=now)


def _now() -> datetime:
    return datetime.now(CHINA)


def main() -> None:
    """The worker's own process."""
    hold_to(int(os.environ["MINGZHANG_MAIN_PROCESS"]))
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    signal.signal(signal.SIGINT, lambda *_: stopping.set())
    work(stopping)


if __name__ == "__main__":
    main()
