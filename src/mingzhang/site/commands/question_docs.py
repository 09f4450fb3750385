"""`mingzhang question-docs`: the table of questions and what answers each, from the data itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("question-docs", help="生成问题一览。 Write the table of questions.")
    def run(target: Annotated[Path, typer.Argument(help="the file to write")] = Path("docs/questions.md")) -> None:
        from mingzhang.answers.why.documentation import questions_page

        target.write_text(questions_page(), encoding="utf-8")
        print(target)
