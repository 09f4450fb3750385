"""Each cause is proved by the one fact that makes it so, and refuted for a neighbour who differs in that fact alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.why_facts import (
    BILL,
    HEALTHY,
    MONTHLY_FEN,
    MONTHS,
    NOW,
    RULES,
    TODAY,
    agreement,
    amounts,
    at,
    cap,
    card,
    choice,
    citation,
    copy,
    coverage,
    emptied,
    event,
    facts,
    freeze,
    hold,
    institution,
    item,
    layer,
    line,
    month,
    moved,
    outage,
    outcome,
    receipt,
    refusal,
    ruled,
    run,
    view,
)
from tests.why_money_in_cases import MONEY_IN_CASES

from mingzhang.answers.why import Text
from mingzhang.answers.why.cause import Cause, Proved, Refuted
from mingzhang.answers.why.causes import checked_causes
from mingzhang.answers.why.facts import Elsewhere, Facts, KnownAs, PaidBill, Recomputed
from mingzhang.basics.periods import Period
from mingzhang.books.ledger.queries import Movements
from mingzhang.registers.enrolment.records import Entitlement
from mingzhang.rules.settlement.outcome import BandResult
from mingzhang.rules.settlement.plan import Band

MAY = MONTHS[-1]
BY_ID = {cause.id: cause for cause in checked_causes()}


def billed(**changes: object) -> Facts:
    """The healthy payer asking about a bill that differs from the ordinary one in what is named."""
    return facts(bill=replace(BILL, **changes))  # type: ignore[arg-type]


def entitled(code: str, **changes: object) -> Facts:
    """The healthy payer with another state of the register on the day asked about."""
    held = coverage(**changes)
    return facts(coverages=(held,), entitlement=Entitlement(False, code, date(2025, 5, 1), held))


def no_account(reason: str, category: str = "in_service", scheme: str = "employee") -> Facts:
    """Somebody who was never given an account, for a reason."""
    held = coverage(category=category, scheme=scheme)
    return facts(account=view("no_account", reason, 0), coverages=(held,), items=(), movements=Movements(0, ()))


unpaid_may = (*HEALTHY.months[:-1], month(MAY, "unpaid"))
not_posted = HEALTHY.items[:-1]
late_may = (*HEALTHY.months[:-1], month(MAY, "late", paid_at=at(date(2025, 6, 2))))
flexible = coverage(category="flexible", employer_id=None)
last_week = coverage(holds=Period(date(2025, 5, 1)))
ended = coverage(holds=Period(date(2024, 1, 1), date(2025, 4, 1)))
elsewhere = (Elsewhere("110000", Text("另一市", "Another city"), 4, "employee", date(2025, 4, 1)),)
old_name = KnownAs(2, "card", "旧名", True, date(2024, 1, 5))
used = moved(6, "FAMILY_PAYMENT", date(2025, 6, 3), -5_000, 95_000)
new_card = card(id=2, issued_on=TODAY - timedelta(days=3), holds=Period(TODAY - timedelta(days=3)))
changed = Recomputed(date(2025, 4, 1), 30_000, 20_000, citation("account.rate"), citation("account.rate", "2025-04-01"))
small = (PaidBill(11, "pharmacy", date(2025, 6, 3), at(date(2025, 6, 3)), 0, 100_000),)
short = outcome(layer(paid_fen=0), account_reason="ACCOUNT_SHORT")
far = institution(region="110000")
unpaid_resident = coverage(scheme="resident", category="adult", employer_id=None)

CASES: dict[str, tuple[Facts, Facts]] = {
    "C1": (facts(months=unpaid_may), facts()),
    "C2": (facts(months=(*HEALTHY.months[:-1], month(MAY, "part"))), facts()),
    "C3": (facts(freezes=(freeze("ALLOCATION_SUSPENDED"),)), facts(freezes=(freeze("COURT"),))),
    "C4": (facts(known_as=(HEALTHY.known_as[0], old_name)), facts()),
    "C5": (facts(credentials=()), facts()),
    "C6": (facts(credentials=(card(activated_on=None),)), facts()),
    "C7": (facts(credentials=(new_card,), copies=(copy(days_ago=9),)), facts(credentials=(new_card,))),
    "C8": (facts(movements=Movements(0, (*HEALTHY.movements.lines, used))), facts()),
    "C9": (emptied(), facts()),
    "C10": (facts(copies=(copy(0, days_ago=30),)), facts(copies=(copy(days_ago=30),))),
    "C11": (facts(receipts=(receipt(MAY),)), facts(receipts=(receipt(MAY, posted_at=NOW),))),
    "C12": (
        facts(coverages=(last_week,), months=HEALTHY.months[-1:], items=()),
        facts(coverages=(last_week,), months=HEALTHY.months[-1:]),
    ),
    "C13": (
        emptied(items=not_posted, runs=HEALTHY.runs[:-1]),
        emptied(items=not_posted),
    ),
    "C14": (facts(months=late_may, items=not_posted), facts(items=not_posted)),
    "C15": (no_account("RESIDENT", "adult", "resident"), facts()),
    "C16": (no_account("FLEXIBLE", "flexible"), facts()),
    "C17": (
        facts(coverages=(flexible,), items=(item(MAY, rate_bp=100, amount_fen=10_000),)),
        facts(coverages=(flexible,), items=(item(MAY),)),
    ),
    "C18": (no_account("CATEGORY"), facts()),
    "C19": (no_account("RETIRED_PAYING_ON", "retired_paying_on"), facts()),
    "C20": (facts(coverages=()), facts()),
    "C21": (
        facts(rules=replace(RULES, account_changed=changed)),
        facts(rules=replace(RULES, account_changed=replace(changed, before_fen=20_000))),
    ),
    "C22": (facts(freezes=(freeze("COURT"),)), facts(freezes=(freeze("ALLOCATION_SUSPENDED"),))),
    "C23": (facts(credentials=(card(bank_frozen_since=date(2025, 6, 1)),)), facts()),
    "C24": (facts(events=(event("WRONG_REGION_LOOKUP"),)), facts(events=(event("WRONG_REGION_LOOKUP", 40),))),
    "C25": (facts(events=(event("BANK_ACCOUNT_LOOKUP"),)), facts(events=(event("WRONG_REGION_LOOKUP"),))),
    "C26": (facts(events=(event("REJECTED_LOGIN"),)), facts(events=(event("CLIENT_TIMEOUT"),))),
    "C28": (facts(outages=(outage(planned=True),)), facts(outages=(outage(planned=True),), lookups=())),
    "C29": (facts(outages=(outage(planned=False),)), facts(outages=(outage(planned=True),))),
    "C30": (
        facts(rules=replace(RULES, choice_required=ruled("outpatient.choice_required", True, "bool"))),
        facts(rules=replace(RULES, choice_required=ruled("x", True, "bool")), choices=(choice(),)),
    ),
    "C31": (
        facts(events=(event("CARD_READ_ERROR"), event("CARD_READ_ERROR", number=2, institution_id=8))),
        facts(events=(event("CARD_READ_ERROR"), event("CARD_READ_ERROR", number=2))),
    ),
    "C32": (emptied(paid_bills=small), emptied(paid_bills=(replace(small[0], benefit="inpatient"),))),
    "C33": (emptied(), facts()),
    "C34": (facts(coverages=(ended,), elsewhere=elsewhere), facts(elsewhere=elsewhere)),
    "C35": (billed(amounts=amounts(fund_fen=0, account_fen=60_000)), billed()),
    "C36": (facts(events=(event("FAILED_SWIPE"),)), facts(events=(event("CARD_READ_ERROR"),))),
    "C37": (billed(amounts=amounts(over_limit_fen=100), lines=(line(over_limit_fen=100),)), billed()),
    "C38": (billed(outcome=outcome(layer(deductible_standard_fen=50_000, deductible_fen=50_000))), billed()),
    "C39": (billed(amounts=amounts(wholly_own_fen=100), lines=(line(wholly_own_fen=100),)), billed()),
    "C40": (
        billed(outcome=outcome(layer(caps=(cap("outpatient.cap"),)))),
        billed(outcome=outcome(layer(caps=(cap("outpatient.cap", binds=False),)))),
    ),
    "C41": (
        billed(outcome=outcome(layer(caps=(cap("outpatient.month_cap"),)))),
        billed(outcome=outcome(layer(caps=(cap("outpatient.cap"),)))),
    ),
    "C42": (
        billed(amounts=amounts(total_fen=2_000_000, cash_fen=1_200_000), outcome=short),
        billed(amounts=amounts(cash_fen=1_000), outcome=short),
    ),
    "C43": (entitled("COVERAGE_SUSPENDED", status="suspended"), facts()),
    "C44": (facts(months=unpaid_may), facts()),
    "C45": (entitled("WAITING_PERIOD", entitled_from=date(2025, 9, 1)), facts()),
    "C46": (billed(outcome=short, amounts=amounts(fund_fen=0, account_fen=1_000, cash_fen=59_000)), billed()),
    "C47": (
        facts(
            outages=(outage(planned=False, module="institution_link", institution_id=9),),
            events=(event("FAILED_SWIPE"),),
        ),
        facts(
            outages=(outage(planned=False, module="institution_link", institution_id=8),),
            events=(event("FAILED_SWIPE"),),
        ),
    ),
    "C48": (billed(institution=far, institution_region="110000"), billed()),
    "C49": (facts(refusal=refusal("INSURED_PLACE_DIFFERS")), facts(refusal=refusal("ITEM_UNKNOWN"))),
    "C50": (billed(agreement=agreement("suspended")), billed()),
    "C51": (
        facts(choices=(choice(8),), bill=replace(BILL, amounts=amounts(fund_fen=0, cash_fen=60_000))),
        facts(choices=(choice(9),), bill=replace(BILL, amounts=amounts(fund_fen=0, cash_fen=60_000))),
    ),
    "C52": (facts(credentials=(card(holds=Period(date(2024, 1, 5), date(2025, 6, 1))),)), facts()),
    "C58": (
        facts(bill=BILL, rules=replace(RULES, pooled_outpatient=ruled("outpatient.pooled_exists", False, "bool"))),
        billed(),
    ),
    "C59": (billed(outcome=outcome(layer(bands=(BandResult(None, 6_500, 60_000),), paid_fen=39_000))), billed()),
    "C60": (
        facts(bill=BILL, rules=replace(RULES, community_rate=Band(None, 8_000, citation("outpatient.rate")))),
        billed(),
    ),
    "C61": (facts(bill=BILL, rules=replace(RULES, bill_changed=changed)), billed()),
    "C62": (facts(freezes=(freeze("SUPERVISION"),)), facts(freezes=(freeze("COURT"),))),
    "C63": (emptied(), facts()),
}
CASES |= MONEY_IN_CASES
NOBODY_ELSE_KNOWS = {"C27"}  # without its evidence only the phone knows, so its neighbour is Unknown


def test_every_cause_with_a_check_has_a_case() -> None:
    assert set(CASES) | NOBODY_ELSE_KNOWS == set(BY_ID)


@pytest.mark.parametrize("cause", [BY_ID[name] for name in CASES], ids=lambda cause: f"{cause.id}-{cause.name}")
def test_the_fact_proves_and_its_absence_refutes(cause: Cause) -> None:
    proving, neighbour = CASES[cause.id]
    assert isinstance(cause.check(proving), Proved)
    assert isinstance(cause.check(neighbour), Refuted)


@pytest.mark.parametrize("cause", [BY_ID[name] for name in CASES], ids=lambda cause: f"{cause.id}-{cause.name}")
def test_a_proved_cause_has_evidence_words_and_a_remedy_without_gaps(cause: Cause) -> None:
    proving = CASES[cause.id][0]
    verdict = cause.check(proving)
    assert isinstance(verdict, Proved)
    sentence = (verdict.says or cause.proved).filled(verdict.figures)
    remedy = cause.remedy(proving, verdict)
    told = [sentence, *remedy.steps, remedy.channel, remedy.who.name, remedy.who.hours]
    told += [piece for piece in (remedy.then, remedy.deadline_text) if piece is not None]
    told += [evidence.says for evidence in verdict.evidence]
    for text in told:
        for words in (text.zh, text.en):
            assert words.strip()
            assert not set("{}[]") & set(words), words
            assert "未提供" not in words and "not given" not in words, words
    assert remedy.steps and remedy.then is not None and remedy.who.number
    assert all(evidence.number and "." in evidence.kind for evidence in verdict.evidence)


def test_the_healthy_payer_has_nothing_wrong() -> None:
    by_rule = {"C111"}  # nothing is wrong with an account whose money stays for care
    assert {cause.id for cause in checked_causes() if isinstance(cause.check(HEALTHY), Proved)} == by_rule


def test_a_timeout_that_the_phone_reported_proves_the_network_and_its_absence_leaves_it_unknown() -> None:
    network = BY_ID["C27"]
    assert isinstance(network.check(facts(events=(event("CLIENT_TIMEOUT"),))), Proved)
    assert not isinstance(network.check(HEALTHY), Proved | Refuted)


def test_money_on_its_way_is_not_called_arrears() -> None:
    coming = facts(months=unpaid_may, receipts=(receipt(MAY),))
    assert isinstance(BY_ID["C1"].check(coming), Refuted)
    assert isinstance(BY_ID["C11"].check(coming), Proved)


def test_the_month_that_is_not_credited_yet_does_not_explain_an_account_that_has_money() -> None:
    june = facts(months=(*HEALTHY.months, month(date(2025, 6, 1))))
    assert isinstance(BY_ID["C13"].check(june), Refuted)


def test_a_run_that_is_overdue_is_told_as_an_incident() -> None:
    verdict = BY_ID["C13"].check(facts(items=not_posted, runs=(*HEALTHY.runs[:-1], run(MAY, "failed"))))
    assert isinstance(verdict, Proved)
    assert verdict.says is not None and "事件" in verdict.says.zh
    assert verdict.amount_fen == MONTHLY_FEN


def test_a_balance_that_became_less_is_explained_by_ones_own_payments() -> None:
    paid = moved(6, "ACCOUNT_PAYMENT", date(2025, 6, 3), -5_000, 95_000)
    less = facts(symptom="LESS", movements=Movements(0, (*HEALTHY.movements.lines, paid)))
    assert isinstance(BY_ID["C9"].check(less), Proved)
    assert isinstance(BY_ID["C9"].check(replace(less, symptom="Z0")), Refuted)


def test_money_held_for_an_account_that_is_not_activated_is_named_to_the_fen() -> None:
    held = facts(
        account=view("held", "NOT_ACTIVATED", held_fen=100_000),
        holds=(hold("NOT_ACTIVATED"),),
        credentials=(card(activated_on=None),),
    )
    verdict = BY_ID["C6"].check(held)
    assert isinstance(verdict, Proved) and verdict.amount_fen == 100_000


def test_a_resident_who_never_paid_the_year_was_interrupted() -> None:
    entitlement = Entitlement(True, "ENTITLED", date(2025, 1, 1), unpaid_resident)
    resident = facts(coverages=(unpaid_resident,), months=(), entitlement=entitlement)
    assert isinstance(BY_ID["C44"].check(resident), Proved)


def test_an_unknown_item_that_was_refused_lies_outside_the_catalogue() -> None:
    assert isinstance(BY_ID["C39"].check(facts(refusal=refusal("ITEM_UNKNOWN"))), Proved)
    assert isinstance(BY_ID["C39"].check(facts(refusal=refusal("BALANCE_SHORT"))), Refuted)


def test_without_a_settlement_the_causes_of_a_bill_are_unknown_and_after_a_refusal_refuted() -> None:
    for name in ("C35", "C37", "C38", "C40", "C41", "C42", "C58", "C59", "C60", "C61"):
        assert not isinstance(BY_ID[name].check(HEALTHY), Proved | Refuted)
        assert isinstance(BY_ID[name].check(facts(refusal=refusal("PERSON_MISMATCH"))), Refuted)
