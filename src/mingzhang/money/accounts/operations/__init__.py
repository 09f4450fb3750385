"""Writing the personal account: the monthly allocation run, and what happens to one account."""

from mingzhang.money.accounts.operations.allocating import run_allocation
from mingzhang.money.accounts.operations.freezing import freeze_account, release_lapsed_freezes, unfreeze_account
from mingzhang.money.accounts.operations.keeping import activate_account, close_account, open_account, reopen_account
from mingzhang.money.accounts.operations.taking_back import take_back

__all__ = [
    "activate_account",
    "close_account",
    "freeze_account",
    "open_account",
    "release_lapsed_freezes",
    "reopen_account",
    "run_allocation",
    "take_back",
    "unfreeze_account",
]
