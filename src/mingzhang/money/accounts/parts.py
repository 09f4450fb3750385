"""The two parts of an account: what came this year 当年, and what was left of earlier years 历年. Pure; fen.

Nothing is kept beside the movements: at a year's change all that is left becomes prior-year money, what comes is
current, what goes is taken from one part first and then from the other. What a cancellation gives back returns to the
part that it was taken from, as far as it was taken this year; the rest to the prior part.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from mingzhang.basics.periods import medical_year


class Moved(Protocol):
    """A movement of an account: its day, its signed amount in fen, and its code."""

    @property
    def effective_on(self) -> date:
        """The day from which it counts."""

    @property
    def amount_fen(self) -> int:
        """What came, or what went when negative, in fen."""

    @property
    def code(self) -> str:
        """Which kind of transfer it was."""


def split(lines: Iterable[Moved], on: date, *, year_start: int, prior_first: bool) -> tuple[int, int]:
    """The current and the prior part at the end of a day, from all movements up to it in their order.

    A balance that is below zero for a moment, because days were corrected afterwards, lies in the current part.
    """
    current = prior = taken = 0  # `taken`: what went from the prior part this year
    year: int | None = None
    for line in lines:
        of = medical_year(line.effective_on, year_start)
        if of != year:
            current, prior, taken, year = 0, prior + current, 0, of
        if line.amount_fen < 0:
            moved = -_taken(-line.amount_fen, current, prior, prior_first)
        elif line.code.endswith("_CANCELLED"):
            moved = min(line.amount_fen, taken)
        else:
            moved = 0
        current, prior, taken = current + line.amount_fen - moved, prior + moved, taken - moved
    if year is not None and medical_year(on, year_start) != year:
        current, prior = 0, prior + current
    return current, prior


def _taken(amount_fen: int, current_fen: int, prior_fen: int, prior_first: bool) -> int:
    """How much of an amount is taken from the prior part."""
    there = max(prior_fen, 0)
    if prior_first:
        return min(amount_fen, there)
    return min(max(amount_fen - max(current_fen, 0), 0), there)
