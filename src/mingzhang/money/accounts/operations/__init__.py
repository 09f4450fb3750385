"""Writing the personal account: the runs of a region, and what happens to one account; one topic per file."""

from mingzhang.money.accounts.operations.allocating import run_allocation
from mingzhang.money.accounts.operations.freezing import freeze_account, release_lapsed_freezes, unfreeze_account
from mingzhang.money.accounts.operations.keeping import activate_account, close_account, open_account, reopen_account
from mingzhang.money.accounts.operations.moving import confirm_move, move_in, move_out
from mingzhang.money.accounts.operations.not_offered import top_up, wallet_transfer
from mingzhang.money.accounts.operations.owing import collect_owed, pay_owed
from mingzhang.money.accounts.operations.payouts import correct_payee, fail_payout, send_payout, settle_payout
from mingzhang.money.accounts.operations.taking_back import take_back
from mingzhang.money.accounts.operations.withdrawing import withdraw
from mingzhang.money.accounts.operations.yearly import carry_over, run_interest

__all__ = [
    "activate_account",
    "carry_over",
    "close_account",
    "collect_owed",
    "confirm_move",
    "correct_payee",
    "fail_payout",
    "freeze_account",
    "move_in",
    "move_out",
    "open_account",
    "pay_owed",
    "release_lapsed_freezes",
    "reopen_account",
    "run_allocation",
    "run_interest",
    "send_payout",
    "settle_payout",
    "take_back",
    "top_up",
    "unfreeze_account",
    "wallet_transfer",
    "withdraw",
]
