"""Whether contributions go back, and by when. Pure; workdays are those of the public calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mingzhang.basics.refusal import Refusal
from mingzhang.basics.workdays import add_workdays
from mingzhang.money.collection.refunds.records import RefundReason, RefundState
from mingzhang.rules.policy import PolicyView, UnknownRule

REASONS: tuple[RefundReason, ...] = (
    "DUPLICATE",
    "TWO_SCHEMES",
    "IDENTITY_WRONG",
    "BATCH",
    "STOPPED_BEFORE_BENEFIT",
    "DIED_BEFORE_BENEFIT",
    "OVERPAID",
    "NEVER_CAME",
)
SET_ASIDE: frozenset[RefundReason] = frozenset({"DUPLICATE", "OVERPAID"})  # of money that never paid for a month
VOIDS: frozenset[RefundReason] = frozenset({"TWO_SCHEMES", "STOPPED_BEFORE_BENEFIT", "DIED_BEFORE_BENEFIT"})
DAYS = "clearing.refund_days"
REFUNDABLE, KEEPS = "contribution.duplicate_refundable", "contribution.duplicate_keeps"

MOVES: Mapping[RefundState, tuple[RefundState, ...]] = MappingProxyType(
    {
        "asked": ("reviewed", "refused"),
        "reviewed": ("sent", "paid_back"),  # at once when nothing ever came that could be sent
        "sent": ("paid_back", "failed"),
        "failed": ("sent",),  # by another route
        "refused": (),
        "paid_back": (),
    }
)


@dataclass(frozen=True, slots=True)
class Expected:
    """By which day a refund should be back, and the rule that says so; no day where no rule is known."""

    on: date | None
    provisional: bool
    rule: str


@dataclass(frozen=True, slots=True)
class LineGround:
    """What the register knows about a paid line: how its coverage ended, when benefit began, what else was paid."""

    scheme: str
    month: date
    set_aside: bool
    cover_ended_on: date | None
    entitled_from: date | None
    died_on: date | None
    other_scheme_paid: bool
    month_paid: bool


def expected_back(view: PolicyView) -> Expected:
    """So many workdays after the view's day as the region's rule says."""
    try:
        days = view.find(DAYS)
    except UnknownRule:
        return Expected(None, False, "")
    deadline = add_workdays(view.day, days.number)
    return Expected(deadline.day, deadline.provisional, f"{days.citation.key}@{days.citation.starts}")


def not_refundable(reason: RefundReason, ground: LineGround, view: PolicyView) -> Refusal | None:
    """Why a line does not go back for a reason, None when it does.

    A contribution that paid for a month stays in the fund and the account. It goes back only on a ground that the
    books prove, or, for IDENTITY_WRONG, BATCH and NEVER_CAME, that a second person confirms.
    """
    month = f"{ground.month:%Y-%m}"
    if ground.set_aside != (reason in SET_ASIDE):
        return Refusal("NO_GROUND_FOR_REFUND", {"month": month, "reason": reason})
    if reason == "DUPLICATE" and not ground.month_paid:
        return Refusal("NO_GROUND_FOR_REFUND", {"month": month, "reason": reason})
    if reason == "TWO_SCHEMES":
        return _two_schemes(ground, view, month)
    if reason == "STOPPED_BEFORE_BENEFIT":
        return _before_benefit(ground.cover_ended_on, ground.entitled_from, month)
    if reason == "DIED_BEFORE_BENEFIT":
        return _before_benefit(ground.died_on, ground.entitled_from, month)
    return None


def _two_schemes(ground: LineGround, view: PolicyView, month: str) -> Refusal | None:
    """Of two schemes that were paid for the same time, the one goes back that the rule does not keep."""
    try:
        refundable, kept = view.find(REFUNDABLE).value is True, view.find(KEEPS).value
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
    if refundable and ground.other_scheme_paid and kept != ground.scheme:
        return None
    return Refusal("NO_GROUND_FOR_REFUND", {"month": month, "reason": "TWO_SCHEMES"})


def _before_benefit(ended_on: date | None, entitled_from: date | None, month: str) -> Refusal | None:
    """Nothing goes back once benefit had begun on the day on which the coverage or the life ended."""
    if ended_on is not None and (entitled_from is None or ended_on <= entitled_from):
        return None
    since = entitled_from.isoformat() if entitled_from is not None else None
    return Refusal("BENEFIT_HAS_BEGUN", {"month": month, "since": since})
