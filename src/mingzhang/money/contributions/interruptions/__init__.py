"""Arrears and interruptions: a map of a person's months, and for each gap the cause that the records prove.

`arrears` reads; the decision is pure (`rules.py`). A cause is named only when a record proves it, UNKNOWN otherwise.
"""

from mingzhang.money.contributions.interruptions.gathering import arrears

__all__ = ["arrears"]
