"""The report's sections about people: age, category, tenth of cost, how far the change goes and for whom most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingzhang.answers.lab.comparing import Comparison
from mingzhang.answers.lab.report import figures, naming
from mingzhang.answers.lab.report.charts import Series, columns
from mingzhang.answers.lab.report.markup import Markup
from mingzhang.answers.lab.report.naming import Head
from mingzhang.answers.lab.report.sections import Row, difference, money_cells, money_heads, note, section
from mingzhang.answers.lab.report.tables import table
from mingzhang.rules.policy.facts import CATEGORIES

SCHEME_OF = {category: scheme for scheme, group in CATEGORIES.items() for category in group}


def ages_section(found: Comparison) -> Markup:
    """By age at the person's first claim."""
    return _groups(
        found,
        "ages",
        ("年龄", "Age"),
        found.ages.to_pylist(),
        lambda row: naming.ages(row["age_from"], row["age_below"]),
    )


def categories_section(found: Comparison) -> Markup:
    """By scheme and category at the person's first claim."""
    return _groups(
        found,
        "categories",
        ("参保类别", "Scheme and category"),
        found.categories.to_pylist(),
        lambda row: naming.category(row["scheme"], row["category"]),
    )


def deciles_section(found: Comparison) -> Markup:
    """By tenth of yearly cost."""
    return _groups(
        found,
        "deciles",
        ("费用十等分", "Tenths of cost"),
        found.deciles.to_pylist(),
        lambda row: f"第 {row['decile']} 组（{row['yuan_from']:,}–{row['yuan_to']:,} 元）",
        lambda row: f"第 {row['decile']} 组",
    )


def changes_section(found: Comparison) -> Markup:
    """How many people gain or lose how much."""
    rows = found.changes.to_pylist()
    series = [Series("人数", "people", [row["people"] for row in rows], "reform")]
    labels = [naming.short_step(row["yuan_from"], row["yuan_below"]) for row in rows]
    chart = columns("每人基金支付变化的分布 Distribution of change", labels, series, figures.short_count, "人 people")
    heads: list[Head] = [
        ("每人变化（元）", "change a head, yuan"),
        ("人数", "people"),
        ("占比", "share"),
        ("合计变化（元）", "sum"),
    ]
    everybody = found.counts.people
    cells = [
        [
            naming.step(row["yuan_from"], row["yuan_below"]),
            figures.count(row["people"]),
            figures.share(row["people"], everybody).removeprefix("+"),
            figures.change(row["change_fen"]),
        ]
        for row in rows
    ]
    return section(
        "changes", ("变化的分布", "How far the change goes"), chart, table(("变化的分布", "Distribution"), heads, cells)
    )


def affected_section(found: Comparison) -> Markup:
    """The hundred people whose funds' payment changes most."""
    heads: list[Head] = [
        ("人员代号", "person"),
        ("类别", "category"),
        ("年龄", "age"),
        ("费用笔数", "claims"),
        ("总费用（元）", "cost, yuan"),
        ("基金支付·现行", "funds, baseline"),
        ("基金支付·方案", "funds, reform"),
        ("变化", "change"),
        ("账户变化", "account"),
        ("现金变化", "cash"),
    ]
    cells = [_person(row) for row in found.affected.to_pylist()]
    return section(
        "affected",
        ("变化最大的一百人", "The hundred most affected"),
        table(("变化最大的人（代号）", "By change, pseudonymous"), heads, cells, words=2),
        note(
            "代号来自费用数据，不是证件号码。用 --claim 加费用编号可逐行查看任何一笔。",
            "Numbers are the claims' pseudonyms; --claim N tells any single claim line by line.",
        ),
    )


def refused_section(found: Comparison) -> Markup:
    """Which claims met an unknown rule, and which document is missing."""
    heads: list[Head] = [("规则", "rule"), ("缺少的文件", "missing document"), ("一侧", "side"), ("费用笔数", "claims")]
    rows = [
        [row["key"], row["missing"], naming.SIDES[row["side"]][0], figures.count(row["claims"])]
        for row in found.refused.to_pylist()
    ]
    return section(
        "refused",
        ("因规则未知而没有结算的费用", "Claims refused by an unknown rule"),
        table(("没有结算的费用", "Refused claims"), heads, rows, words=3),
        note(
            "任何一侧没有结算的费用，两侧都不计入其他各表。",
            "What either side refused is left out of all other tables.",
        ),
    )


def _groups(
    found: Comparison,
    name: str,
    heading: Head,
    rows: Sequence[Row],
    named: Callable[[Row], str],
    short: Callable[[Row], str] | None = None,
) -> Markup:
    """People by group: what changes a head (or, with one side, what the funds pay a head), then the sums."""
    zh, en = heading
    labels = [(short or named)(row) for row in rows]
    if len(found.sides) > 1:
        heads_of = [figures.average(difference(row, "fund"), row["people"]) for row in rows]
        series = [Series("人均基金支付变化", "change a head", heads_of, "change")]
        title = f"按{zh}的人均基金支付变化 Change a head by {en.lower()}"
    else:
        heads_of = [figures.average(row["fund_baseline_fen"], row["people"]) for row in rows]
        series = [Series("人均基金支付", "funds a head", heads_of, "base")]
        title = f"按{zh}的人均基金支付 Funds a head by {en.lower()}"
    chart = columns(title, labels, series, figures.short_yuan, "元 yuan")
    heads: list[Head] = [
        heading,
        ("人数", "people"),
        ("费用笔数", "claims"),
        *money_heads(found.sides, ("人", "people")),
    ]
    cells = [
        [
            named(row),
            figures.count(row["people"]),
            figures.count(row["claims"]),
            *money_cells(row, found.sides, row["people"]),
        ]
        for row in rows
    ]
    return section(name, heading, chart, table((f"按{zh}", f"By {en.lower()}"), heads, cells))


def _person(row: Row) -> list[str]:
    return [
        str(row["person"]),
        naming.category(SCHEME_OF[row["category"]], row["category"]),
        str(row["age"]),
        figures.count(row["claims"]),
        figures.yuan(row["cost_fen"]),
        figures.yuan(row["fund_baseline_fen"]),
        figures.yuan(row["fund_reform_fen"]),
        figures.change(row["change_fen"]),
        figures.change(difference(row, "account")),
        figures.change(difference(row, "cash")),
    ]
