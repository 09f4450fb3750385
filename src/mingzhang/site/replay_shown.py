"""A replay in the terminal: the answer in a few lines, and one claim line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mingzhang.answers.why.words import refusal_words, term
from mingzhang.basics.fen import yuan_text
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy.wording import WORDS_ZH
from mingzhang.rules.settlement import statement
from mingzhang.rules.settlement.phrases import FUNDS, fund_name

if TYPE_CHECKING:
    from mingzhang.answers.lab.comparing import Comparison
    from mingzhang.answers.lab.following import FollowedClaim

SIDES = ("现行规则 baseline", "假设方案 reform")
_FACTS = ("scheme", "category", "benefit", "level", "place", "filing")


def show_comparison(console: Console, found: Comparison) -> None:
    """What each payer pays, how many people gain and lose, and what was refused."""
    counts = found.counts
    console.print(f"{counts.settled:,} 笔费用，{counts.people:,} 人，合计 {yuan_text(counts.cost_fen)} 元。")
    table = Table("支付方\npayer", *SIDES[: len(found.sides)], *(("变化\nchange",) if len(found.sides) > 1 else ()))
    for name, paid in _totals(found).items():
        change = [f"{'+' if paid[1] > paid[0] else ''}{yuan_text(paid[1] - paid[0])}"] if len(paid) > 1 else []
        table.add_row(_payer(name), *map(yuan_text, paid), *change)
    console.print(table)
    if len(found.sides) > 1:
        more, less = (sum(found.ages[name].to_pylist()) for name in ("more", "less"))
        console.print(f"基金多付 {more:,} 人，少付 {less:,} 人。 More for {more:,} people, less for {less:,}.")
    for row in found.refused.to_pylist():
        console.print(
            f"没有结算 refused ({row['side']}): {row['claims']:,} × {row['key']} {escape(row['missing'])}",
            highlight=False,
        )


def show_claim(console: Console, found: FollowedClaim) -> None:
    """The claim's facts, then on each side its statement with the sources of every line."""
    row = found.row
    facts = " ".join(WORDS_ZH.get(str(row[name]), str(row[name])) for name in _FACTS if row.get(name) is not None)
    console.print(f"第 {row['claim']} 笔 {row['day']}，人员 {row['person']}，{row['age']} 岁，{facts}")
    console.print(f"此人此前有 {found.earlier} 笔费用，已逐笔计入累计。 {found.earlier} earlier claims are counted in.")
    for side, settled in zip(SIDES, found.sides, strict=False):
        console.print(f"\n{side}（个人账户此前 {yuan_text(settled.account_fen)} 元）")
        if isinstance(settled.outcome, Refusal):
            console.print(f"  {escape(refusal_words(settled.outcome).sentence)}")
            continue
        for line in statement(settled.outcome):
            console.print(f"  {escape(line.text)}")
            for cited in line.citations:
                console.print(
                    f"      [dim]{cited.key} · {escape(cited.document)} {escape(cited.article)} · {cited.state}[/]"
                )


def _payer(name: str) -> str:
    return fund_name(name, "zh") if name in FUNDS else term(name, "zh")


def _totals(found: Comparison) -> dict[str, list[int]]:
    """Each payer's sum over all months, on each side."""
    totals: dict[str, list[int]] = {}
    for row in found.payers.to_pylist():
        paid = totals.setdefault(row["payer"], [0] * len(found.sides))
        for place, side in enumerate(found.sides):
            paid[place] += row[f"{side}_fen"]
    return totals
