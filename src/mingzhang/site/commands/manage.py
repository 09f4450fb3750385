"""`mingzhang manage`: Django's own commands, on the same books."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from mingzhang.site.opening import open_database


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        "manage",
        help="Django 的管理命令。 Django's own commands.",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )
    def run(
        context: typer.Context,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        from django.core.management import execute_from_command_line

        os.environ["DJANGO_SETTINGS_MODULE"] = "mingzhang.site.settings"
        with open_database(data):
            execute_from_command_line(["mingzhang manage", *context.args])
