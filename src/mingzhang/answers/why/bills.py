"""Which settlement a cause may look at, and what to say when there is none."""

from __future__ import annotations

from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.cause import Refuted, Unknown
from mingzhang.answers.why.directory import institution_contact
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Text
from mingzhang.registers.institutions.records import Agreement, Institution

NOT_SETTLED = Text(
    "这次请求被拒，没有结算，与此无关", "This request was refused and nothing was settled, so this does not apply"
)
NO_BILL = Text(
    "没有查到这次结算；请提供结算单号或查询号", "No settlement was found; give its number or the look-up number"
)


def bill_of(facts: Facts) -> AskedBill | Refuted | Unknown:
    """The settlement asked about; else why nothing can be said: the request was refused, or none is on record."""
    if facts.bill is not None:
        return facts.bill
    if facts.refusal is not None:
        return Refuted(says=NOT_SETTLED)
    return Unknown(says=NO_BILL, source=institution_contact(None))


def asked_institution(facts: Facts) -> Institution | None:
    """The institution of the settlement or request asked about."""
    asked = facts.bill or facts.refusal
    return asked.institution if asked is not None else None


def asked_agreement(facts: Facts) -> Agreement | None:
    """That institution's agreement on the day asked about."""
    asked = facts.bill or facts.refusal
    return asked.agreement if asked is not None else None


def refused_with(facts: Facts, *codes: str) -> bool:
    """Whether the request asked about was refused with one of these codes."""
    return facts.refusal is not None and facts.refusal.code in codes
