"""One bill from its total down to the cash: each step with its figure, its reason in words and the rule behind it.

Two falls, one after the other. The cost: total, less what is outside the insurance, is what is in scope; of that the
deductible and the person's share stay, the funds pay the rest. Then the person's part: own account, relatives'
accounts, cash. The second always ends at nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.care.visits.records import Amounts, LineRecord
from mingzhang.doors.portal.presenting.columns import Kind, Picture, Step, falling_columns
from mingzhang.doors.portal.presenting.money import yuan
from mingzhang.doors.portal.presenting.statements import Told
from mingzhang.doors.portal.presenting.words import named

ITEMS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class BillStep:
    """One row: its number in the picture, its name, its figure, and what opens under it. Totals stand out."""

    number: int
    label: str | Promise
    amount: str
    told: tuple[Told, ...]
    total: bool
    paid_nothing: bool


@dataclass(frozen=True, slots=True)
class BillView:
    """The rows and the picture of one bill."""

    steps: tuple[BillStep, ...]
    picture: Picture


@dataclass(frozen=True, slots=True)
class _Row:
    label: str | Promise
    fen: int
    drawn: Step
    told: tuple[Told, ...]
    total: bool = False


def bill_view(
    amounts: Amounts,
    funds: Sequence[tuple[str, int]],
    told: dict[str, tuple[Told, ...]],
    lines: Sequence[LineRecord],
    language: Language,
) -> BillView:
    """Present a bill. `funds` are the payers in order, `told` the statement's sentences by step."""
    rows = [*_cost(amounts, told, lines), *_funds(amounts, funds, told, language), *_person(amounts, told)]
    steps = tuple(
        BillStep(number, row.label, yuan(row.fen), row.told, row.total, paid_nothing=not row.total and row.fen == 0)
        for number, row in enumerate(rows, start=1)
    )
    return BillView(steps, falling_columns([row.drawn for row in rows]))


def _cost(amounts: Amounts, told: dict[str, tuple[Told, ...]], lines: Sequence[LineRecord]) -> Iterable[_Row]:
    level = amounts.total_fen
    yield _Row(_("总费用"), level, Step(0, level, "whole"), told.get("total", ()), total=True)
    parts = (
        ("wholly_own", _("目录外，全自费"), _("没有目录外的项目"), amounts.wholly_own_fen),
        ("over_limit", _("超过限价的部分"), _("没有超过限价的项目"), amounts.over_limit_fen),
        ("first_self", _("乙类先行自付"), _("没有要先行自付的项目"), amounts.first_self_fen),
    )
    for name, label, none, fen in parts:
        why = _items(name, lines) + told.get(name, ()) or (Told(str(none)),)
        yield _Row(label, fen, Step(level, level - fen, "own"), why)
        level -= fen
    yield _Row(_("进入报销的费用"), level, Step(0, level, "whole"), told.get("in_scope", ()), total=True)
    deductible = amounts.deductible_fen
    why = told.get("deductible") or (Told(str(_("这次没有费用落在起付标准内"))),)
    yield _Row(_("起付标准内"), deductible, Step(level, level - deductible, "own"), why)


def _funds(
    amounts: Amounts, funds: Sequence[tuple[str, int]], told: dict[str, tuple[Told, ...]], language: Language
) -> Iterable[_Row]:
    level = amounts.in_scope_fen - amounts.deductible_fen
    for name, fen in funds:
        drawn = _drawn(level, fen, "fund")
        yield _Row(named(name, language), fen, drawn, told.get(name, ()))
        level = max(level - fen, 0)


def _person(amounts: Amounts, told: dict[str, tuple[Told, ...]]) -> Iterable[_Row]:
    level = amounts.total_fen - amounts.fund_fen
    yield _Row(_("您一共要付"), level, Step(0, level, "whole"), told.get("person", ()), total=True)
    parts = (
        ("account", _("本人个人账户"), amounts.account_fen),
        ("family", _("家人个人账户"), amounts.family_fen),
        ("institution", _("医院承担"), amounts.institution_fen),
        ("cash", _("自己付现金"), amounts.cash_fen),
    )
    for name, label, fen in parts:
        if name == "institution" and fen == 0:
            continue
        yield _Row(label, fen, _drawn(level, fen, "own"), told.get(name, ()))
        level -= fen


def _drawn(level: int, fen: int, kind: Kind) -> Step:
    """A payment drawn down from a level; a fund that also pays what lies outside the scope is drawn from nothing."""
    return Step(level, level - fen, kind) if fen <= level else Step(0, fen, kind)


def _items(part: str, lines: Sequence[LineRecord]) -> tuple[Told, ...]:
    """The fee lines that a part comes from, the largest first."""
    found = [(getattr(line, f"{part}_fen"), line.item_name) for line in lines]
    largest = sorted((one for one in found if one[0] != 0), reverse=True)
    named = tuple(Told(f"{name} {yuan(fen)}") for fen, name in largest[:ITEMS_SHOWN])
    rest = largest[ITEMS_SHOWN:]
    if not rest:
        return named
    more = str(_("另有 %(count)d 项，共 %(sum)s")) % {"count": len(rest), "sum": yuan(sum(fen for fen, _name in rest))}
    return (*named, Told(more))
