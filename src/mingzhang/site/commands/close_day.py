"""`mingzhang close-day`: what the books need once a day; run it by the clock, after midnight."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mingzhang.books import ledger
from mingzhang.site.closing import close_day
from mingzhang.site.opening import open_books


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("close-day", help="日终：解冻、汇总、封账。 Expire holds, roll up, seal days.")
    def run(data: Annotated[Path | None, typer.Option(help="directory of the books")] = None) -> None:
        now = datetime.now(ZoneInfo("Asia/Shanghai"))
        with open_books(data) as connection:
            for region in ledger.booked_regions(connection):
                closed = close_day(connection, region, now=now)
                print(f"{region} 到期冻结 holds expired: {closed.expired}，封存 days sealed: {closed.sealed}")
                if closed.head is not None:
                    print(f"  请另行保存 keep elsewhere: --head {region}={closed.head}")
