"""The kinds of application that change coverage, contributions or accounts, found by listing `declarations/`.

How to add a kind: write `declarations/<name>.py` with one declaration and one function.

1. `KIND = declare(CaseKind(name=..., title=Words(zh, en), fields=..., documents=..., carry_out=...))`. Fields say what
   is asked, documents which papers must be there before a decision (`needed` may look at what was applied for),
   `deadline=term("<key of the topic casework>")` how many workdays the agency has, `four_eyes=True` that money moves,
   `reasons` why such an application is refused besides `COMMON_REASONS`.
2. `carry_out(connection, case, now)` calls the operation of the room that owns the books, with `case.id`,
   `case.proposed_by` and `case.decided_by`, and returns what the applicant is told (a flat mapping), or the room's
   refusal, which undoes everything.
3. `check=trial(carry_out)` refuses at the window what would be refused at the decision.

Nothing else changes: the portal's and the counter's forms, the queue, the clock, the notices, the timeline and the
audit follow the declaration. `tests/integration/test_applications_new_kind.py` adds one and runs it to its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from mingzhang.books.cases import CaseKind
from mingzhang.money.applications import declarations

__all__ = ["kinds"]


@cache
def kinds() -> Mapping[str, CaseKind]:
    """Every kind of application by its name, in the order of the names."""
    names = sorted(module.name for module in iter_modules(declarations.__path__))
    found = [import_module(f"{declarations.__name__}.{name}").KIND for name in names]
    return MappingProxyType({kind.name: kind for kind in found})
