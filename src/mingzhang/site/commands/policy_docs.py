"""`mingzhang policy-docs`: the pages about the packs, from the packs themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("policy-docs", help="按政策包生成键一览与种子数字去向。 Write the pages about the policy packs.")
    def run(folder: Annotated[Path, typer.Argument(help="the folder to write into")] = Path("docs")) -> None:
        from mingzhang.rules.policy.documentation import keys_page, seeds_page

        for name, page in (("policy-keys.md", keys_page()), ("seed-figures.md", seeds_page())):
            target = folder / name
            target.write_text(page, encoding="utf-8")
            print(target)
