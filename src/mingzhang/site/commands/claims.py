"""`mingzhang claims`: the claims of an invented city, for trying a replay."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule, regions
from mingzhang.site.extras import needed
from mingzhang.site.landing import landing_in
from mingzhang.site.progress import progress_of
from mingzhang.site.refusing import refuse


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("claims", help="生成一个虚构城市的费用数据。 Draw the claims of an invented city.")
    def run(
        region: Annotated[str, typer.Option(help="whose rules it follows, six digits")],
        out: Annotated[Path, typer.Option(dir_okay=False, help="the Parquet file to write")],
        people: Annotated[int, typer.Option(min=1, max=100_000_000, help="insured people")] = 10_000,
        years: Annotated[int, typer.Option(min=1, max=10, help="how many years")] = 1,
        year: Annotated[int, typer.Option(help="the first year")] = 2025,
        seed: Annotated[int, typer.Option(min=0, help="the same seed gives the same claims")] = 1,
    ) -> None:
        with needed("lab"):
            from mingzhang.answers.lab.claims import region_of, write_claims, years_of
        asked = years_of(year, years)
        if isinstance(asked, Refusal):
            refuse(asked)
        try:
            found = region_of(region, asked)
        except UnknownRule:
            refuse(Refusal("REGION_WITHOUT_PACK", {"region": region, "known": _known()}))
        for key, missing in found.notes:
            typer.echo(f"规则未知 not known: {key} {missing}", err=True)
        with landing_in(out.parent, [out.name]) as folder, progress_of(out.name) as tell:
            written = write_claims(folder / out.name, found, people, asked, seed, tell)
        typer.echo(
            f"{out.name}：{written.people:,} 人，其中 {written.with_claims:,} 人有费用，共 {written.claims:,} 笔。"
            f" {written.claims:,} claims of {written.with_claims:,} people."
        )


def _known() -> str:
    return " ".join(info.code for info in regions())
