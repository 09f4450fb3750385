"""From fee lines to a bill: what each line leaves wholly own, over a price limit, first paid oneself, and in scope.

All amounts are fen. Every line, and therefore every bill, obeys
`amount = wholly_own + over_limit + first_self + in_scope` exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mingzhang.basics.fen import half_up, share
from mingzhang.basics.refusal import Refusal

ItemClass = Literal["A", "B", "C"]

ORDINARY_GROUP = ""
ESSENTIAL_GROUP = "essential"
ESSENTIAL_SHARED_GROUP = "essential_shared"
WHOLE_GROUP = "whole"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How one catalogue item is paid on the service day.

    `class_` A 甲 is wholly in scope, B 乙 after a first share of the person's own, C 丙 (and anything outside the
    catalogue) is wholly own. `price_limit_fen` is a unit's price above which nothing is in scope.
    `first_share_over_fen` limits the first share to the part of the unit price above it (0: the whole price).
    `shared_once`: behind the first share the person bears no second one (implants in some regions).
    """

    class_: ItemClass
    first_share_bp: int = 0
    price_limit_fen: int | None = None
    essential: bool = False
    first_share_over_fen: int = 0
    shared_once: bool = False

    @property
    def item_group(self) -> str:
        """The group whose rate the in-scope part takes: essential medicine and what is shared once are told apart."""
        if self.shared_once:
            return WHOLE_GROUP
        if not self.essential:
            return ORDINARY_GROUP
        return ESSENTIAL_GROUP if self.class_ == "A" else ESSENTIAL_SHARED_GROUP


@dataclass(frozen=True, slots=True)
class LineSplit:
    """One fee line split; `reason` says what decided it: IN_SCOPE, FIRST_SHARE, OVER_PRICE_LIMIT, OUT_OF_CATALOGUE."""

    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    in_scope_fen: int
    item_group: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bill:
    """The sums of a bill's lines, none of them negative; what is in scope is kept by item group, in a fixed order."""

    total_fen: int
    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    groups: tuple[tuple[str, int], ...]

    @property
    def in_scope_fen(self) -> int:
        """Everything in scope, all groups together."""
        return sum(amount for _, amount in self.groups)


def split_line(rule: ItemRule, quantity: Decimal, unit_price: Decimal, amount_fen: int) -> LineSplit:
    """Split one line: the first share is rounded half up, what remains is in scope; a refund mirrors its charge.

    `unit_price` is in yuan as charged. A line's sign is that of its amount.
    """
    sign = -1 if amount_fen < 0 else 1
    amount = abs(amount_fen)
    if rule.class_ == "C":
        return LineSplit(amount_fen, 0, 0, 0, ORDINARY_GROUP, "OUT_OF_CATALOGUE")
    over = _over_price(rule.price_limit_fen, quantity, unit_price, amount)
    within = amount - over
    shared = (
        _over_price(rule.first_share_over_fen, quantity, unit_price, within) if rule.first_share_over_fen else within
    )
    first = share(shared, rule.first_share_bp)
    reason = "OVER_PRICE_LIMIT" if over else "FIRST_SHARE" if first else "IN_SCOPE"
    return LineSplit(0, sign * over, sign * first, sign * (within - first), rule.item_group, reason)


def _over_price(price_fen: int | None, quantity: Decimal, unit_price: Decimal, amount_fen: int) -> int:
    """The part of an amount that lies above a unit price; nothing when the charged price keeps to it."""
    if price_fen is None or abs(unit_price) * 100 <= price_fen:
        return 0
    numerator, denominator = abs(quantity).as_integer_ratio()
    return max(0, amount_fen - half_up(price_fen * numerator, denominator))


def bill_of(lines: Iterable[LineSplit]) -> Bill | Refusal:
    """Sum a bill's lines; refuses with BILL_NEGATIVE when refunds outweigh the charges of any part.

    Such a refund belongs to an earlier settlement, which must be cancelled and settled again.
    """
    wholly_own = over_limit = first_self = 0
    groups = {ORDINARY_GROUP: 0}
    for line in lines:
        wholly_own += line.wholly_own_fen
        over_limit += line.over_limit_fen
        first_self += line.first_self_fen
        groups[line.item_group] = groups.get(line.item_group, 0) + line.in_scope_fen
    total = wholly_own + over_limit + first_self + sum(groups.values())
    bill = Bill(total, wholly_own, over_limit, first_self, tuple(sorted(groups.items())))
    return negative_part(bill) or bill


def negative_part(bill: Bill) -> Refusal | None:
    """The refusal BILL_NEGATIVE when refunds outweigh the charges of any part of a bill, else None."""
    sums = (bill.wholly_own_fen, bill.over_limit_fen, bill.first_self_fen, *(amount for _, amount in bill.groups))
    if min(sums) >= 0:
        return None
    names = ("wholly_own", "over_limit", "first_self", *(f"in_scope {group}".strip() for group, _ in bill.groups))
    part, amount = next((name, amount) for name, amount in zip(names, sums, strict=True) if amount < 0)
    return Refusal("BILL_NEGATIVE", {"part": part, "amount_fen": amount})
