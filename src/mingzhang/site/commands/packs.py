"""`mingzhang packs`: how much of the law is in, and how well it is proved."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from mingzhang.rules.policy import (
    CoverageRow,
    PacksInvalid,
    coverage_by_year,
    coverage_table,
    covered_years,
    listed_gaps,
    packs,
    regions,
    sweep,
)

LEAST_WIDTH = 110
COLUMNS = (
    "地区\nregion",
    "名称\nname",
    "主题\ntopic",
    "值\nvalues",
    "核实\nverified",
    "转录\ntranscribed",
    "推定\nassumed",
    "缺口\ngaps",
)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("packs", help="政策包的覆盖与缺口。 What the policy packs cover, and their gaps.")
    def show(
        as_json: Annotated[bool, typer.Option("--json", help="print JSON for machines")] = False,
        years: Annotated[bool, typer.Option("--years", help="the same year by year")] = False,
        gaps: Annotated[bool, typer.Option("--gaps", help="list every gap: what is missing and who has it")] = False,
        check: Annotated[bool, typer.Option("--check", help="what an author should mend or confirm")] = False,
        swept: Annotated[bool, typer.Option("--sweep", help="ask every question on every day of change")] = False,
    ) -> None:
        try:
            rows = coverage_table()
        except PacksInvalid as invalid:
            print(invalid, file=sys.stderr)
            raise typer.Exit(1) from invalid
        if as_json:
            shown = coverage_by_year() if years else rows
            print(json.dumps([asdict(row) for row in shown], ensure_ascii=False, indent=1))
            return
        console = Console()
        console.width = max(console.width, LEAST_WIDTH)
        if years:
            console.print("逐年：核实·转录·推定(缺口) By year: verified·transcribed·assumed(gaps)", highlight=False)
        for table in _by_year() if years else (_coverage(rows),):
            console.print(table)
        if gaps:
            console.print(_gaps())
        sound = [_checked(console)] if check else []
        sound += [_swept(console)] if swept else []
        if not all(sound):
            raise typer.Exit(1)


def _coverage(rows: tuple[CoverageRow, ...]) -> Table:
    table = Table(*COLUMNS, title="政策包覆盖 Coverage of the packs")
    for row in rows:
        table.add_row(*map(str, asdict(row).values()))
    return table


def _by_year() -> Iterator[Table]:
    """A table for each region: a row for each topic, a column for each year with values by state and open gaps."""
    for (region, name), rows in groupby(coverage_by_year(), key=lambda row: (row.region, row.name)):
        table = Table(title=f"{region} {name}", title_justify="left", box=SIMPLE, pad_edge=False)
        for head in ("主题 topic", *map(str, covered_years())):
            table.add_column(head, no_wrap=True)
        for topic, years in groupby(rows, key=lambda row: row.topic):
            table.add_row(topic, *(f"{one.verified}·{one.transcribed}·{one.assumed}({one.gaps})" for one in years))
        yield table


def _gaps() -> Table:
    table = Table(title="缺口 Gaps", show_lines=True)
    for head in ("地区与键 region, key", "何时、对谁 when, for", "缺什么 missing", "在谁手里 who has it"):
        table.add_column(head, overflow="fold")
    for gap in listed_gaps():
        span = f"{gap.starts or ''} … {gap.until or ''}" if gap.starts or gap.until else "一直 always"
        table.add_row(f"{gap.region}\n{gap.key}", f"{span}\n{gap.facts}".strip(), gap.missing, gap.who)
    return table


def _checked(console: Console) -> bool:
    """List what looks wrong in the packs; False when there is anything."""
    warnings = packs().warnings
    for warning in warnings:
        console.print(str(warning), highlight=False, markup=False, soft_wrap=True)
    console.print(f"{len(warnings)} 处须改正或确认。 {len(warnings)} to mend or confirm.")
    return not warnings


def _swept(console: Console) -> bool:
    """Sweep every region and say what was found; False when something is neither answered nor listed."""
    results = [sweep(region.code) for region in regions()]
    for found in results:
        console.print(
            f"{found.region}：{found.days} 个变更日，{found.answered} 问有答，{found.gaps} 问遇到已列缺口，"
            f"{len(found.holes)} 问无着落。 {len(found.holes)} holes."
        )
        for hole in found.holes:
            facts = " ".join(f"{name}={fact}" for name, fact in hole.facts.items())
            console.print(f"  {hole.day} {hole.key} {facts} ({hole.why})", highlight=False)
    return not any(found.holes for found in results)
