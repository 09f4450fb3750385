"""One file a transaction, `t<number>.py`, each with `TRANSACTION`; found by listing this folder."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from mingzhang.doors.gateway.transaction import Transaction


@lru_cache(maxsize=1)
def all_transactions() -> MappingProxyType[str, Transaction]:
    """Every transaction by its number."""
    found = (import_module(f"{__name__}.{module.name}").TRANSACTION for module in iter_modules(__path__))
    return MappingProxyType({transaction.number: transaction for transaction in sorted(found, key=lambda t: t.number)})
