"""`mingzhang serve`: the product on books of your own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from mingzhang.site.opening import bring_tables_up_to_date, default_directory, open_for_serving
from mingzhang.site.serving import keep_secret, refuse_taken_port, serve
from mingzhang.site.working import worker_beside


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("serve", help="在自己的账本上启动服务。 Serve the product on books of your own.")
    def run(
        port: Annotated[int, typer.Option(help="HTTP port on this machine")] = 8000,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        refuse_taken_port(port)
        with open_for_serving(data) as server:
            bring_tables_up_to_date()
            if "MINGZHANG_SECRET_KEY" not in os.environ:
                os.environ["MINGZHANG_SECRET_KEY"] = keep_secret(data or default_directory(), "web.key")
            if server is not None:
                server.watch()
            print(f"明账 http://127.0.0.1:{port}/   网关 http://127.0.0.1:{port}/gateway   Ctrl-C 停止", flush=True)
            with worker_beside():
                serve(port)
