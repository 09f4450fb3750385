"""The embedded server: it starts, refuses a second one, and comes back after the worst kind of end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mingzhang.site.postgres import DirectoryProblem, EmbeddedServer

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory everybody may enter, as a user would choose; pytest's own is closed to the server's account."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="mz-server-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def write_row(url: str, number: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("create table if not exists kept (number int)")
        connection.execute("insert into kept values (%s)", (number,))


def read_rows(url: str) -> list[int]:
    with psycopg.connect(url, autocommit=True) as connection:
        return [row[0] for row in connection.execute("select number from kept order by 1")]


def test_what_was_committed_is_there_after_a_stop_and_a_start(place: Path) -> None:
    with EmbeddedServer(place / "books") as server:
        write_row(server.url, 1)
    with EmbeddedServer(place / "books") as server:
        assert read_rows(server.url) == [1]


def test_a_second_server_on_the_directory_is_refused_in_words(place: Path) -> None:
    with EmbeddedServer(place / "books"), pytest.raises(DirectoryProblem, match=rf"(?s){os.getpid()}.*--data"):
        EmbeddedServer(place / "books").start()


def test_it_comes_back_after_kill_9_of_the_server(place: Path) -> None:
    with EmbeddedServer(place / "books") as server:
        write_row(server.url, 7)
        assert server.process_id is not None
        os.kill(server.process_id, signal.SIGKILL)
        server.watch()
        deadline = time.monotonic() + 60
        while True:
            try:
                assert read_rows(server.url) == [7]
                break
            except psycopg.OperationalError:
                assert time.monotonic() < deadline
                time.sleep(0.1)


KEEPER = """
import sys, time
from pathlib import Path
from mingzhang.site.postgres import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1])); server.start(); print(server.process_id, flush=True); time.sleep(600)
"""


def test_it_comes_back_after_kill_9_of_server_and_supervisor(place: Path) -> None:
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(place / "books")], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    server_process = int(keeper.stdout.readline())
    write_row(EmbeddedServer(place / "books").url, 3)
    os.kill(keeper.pid, signal.SIGKILL)
    os.kill(server_process, signal.SIGKILL)
    keeper.wait()
    keeper.stdout.close()
    with EmbeddedServer(place / "books") as server:
        assert read_rows(server.url) == [3]


def test_an_orphan_of_a_killed_supervisor_makes_room(place: Path) -> None:
    keeper = subprocess.Popen([sys.executable, "-c", KEEPER, str(place / "books")], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    keeper.stdout.readline()
    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    with EmbeddedServer(place / "books") as server:
        write_row(server.url, 4)
        assert read_rows(server.url) == [4]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_root_steps_down_and_leaves_other_directories_alone(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DirectoryProblem, match="--data"):
        EmbeddedServer(closed / "books").start()
    assert closed.stat().st_mode & 0o777 == 0o700
    with EmbeddedServer(place / "books") as server:
        owner = Path(f"/proc/{server.process_id}").stat().st_uid
    assert owner != 0


def test_a_long_path_still_gets_a_socket(place: Path) -> None:
    with EmbeddedServer(place / ("很长的目录名" * 8)) as server:
        write_row(server.url, 5)
        assert read_rows(server.url) == [5]


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not on this machine")
def test_the_tables_stand_on_debians_postgresql_15(place: Path) -> None:
    with EmbeddedServer(place / "books", programs=DEBIAN_15) as server:
        environment = os.environ | {"MINGZHANG_DATABASE_URL": server.url}
        code = "from mingzhang.site.opening import bring_tables_up_to_date as up; up(); up()"
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
        with psycopg.connect(server.url) as connection:
            version = connection.execute("show server_version_num").fetchone()
            tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
    assert version is not None and version[0].startswith("15")
    assert tables is not None and tables[0] > 25
