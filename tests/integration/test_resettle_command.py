"""`mingzhang resettle` shows the differences first, posts them when told to, and refuses in words."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

import visit_cases as cases
from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import connect
from mingzhang.books.ledger.queries import balance
from mingzhang.site.commands import resettle


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    app = typer.Typer()
    resettle.register(app)
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    return app


def test_a_corrected_year_is_shown_then_posted(fresh_database: str, command: typer.Typer) -> None:
    with connect() as own:
        cast = cases.build(own)
        settled = cases.settle_bill(own, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "1000"), use_account=False)
        number = record_number(cases.REGION, settled.settlement_id or 0)
        same = CliRunner().invoke(command, [number])
        assert same.exit_code == 0 and "没有变化" in same.output
        own.execute("update enrolment_coverage set category = 'retired' where person_id = %s", (cast.healthy,))
        tried = CliRunner().invoke(command, [number])
        assert tried.exit_code == 0 and "+50.00" in tried.output and "−50.00" in tried.output, tried.output
        assert balance(own, cases.REGION, "owed", cast.healthy).balance_fen == 0
        posted = CliRunner().invoke(command, [number, "--book"])
        assert posted.exit_code == 0 and "已入账" in posted.output
        assert balance(own, cases.REGION, "owed", cast.healthy).balance_fen == 5_000  # 70 % of 1,000 yuan, not 65 %


def test_what_is_no_settlement_is_refused_in_words(fresh_database: str, command: typer.Typer) -> None:
    for number in ("12", record_number(cases.REGION, 999)):
        refused = CliRunner().invoke(command, [number])
        assert refused.exit_code == 2 and "结算" in refused.output and "settlement" in refused.output.lower()
