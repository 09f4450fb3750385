"""`mingzhang prove` says what holds and exits non-zero for what does not."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from mingzhang.books import ledger
from mingzhang.books.database import connect, owner_conninfo
from mingzhang.books.ledger import Code, Entry
from mingzhang.books.ledger.codes import COLLECTION, PERSONAL
from mingzhang.site.commands import close_day, prove


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    app = typer.Typer()
    prove.register(app)
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    return app


def book(region: str) -> None:
    entry = Entry(Code.ALLOCATION, COLLECTION, 0, PERSONAL, 42, 1_000)
    with connect() as own:
        ledger.post(own, region, [entry], effective_on=date(2026, 3, 5), event_kind="allocation", event_id=1)


def test_sound_books_exit_with_zero(fresh_database: str, command: typer.Typer) -> None:
    book("440100")
    book("110000")
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0, result.output
    assert "440100" in result.output
    assert "110000" in result.output


def test_a_difference_is_named_and_exits_with_one(fresh_database: str, command: typer.Typer) -> None:
    book("440100")
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("update ledger_account set balance_fen = 999")
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 1
    assert "PERSONAL_BALANCE personal/42" in result.output


def test_a_day_that_is_over_is_sealed_and_its_digest_proves_the_end(fresh_database: str, command: typer.Typer) -> None:
    book("440100")
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("update ledger_transfer set booked_on = booked_on - 1")
        closing = typer.Typer()
        close_day.register(closing)
        told = CliRunner().invoke(closing, [])
        assert told.exit_code == 0, told.output
        head = told.output.split("--head ")[1].strip()
        assert CliRunner().invoke(command, ["--head", head]).exit_code == 0
        assert "days sealed: 0" in CliRunner().invoke(closing, []).output
        owner.execute("delete from ledger_chain")
    cut = CliRunner().invoke(command, ["--head", head])
    assert cut.exit_code == 1
    assert "HEAD_MISSING" in cut.output


def test_empty_books_say_so(fresh_database: str, command: typer.Typer) -> None:
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0
    assert "Nothing is booked yet" in result.output
