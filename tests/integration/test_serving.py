"""The running product: it answers, says when a port is taken, and leaves nothing behind when it is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mz-serving-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, place: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINGZHANG_")}
    code = "from mingzhang.site.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(port), "--data", str(place / "books")]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def health(port: int) -> dict[str, str]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return dict(json.load(answer))
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


@contextmanager
def serving(port: int, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = start(port, place)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_it_answers_and_stops_cleanly(place: Path) -> None:
    port = free_port()
    with serving(port, place) as process:
        assert health(port) == {"database": "ok"}
    assert process.returncode == 0
    assert not (place / "books" / "postgres" / "postmaster.pid").exists()


def test_kill_9_of_the_main_process_leaves_no_worker_and_no_lock(place: Path) -> None:
    port = free_port()
    first = start(port, place)
    health(port)
    first.kill()
    first.communicate()
    with serving(port, place):
        assert health(port) == {"database": "ok"}


def test_a_taken_port_is_said_in_words(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(taken.getsockname()[1], place)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "--port" in output.decode()
    assert "Traceback" not in output.decode()
