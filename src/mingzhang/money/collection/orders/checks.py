"""Why an order to pay is refused, from facts of the register and the month. Pure; the first reason found is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from mingzhang.basics.identifiers import tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.money.collection.kinds import Channel
from mingzhang.money.collection.orders.records import Entered, OrderLine
from mingzhang.registers.enrolment.records import Duplicate
from mingzhang.rules.policy import PolicyView, UnknownRule

LATE_FIRST, LATE_LAST = "calendar.resident_late_first_month", "calendar.resident_late_last_month"
ARREARS_FIRST = "contribution.arrears_first"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the books know about one line on the day of the order.

    `status` is that of the coverage on the day, None when there is none. `due_on` is None when nothing was found due;
    `late_price` says that a resident's year is due at the price of those who missed the window.
    `older` is the oldest unpaid month before the line's that the order does not pay as well.
    """

    line: OrderLine
    status: str | None
    reason: str
    employer_id: int | None
    due_on: date | None
    late_price: bool
    confirmed: bool
    older: date | None
    card_valid: bool
    agreed: bool
    pending: str | None  # number of another order for the same month that a channel has already
    pending_state: str | None
    double: Duplicate | None  # another coverage in the same time that the rule does not end in favour of this one
    registered_name: str
    registered_number: str


Check = Callable[[LineFacts], Refusal | None]
Found = tuple[Refusal, int]  # why, and whose line it is


def first_refusal(facts: Iterable[LineFacts], checks: Iterable[Check]) -> Found | None:
    """The first reason against any line, in the order of the checks, and whose line it is."""
    lines = tuple(facts)
    for check in checks:
        for known in lines:
            refusal = check(known)
            if refusal is not None:
                return refusal, known.line.person_id
    return None


def enrolment_check(on: date) -> Check:
    """Who left may still pay a month that was due; who is not enrolled and owes nothing has nothing to pay."""

    def check(facts: LineFacts) -> Refusal | None:
        told = {"day": on.isoformat(), "month": f"{facts.line.month:%Y-%m}", "reason": facts.reason}
        if facts.status == "suspended":
            return Refusal("COVERAGE_SUSPENDED", told)
        if facts.status != "active" and facts.due_on is None:
            return Refusal("NOT_ENROLLED", told)
        return None

    return check


def confirmed(facts: LineFacts) -> Refusal | None:
    """The tax side must have confirmed the enrolment."""
    return None if facts.confirmed else Refusal("ENROLMENT_NOT_CONFIRMED", {"month": f"{facts.line.month:%Y-%m}"})


def insured_once(facts: LineFacts) -> Refusal | None:
    """A premium is not taken for a coverage that the rule ends, nor while the person must choose between two."""
    if facts.double is None:
        return None
    keep = facts.double.keep.coverage.scheme if facts.double.keep is not None else None
    told = {"scheme": facts.line.scheme, "elsewhere": facts.double.other.key.region, "keep": keep}
    return Refusal("DUPLICATE_ENROLMENT", told)


def card_holds(facts: LineFacts) -> Refusal | None:
    """A channel that reads the card needs one that is neither lost nor expired."""
    return None if facts.card_valid else Refusal("CARD_NOT_VALID", {})


def agreement_signed(facts: LineFacts) -> Refusal | None:
    """A bank takes money only with leave."""
    return None if facts.agreed else Refusal("NO_DEBIT_AGREEMENT", {})


def not_pending(facts: LineFacts) -> Refusal | None:
    """Nobody pays a month twice while a channel still has the first payment."""
    if facts.pending is None:
        return None
    return Refusal("PAYMENT_PENDING", {"order": facts.pending, "state": facts.pending_state}, "later")


def identity_check(entered: Iterable[Entered]) -> Check:
    """What the payer typed must be whom the register knows; only the fields that differ are told."""
    typed = {who.person_id: who for who in entered}

    def check(facts: LineFacts) -> Refusal | None:
        who = typed.get(facts.line.person_id)
        if who is None:
            return None
        same_name = "".join(who.name.split()) == facts.registered_name
        same_number = tidy_id_number(who.number) == facts.registered_number
        if same_name and same_number:
            return None
        return Refusal("IDENTITY_MISMATCH", {"name_differs": not same_name, "number_differs": not same_number})

    return check


def window_check(view: PolicyView) -> Check:
    """A resident pays until the year's payment day, then in the region's months for late payment only.

    A year that is due at the late price already may be paid at any time: whoever set it has looked at the window.
    """
    on = view.day

    def check(facts: LineFacts) -> Refusal | None:
        if facts.line.scheme != "resident" or facts.late_price or facts.due_on is None or on <= facts.due_on:
            return None
        try:
            first, last = (view.find(key, scheme="resident").number for key in (LATE_FIRST, LATE_LAST))
        except UnknownRule as unknown:
            return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
        if on.year == facts.line.month.year and first <= on.month <= last:
            return None
        return Refusal("OUTSIDE_PAYMENT_WINDOW", {"due_on": facts.due_on.isoformat(), "first": first, "last": last})

    return check


def older_months_first(view: PolicyView, scheme: str) -> bool:
    """Whether a scheme's older unpaid months come first by the region's rule; raises UnknownRule where it is a gap."""
    return view.declares(ARREARS_FIRST, scheme=scheme) and view.find(ARREARS_FIRST, scheme=scheme).value is True


def arrears_check(view: PolicyView) -> Check:
    """Older months first, where the region's rule says so."""

    def check(facts: LineFacts) -> Refusal | None:
        if facts.older is None:
            return None
        try:
            first = older_months_first(view, facts.line.scheme)
        except UnknownRule as unknown:
            return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
        facts_told = {"month": f"{facts.line.month:%Y-%m}", "older": f"{facts.older:%Y-%m}"}
        return Refusal("ARREARS_FIRST", facts_told) if first else None

    return check


def checks_for(channel: Channel, view: PolicyView, entered: Iterable[Entered]) -> tuple[Check, ...]:
    """Every check that a payment through a channel must pass on the view's day, in the order in which they are told."""
    return (
        enrolment_check(view.day),
        insured_once,
        identity_check(entered),
        confirmed,
        *((card_holds,) if channel.keyed_on_card else ()),
        *((agreement_signed,) if channel.needs_agreement else ()),
        window_check(view),
        arrears_check(view),
        not_pending,
    )
