"""Gathering the facts about one person: a fixed small number of reads, each by the room that owns the records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mingzhang.answers.why.as_it_was import account_then, copies_then, holds_then
from mingzhang.answers.why.asking import Asked, asked_about
from mingzhang.answers.why.facts import RECENT, Elsewhere, Facts, KnownAs, PaidBill
from mingzhang.answers.why.gathering_money_in import money_in_of
from mingzhang.answers.why.own import own_receipts
from mingzhang.answers.why.ruling import rules_for
from mingzhang.answers.why.symptoms import OF_A_PAYMENT
from mingzhang.answers.why.words import Text
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.care.filings import queries as filings
from mingzhang.care.visits import queries as visits
from mingzhang.care.visits.records import Settled
from mingzhang.money.accounts import queries as accounts
from mingzhang.money.contributions import queries as contributions
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.registers.enrolment.records import Entitlement, Identity
from mingzhang.registers.enrolment.rules import coverage_holding, entitlement
from mingzhang.rules.policy import regions

NOT_ENROLLED = Entitlement(False, "NOT_ENROLLED", None, None)


def gather(
    connection: Connection, region: str, person_id: int, symptom: str, as_of: datetime, context: str | int | None = None
) -> Facts:
    """The facts about a person at a moment.

    `context` names the payment asked about: a settlement's number (ours or the 20-digit one) or the look-up number of
    a refused request; without it the latest one is meant, for symptoms that are about a payment.
    """
    today = as_of.date()
    first = date(today.year - 1, 1, 1)
    who = enrolment.person(connection, region, person_id)
    coverages = enrolment.coverages(connection, region, person_id)
    identities = enrolment.identities(connection, region, person_id)
    settled = visits.settlements_of(connection, region, person_id, first, today)
    asked = asked_about(connection, region, person_id, settled, as_of, context) if symptom in OF_A_PAYMENT else Asked()
    day = asked.day or today
    cover = coverage_holding(coverages, today) or (coverages[-1] if coverages else None)
    employer_id = cover.employer_id if cover is not None else None
    moved = accounts.movements(connection, region, person_id, first, today)
    holds = holds_then(ledger.open_holds(connection, region, person_id), as_of)
    items = accounts.items(connection, region, person_id, first, today)
    return Facts(
        region=region,
        region_name=_region_name(region),
        person_id=person_id,
        as_of=as_of,
        symptom=symptom,
        account=account_then(accounts.account_of(connection, region, person_id, as_of), moved, holds),
        entitlement=entitlement(who, coverages, day) if who is not None else NOT_ENROLLED,
        person=who,
        employer=enrolment.employer(connection, region, employer_id) if employer_id is not None else None,
        coverages=coverages,
        elsewhere=_elsewhere(connection, region, identities, today),
        known_as=_known_as(identities, today),
        credentials=enrolment.credentials(connection, region, person_id),
        months=contributions.months(connection, region, person_id, first, today, as_of=today),
        receipts=own_receipts(contributions.receipts_for(connection, region, person_id)),
        freezes=accounts.freezes(connection, region, person_id),
        holds=holds,
        items=items,
        runs=accounts.runs(connection, region),
        movements=moved,
        choices=filings.choices(connection, region, person_id),
        events=evidence.events(connection, region, person_id, since=as_of - RECENT, until=_just_after(as_of)),
        lookups=evidence.lookups(connection, region, person_id),
        outages=evidence.outages(connection, region, since=as_of - RECENT, until=_just_after(as_of)),
        copies=copies_then(evidence.channel_copies(connection, region, person_id), as_of),
        bill=asked.bill,
        refusal=asked.refusal,
        filing=asked.filing,
        money_in=money_in_of(connection, region, person_id, symptom, today),
        paid_bills=tuple(_brief(one) for one in settled if _stands(one) and one.service_on.year == today.year),
        rules=rules_for(region, today, who, cover, items, asked.bill, filed=asked.filing is not None),
    )


def _just_after(moment: datetime) -> datetime:
    """The end of a half-open span that still holds the moment."""
    return moment + timedelta(microseconds=1)


def _region_name(region: str) -> Text:
    found = next((info for info in regions() if info.code == region), None)
    return Text(found.name_zh, found.name_en) if found is not None else Text(region, region)


def _known_as(identities: tuple[Identity, ...], today: date) -> tuple[KnownAs, ...]:
    """As whom each holder knows the person today; numbers are compared here and go no further."""
    now = [known for known in identities if known.holds.holds(today)]
    register = next((known.number for known in now if known.holder == "register"), None)
    return tuple(
        KnownAs(known.id, known.holder, known.name, known.number == register, known.holds.start) for known in now
    )


def _elsewhere(
    connection: Connection, region: str, identities: tuple[Identity, ...], today: date
) -> tuple[Elsewhere, ...]:
    """Active coverages that the person's identity number has in other regions."""
    number = next((known.number for known in reversed(identities) if known.holder == "register"), None)
    keys = enrolment.find_people(connection, number) if number is not None else ()
    found = []
    for key in keys:
        if key.region == region:
            continue
        cover = enrolment.coverage_on(connection, key.region, key.person_id, today)
        if cover is not None and cover.status == "active":
            name = _region_name(key.region)
            found.append(Elsewhere(key.region, name, cover.id, cover.scheme, cover.holds.start))
    return tuple(found)


def _stands(settled: Settled) -> bool:
    """Whether a settlement was not taken back and takes none back."""
    return settled.cancels is None and settled.cancelled_by is None


def _brief(settled: Settled) -> PaidBill:
    assert settled.settlement_id is not None
    paid = settled.amounts
    return PaidBill(
        settled.settlement_id, settled.benefit, settled.service_on, settled.settled_at, paid.fund_fen, paid.account_fen
    )
