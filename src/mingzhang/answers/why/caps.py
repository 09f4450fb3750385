"""Which caps bound a settlement: those of the year, and those of a month or a single visit."""

from __future__ import annotations

from mingzhang.answers.why.asked import AskedBill
from mingzhang.rules.settlement.outcome import CapResult, LayerResult


def is_of_the_year(cap: CapResult) -> bool:
    """Whether a cap counts the medical year; a cap of a month is told by the name of its rule."""
    return cap.span == "year" and "month" not in cap.source.key


def binding(bill: AskedBill, *, of_the_year: bool) -> tuple[tuple[LayerResult, CapResult], ...]:
    """The payers of a settlement whose payment a cap limited, with that cap."""
    return tuple(
        (layer, cap)
        for layer in bill.outcome.layers
        for cap in layer.caps
        if cap.binds and is_of_the_year(cap) == of_the_year
    )
