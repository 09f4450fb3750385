"""`mingzhang cause-docs`: the list of causes, from the causes themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("cause-docs", help="生成原因一览。 Write the list of causes.")
    def run(target: Annotated[Path, typer.Argument(help="the file to write")] = Path("docs/causes.md")) -> None:
        from mingzhang.answers.why.documentation import causes_page

        target.write_text(causes_page(), encoding="utf-8")
        print(target)
