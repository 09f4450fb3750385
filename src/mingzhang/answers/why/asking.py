"""Finding the payment that is asked about: a settlement, or a request that was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.answers.why.asked import AskedBill, AskedRefusal
from mingzhang.answers.why.facts import RECENT
from mingzhang.basics.identifiers import read_record_number
from mingzhang.books import evidence
from mingzhang.books.database import Connection
from mingzhang.books.evidence import ReceivedRequest
from mingzhang.care.filings import queries as filings
from mingzhang.care.filings.records import OffsiteFiling
from mingzhang.care.visits import queries as visits
from mingzhang.care.visits.records import Settled
from mingzhang.registers.institutions import queries as institutions
from mingzhang.rules.settlement import Outcome

ANSWERED = ("ok", "replayed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: at most one of a settlement and a refusal, and the off-site filing that covers it."""

    bill: AskedBill | None = None
    refusal: AskedRefusal | None = None
    filing: OffsiteFiling | None = None

    @property
    def day(self) -> date | None:
        """The service day, or the day of the refusal."""
        if self.bill is not None:
            return self.bill.service_on
        return self.refusal.received_at.date() if self.refusal is not None else None


def asked_about(
    connection: Connection,
    region: str,
    person_id: int,
    settled: Iterable[Settled],
    as_of: datetime,
    context: str | int | None,
) -> Asked:
    """The settlement or refusal that `context` names; without context the latest of both."""
    bills = [one for one in settled if one.cancels is None and one.settled_at <= as_of]
    requests = evidence.requests(connection, region, person_id=person_id)
    refused = [one for one in requests if one.outcome not in ANSWERED and one.received_at <= as_of]
    if context is not None:
        bill, refusal = _named(connection, region, person_id, bills, refused, context)
    else:
        bill, refusal = _latest(bills, refused, as_of)
    if refusal is not None:
        return _with_filing(connection, region, person_id, refusal=_refusal(connection, refusal))
    if bill is not None:
        return _with_filing(connection, region, person_id, bill=_bill(connection, region, bill))
    return Asked()


def _named(
    connection: Connection,
    region: str,
    person_id: int,
    bills: list[Settled],
    refused: list[ReceivedRequest],
    context: str | int,
) -> tuple[Settled | None, ReceivedRequest | None]:
    """What a number names; a settlement of somebody else is never found."""
    refusal = next((one for one in refused if one.lookup_id == str(context)), None)
    ours = read_record_number(str(context))
    settlement_id = ours[1] if ours is not None else int(context) if str(context).isdigit() else None
    bill = next((one for one in bills if one.settlement_id == settlement_id), None)
    if bill is None and settlement_id is not None and refusal is None:
        found = visits.settlement(connection, region, settlement_id)
        bill = found if found is not None and found.person_id == person_id else None
    return bill, refusal


def _latest(
    bills: list[Settled], refused: list[ReceivedRequest], as_of: datetime
) -> tuple[Settled | None, ReceivedRequest | None]:
    """The latest settlement that stands, or the latest refusal when that came later and lately."""
    standing = [one for one in bills if one.cancelled_by is None]
    bill = max(standing, key=lambda one: (one.settled_at, one.settlement_id or 0), default=None)
    recent = [one for one in refused if one.received_at >= as_of - RECENT]
    refusal = max(recent, key=lambda one: (one.received_at, one.request_id), default=None)
    if bill is not None and refusal is not None and bill.settled_at >= refusal.received_at:
        refusal = None
    return (None if refusal is not None else bill), refusal


def _bill(connection: Connection, region: str, settled: Settled) -> AskedBill:
    assert settled.settlement_id is not None and settled.visit_id is not None
    where = settled.institution_region
    return AskedBill(
        settlement_id=settled.settlement_id,
        visit_id=settled.visit_id,
        institution_region=where,
        institution=institutions.institution(connection, where, settled.institution_id),
        agreement=institutions.agreement_on(connection, where, settled.institution_id, settled.service_on),
        benefit=settled.benefit,
        scheme=settled.scheme,
        category=settled.category,
        service_on=settled.service_on,
        settled_at=settled.settled_at,
        cancelled=settled.cancelled_by is not None,
        amounts=settled.amounts,
        outcome=Outcome.from_data(settled.outcome),
        lines=visits.lines_of(connection, region, settled.visit_id, batch=settled.batch),
    )


def _refusal(connection: Connection, request: ReceivedRequest) -> AskedRefusal:
    institution = institutions.institution_by_code(connection, request.institution_code)
    day = request.received_at.date()
    return AskedRefusal(
        request_id=request.request_id,
        code=request.outcome,
        received_at=request.received_at,
        institution=institution,
        agreement=institutions.agreement_on(connection, institution.region, institution.id, day)
        if institution is not None
        else None,
        transaction_no=request.transaction_no,
        lookup_id=request.lookup_id,
        facts=request.facts,
    )


def _with_filing(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    bill: AskedBill | None = None,
    refusal: AskedRefusal | None = None,
) -> Asked:
    """The filing is only looked for when the care was in another region."""
    asked = Asked(bill, refusal)
    about = bill or refusal
    place = about.institution.region if about is not None and about.institution is not None else region
    if place == region or asked.day is None:
        return asked
    return Asked(bill, refusal, filings.filed_on(connection, region, person_id, place, asked.day))
