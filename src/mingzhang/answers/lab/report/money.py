"""The report's sections about money: each fund's year, month after month, hospital levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.answers.lab.balances import FundYear
from mingzhang.answers.lab.comparing import Comparison
from mingzhang.answers.lab.report import figures, naming
from mingzhang.answers.lab.report.charts import Series, columns
from mingzhang.answers.lab.report.markup import Markup, tag
from mingzhang.answers.lab.report.naming import SIDES, Head
from mingzhang.answers.lab.report.sections import (
    Row,
    difference,
    money_cells,
    money_heads,
    note,
    section,
    side_by_side,
)
from mingzhang.answers.lab.report.tables import table


def funds_section(found: Comparison, balances: Mapping[str, FundYear]) -> Markup:
    """What each payer pays in all, and where each fund stands at the end as far as its income is known."""
    totals = _totals(found)
    chart = columns(
        "各方支付合计 What each payer pays",
        [naming.payer(row["payer"]) for row in totals],
        side_by_side(totals, found.sides, "{}_fen"),
        figures.short_yuan,
        "元 yuan",
    )
    heads: list[Head] = [("支付方", "payer"), *(_head(side, "支付（元）", "pays, yuan") for side in found.sides)]
    if len(found.sides) > 1:
        heads += [("变化", "change"), ("变化率", "%")]
    heads += [("期初结余", "opening"), ("本期收入", "income")]
    heads += [_head(side, "期末结余", "year end") for side in found.sides]
    rows = [[*_paid_cells(row, found.sides), *_year_end_cells(row, found, balances)] for row in totals]
    paid = table(("各方支付合计", "What each payer pays"), heads, rows)
    return section("funds", ("基金与个人", "Funds and people"), chart, paid, *_unknown_income(found, balances))


def months_section(found: Comparison) -> Markup:
    """Month by month: the funds together, then every payer."""
    months = _months(found)
    chart = columns(
        "每月基金支付 Paid by the funds each month",
        [row["month"] for row in months],
        side_by_side(months, found.sides, "{}_fen"),
        figures.short_yuan,
        "元 yuan",
    )
    heads: list[Head] = [("月份", "month"), *(_head(side, "基金支付（元）", "funds, yuan") for side in found.sides)]
    detail: list[Head] = [
        ("月份", "month"),
        ("支付方", "payer"),
        *(_head(side, "支付（元）", "yuan") for side in found.sides),
    ]
    if len(found.sides) > 1:
        heads += [("变化", "change"), ("变化率", "%")]
        detail += [("变化", "change"), ("变化率", "%")]
    rows = [[row["month"], *_pair(row, found.sides)] for row in months]
    every = [
        [f"{row['month']:%Y-%m}", naming.payer(row["payer"]), *_pair(row, found.sides)]
        for row in found.payers.to_pylist()
    ]
    return section(
        "months",
        ("逐月", "Month by month"),
        chart,
        table(("每月基金支付", "Paid by the funds each month"), heads, rows),
        tag(
            "details",
            tag("summary", "每月各支付方 Every payer, month by month"),
            table(("每月各支付方", "Every payer each month"), detail, every, words=2),
        ),
    )


def levels_section(found: Comparison) -> Markup:
    """By hospital level, counted in claims."""
    rows = found.levels.to_pylist()
    labels = [naming.level(row["level"]) for row in rows]
    if len(found.sides) > 1:
        series = [Series("基金支付变化", "change", [difference(row, "fund") for row in rows], "change")]
        chart = columns("各级医院的基金支付变化 Change by level", labels, series, figures.short_yuan, "元 yuan")
    else:
        sums = side_by_side(rows, found.sides, "fund_{}_fen")
        chart = columns("各级医院的基金支付 By level", labels, sums, figures.short_yuan, "元 yuan")
    heads: list[Head] = [("医院级别", "level"), ("费用笔数", "claims"), *money_heads(found.sides, ("笔", "claims"))]
    cells = [
        [label, figures.count(row["claims"]), *money_cells(row, found.sides, row["claims"])]
        for label, row in zip(labels, rows, strict=True)
    ]
    shown = table(("按医院级别", "By hospital level"), heads, cells)
    told = note(
        "一个人可以在几级医院就医，所以这里数的是费用笔数。", "One person visits several levels; claims are counted."
    )
    return section("levels", ("医院级别", "Hospital levels"), chart, shown, told)


def _totals(found: Comparison) -> list[dict[str, object]]:
    """Each payer's sum over all months."""
    sums: dict[str, dict[str, object]] = {}
    for row in found.payers.to_pylist():
        kept = sums.setdefault(row["payer"], {"payer": row["payer"], **{f"{side}_fen": 0 for side in found.sides}})
        for side in found.sides:
            kept[f"{side}_fen"] += row[f"{side}_fen"]
    return list(sums.values())


def _months(found: Comparison) -> list[dict[str, object]]:
    """The funds' sum of each month."""
    sums: dict[str, dict[str, object]] = {}
    for row in found.payers.to_pylist():
        month = f"{row['month']:%Y-%m}"
        kept = sums.setdefault(month, {"month": month, **{f"{side}_fen": 0 for side in found.sides}})
        for side in found.sides:
            kept[f"{side}_fen"] += row[f"{side}_fen"] if row["payer"] in found.funds else 0
    return list(sums.values())


def _pair(row: Row, sides: Sequence[str]) -> list[str]:
    """An amount on each side, and the change where there are two."""
    paid = [row[f"{side}_fen"] for side in sides]
    cells = [figures.yuan(fen) for fen in paid]
    if len(paid) > 1:
        cells += [figures.change(paid[1] - paid[0]), figures.share(paid[1] - paid[0], paid[0])]
    return cells


def _paid_cells(row: Row, sides: Sequence[str]) -> list[str]:
    return [naming.payer(row["payer"]), *_pair(row, sides)]


def _year_end_cells(row: Row, found: Comparison, balances: Mapping[str, FundYear]) -> list[str]:
    """Opening, income and what is left on each side; accounts and cash are people's own and have no year end here."""
    year = balances.get(row["payer"])
    if year is None:
        return ["未知" if row["payer"] in found.funds else "不适用"] * (2 + len(found.sides))
    ends = [year.opening_fen + year.income_fen - row[f"{side}_fen"] for side in found.sides]
    return [figures.yuan(fen) for fen in (year.opening_fen, year.income_fen, *ends)]


def _unknown_income(found: Comparison, balances: Mapping[str, FundYear]) -> list[Markup]:
    if all(fund in balances for fund in found.funds):
        return []
    return [
        note(
            "费用数据只说明支出。期初结余与收入未提供的，结余写“未知”；用 --balances 提供后即可计算。",
            "Claims tell outgoings only; give --balances to see where the funds stand at the end.",
        )
    ]


def _head(side: str, zh: str, en: str) -> Head:
    return f"{SIDES[side][0]}{zh}", f"{SIDES[side][1]} {en}"
