"""Where the account's money went: a year from what was there to what can be used, as numbered rows and as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.records import MoneyFlow
from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting.columns import Kind, Picture, Step, falling_columns
from mingzhang.doors.frame.presenting.money import yuan

Part = tuple[str | Promise, int, Kind, bool]


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One row of the table, with the number of its column; `total` marks what can be used at the end."""

    number: int
    label: str | Promise
    amount: str
    total: bool


@dataclass(frozen=True, slots=True)
class FlowView:
    """The rows, the picture (none when nothing moved), and the kinds in which nothing happened."""

    rows: tuple[FlowRow, ...]
    picture: Picture | None
    left_out: str


def flow_view(money: MoneyFlow, language: Language) -> FlowView:
    """Present a year's money; the four main rows are always there, the others when something happened in them."""
    parts = tuple(_parts(money))
    shown = [part for part in parts if part[3] or part[1] != 0]
    rows, steps, level = [], [], 0
    for number, (label, change, kind, _always) in enumerate(shown, start=1):
        rows.append(FlowRow(number, label, _signed(change, first=number == 1), total=False))
        steps.append(Step(level, level + change, kind))
        level += change
    rows.append(FlowRow(len(rows) + 1, _("现在可用"), yuan(money.available_fen), total=True))
    steps.append(Step(0, money.available_fen, "whole"))
    picture = falling_columns(steps) if any(step.from_fen or step.to_fen for step in steps) else None
    return FlowView(tuple(rows), picture, left_out=_listed(parts, language))


def _listed(parts: Iterable[Part], language: Language) -> str:
    """The kinds that are not in the table, by name."""
    return ("、" if language == "zh" else ", ").join(str(part[0]) for part in parts if not part[3] and part[1] == 0)


def _parts(money: MoneyFlow) -> Iterator[Part]:
    """Each row: its label, what it changes, how it is drawn, and whether it is always shown."""
    yield _("年初结转"), money.opening_fen, "whole", True
    yield _("划入"), money.allocated_fen, "in", True
    yield _("退回"), money.refunds_fen, "in", False
    yield _("转入和利息"), money.received_fen, "in", False
    yield _("本人使用"), -money.own_fen, "own", True
    yield _("家人使用"), -money.relatives_fen, "own", True
    yield _("转出和提取"), -money.out_fen, "own", False
    yield _("更正"), -money.corrections_fen, "own" if money.corrections_fen > 0 else "in", False
    yield _("冻结，暂不能用"), -money.holds_fen, "own", False


def _signed(fen: int, *, first: bool) -> str:
    return yuan(fen) if first or fen <= 0 else f"+{yuan(fen)}"
