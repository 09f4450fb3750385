"""A durable server of the benchmark's own, on a directory that is removed afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzhang.site.postgres import EmbeddedServer

SETTINGS = {"fsync": "on", "synchronous_commit": "on", "shared_buffers": "1GB", "max_connections": "40"}


@contextmanager
def own_place() -> Iterator[Path]:
    """An empty directory, removed afterwards; the key of the books lies in it."""
    place = Path(tempfile.mkdtemp(prefix="mingzhang-bench-"))
    place.chmod(0o755)
    os.environ["MINGZHANG_KEY_FILE"] = str(place / "vault.key")
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def server_in(place: Path) -> EmbeddedServer:
    """A server that is not started yet; its address is in the environment."""
    server = EmbeddedServer(place / "data", settings=SETTINGS)
    os.environ["MINGZHANG_DATABASE_URL"] = server.url
    return server


def make_tables() -> None:
    """Every table, by the migrations, as the tables' owner."""
    opening = "from mingzhang.site.opening import bring_tables_up_to_date as up; up()"
    subprocess.run([sys.executable, "-c", opening], check=True)


@contextmanager
def own_server() -> Iterator[EmbeddedServer]:
    """A running server with every table and no record; fsync is on."""
    with own_place() as place, server_in(place) as server:
        make_tables()
        yield server
