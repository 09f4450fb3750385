"""`mingzhang why` tells the explanation in the terminal and as JSON, for a person number or an identity number."""

from __future__ import annotations

import json
from datetime import date

import pytest
import typer
from tests import cast as people
from typer.testing import CliRunner

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import connect
from mingzhang.site.commands import why


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    app = typer.Typer()
    why.register(app)
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    return app


@pytest.fixture
def cast(fresh_database: str) -> people.Cast:
    with connect() as own:
        return people.build(own)


def test_the_terminal_and_the_json_tell_the_same_cause(cast: people.Cast, command: typer.Typer) -> None:
    number = record_number(cast.region, cast.zero)
    told = CliRunner().invoke(command, [number, "z0"])
    assert told.exit_code == 0, told.output
    assert "C1 单位自 2025年1月 起一直没有缴费" in told.output and "迟缴贸易有限公司" in told.output
    plain = json.loads(CliRunner().invoke(command, [number, "Z0", "--json"]).output)
    first = plain["findings"][0]
    assert (first["cause"], first["state"]) == ("C1", "proved")
    assert first["evidence"][0]["kind"] == "contributions.due"
    assert first["remedy"]["actor"] == "employer"
    assert {finding["state"] for finding in plain["findings"]} == {"proved", "refuted", "unknown"}


def test_an_identity_number_and_english_are_understood(cast: people.Cast, command: typer.Typer) -> None:
    told = CliRunner().invoke(command, [people.id_number(4, date(1985, 4, 12)), "Z0", "--english"])
    assert told.exit_code == 0, told.output
    assert "You are insured as a resident" in told.output
    assert people.id_number(4, date(1985, 4, 12)) not in told.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["99999900000000000000", "Z0"], "没有"), (["1", "NOSUCH"], "没有“NOSUCH”")],
)
def test_what_is_not_known_is_said_in_words(
    fresh_database: str, command: typer.Typer, arguments: list[str], words: str
) -> None:
    refused = CliRunner().invoke(command, arguments)
    assert refused.exit_code == 1
    assert words in refused.output
