"""What would this cost me: a form that is an address, the statement under it, or the document that is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.estimating import OwnFacts, own_facts
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import amount, yuan
from mingzhang.doors.frame.presenting.places import region_name, short_name
from mingzhang.doors.frame.presenting.rules import rule_address
from mingzhang.doors.frame.presenting.statement import statement_view
from mingzhang.doors.portal.access.reader import Reader, is_signed_in, personal, reader_of
from mingzhang.doors.portal.estimating.form import CHOICES_OF_A_VISIT, LABELS, sections
from mingzhang.doors.portal.estimating.owned import own_rows
from mingzhang.doors.portal.estimating.reading import Asked, for_person, read
from mingzhang.doors.portal.presenting.statement_json import REFUSED, statement_json
from mingzhang.rules.policy import PolicyView, view_for
from mingzhang.rules.settlement import Balances, Outcome, Plan, YearTotal, plan_for, totals_read
from mingzhang.rules.settlement import estimate as estimated
from mingzhang.rules.settlement.phrases import JOIN

OWN = "own"


def estimate(request: HttpRequest) -> HttpResponse:
    """Estimate a bill for anybody; with `own=1` for the signed-in person, from what the books know of them."""
    if request.GET.get(OWN) == "1" and reader_of(request) is not None:
        return _own(request)
    asked = read(request.GET.dict(), clock.now().date())
    return _answer(request, asked, None)


@personal("estimate")
def _own(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Estimate for the reader: age, category, year and account come from the books, not from the address."""
    asked = read(request.GET.dict(), reader.today)
    own = own_facts(connection, reader.region, reader.person_id, asked.on, now=reader.now)
    person, admission = (own.person, own.next_admission) if isinstance(own, OwnFacts) else (None, 1)
    return _answer(request, for_person(asked, reader.region, person, admission), own)


def _answer(request: HttpRequest, asked: Asked, own: OwnFacts | Refusal | None) -> HttpResponse:
    view = view_for(asked.region, asked.on)
    outcome = own if isinstance(own, Refusal) else _outcome(view, asked, own)
    if request.GET.get("format") == "json" and outcome is not None:
        return statement_json(outcome, asked.region, asked.on)
    totals = _totals(view, asked)
    wanted = _wanted(outcome, is_own=own is not None)
    shown = {
        "sections": tuple(sections(request.GET.dict(), asked, totals, language(), own=own is not None, wanted=wanted)),
        "own": own_rows(own, asked, totals, language()) if isinstance(own, OwnFacts) else (),
        "is_own": own is not None,
        "may_be_own": own is None and is_signed_in(request),
        "address": _address(request, asked),
        "manual": _address(request, asked, without=OWN),
        "faults": bool(asked.faults),
        "place": region_name(asked.region, language()),
        "day": dates.day(asked.on, language()),
        **_result(outcome, asked, wanted),
    }
    refused = isinstance(outcome, Refusal) or asked.faults
    return render(request, "portal/estimate.html", shown, status=REFUSED if refused else 200)


def _outcome(view: PolicyView, asked: Asked, own: OwnFacts | None) -> Outcome | Refusal | None:
    """The settlement on paper; None as long as there is no bill that can be read."""
    if asked.bill is None or asked.faults:
        return None
    balances = own.balances if own is not None else _balances(asked)
    totals: Mapping[str, int] = own.totals if own is not None else asked.year
    return estimated(view, asked.person, asked.visit, asked.bill, totals, balances)


def _balances(asked: Asked) -> Balances:
    """The account as typed; who typed none does not want to use it."""
    if asked.person.scheme == "resident":
        return Balances()
    if asked.account_fen is None:
        return Balances(account_reason="USE_NOT_ALLOWED")
    return Balances(asked.account_fen, account_usable=True)


def _totals(view: PolicyView, asked: Asked) -> tuple[YearTotal, ...]:
    plan = plan_for(view, asked.person, asked.visit)
    return totals_read(plan) if isinstance(plan, Plan) else ()


def _result(outcome: Outcome | Refusal | None, asked: Asked, wanted: Sequence[str]) -> dict[str, object]:
    """The statement and its headline, or the refusal in words."""
    if outcome is None:
        return {}
    if isinstance(outcome, Refusal):
        place = {"region": short_name(asked.region, language())} if "region" in outcome.facts else {}
        words = refusal_words(replace(outcome, facts={**outcome.facts, **place}), language())
        asks = JOIN[language()].join(str(LABELS[name][0]) for name in wanted)
        return {"refusal": {"what": words.what, "do": words.do, "asks": asks, "url": _rule(outcome, asked)}}
    person = outcome.total_fen - outcome.fund_fen
    return {
        "statement": statement_view(outcome, asked.region, asked.on, language()),
        "person": amount(person),
        "total": yuan(outcome.total_fen),
        "fund": yuan(outcome.fund_fen),
        "account": yuan(outcome.account_fen),
        "family": yuan(outcome.family_fen),
        "cash": yuan(outcome.cash_fen),
    }


def _wanted(outcome: Outcome | Refusal | None, *, is_own: bool) -> tuple[str, ...]:
    """The fields that a rule asks for and that were left empty; of one's own facts none can be filled in."""
    if not isinstance(outcome, Refusal) or outcome.facts.get("why") != "fact_missing":
        return ()
    offered = CHOICES_OF_A_VISIT if is_own else LABELS
    return tuple(name for name in str(outcome.facts["missing"]).split(", ") if name in offered)


def _rule(refusal: Refusal, asked: Asked) -> str:
    """The page of the rule that is missing, where the region has such a figure."""
    key = str(refusal.facts.get("key", ""))
    return rule_address(key, asked.region, asked.on) if view_for(asked.region, asked.on).declares(key) else ""


def _address(request: HttpRequest, asked: Asked, *, without: str = "") -> str:
    """The shortest address of this estimate, with its day; nothing in it is from the books."""
    typed = {name: value for name, value in request.GET.items() if value and name not in ("format", without)}
    return urlencode({"on": asked.on.isoformat(), **typed})
