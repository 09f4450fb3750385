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
def own_server(*, with_tables: bool = True) -> Iterator[EmbeddedServer]:
    """A server with every table and no record, its address in the environment; fsync is on."""
    place = Path(tempfile.mkdtemp(prefix="mingzhang-bench-"))
    place.chmod(0o755)
    os.environ["MINGZHANG_KEY_FILE"] = str(place / "vault.key")
    try:
        with EmbeddedServer(place / "data", settings=SETTINGS) as server:
            os.environ["MINGZHANG_DATABASE_URL"] = server.url
            if with_tables:
                opening = "from mingzhang.site.opening import bring_tables_up_to_date as up; up()"
                subprocess.run([sys.executable, "-c", opening], check=True)
            yield server
    finally:
        shutil.rmtree(place, ignore_errors=True)
