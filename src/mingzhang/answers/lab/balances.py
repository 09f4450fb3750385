"""Funds' opening balances and income of the year, which claims do not tell: a small YAML by an analyst.

```yaml
employee_pooled: {opening: "1,234,567.00", income: "7,654,321.00"}   # yuan, as printed
```
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.loading.reforms import read_given
from mingzhang.rules.policy.problems import PackProblem
from mingzhang.rules.policy.units import read_printed

_PARTS = ("opening", "income")


@dataclass(frozen=True, slots=True)
class FundYear:
    """What a fund had when the year began, and what came in during it; fen."""

    opening_fen: int
    income_fen: int


class BalancesInvalid(Exception):
    """The file of balances holds mistakes; `problems` lists every one of them, with its line."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_balances(path: Path, funds: Sequence[str]) -> Mapping[str, FundYear]:
    """Read the file; raises BalancesInvalid with every mistake. Funds that it leaves out stay unknown."""
    document = read_given(path)
    found = {} if document.problems else _funds(document, funds)
    if document.problems:
        raise BalancesInvalid(tuple(sorted(document.problems)))
    return found


def _funds(document: Document, funds: Sequence[str]) -> dict[str, FundYear]:
    if not isinstance(document.data, dict):
        document.report((), "SHAPE", "应为“基金: {opening, income}”。 Expected fund: {opening, income}.")
        return {}
    found = {}
    for name, raw in document.data.items():
        if name not in funds:
            known = " ".join(funds)
            document.report((name,), "FUND_UNKNOWN", f"没有 {name} 这个基金；有 {known}。 No such fund.")
        elif not isinstance(raw, dict) or sorted(raw) != sorted(_PARTS):
            document.report((name,), "SHAPE", "应写 opening 与 income。 Write opening and income.")
        else:
            opening, income = (_fen(document, raw[part], (name, part)) for part in _PARTS)
            found[name] = FundYear(opening, income)
    return found


def _fen(document: Document, printed: Any, where: Where) -> int:
    """An amount in fen; 0 after reporting that it is none."""
    try:
        return int(read_printed(str(printed), "yuan"))
    except ValueError as error:
        document.report(where, "FIGURE_UNREADABLE", str(error))
        return 0
