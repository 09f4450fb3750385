"""kill -9 of a worker and of PostgreSQL in the middle of a storm: what was acknowledged is there exactly once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import msgspec
import pytest
from tests import visit_cases as cases
from tests.cast import Cast
from tests.visit_storm import Bill, send

from mingzhang.books.database import Connection, close_pool, connect
from mingzhang.books.ledger.proofs import prove_region
from mingzhang.care.visits.queries import settlements_of
from mingzhang.site.postgres import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, BILLS_EACH = 3, 60


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """A server of the test's own, as durable as in production, with every table."""
    place = Path(tempfile.mkdtemp(prefix="mz-killed-"))
    place.chmod(0o755)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    close_pool()
    with EmbeddedServer(place / "data") as started:
        os.environ["MINGZHANG_DATABASE_URL"] = started.url
        opening = "from mingzhang.site.opening import bring_tables_up_to_date as up; up()"
        subprocess.run([sys.executable, "-c", opening], check=True)
        yield started
        close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    shutil.rmtree(place)


def bills(connection: Connection, cast: Cast) -> list[Bill]:
    """Visits of two people and a child who uses one of their accounts, each ready to be settled."""
    ready = []
    for serial in range(PROCESSES * BILLS_EACH):
        person_id = (cast.healthy, cast.neighbour, cast.child)[serial % 3]
        order = cases.visit_order(cast, person_id, institution=cast.institutions.community.code)
        visit_id = cases.open_visit(connection, order, cases.line("1", cases.IN_SCOPE, "45.60"))
        ready.append(Bill(order.institution_code, person_id, visit_id, 4_560, f"STORM{serial:05d}"))
    return ready


def start_storm(work: list[Bill], told: Queue[tuple[str, str]]) -> tuple[subprocess.Popen[str], Thread]:
    """A process that settles these bills, and the thread that puts what it is told into the queue."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.visit_storm"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write("".join(msgspec.json.encode(bill).decode() + "\n" for bill in work))
    process.stdin.close()
    listener = Thread(target=_listen, args=(process, told), daemon=True)
    listener.start()
    return process, listener


def _listen(process: subprocess.Popen[str], told: Queue[tuple[str, str]]) -> None:
    assert process.stdout is not None
    with process.stdout as rows:
        for row in rows:
            if row.endswith("\n"):
                number, answer = row.rstrip("\n").split("\t")
                told.put((number, answer))


def test_a_storm_survives_the_death_of_a_worker_and_of_the_server(server: EmbeddedServer) -> None:
    told: Queue[tuple[str, str]] = Queue()
    with connect() as connection:
        cast = cases.build(connection)
        work = bills(connection, cast)
    storms = [start_storm(work[each::PROCESSES], told) for each in range(PROCESSES)]
    acknowledged = dict(told.get(timeout=60) for _ in range(20))
    storms[0][0].send_signal(signal.SIGKILL)
    acknowledged |= dict(told.get(timeout=60) for _ in range(30))
    assert server.process_id is not None
    os.kill(server.process_id, signal.SIGKILL)
    for process, listener in storms:
        process.wait(60)
        listener.join(60)
    server.stop()
    server.start()
    while not told.empty():
        acknowledged.update([told.get()])
    assert len(acknowledged) < len(work), "the storm was over before the server died"
    with connect() as connection:
        assert prove_region(connection, cases.REGION) == ()
        kept = {
            settled.message_id
            for person_id in (cast.healthy, cast.neighbour, cast.child)
            for settled in settlements_of(connection, cases.REGION, person_id, cases.people.START, cases.people.TODAY)
        }
        assert set(acknowledged) <= kept
        for bill in work:
            again = send(connection, bill)
            assert again.replayed == (bill.number in kept)
            assert again.answer.decode() == acknowledged.get(bill.number, again.answer.decode())
        counted = connection.execute("select count(*), count(distinct visit_id) from visits_settlement").fetchone()
        assert counted == (len(work), len(work))
        assert prove_region(connection, cases.REGION) == ()
