"""One PostgreSQL for the whole run; each worker its own database; each test a transaction that is rolled back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from mingzhang.site.postgres import EmbeddedServer

os.environ["DJANGO_SETTINGS_MODULE"] = "mingzhang.site.settings"
_server: EmbeddedServer | None = None
_place: Path | None = None
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, in the controlling process, with every table in the database `mingzhang`."""
    global _server, _place  # noqa: PLW0603
    if hasattr(config, "workerinput") or os.environ.get("MINGZHANG_TEST_URL"):
        return
    _place = Path(tempfile.mkdtemp(prefix="mz-test-"))
    _place.chmod(0o755)
    programs = os.environ.get("MINGZHANG_TEST_PROGRAMS")  # another server's folder, such as Debian's 15
    _server = EmbeddedServer(_place / "data", settings=FAST, programs=Path(programs) if programs else None)
    _server.start()
    environment = os.environ | {
        "MINGZHANG_DATABASE_URL": _server.url,
        "MINGZHANG_KEY_FILE": str(_place / "vault.key"),
    }
    subprocess.run(
        [sys.executable, "-c", "from mingzhang.site.opening import bring_tables_up_to_date as up; up()"],
        check=True,
        env=environment,
    )
    os.environ["MINGZHANG_TEST_URL"] = _server.url
    os.environ["MINGZHANG_KEY_FILE"] = str(_place / "vault.key")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and clear its directory."""
    if _server is not None:
        _server.stop()
    if _place is not None:
        shutil.rmtree(_place, ignore_errors=True)


def _create_database(name: str) -> str:
    """A copy of the empty books under another name; its address."""
    server = os.environ["MINGZHANG_TEST_URL"]
    with psycopg.connect(server.replace("/mingzhang?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f'create database "{name}" template mingzhang strategy file_copy')
    return server.replace("/mingzhang?", f"/{name}?")


def _drop_database(name: str) -> None:
    server = os.environ["MINGZHANG_TEST_URL"]
    with psycopg.connect(server.replace("/mingzhang?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of this worker's database, empty of records, with every table."""
    name = f"books_{uuid4().hex[:12]}"
    url = _create_database(name)
    os.environ["MINGZHANG_DATABASE_URL"] = url
    yield url
    from mingzhang.books.database import close_pool

    close_pool()
    _drop_database(name)


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection in the application's role; everything written through it is undone after the test."""
    from mingzhang.books.database import connect

    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as opened, opened.transaction(force_rollback=True):
        yield opened


@pytest.fixture
def fresh_database() -> Iterator[str]:
    """A database of the test's own, for tests that commit, run in parallel or kill the server's backends."""
    from mingzhang.books.database import close_pool

    name = f"books_{uuid4().hex[:12]}"
    url = _create_database(name)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    close_pool()
    os.environ["MINGZHANG_DATABASE_URL"] = url
    yield url
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(name)
