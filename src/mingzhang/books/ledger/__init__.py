"""The ledger: who holds which fen, moved only by transfers that are balanced by construction.

Knows accounts, transfers, holds, balances, roll-ups, the daily chain and their proofs. Refuses to know why money moves:
a transfer carries a code from a closed list and the number of the event behind it, nothing more.
Read `codes.py` first, then `operations.py`, `holds.py`, `queries.py`, `proofs.py`, `chain.py`.
"""

from mingzhang.books.ledger.chain import Seal, seal_day, seal_due, verify_chain
from mingzhang.books.ledger.codes import FUNDS, Code, fund_account, opposite
from mingzhang.books.ledger.holds import expire_holds, hold, hold_available, hold_many, post_hold, release
from mingzhang.books.ledger.operations import Entry, Posted, post, post_many, reverse_group, roll_up
from mingzhang.books.ledger.proofs import Difference, prove, prove_region
from mingzhang.books.ledger.queries import (
    Balance,
    Hold,
    Movement,
    Movements,
    Size,
    balance,
    booked_regions,
    fund_balance,
    movements,
    open_holds,
    size,
)

__all__ = [
    "FUNDS",
    "Balance",
    "Code",
    "Difference",
    "Entry",
    "Hold",
    "Movement",
    "Movements",
    "Posted",
    "Seal",
    "Size",
    "balance",
    "booked_regions",
    "expire_holds",
    "fund_account",
    "fund_balance",
    "hold",
    "hold_available",
    "hold_many",
    "movements",
    "open_holds",
    "opposite",
    "post",
    "post_hold",
    "post_many",
    "prove",
    "prove_region",
    "release",
    "reverse_group",
    "roll_up",
    "seal_day",
    "seal_due",
    "size",
    "verify_chain",
]
