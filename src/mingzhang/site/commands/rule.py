"""`mingzhang rule`: what holds in a region on a day, figure by figure, with its document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from mingzhang.rules.policy import PolicyView, describe_facts, write_printed
from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.parameters import Gap, Parameter, Value
from mingzhang.site.asking import keys_asked, view_asked

STATES = {"verified": "核实 verified", "transcribed": "转录 transcribed", "assumed": "推定 assumed"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("rule", help="某地某日某主题的规则与出处。 The rules of a region on a day, with their sources.")
    def show(
        region: Annotated[str, typer.Argument(help="six digits, such as 440100")],
        day: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
        topic: Annotated[str, typer.Argument(help="a topic, such as outpatient, or a key; all when left out")] = "",
        as_json: Annotated[bool, typer.Option("--json", help="print JSON for machines")] = False,
    ) -> None:
        view = view_asked(region, day)
        keys = keys_asked(view, topic)
        if as_json:
            print(json.dumps(_data(view, keys), ensure_ascii=False, indent=1))
            return
        console = Console()
        for parameter in map(view.parameter, keys):
            console.print(_table(view, parameter))
        console.print(f"{view.region} {view.day} 视图摘要 digest {view.digest}", highlight=False, soft_wrap=True)


def _table(view: PolicyView, parameter: Parameter) -> Table:
    """One row a value or listed gap: for whom, its value, state and start, and the source with what disagrees."""
    title = f"{parameter.name_zh}  {parameter.name_en}  {parameter.key}"
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    table.add_column("适用 for", overflow="fold", ratio=3)
    table.add_column("值 value", overflow="fold", ratio=2)
    table.add_column("状态与起始 state, since", overflow="fold", width=len("transcribed"))
    table.add_column("出处 source", overflow="fold", ratio=6)
    for cell in view.cells(parameter.key):
        cited = cell.ruled.citation
        value = write_printed(cell.ruled.value, cell.ruled.unit)
        table.add_row(_people(parameter, cell.when), value, f"{STATES[cited.state]}\n{cited.starts}", _source(cell))
    for gap in _open_gaps(view, parameter):
        table.add_row(_people(parameter, gap.when), "未知 not known", "缺口 gap", f"缺：{gap.missing}（{gap.who}）")
    if not table.row_count:
        table.add_row("", "本日无此规则 no such rule on this day", "", "")
    return table


def _people(parameter: Parameter, when: When) -> str:
    return describe_facts({**parameter.applies, **when}) or "所有人 everybody"


def _source(cell: Value) -> str:
    """Document and article, who says the same, the note, and a conflict with its candidates, choice and reason."""
    cited = cell.ruled.citation
    lines = [f"{cited.document} {cited.article}"]
    lines += [f"同见：{other}" for other in cell.also]
    lines += [f"注：{cited.note}"] if cited.note else []
    if cell.conflict:
        lines += ["各处不一 sources disagree:", *(f"· {candidate}" for candidate in cell.conflict.candidates)]
        lines += [f"取 taken：{cell.conflict.chosen}", f"理由 why：{cell.conflict.why}"]
    return "\n".join(lines)


def _open_gaps(view: PolicyView, parameter: Parameter) -> Iterator[Gap]:
    return (gap for gap in parameter.gaps if gap.holds(view.day))


def _data(view: PolicyView, keys: tuple[str, ...]) -> dict[str, object]:
    """The same content for machines; values stay whole numbers of fen, basis points or the unit itself."""
    return {
        "region": view.region,
        "day": view.day.isoformat(),
        "digest": view.digest,
        "rules": [_rule(view, view.parameter(key)) for key in keys],
    }


def _rule(view: PolicyView, parameter: Parameter) -> dict[str, object]:
    return {
        "key": parameter.key,
        "name": {"zh": parameter.name_zh, "en": parameter.name_en},
        "unit": parameter.unit,
        "values": [_value(parameter, cell) for cell in view.cells(parameter.key)],
        "gaps": [
            {"for": _both(parameter, gap.when), "missing": gap.missing, "who": gap.who}
            for gap in _open_gaps(view, parameter)
        ],
    }


def _value(parameter: Parameter, cell: Value) -> dict[str, object]:
    ruled, conflict = cell.ruled, cell.conflict
    return {
        "for": _both(parameter, cell.when),
        "value": ruled.value,
        "printed": {"zh": write_printed(ruled.value, ruled.unit), "en": write_printed(ruled.value, ruled.unit, "en")},
        "state": ruled.citation.state,
        "starts": ruled.citation.starts,
        "source": ruled.citation.source,
        "document": ruled.citation.document,
        "article": ruled.citation.article,
        "also": cell.also,
        "note": ruled.citation.note,
        "conflict": conflict and {"candidates": conflict.candidates, "chosen": conflict.chosen, "why": conflict.why},
    }


def _both(parameter: Parameter, when: When) -> dict[str, str]:
    facts = {**parameter.applies, **when}
    return {"zh": describe_facts(facts), "en": describe_facts(facts, "en")}
