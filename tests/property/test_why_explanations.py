"""Whatever the books hold: a zero has a reason or an open question, the money adds up, and the answer is stable."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.why_facts import (
    BILL,
    HEALTHY,
    MONTHS,
    NOW,
    RULES,
    agreement_to_debit,
    amounts,
    card,
    copy,
    coverage,
    event,
    freeze,
    gap,
    hold,
    item,
    layer,
    month,
    moved,
    order,
    outage,
    outcome,
    paper,
    receipt,
    refund,
    refusal,
    run,
    shown_through,
    tried,
    view,
)

from mingzhang.answers.why import SYMPTOMS, causes_of, explain_facts, explanation_to_json
from mingzhang.answers.why.cause import Proved
from mingzhang.answers.why.causes import checked_causes
from mingzhang.answers.why.facts import RECENT, Facts, Rules
from mingzhang.answers.why.flowing import CAME, KINDS
from mingzhang.answers.why.money_in import NO_MONEY_IN, MoneyIn
from mingzhang.answers.why.symptoms import OF_CONTRIBUTIONS
from mingzhang.basics.periods import Period
from mingzhang.books.ledger.queries import Movement, Movements
from mingzhang.money.collection.refunds.rules import REASONS
from mingzhang.registers.enrolment.rules import entitlement

CODES = (*KINDS, "CORRECTION", "ALLOCATION_RETURNED", "OWED_PAID", "OWED_COLLECTED")
SIGNED = frozenset({"CORRECTION", "OWED_PAID", "OWED_COLLECTED"})  # may give or take
POSTED = receipt(MONTHS[-1], posted_at=NOW)
EVENTS = ("FAILED_SWIPE", "CARD_READ_ERROR", "REJECTED_LOGIN", "WRONG_REGION_LOOKUP", "CLIENT_TIMEOUT")
FREEZES = ("COURT", "SUPERVISION", "ABNORMAL", "ALLOCATION_SUSPENDED")
ASKED = ("Z0", "DASH", "LESS", "NOMON", "HASBAL", "PAY0", "PAYF", "NOREIMB", "WDRAW", *sorted(OF_CONTRIBUTIONS))
TRIES = ("NO_DEBIT_AGREEMENT", "CARD_NOT_VALID", "ARREARS_FIRST", "OUTSIDE_PAYMENT_WINDOW", "IDENTITY_MISMATCH")
ORDER_STATES = (
    ("created", None),
    ("sent", None),
    ("accepted", None),
    ("unknown", None),
    ("posted", None),
    ("failed", "INSUFFICIENT"),
    ("failed", "INVALID_ACCOUNT"),
    ("failed", "IDENTITY_MISMATCH"),
    ("reversed", "NEVER_CAME"),
)
GAPS = ("LEFT_JOB", "EMPLOYER_UNPAID", "BANK_FAILED", "SUSPENDED", "SELF_UNPAID", "RATE_CHANGED", "UNKNOWN")
REFUND_STATES = ("asked", "refused", "reviewed", "sent", "paid_back", "failed")


@st.composite
def stories(draw: st.DrawFn) -> Movements:
    """A year and a half of movements of every kind; the balance never goes below zero."""
    lines: list[Movement] = []
    balance, day = 0, date(2024, 1, 2)
    for number in range(1, draw(st.integers(0, 12)) + 1):
        code = draw(st.sampled_from(CODES))
        amount = draw(st.integers(1, 50_000))
        leaves = KINDS.get(code) not in CAME and (code not in SIGNED or draw(st.booleans()))
        if leaves:
            amount = -draw(st.integers(1, balance)) if balance else 0
        if amount == 0:
            continue
        day += timedelta(days=draw(st.integers(0, 40)))
        balance += amount
        lines.append(moved(number, code, day, amount, balance))
    return Movements(0, tuple(lines))


@st.composite
def payments(draw: st.DrawFn) -> MoneyIn:
    """Whatever may lie between a payer and the agency."""
    return MoneyIn(
        orders=tuple(
            order(state, code, draw(st.sampled_from(MONTHS)), id=number)
            for number, (state, code) in enumerate(draw(st.lists(st.sampled_from(ORDER_STATES), max_size=3)), start=1)
        ),
        agreements=draw(st.sampled_from(((), (agreement_to_debit(),)))),
        refunds=tuple(
            refund(reason, draw(st.sampled_from(REFUND_STATES)), id=number, expected_on=draw(st.sampled_from(DUE)))
            for number, reason in enumerate(draw(st.lists(st.sampled_from(REASONS), max_size=2)), start=1)
        ),
        papers=draw(st.sampled_from(((), (paper("none"),), (paper("failed", "alipay"), paper("delivered", "wechat"))))),
        channels=draw(st.sampled_from(((), (shown_through(9),), (shown_through(0, "bank"),)))),
        gaps=tuple(gap(cause) for cause in draw(st.lists(st.sampled_from(GAPS), max_size=2))),
    )


DUE = (None, NOW.date() - timedelta(days=30), NOW.date() + timedelta(days=30))


@st.composite
def people(draw: st.DrawFn) -> Facts:
    """Somebody about whom the books hold anything that they may hold."""
    story = draw(stories())
    balance = story.closing_fen
    held = draw(st.sampled_from((0, balance, balance // 2)))
    state, reason = draw(
        st.sampled_from((("open", "OPEN"), ("held", "NOT_ACTIVATED"), ("held", "FROZEN"), ("no_account", "CLOSED")))
        if story.lines
        else st.sampled_from(
            (
                ("open", "OPEN"),
                ("not_opened", "FIRST_ALLOCATION_PENDING"),
                *(
                    ("no_account", why)
                    for why in ("RESIDENT", "FLEXIBLE", "RETIRED_PAYING_ON", "CATEGORY", "RULE_UNKNOWN")
                ),
            )
        )
    )
    status = draw(st.sampled_from(("active", "suspended", "stopped")))
    category = draw(st.sampled_from(("in_service", "flexible", "retired", "retired_paying_on")))
    covers = draw(st.sampled_from(((), (coverage(status=status, category=category),))))
    states = draw(st.lists(st.sampled_from(("paid", "late", "part", "unpaid")), min_size=0, max_size=5))
    bill = replace(
        BILL,
        amounts=amounts(**draw(st.sampled_from(({}, {"fund_fen": 0, "cash_fen": 60_000}, {"first_self_fen": 90})))),
        outcome=outcome(
            layer(reason=draw(st.sampled_from(("PAID_IN_FULL", "WITHIN_DEDUCTIBLE", "CAP_REACHED")))),
            account_reason=draw(st.sampled_from(("NOTHING_LEFT", "ACCOUNT_SHORT", "USE_NOT_ALLOWED"))),
        ),
    )
    asked = draw(st.sampled_from(("nothing", "bill", "refusal")))
    return replace(
        HEALTHY,
        symptom=draw(st.sampled_from(ASKED)),
        account=view(state, reason, balance, held),
        coverages=covers,
        entitlement=entitlement(HEALTHY.person, covers, NOW.date()) if HEALTHY.person else HEALTHY.entitlement,
        months=tuple(
            month(of, state, paid_at=NOW if state in ("paid", "late") else None)
            for of, state in zip(MONTHS, states, strict=False)
        ),
        items=tuple(item(of, draw(st.sampled_from(("posted", "waiting_money", "suspended")))) for of in MONTHS[:2]),
        runs=tuple(run(of, draw(st.sampled_from(("finished", "failed")))) for of in MONTHS[:3]),
        movements=story,
        holds=(hold("NOT_ACTIVATED", held),) if held else (),
        freezes=tuple(freeze(kind) for kind in draw(st.sets(st.sampled_from(FREEZES), max_size=2))),
        events=tuple(
            event(kind, draw(st.integers(0, 60)), number)
            for number, kind in enumerate(draw(st.lists(st.sampled_from(EVENTS), max_size=3)))
        )
        + tuple(tried(code, 10) for code in draw(st.lists(st.sampled_from(TRIES), max_size=1))),
        outages=draw(st.sampled_from(((), (outage(planned=True),), (outage(planned=False),)))),
        copies=draw(st.sampled_from(((), (copy(balance, 0),), (copy(1, 40),), (copy(None, 3),)))),
        receipts=draw(st.sampled_from(((), (receipt(MONTHS[0]),), (POSTED,), (POSTED, replace(POSTED, id=9))))),
        money_in=draw(payments()),
        credentials=draw(st.sampled_from(((), (card(),), (card(activated_on=None),)))),
        known_as=draw(st.sampled_from((HEALTHY.known_as, HEALTHY.known_as[:1], ()))),
        bill=bill if asked == "bill" else None,
        refusal=refusal(draw(st.sampled_from(("BALANCE_SHORT", "CONTRIBUTION_UNPAID"))))
        if asked == "refusal"
        else None,
        rules=draw(st.sampled_from((RULES, Rules()))),
    )


@settings(max_examples=150, deadline=None)
@given(people())
def test_a_zero_nothing_or_a_refusal_has_a_proved_cause_or_an_open_one_that_names_its_source(person: Facts) -> None:
    told = explain_facts(person)
    if not told.shown.amount_fen or person.symptom in OF_CONTRIBUTIONS:
        assert told.proved or told.unknown
    assert all(finding.evidence and finding.remedy is not None for finding in told.proved)
    assert all(finding.source is not None and finding.source.number for finding in told.unknown)
    assert all(finding.sentence.zh and finding.sentence.en for finding in told.findings)


@settings(max_examples=150, deadline=None)
@given(people())
def test_the_money_equation_holds_to_the_fen(person: Facts) -> None:
    flow = explain_facts(person).money
    assert flow.available_fen == person.account.balance_fen - person.account.held_fen
    came = flow.opening_fen + flow.allocated_fen + flow.refunds_fen + flow.received_fen
    went = flow.own_fen + flow.relatives_fen + flow.out_fen + flow.corrections_fen + flow.holds_fen
    assert came - went == flow.available_fen


@settings(max_examples=80, deadline=None)
@given(people())
def test_the_same_facts_give_the_same_explanation_and_every_cause_is_told_once(person: Facts) -> None:
    first, again = explain_facts(person), explain_facts(replace(person))
    assert first == again
    assert json.dumps(explanation_to_json(first)) == json.dumps(explanation_to_json(again))
    told = [finding.cause for finding in first.findings if finding.cause != "C0"]
    assert sorted(told) == sorted(cause.id for cause in causes_of(person.symptom))


@settings(max_examples=80, deadline=None)
@given(people(), st.randoms(use_true_random=False))
def test_proved_causes_keep_their_blocking_order_whatever_the_order_of_the_records(
    person: Facts, chance: object
) -> None:
    ranks = {cause.id: cause.rank for symptom in SYMPTOMS for cause in causes_of(symptom)}
    told = [ranks[finding.cause] for finding in explain_facts(person).proved]
    assert told == sorted(told)
    shuffled = list(person.events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    mixed = explain_facts(replace(person, events=tuple(shuffled)))
    assert [finding.cause for finding in mixed.proved] == [finding.cause for finding in explain_facts(person).proved]


FIELDS_OF = {
    "contributions.due": ("months",),
    "contributions.receipt": ("receipts",),
    "accounts.item": ("items",),
    "accounts.run": ("runs", "months"),
    "accounts.freeze": ("freezes",),
    "evidence.event": ("events",),
    "evidence.outage": ("outages",),
    "evidence.channel_copy": ("copies",),
    "ledger.transfer": ("movements",),
    "collection.order": ("money_in",),
    "collection.order_event": ("money_in",),
    "collection.debit_agreement": ("money_in",),
    "collection.refund": ("money_in",),
    "collection.document": ("money_in",),
    "collection.channel_watermark": ("money_in",),
    "contributions.gap": ("money_in",),
}
NOTHING = {"movements": Movements(0, ()), "money_in": NO_MONEY_IN}


@settings(max_examples=150, deadline=None)
@given(people())
def test_a_cause_is_not_proved_any_more_without_its_evidence(person: Facts) -> None:
    for cause in checked_causes():
        verdict = cause.check(person)
        if not isinstance(verdict, Proved):
            continue
        kinds = {evidence.kind for evidence in verdict.evidence}
        if not kinds <= set(FIELDS_OF):
            continue
        without = {field: NOTHING.get(field, ()) for kind in kinds for field in FIELDS_OF[kind]}
        assert not isinstance(cause.check(replace(person, **without)), Proved), cause.name


@settings(max_examples=60, deadline=None)
@given(people(), st.integers(31, 400))
def test_what_happened_at_the_doors_long_ago_explains_nothing_now(person: Facts, days: int) -> None:
    assert timedelta(days=days) > RECENT
    past = tuple(replace(one, happened_at=NOW - timedelta(days=days)) for one in person.events)
    told = explain_facts(replace(person, events=past, outages=()))
    of_doors = {"C24", "C25", "C26", "C27", "C28", "C29", "C31", "C36", "C47"}
    assert of_doors.isdisjoint(finding.cause for finding in told.proved)


@settings(max_examples=60, deadline=None)
@given(people())
def test_paying_what_is_owed_takes_the_arrears_out_of_the_next_explanation(person: Facts) -> None:
    paid = replace(person, months=tuple(month(of) for of in MONTHS), freezes=(), receipts=(), money_in=NO_MONEY_IN)
    causes = {finding.cause for finding in explain_facts(replace(paid, symptom="Z0")).proved}
    assert causes.isdisjoint({"C1", "C2", "C11", "C22"})


@settings(max_examples=100, deadline=None)
@given(people(), st.sampled_from(sorted(OF_CONTRIBUTIONS)))
def test_a_refund_that_was_not_refused_has_its_cause_and_an_order_on_its_way_is_never_called_lost(
    person: Facts, symptom: str
) -> None:
    told = {finding.cause for finding in explain_facts(replace(person, symptom=symptom)).proved}
    alive = [back for back in person.money_in.refunds if back.state != "refused"]
    if symptom == "PREF" and alive:
        assert told & {"C82", "C83", "C84", "C85"}
    if symptom == "PREM" and person.money_in.on_their_way:
        assert "C78" in told


@settings(max_examples=60, deadline=None)
@given(people())
def test_paying_every_month_takes_failed_debits_out_of_the_next_explanation(person: Facts) -> None:
    paid = replace(person, months=tuple(month(of) for of in MONTHS), symptom="PREM", receipts=())
    assert {"C70", "C75", "C80"}.isdisjoint(finding.cause for finding in explain_facts(paid).proved)


def test_a_coverage_that_ended_refuses_benefit_and_says_so() -> None:
    ended = coverage(holds=Period(date(2024, 1, 1), date(2025, 3, 1)))
    assert HEALTHY.person is not None
    person = replace(
        HEALTHY, coverages=(ended,), entitlement=entitlement(HEALTHY.person, (ended,), NOW.date()), symptom="PAYF"
    )
    told = explain_facts(person)
    assert not told.unaffected.entitled and told.unaffected.since == date(2025, 3, 1)
    assert "C43" in [finding.cause for finding in told.proved]
