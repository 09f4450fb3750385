"""What the books hold about a person's contributions on their way: orders, debits, refunds, papers, gaps, standing.

Part of the facts (`facts.py`), gathered for symptoms of the account and of contributions; empty for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingzhang.money.collection.documents.queries import Watermark
from mingzhang.money.collection.orders.records import DebitAgreement, Order, OrderEvent
from mingzhang.money.collection.orders.states import TAKEN
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.interruptions.records import Gap
from mingzhang.money.contributions.standing.records import Standing


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt as a paper, and whether it reached the wallet it was pushed to."""

    number: str
    receipt_id: int
    issued_at: datetime
    push_state: str
    pushed_to: str | None


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """Orders and what parties said about them, agreements, refunds, papers, channels, gaps, standing."""

    orders: tuple[Order, ...] = ()
    said: tuple[OrderEvent, ...] = ()
    agreements: tuple[DebitAgreement, ...] = ()
    refunds: tuple[Refund, ...] = ()
    papers: tuple[Paper, ...] = ()
    channels: tuple[Watermark, ...] = ()
    gaps: tuple[Gap, ...] = ()
    standing: Standing | None = None

    @property
    def on_their_way(self) -> tuple[Order, ...]:
        """The orders that were sent and not answered finally, oldest first."""
        return tuple(order for order in self.orders if order.state in TAKEN)

    def refunds_for(self, *reasons: str) -> tuple[Refund, ...]:
        """The refunds for one of these reasons that were not refused, oldest first."""
        return tuple(one for one in self.refunds if one.reason in reasons and one.state != "refused")

    def gaps_for(self, *codes: str) -> tuple[Gap, ...]:
        """The interruptions whose cause is one of these codes, oldest first."""
        return tuple(gap for gap in self.gaps if gap.cause in codes)


NO_MONEY_IN = MoneyIn()
