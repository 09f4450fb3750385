"""The closed list of reason codes, and the numbers of those that the waterfall itself gives."""

from __future__ import annotations

# A code's place is its number in the waterfall and its bit in the batch form: new codes go to the end.
CODES = (
    "PAID_IN_FULL",
    "PAID_BY_RATE",
    "RATE_REDUCED",
    "CAP_PARTLY",
    "CAP_REACHED",
    "WITHIN_DEDUCTIBLE",
    "RATE_ZERO",
    "NOTHING_LEFT",
    "OUT_OF_CATALOGUE",
    "NOT_ENTITLED",
    "WAITING",
    "NOT_DESIGNATED",
    "NOT_SELECTED",
    "NOT_FILED",
    "NOT_COVERED",
    "OTHER_CATEGORY",
    "ACCOUNT_ONLY",
    "ACCOUNT_EMPTY",
    "ACCOUNT_SHORT",
    "NO_ACCOUNT",
    "ACCOUNT_HELD",
    "ACCOUNT_NOT_OPENED",
    "USE_NOT_ALLOWED",
    "NO_GRANT",
    "FAMILY_EMPTY",
    "FAMILY_SHORT",
    "CONTRIBUTION_UNPAID",
    "COVERAGE_SUSPENDED",
    "COVERAGE_STOPPED",
)

PAID_IN_FULL = CODES.index("PAID_IN_FULL")
PAID_BY_RATE = CODES.index("PAID_BY_RATE")
RATE_REDUCED = CODES.index("RATE_REDUCED")
CAP_PARTLY = CODES.index("CAP_PARTLY")
CAP_REACHED = CODES.index("CAP_REACHED")
WITHIN_DEDUCTIBLE = CODES.index("WITHIN_DEDUCTIBLE")
RATE_ZERO = CODES.index("RATE_ZERO")
NOTHING_LEFT = CODES.index("NOTHING_LEFT")
OUT_OF_CATALOGUE = CODES.index("OUT_OF_CATALOGUE")
ACCOUNT_EMPTY = CODES.index("ACCOUNT_EMPTY")
ACCOUNT_SHORT = CODES.index("ACCOUNT_SHORT")
USE_NOT_ALLOWED = CODES.index("USE_NOT_ALLOWED")
