"""`mingzhang resettle`: settle a person's year again from one settlement on, and post the differences."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from mingzhang.answers.why.words import yuan
from mingzhang.basics.identifiers import read_record_number, record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.operations import resettle, try_resettling
from mingzhang.care.visits.records import Adjustment
from mingzhang.rules.settlement.phrases import FUNDS
from mingzhang.site.opening import open_books
from mingzhang.site.refusing import refuse

PURSES_ZH = {"account": "个人账户", "family": "家庭共济", "cash": "现金（应收应付）"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("resettle", help="更正后重算一个人的年度并补差。 Settle a year again after a correction.")
    def run(
        number: Annotated[str, typer.Argument(help="the 20-digit number of the first settlement to settle again")],
        book: Annotated[
            bool, typer.Option("--book", help="post the differences; without it they are only shown")
        ] = False,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        read = read_record_number(number)
        if read is None:
            refuse(Refusal("SETTLEMENT_UNKNOWN", {"settlement": number}, "never"))
        verb = resettle if book else try_resettling
        with open_books(data) as connection:
            done = verb(connection, *read, now=datetime.now(ZoneInfo("Asia/Shanghai")))
        if isinstance(done, Refusal):
            refuse(done)
        console = Console(highlight=False)
        if not done:
            console.print("没有变化：按现有记录重算，每一分钱都与原结算相同。 Nothing changes.")
            return
        console.print(_table(done))
        console.print("已入账。 Posted." if book else "试算，未入账；加 --book 入账。 Tried only; --book posts it.")


def _table(adjustments: tuple[Adjustment, ...]) -> Table:
    """One row a settlement: who pays how much more or less."""
    table = Table("结算 settlement", "服务日 day", "变化 changes (元 yuan)", title="重算差额 Differences")
    for adjustment in adjustments:
        changes = "\n".join(
            f"{_payer(change.payer)} {'+' if change.amount_fen > 0 else ''}{yuan(change.amount_fen)}"
            for change in adjustment.changes
        )
        settled = record_number(adjustment.region, adjustment.settlement_id)
        table.add_row(settled, adjustment.service_on.isoformat(), changes or "只有累计变化 totals only")
    return table


def _payer(payer: str) -> str:
    return PURSES_ZH.get(payer) or FUNDS[payer]["zh"]
