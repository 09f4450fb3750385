"""How a person stands on a day: may the account be used, does the pooled fund pay, from when, why, what changes it."""

from mingzhang.money.contributions.standing.gathering import standing

__all__ = ["standing"]
