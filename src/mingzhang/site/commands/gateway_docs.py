"""`mingzhang gateway-docs`: the interface's documentation, from the tables that check the messages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("gateway-docs", help="按字段表生成网关接口文档。 Write the gateway's documentation.")
    def run(target: Annotated[Path, typer.Argument(help="the file to write")] = Path("docs/gateway.md")) -> None:
        from mingzhang.doors.gateway.documentation import gateway_page

        target.write_text(gateway_page(), encoding="utf-8")
        print(target)
