"""How a section of the report is put together, and the columns that several of its tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang.answers.lab.report import figures
from mingzhang.answers.lab.report.charts import Series
from mingzhang.answers.lab.report.markup import Markup, both, tag
from mingzhang.answers.lab.report.naming import BASELINE, REFORM, SIDES, Head

Row = Mapping[str, Any]


def section(name: str, heading: Head, *content: str) -> Markup:
    """A section under its heading."""
    return tag("section", tag("h2", both(*heading), id=name), *content, aria_labelledby=name)


def note(zh: str, en: str) -> Markup:
    """A remark under a table."""
    return tag("p", both(zh, en), class_="note")


def money_heads(sides: Sequence[str], counted: Head) -> list[Head]:
    """The heads of `money_cells`; `counted` names what is counted as gaining and losing."""
    heads: list[Head] = [("总费用（元）", "cost, yuan")]
    heads += [(f"基金支付·{SIDES[side][0]}", f"funds, {SIDES[side][1]}") for side in sides]
    if len(sides) > 1:
        zh, en = counted
        heads += [
            ("基金支付变化", "change of funds"),
            ("变化率", "%"),
            ("人均变化" if zh == "人" else "笔均变化", "average"),
        ]
        heads += [("个人账户变化", "change of accounts"), ("现金变化", "change of cash")]
        heads += [(f"多付的{zh}数", f"{en} paid more"), (f"少付的{zh}数", f"{en} paid less")]
    return heads


def money_cells(row: Row, sides: Sequence[str], number: int) -> list[str]:
    """Cost, what the funds pay, and with two sides how that and the people's side change; `number` is the group's."""
    cells = [figures.yuan(row["cost_fen"]), *(figures.yuan(row[f"fund_{side}_fen"]) for side in sides)]
    if len(sides) > 1:
        change = difference(row, "fund")
        cells += [figures.change(change), figures.share(change, row["fund_baseline_fen"])]
        cells += [figures.change(figures.average(change, number))]
        cells += [figures.change(difference(row, payer)) for payer in ("account", "cash")]
        cells += [figures.count(row["more"]), figures.count(row["less"])]
    return cells


def difference(row: Row, payer: str) -> int:
    """How much more the payer pays under the reform."""
    return int(row[f"{payer}_reform_fen"] - row[f"{payer}_baseline_fen"])


def side_by_side(rows: Sequence[Row], sides: Sequence[str], column: str) -> list[Series]:
    """One series a side."""
    colours = {"baseline": "base", "reform": "reform"}
    return [
        Series(*(BASELINE if side == "baseline" else REFORM), [row[column.format(side)] for row in rows], colours[side])
        for side in sides
    ]
