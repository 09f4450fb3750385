"""Figures out of their usual order: a higher hospital with a lower deductible, a retiree who is paid a lower rate.

Where a region really rules so, an author who has looked writes `confirmed: why` beside one of the two figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations

from mingzhang.rules.policy.facts import Among, When, can_overlap
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.parameters import Parameter, Value
from mingzhang.rules.policy.unknown import Fact
from mingzhang.rules.policy.wording import describe_facts, write_printed

FAVOURED: tuple[tuple[str, Fact, Fact], ...] = (
    ("level", "level1", "level2"),
    ("level", "level2", "level3"),
    ("level", "level1", "level3"),
    ("place", "community", "other"),
    ("category", "retired", "in_service"),
    ("aided", True, False),
)
"""Who is usually treated better: by fact, the favoured and the other; a lower deductible or a higher rate."""


def warn_of_orders(document: Document, where: Where, parameter: Parameter) -> None:
    """Warn where those who are usually favoured meet a higher deductible, or a lower rate, on the same day."""
    name = parameter.key.partition(".")[2]
    if name not in ("deductible", "rate") or parameter.unit not in ("yuan", "percent"):
        return
    for day in sorted(parameter.change_dates()):
        for favoured, other in _compared(parameter, day):
            better, worse = favoured.ruled.number, other.ruled.number
            unusual = better > worse if name == "deductible" else better < worse
            if unusual and not favoured.confirmed and not other.confirmed:
                told = " / ".join(f"{_people(one)} {_figure(one)}" for one in (favoured, other))
                document.warn(where, "ORDER_UNUSUAL", f"{day} 次序反常：{told}。 Those usually favoured fare worse.")


def _compared(parameter: Parameter, day: date) -> Iterator[tuple[Value, Value]]:
    """Cells that differ for the favoured and the others, alike in everything else."""
    for one, other in permutations(parameter.values_on(day), 2):
        if any(_differ_in(one.when, other.when, *favour) for favour in FAVOURED):
            yield one, other


def _differ_in(one: When, other: When, fact: str, favoured: Fact, others: Fact) -> bool:
    """Whether one is for the favoured, the other for the others, and somebody could be meant by both in all else."""
    named = _names(one, fact, favoured) and _names(other, fact, others)
    return named and can_overlap(_without(one, fact), _without(other, fact))


def _names(when: When, fact: str, word: Fact) -> bool:
    test = when.get(fact)
    return isinstance(test, Among) and test.holds(word)


def _without(when: When, fact: str) -> When:
    return {name: test for name, test in when.items() if name != fact}


def _people(value: Value) -> str:
    return describe_facts(value.when)


def _figure(value: Value) -> str:
    return write_printed(value.ruled.value, value.ruled.unit)
