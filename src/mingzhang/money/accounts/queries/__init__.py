"""Reading the personal account, one topic per file."""

from mingzhang.money.accounts.queries.account import (
    account_of,
    category_has_account,
    freezes,
    frozen_now,
    items,
    movements,
    runs,
)
from mingzhang.money.accounts.queries.allocations import (
    calendar_of,
    late_months,
    outcome,
    preview,
    run_by_id,
    run_parts,
    skipped,
)
from mingzhang.money.accounts.queries.paying_out import (
    documents_for,
    moves_of,
    owed_fen,
    payout,
    payouts,
    withdrawals_of,
)
from mingzhang.money.accounts.queries.statements import statement, statement_csv
from mingzhang.money.accounts.queries.years import carry_overs, interest_of, sub_balances

__all__ = [
    "account_of",
    "calendar_of",
    "carry_overs",
    "category_has_account",
    "documents_for",
    "freezes",
    "frozen_now",
    "interest_of",
    "items",
    "late_months",
    "movements",
    "moves_of",
    "outcome",
    "owed_fen",
    "payout",
    "payouts",
    "preview",
    "run_by_id",
    "run_parts",
    "runs",
    "skipped",
    "statement",
    "statement_csv",
    "sub_balances",
    "withdrawals_of",
]
