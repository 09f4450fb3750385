"""For each cause about paying contributions: facts that prove it, and a neighbour who differs in that fact alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.why_facts import (
    HEALTHY,
    MONTHS,
    NOW,
    agreement_to_debit,
    at,
    card,
    coming_in,
    coverage,
    event,
    facts,
    gap,
    month,
    order,
    outage,
    paper,
    receipt,
    refund,
    shown_through,
    tried,
)

from mingzhang.answers.why import Text
from mingzhang.answers.why.facts import Elsewhere, Facts, KnownAs, PaidBill
from mingzhang.basics.periods import Period
from mingzhang.books.evidence import Outage
from mingzhang.money.contributions.records import ReceiptLine

APRIL, MAY = MONTHS[-2:]
UNPAID_MAY = (*HEALTHY.months[:-1], month(MAY, "unpaid"))
THERE = (Elsewhere("110000", Text("另一市", "Another city"), 4, "employee", date(2025, 4, 1)),)
ENDED = coverage(holds=Period(date(2024, 1, 1), date(2025, 4, 1)), reason="离职", cause="left_job")
RESIDENT = coverage(scheme="resident", category="adult", employer_id=None)
FLEXIBLE = coverage(category="flexible", employer_id=None)
OTHER_NAME = KnownAs(3, "channel", "旧名", True, date(2025, 2, 1))
EXPIRED = card(holds=Period(date(2024, 1, 5), date(2025, 6, 1)))
POSTED = receipt(MAY, channel="alipay", received_at=at(date(2025, 6, 6)), posted_at=at(date(2025, 6, 7)))
AGAIN = replace(POSTED, id=9, serial="S9")
assert HEALTHY.person is not None
SOMEBODY = HEALTHY.person
TRY = tried("PAYMENT_PENDING")


def year(state: str, due_on: date) -> tuple[object, ...]:
    """A resident's year of 400 yuan."""
    return (
        month(
            date(2025, 1, 1),
            state,
            scheme="resident",
            months=12,
            employer_id=None,
            due_on=due_on,
            person_due_fen=40_000,
            employer_due_fen=0,
            person_paid_fen=40_000 if state == "paid" else 0,
            employer_paid_fen=0,
        ),
    )


def down(module: str) -> Outage:
    """An outage around the day before yesterday, nine o'clock."""
    return outage(planned=False, module=module)


def owing(**changes: object) -> Facts:
    """The healthy payer, whose May is unpaid."""
    return facts(months=UNPAID_MAY, **changes)


def resident_owing(due_on: date) -> Facts:
    """A resident whose year is unpaid."""
    return facts(coverages=(RESIDENT,), months=year("unpaid", due_on))


SPENT = (PaidBill(11, "pharmacy", date(2025, 6, 3), at(date(2025, 6, 3)), 0, 30_000),)
RESIDENT_PAID = replace(POSTED, id=9, serial="S9", lines=(ReceiptLine(7, "resident", date(2025, 1, 1), 40_000, 0),))
BOTH = (*HEALTHY.months, *year("paid", date(2025, 3, 31)))
DEBIT_SHORT, DEBIT_WRONG = order("failed", "INSUFFICIENT"), order("failed", "INVALID_ACCOUNT")
HID = event("FILTER_HID_RECORDS", channel="portal", detail={"scheme": "resident", "year": "2024"})

MONEY_IN_CASES: dict[str, tuple[Facts, Facts]] = {
    "C66": (facts(coverages=(coverage(status="suspended", reason="未续签"),)), facts()),
    "C67": (facts(coverages=(coverage(confirmed_on=None),)), facts()),
    "C68": (facts(elsewhere=THERE), facts()),
    "C69": (facts(known_as=(*HEALTHY.known_as, OTHER_NAME)), facts()),
    "C70": (
        owing(money_in=coming_in(orders=(DEBIT_SHORT,))),
        facts(money_in=coming_in(orders=(DEBIT_SHORT,))),
    ),
    "C71": (
        owing(money_in=coming_in(orders=(DEBIT_WRONG,))),
        owing(money_in=coming_in(orders=(DEBIT_SHORT,))),
    ),
    "C72": (
        facts(events=(tried("NO_DEBIT_AGREEMENT"),)),
        facts(events=(tried("NO_DEBIT_AGREEMENT"),), money_in=coming_in(agreements=(agreement_to_debit(),))),
    ),
    "C73": (facts(coverages=(ENDED,)), facts()),
    "C74": (
        facts(events=(tried("CARD_NOT_VALID"),), credentials=(EXPIRED,)),
        facts(events=(tried("CARD_NOT_VALID"),)),
    ),
    "C75": (owing(events=(tried("ARREARS_FIRST"),)), facts(events=(tried("ARREARS_FIRST"),))),
    "C76": (resident_owing(date(2025, 3, 31)), resident_owing(date(2025, 6, 30))),
    "C77": (
        facts(outages=(down("payment"),), events=(TRY,)),
        facts(outages=(down("institution_link"),), events=(TRY,)),
    ),
    "C78": (
        facts(money_in=coming_in(orders=(order("accepted"),))),
        facts(money_in=coming_in(orders=(order("posted"),))),
    ),
    "C79": (
        facts(coverages=(ENDED,), money_in=coming_in(gaps=(gap("LEFT_JOB"),))),
        facts(coverages=(replace(ENDED, cause="died"),), money_in=coming_in(gaps=(gap("UNKNOWN"),))),
    ),
    "C80": (
        owing(money_in=coming_in(orders=(order("created"),))),
        owing(money_in=coming_in(orders=(order("created", opened_at=NOW - timedelta(hours=1)),))),
    ),
    "C81": (
        facts(
            months=(*HEALTHY.months[:-1], month(MAY, "part")),
            money_in=coming_in(gaps=(gap("RATE_CHANGED", first=MAY, months=1, missing_fen=45_000),)),
        ),
        facts(),
    ),
    "C82": (facts(symptom="PREF", receipts=(POSTED, AGAIN)), facts(symptom="PREF", receipts=(POSTED,))),
    "C83": (
        facts(symptom="PREF", months=BOTH, receipts=(POSTED, RESIDENT_PAID)),
        facts(symptom="PREF", receipts=(POSTED,)),
    ),
    "C84": (
        facts(symptom="PREF", money_in=coming_in(refunds=(refund("IDENTITY_WRONG"),))),
        facts(symptom="PREF", money_in=coming_in(refunds=(refund("BATCH"),))),
    ),
    "C85": (
        facts(symptom="PREF", money_in=coming_in(refunds=(refund("BATCH"),))),
        facts(symptom="PREF", money_in=coming_in(refunds=(refund("BATCH", "refused"),))),
    ),
    "C86": (facts(receipts=(POSTED,)), facts(receipts=(POSTED, AGAIN))),
    "C87": (facts(paid_bills=SPENT), facts(paid_bills=(replace(SPENT[0], account_fen=0),))),
    "C88": (
        facts(receipts=(POSTED,), money_in=coming_in(channels=(shown_through(9),))),
        facts(receipts=(POSTED,), money_in=coming_in(channels=(shown_through(1),))),
    ),
    "C89": (facts(outages=(down("tax_link"),)), facts(outages=(down("tax_link"),), lookups=())),
    "C90": (facts(events=(event("CHANNEL_NOT_BOUND", channel="alipay"),)), facts(events=(event("REJECTED_LOGIN"),))),
    "C91": (facts(receipts=(POSTED,), events=(HID,)), facts(receipts=(POSTED,))),
    "C92": (
        facts(receipts=(POSTED,), money_in=coming_in(papers=(paper("failed", "微信卡包"),))),
        facts(receipts=(POSTED,), money_in=coming_in(papers=(paper("delivered", "微信卡包"),))),
    ),
    "C93": (owing(), facts()),
    "C94": (
        facts(coverages=(FLEXIBLE,), months=(*HEALTHY.months[:-1], month(MAY, "unpaid", employer_id=None))),
        facts(coverages=(FLEXIBLE,)),
    ),
    "C111": (facts(symptom="WDRAW"), facts(symptom="WDRAW", person=replace(SOMEBODY, died_on=date(2025, 6, 1)))),
    "C105": (
        facts(money_in=coming_in(refunds=(refund("DUPLICATE", "reviewed"),))),
        facts(money_in=coming_in(refunds=(refund("DUPLICATE", "paid_back"),))),
    ),
}
