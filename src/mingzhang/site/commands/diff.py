"""`mingzhang diff`: what changed in a region's rules between two days, in words, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from mingzhang.rules.policy import (
    Change,
    PlanChange,
    PolicyView,
    change_dates,
    differences,
    plan_differences,
    tell_change,
    tell_plan_change,
)
from mingzhang.rules.settlement.phrases import FUNDS, Language
from mingzhang.site.asking import keys_asked, view_asked

LANGUAGES: tuple[Language, ...] = ("zh", "en")
FUND_NAMES = {language: {fund: words[language] for fund, words in FUNDS.items()} for language in LANGUAGES}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("diff", help="两日之间规则有何变化、对谁。 What changed between two days, and for whom.")
    def show(
        region: Annotated[str, typer.Argument(help="six digits, such as 440100")],
        first: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
        second: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
        topic: Annotated[str, typer.Argument(help="only this topic, such as outpatient, or this key")] = "",
        everything: Annotated[
            bool, typer.Option("--all", help="also figures that only changed their document or state")
        ] = False,
    ) -> None:
        before, after = sorted((view_asked(region, first), view_asked(region, second)), key=lambda view: view.day)
        keys_asked(after, topic)
        found = differences(before, after, topic)
        told = [change for change in found if everything or change.kind != "recited"]
        plans = () if topic else plan_differences(before, after)
        console = Console(highlight=False, soft_wrap=True)
        for line in (*_head(before, after), *_figures(told), *_plans(plans)):
            console.print(line)
        if not told and not plans:
            console.print("没有变化。 Nothing changed.")
        if hidden := len(found) - len(told):
            console.print(
                f"\n另有 {hidden} 处数值不变，只换了依据或证明程度（--all 列出）。 "
                f"{hidden} more kept their value and changed only document or state (--all lists them)."
            )


def _head(before: PolicyView, after: PolicyView) -> Iterator[str]:
    days = [str(day) for day in change_dates(after.region) if before.day < day <= after.day]
    yield f"[bold]{after.region}　{before.day} → {after.day}[/]"
    yield f"其间的变更日 days of change: {'、'.join(days) or '无 none'}"


def _figures(changes: Sequence[Change]) -> Iterator[str]:
    for key, group in groupby(changes, key=lambda change: change.key):
        told = list(group)
        yield f"\n[bold]{told[0].name_zh}[/]　{told[0].name_en}　[dim]{key}[/]"
        for change in told:
            yield f"  • {escape(tell_change(change))}"
            yield f"    [dim]{escape(tell_change(change, 'en'))}[/]"


def _plans(changes: Sequence[PlanChange]) -> Iterator[str]:
    if changes:
        yield "\n[bold]结算方式[/]　Ways of paying"
    for change in changes:
        yield f"  • {escape(tell_plan_change(change, FUND_NAMES['zh']))}"
        yield f"    [dim]{escape(tell_plan_change(change, FUND_NAMES['en'], 'en'))}[/]"
