"""What regions do not offer: money paid into an account 充值, and money between relatives' wallets 医保钱包."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule, view_for


def top_up(region: str, on: date) -> Refusal:
    """Why no money can be paid into an account: TOP_UP_NOT_OFFERED, with what can be done instead; or UNKNOWN_RULE.

    A region whose pack says that it can be done still refuses: its limits and channels would have to be in the pack.
    """
    return _refused(region, on, "account.top_up", "TOP_UP_NOT_OFFERED")


def wallet_transfer(region: str, on: date) -> Refusal:
    """Why no money can move between wallets: WALLET_NOT_OFFERED where the pack has it closed, or UNKNOWN_RULE."""
    return _refused(region, on, "family.cross_province", "WALLET_NOT_OFFERED")


def _refused(region: str, on: date, key: str, code: str) -> Refusal:
    try:
        ruled = view_for(region, on).find(key)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    return Refusal(code, {"day": on.isoformat(), "rule": ruled.citation.key}, "never")
