"""`mingzhang channel-key`: a secret that a channel and we share, for its signed calls and files."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.operations import end_key, set_key
from mingzhang.rules.policy import regions
from mingzhang.site.opening import open_books

CHINA = ZoneInfo("Asia/Shanghai")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        "channel-key", help="登记或终止渠道的签名密钥。 Register or end a channel's key; see docs/collection.md."
    )
    def run(
        region: Annotated[str, typer.Argument(help="统筹区代码 region")],
        channel: Annotated[str, typer.Argument(help=f"渠道 channel: {', '.join(CHANNELS)}")],
        key_id: Annotated[str, typer.Argument(help="密钥编号 the key's number, such as k1")],
        end: Annotated[bool, typer.Option("--end", help="终止 end it from now on")] = False,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        if region not in {known.code for known in regions()} or channel not in CHANNELS:
            raise typer.BadParameter("没有这样的统筹区或渠道。 No such region or channel.")
        console, now = Console(highlight=False, soft_wrap=True), datetime.now(CHINA)
        with open_books(data) as connection:
            if end:
                done = end_key(connection, region, channel, key_id=key_id, now=now)
                console.print("已终止。 Ended." if done else "没有这样的密钥在用。 No such key is in use.")
                raise typer.Exit(0 if done else 1)
            secret = secrets.token_urlsafe(32)
            if not set_key(connection, region, channel, key_id=key_id, secret=secret, now=now):
                console.print("这个编号用过了，请换一个。 This number was used before; choose another.")
                raise typer.Exit(1)
        console.print(f"只显示这一次，请交给渠道。 Shown once; hand it to the channel.\n{secret}", markup=False)
