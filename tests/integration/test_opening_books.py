"""Which directories a command opens: one with books, and to serve it, one that nobody serves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mingzhang.answers import demo
from mingzhang.books.database import Connection
from mingzhang.site.opening import open_books, open_for_serving
from mingzhang.site.postgres import DirectoryProblem, ServerDirectory
from mingzhang.site.welcome import key_of


@pytest.fixture
def no_books_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGZHANG_DATABASE_URL", "")
    monkeypatch.setenv("MINGZHANG_KEY_FILE", "")


@pytest.mark.usefixtures("no_books_named")
def test_a_directory_without_books_is_refused_and_not_made(tmp_path: Path) -> None:
    slip = tmp_path / "boks"
    with pytest.raises(DirectoryProblem, match="boks"), open_books(slip):
        pass
    assert not slip.exists()


@pytest.mark.usefixtures("no_books_named")
def test_a_directory_that_is_served_is_not_served_twice(tmp_path: Path) -> None:
    directory = ServerDirectory(tmp_path)
    directory.lock()
    try:
        with pytest.raises(DirectoryProblem, match="stop it first"), open_for_serving(tmp_path):
            pass
    finally:
        directory.unlock()


def test_a_demo_of_another_release_is_told_apart(connection: Connection) -> None:
    with pytest.raises(DirectoryProblem, match="demo --reset"):
        key_of(connection, demo.members()[0])


@pytest.mark.usefixtures("no_books_named")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cast", "--data", "/etc/passwd"], "/etc/passwd"),
        (["serve", "--data", "/etc/passwd", "--port", "0"], "/etc/passwd"),
        (["serve", "--port", "99999"], "99999"),
        (["prove", "--head", "440100"], "REGION=DIGEST"),
        (["prove", "--head", "440100=no"], "REGION=DIGEST"),
        (["rule", "440100", "2026-02-30", "outpatient"], "YYYY-MM-DD"),
        (["rule", "999999", "2026-02-01", "outpatient"], "440100"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_words(arguments: list[str], words: str) -> None:
    code = "from mingzhang.site.cli import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
