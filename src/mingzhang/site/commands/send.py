"""`mingzhang send`: messages from a file to a gateway, with the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_URL = "http://127.0.0.1:8000/gateway"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("send", help="向网关发送文件中的报文并显示应答。 Send a file's messages to a gateway.")
    def run(
        file: Annotated[Path, typer.Argument(help="one envelope, or a conversation (see examples/)")],
        url: Annotated[str, typer.Option(help="the gateway's address")] = DEFAULT_URL,
    ) -> None:
        from mingzhang.site.sending_shown import send_file

        raise typer.Exit(send_file(file, url))
