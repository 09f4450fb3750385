"""Figures that leap: a value that differs from the one before it by more than a set factor is warned about.

Most leaps are slips of a digit; some are real. An author who has looked writes `confirmed: why` beside the later one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from mingzhang.rules.policy.facts import can_overlap
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.parameters import Parameter, Value
from mingzhang.rules.policy.wording import describe_facts, write_printed

FACTORS_BP = {
    "yuan": 15_000,
    "percent": 13_000,
    "multiplier": 13_000,
    "days": 20_000,
    "months": 20_000,
    "years": 20_000,
    "count": 20_000,
}


def warn_of_leaps(document: Document, where: Where, parameter: Parameter) -> None:
    """Warn of each figure that is more than its unit's factor above or below the one that it replaces."""
    factor = FACTORS_BP.get(parameter.unit)
    if factor is None:
        return
    for day, earlier, later in _replaced(parameter):
        low, high = sorted((earlier.ruled.number, later.ruled.number))
        if high * 10_000 > low * factor and not later.confirmed:
            figures = " → ".join(write_printed(one.ruled.value, parameter.unit) for one in (earlier, later))
            people = describe_facts(later.when) or "所有人"
            words = f"{day} {people}：{figures}，相差太大，请核对或写 confirmed。 A leap; check it or confirm it."
            document.warn(_place(where, parameter, later), "FIGURE_LEAPS", words)


def _replaced(parameter: Parameter) -> Iterator[tuple[date, Value, Value]]:
    """The values that take the place of others for the same people, with the day on which they do."""
    for day in sorted(parameter.change_dates()):
        before, now = parameter.values_on(day - timedelta(days=1)), parameter.values_on(day)
        for earlier, later in product(before, now):
            if earlier is not later and can_overlap(earlier.when, later.when):
                yield day, earlier, later


def _place(where: Where, parameter: Parameter, value: Value) -> Where:
    index = next(index for index, entry in enumerate(parameter.entries) if value in entry.values)
    return (*where, "entries", index)
