"""Arrears and interruptions: a map of a person's months, and for each gap the cause that the records prove.

`arrears` reads; the decision is pure (`rules.py`). A cause is named only when a record proves it, UNKNOWN otherwise.
"""

from mingzhang.money.contributions.interruptions.gathering import arrears, payment_tries
from mingzhang.money.contributions.interruptions.rules import gaps_of, month_map

__all__ = ["arrears", "gaps_of", "month_map", "payment_tries"]
