"""`mingzhang close-day`: what the books need once a day; run it by the clock, after midnight."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mingzhang.books import ledger
from mingzhang.site.opening import open_books


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("close-day", help="日终：解冻、汇总、封账。 Expire holds, roll up, seal days.")
    def run(data: Annotated[Path | None, typer.Option(help="directory of the books")] = None) -> None:
        now = datetime.now(ZoneInfo("Asia/Shanghai"))
        with open_books(data) as connection:
            for region in ledger.booked_regions(connection):
                expired = ledger.expire_holds(connection, region, at=now)
                ledger.roll_up(connection, region)
                seals = ledger.seal_due(connection, region, now=now)
                print(f"{region} 到期冻结 holds expired: {expired}，封存 days sealed: {len(seals)}")
                if seals:
                    print(f"  请另行保存 keep elsewhere: --head {region}={seals[-1].digest.hex()}")
