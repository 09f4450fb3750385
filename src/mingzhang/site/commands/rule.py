"""`mingzhang rule`: what holds in a region on a day, figure by figure, with its document."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from mingzhang.rules.policy import PolicyView, UnknownRule, describe_facts, regions, view_for, write_printed

STATES = {"verified": "核实", "transcribed": "转录", "assumed": "推定"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("rule", help="某地某日某主题的规则与出处。 The rules of a region on a day, with their sources.")
    def show(
        region: Annotated[str, typer.Argument(help="six digits, such as 440100")],
        day: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
        topic: Annotated[str, typer.Argument(help="a topic, such as outpatient, or a key, such as outpatient.rate")],
    ) -> None:
        try:
            view = view_for(region, date.fromisoformat(day))
        except ValueError:
            _refuse(f"{day} 不是日期，应为 YYYY-MM-DD。 Not a day; write it as YYYY-MM-DD.")
        except UnknownRule:
            known = " ".join(known.code for known in regions())
            _refuse(f"没有 {region} 的政策包；现有 {known}。 No pack for {region}; there are {known}.")
        declared = view.keys()
        keys = [key for key in declared if topic in (key, key.partition(".")[0])]
        if not keys:
            _refuse(f"{region} 没有 {topic} 这个主题或键。 No such topic or key.")
        console = Console()
        console.print(_rules(view, keys))
        console.print(f"视图摘要 digest {view.digest}", highlight=False)


def _refuse(words: str) -> None:
    print(words, file=sys.stderr)
    raise typer.Exit(2)


def _rules(view: PolicyView, keys: list[str]) -> Table:
    """One row a value or listed gap: which figure, for whom, its value, state and start, and the source."""
    heads = ("规则 rule", "适用 for", "值 value", "状态 state", "出处 source")
    table = Table(title=f"{view.region} {view.day}", show_lines=True)
    for head in heads:
        table.add_column(head, overflow="fold")
    for key in keys:
        parameter = view.parameter(key)
        named = f"{parameter.name_zh}\n{key}"
        for cell in view.cells(key):
            cited = cell.ruled.citation
            table.add_row(
                named,
                describe_facts({**parameter.applies, **cell.when}),
                write_printed(cell.ruled.value, cell.ruled.unit),
                f"{STATES[cited.state]}\n{cited.starts}",
                "\n".join(filter(None, (f"{cited.document} {cited.article}", cited.note))),
            )
        for gap in parameter.gaps:
            if gap.holds(view.day):
                facts = describe_facts({**parameter.applies, **gap.when})
                table.add_row(named, facts, "未知", "缺口", f"缺：{gap.missing}（{gap.who}）")
    return table
