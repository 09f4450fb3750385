"""`mingzhang why`: the explanation that the page shows, in a terminal or as JSON."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.markup import escape

from mingzhang.answers.why import SYMPTOMS, Explanation, Finding, explain, explanation_to_json
from mingzhang.answers.why.words import Language, refusal_words, yuan
from mingzhang.basics.refusal import Refusal
from mingzhang.registers.enrolment.queries import find_people
from mingzhang.site.opening import open_books

MARKS = {"proved": "[red]●[/]", "unknown": "[yellow]?[/]", "refuted": "[green]○[/]"}
HEADINGS: dict[Language, tuple[str, ...]] = {
    "zh": ("为什么", "现在怎么办", "钱去了哪（今年）", "这不影响", "还不能判断", "已排除"),
    "en": ("Why", "What now", "Where it went (this year)", "Not touched", "Cannot be told yet", "Excluded"),
}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("why", help="说清一个人的一个问题。 Explain one symptom of one person, such as `why PERSON Z0`.")
    def run(
        person: Annotated[str, typer.Argument(help="the person's 20-digit number, or an identity card number")],
        symptom: Annotated[str, typer.Argument(help=" ".join(SYMPTOMS))],
        about: Annotated[
            str | None, typer.Option(help="a settlement's number or a refusal's look-up number; without it the latest")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
        english: Annotated[bool, typer.Option("--english", help="in English")] = False,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        language: Language = "en" if english else "zh"
        if symptom.upper() not in SYMPTOMS:
            _refuse(Refusal("SYMPTOM_UNKNOWN", {"symptom": symptom, "known": " ".join(SYMPTOMS)}), language)
        with open_books(data) as connection:
            keys = find_people(connection, person)
            if not keys:
                _refuse(Refusal("PERSON_UNKNOWN", {}, "never"), language)
            now = datetime.now(ZoneInfo("Asia/Shanghai"))
            told = [explain(connection, key.region, key.person_id, symptom.upper(), now, about) for key in keys]
        if as_json:
            first = max(told, key=lambda explanation: bool(explanation.proved))
            print(json.dumps(explanation_to_json(first), ensure_ascii=False, indent=2))
        else:
            for explanation in told:
                _print(Console(highlight=False, soft_wrap=True), explanation, language)


def _refuse(refusal: Refusal, language: Language) -> None:
    print(refusal_words(refusal, language).sentence, file=sys.stderr)
    raise typer.Exit(1)


def _print(console: Console, told: Explanation, language: Language) -> None:
    """The page's order: how much, why, what now, where it went, what is not touched, what is open, what is excluded."""
    why, now, went, untouched, unknown, excluded = HEADINGS[language]
    console.print(f"[bold]{told.title.of(language)}[/]  {told.person_number}")
    console.print(escape(told.shown.sentence.of(language)))
    console.print(f"[dim]{escape(told.shown.source.of(language))}[/]")
    _print_findings(console, f"\n{why}", told.proved, language)
    if told.proved:
        console.print(f"\n[bold]{now}[/]")
    for number, finding in enumerate(told.proved, start=1):
        _print_remedy(console, number, finding, language)
    console.print(f"\n[bold]{went}[/]\n  {_flow(told, language)}")
    console.print(f"\n[bold]{untouched}[/]\n  {escape(told.unaffected.sentence.of(language))}")
    _print_findings(console, f"\n{unknown}", told.unknown, language)
    console.print(f"\n[bold]{excluded}[/] {' '.join(finding.cause for finding in told.refuted)}")


def _print_findings(console: Console, heading: str, findings: tuple[Finding, ...], language: Language) -> None:
    if not findings:
        return
    console.print(f"[bold]{heading}[/]")
    for finding in findings:
        console.print(f"  {MARKS[finding.state]} {finding.cause} {escape(finding.sentence.of(language))}")
        for evidence in finding.evidence:
            console.print(
                f"      [dim]{evidence.kind} {escape(evidence.number)}  {escape(evidence.says.of(language))}[/]"
            )
        if finding.source is not None:
            asked = finding.check.of(language) if finding.check is not None else ""
            console.print(f"      [dim]{escape(finding.source.name.of(language))} {finding.source.number}  {asked}[/]")


def _print_remedy(console: Console, number: int, finding: Finding, language: Language) -> None:
    remedy = finding.remedy
    if remedy is None:
        return
    steps = " ".join(f"{step.of(language)};" for step in remedy.steps).rstrip(";")
    console.print(f"  {number}. {finding.cause} {escape(steps)}")
    who = f"{remedy.who.name.of(language)} {remedy.who.number}（{remedy.who.hours.of(language)}）"
    by = f" · {remedy.deadline}" if remedy.deadline is not None else ""
    console.print(f"      [dim]{escape(remedy.channel.of(language))} · {escape(who)}{by}[/]")
    if remedy.then is not None:
        console.print(f"      [dim]→ {escape(remedy.then.of(language))}[/]")


def _flow(told: Explanation, language: Language) -> str:
    flow = told.money
    names = {
        "zh": ("结转", "划入", "退回", "收入", "本人", "家人", "转出", "更正", "冻结"),
        "en": ("opening", "allocated", "returned", "received", "own", "relatives", "out", "corrections", "held"),
    }[language]
    came = (flow.opening_fen, flow.allocated_fen, flow.refunds_fen, flow.received_fen)
    went = (flow.own_fen, flow.relatives_fen, flow.out_fen, flow.corrections_fen, flow.holds_fen)
    parts = [
        f"{'+ ' if index else ''}{name} {yuan(fen)}" for index, (name, fen) in enumerate(zip(names, came, strict=False))
    ]
    parts += [f"− {name} {yuan(fen)}" for name, fen in zip(names[4:], went, strict=True)]
    return f"{' '.join(parts)} = {yuan(flow.available_fen)}"
