"""The falling columns: how an amount comes down step by step to nothing, or to what is left.

Positions are shares of the drawing's width and height in hundredths of a percent, written as SVG percentages, so that
one drawing fits every screen. Nothing here is measured in money: the table beside the drawing has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["whole", "in", "fund", "own"]

_TOP, _BOTTOM, _LABEL = 300, 8600, 9800
_PLOT = _BOTTOM - _TOP
_LEAST = 60  # a fen is still seen
_BODY_PERCENT = 70  # of a column's place; the rest is air


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an amount: it goes from one level to another, in fen. A whole column goes from nothing."""

    from_fen: int
    to_fen: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A step drawn: a box, the number under it, and the dotted line that leads to the next column."""

    number: int
    kind: Kind
    x: str
    width: str
    y: str
    height: str
    middle: str
    joint_from: str
    joint_to: str
    joint_y: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The columns, and where the base line and the numbers stand."""

    columns: tuple[Column, ...]
    base_y: str
    label_y: str


def falling_columns(steps: Sequence[Step]) -> Picture:
    """Draw the steps from left to right, on a scale that just holds the highest of them."""
    highest = max((max(step.from_fen, step.to_fen) for step in steps), default=0)
    place = 10_000 // max(len(steps), 1)
    columns = tuple(_column(number, step, place, highest) for number, step in enumerate(steps))
    return Picture(columns, _percent(_BOTTOM), _percent(_LABEL))


def _column(number: int, step: Step, place: int, highest: int) -> Column:
    body = place * _BODY_PERCENT // 100
    x = number * place + (place - body) // 2
    top = _level(max(step.from_fen, step.to_fen), highest)
    height = max(_level(min(step.from_fen, step.to_fen), highest) - top, _LEAST)
    return Column(
        number=number + 1,
        kind=step.kind,
        x=_percent(x),
        width=_percent(body),
        y=_percent(min(top, _BOTTOM - height)),
        height=_percent(height),
        middle=_percent(x + body // 2),
        joint_from=_percent(x + body),
        joint_to=_percent(x + place),
        joint_y=_percent(_level(step.to_fen, highest)),
    )


def _level(fen: int, highest: int) -> int:
    """How far down the drawing a level lies."""
    return _BOTTOM - (max(fen, 0) * _PLOT // highest if highest > 0 else 0)


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
