"""The whole page: what was replayed, the answer in figures, what the reform changes, the sections, how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.answers.lab.balances import FundYear
from mingzhang.answers.lab.comparing import Comparison
from mingzhang.answers.lab.report import figures
from mingzhang.answers.lab.report.markup import Markup, both, joined, tag
from mingzhang.answers.lab.report.money import funds_section, levels_section, months_section
from mingzhang.answers.lab.report.naming import SIDES, Head
from mingzhang.answers.lab.report.people import (
    affected_section,
    ages_section,
    categories_section,
    changes_section,
    deciles_section,
    refused_section,
)
from mingzhang.answers.lab.report.sections import note, section
from mingzhang.answers.lab.report.tables import table
from mingzhang.rules.policy import PolicyView, Ruled, differences, regions, tell_people, write_printed
from mingzhang.rules.policy.reforming import Reform

_STYLE = Path(__file__).with_name("report.css")
_STATES: dict[str, Head] = {
    "verified": ("核实", "verified"),
    "transcribed": ("转录", "transcribed"),
    "assumed": ("推定", "assumed"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page tells: the views side by side, the reform, the comparison, and what the analyst gave."""

    claims_file: str
    views: Sequence[PolicyView]
    reform: Reform | None
    found: Comparison
    balances: Mapping[str, FundYear] = field(default_factory=dict)


def report_page(report: Report) -> str:
    """The page as one HTML document that loads nothing."""
    found = report.found
    title = _title(report)
    compared = (changes_section(found), affected_section(found)) if report.reform else ()
    main = tag(
        "main",
        _answer(report),
        *([_changes(report)] if report.reform else []),
        funds_section(found, report.balances),
        months_section(found),
        ages_section(found),
        categories_section(found),
        deciles_section(found),
        levels_section(found),
        *compared,
        refused_section(found),
        _made(report),
    )
    header = tag("header", tag("h1", title), tag("p", both(*_subtitle(report))))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(_STYLE.read_text(encoding="utf-8"))),
    )
    return "<!doctype html>\n" + tag("html", head, tag("body", header, main), lang="zh-CN") + "\n"


def _title(report: Report) -> str:
    region = next(info for info in regions() if info.code == report.views[0].region)
    return f"{region.name_zh}：{report.reform.name}" if report.reform else f"{region.name_zh}：现行规则下的费用"


def _subtitle(report: Report) -> Head:
    view = report.views[0]
    return (
        f"用 {view.region} 在 {view.day} 的规则逐笔重算 {report.claims_file}",
        f"Replay of {report.claims_file} under the rules of {view.region} on {view.day}",
    )


def _answer(report: Report) -> Markup:
    """The few figures that answer the question."""
    found, counts = report.found, report.found.counts
    paid = [sum(found.ages[f"fund_{side}_fen"].to_pylist()) for side in found.sides]
    facts: list[tuple[str, str, str]] = [
        ("结算的费用", "claims settled", f"{figures.count(counts.settled)} 笔"),
        ("就医人数", "people", figures.count(counts.people)),
        ("总费用", "cost", f"{figures.yuan(counts.cost_fen)} 元"),
    ]
    facts += [
        (f"基金支付·{SIDES[side][0]}", f"funds, {SIDES[side][1]}", f"{figures.yuan(fen)} 元")
        for side, fen in zip(found.sides, paid, strict=True)
    ]
    if len(paid) > 1:
        change = paid[1] - paid[0]
        more, less = (sum(found.ages[name].to_pylist()) for name in ("more", "less"))
        facts += [
            ("基金支付变化", "change", f"{figures.change(change)} 元（{figures.share(change, paid[0])}）"),
            ("基金多付的人", "paid more for", f"{figures.count(more)} 人"),
            ("基金少付的人", "paid less for", f"{figures.count(less)} 人"),
        ]
    listed = tag("dl", *(tag("div", tag("dt", both(zh, en)), tag("dd", text)) for zh, en, text in facts), class_="key")
    return section("answer", ("结论", "The answer"), listed, *_left_out(report))


def _left_out(report: Report) -> list[Markup]:
    counts = report.found.counts
    missed = counts.claims - counts.settled
    if not missed:
        return []
    zh = f"有 {figures.count(missed)} 笔费用因规则未知没有结算（见文末），以上数字不包括它们。"
    return [tag("p", both(zh, f"{figures.count(missed)} claims met an unknown rule and are left out."), class_="warn")]


def _changes(report: Report) -> Markup:
    """What the reform changes, in words, figure by figure."""
    heads: list[Head] = [
        ("规则", "rule"),
        ("适用", "for"),
        ("现行", "baseline"),
        ("方案", "reform"),
        ("出处", "source"),
    ]
    rows = []
    for change in differences(*report.views):
        before, after = (
            write_printed(state.value, state.unit) if isinstance(state, Ruled) else "未知"
            for state in (change.before, change.after)
        )
        source = change.after.citation if isinstance(change.after, Ruled) else None
        named = joined(change.name_zh, tag("br"), tag("code", change.key))
        cited = f"{source.document} {source.article} {source.note}".strip() if source else ""
        rows.append([named, tell_people(change.whens), before, after, cited])
    starts = report.reform.starts if report.reform else None
    told = [note(f"方案自 {starts} 起施行。", f"It takes effect on {starts}.")] if starts else []
    return section(
        "reform", ("方案改了什么", "What the reform changes"), table(("改动", "Changes"), heads, rows, 5), *told
    )


def _made(report: Report) -> Markup:
    """Digests, and how well the figures are proved on each side."""
    heads: list[Head] = [("一侧", "side"), *_STATES.values(), ("规则摘要", "digest of the rules")]
    rows = []
    for side, view in zip(report.found.sides, report.views, strict=True):
        states = Counter(cell.ruled.citation.state for cells in view.segment.cells.values() for cell in cells)
        rows.append([SIDES[side][0], *(figures.count(states[state]) for state in _STATES), tag("code", view.digest)])
    return section(
        "made",
        ("怎样算出来的", "How this was made"),
        table(("规则数值的证明程度", "How well the figures are proved"), heads, rows),
        note(
            "每笔费用由结算柜台所用的同一算法重算，金额为整数分。年龄与类别取每人第一笔费用时的。",
            "Every claim ran through the algorithm of the counter, in whole fen; age and category are those of a "
            "person's first claim.",
        ),
    )
