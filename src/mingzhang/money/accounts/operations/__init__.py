"""Writing the personal account: the monthly allocation run, and what happens to one account."""

from mingzhang.money.accounts.operations.allocating import run_allocation
from mingzhang.money.accounts.operations.keeping import (
    activate_account,
    close_account,
    freeze_account,
    open_account,
    release_lapsed_freezes,
    unfreeze_account,
)

__all__ = [
    "activate_account",
    "close_account",
    "freeze_account",
    "open_account",
    "release_lapsed_freezes",
    "run_allocation",
    "unfreeze_account",
]
