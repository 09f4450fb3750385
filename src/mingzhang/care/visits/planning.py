"""From the facts to an outcome: which rules hold for this person and visit, and who then pays which fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingzhang.basics.periods import age_on
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.elsewhere import filing_of, reach_of
from mingzhang.care.visits.facts import Facts
from mingzhang.care.visits.own_money import FUND_REASONS, account_on, barred_funds
from mingzhang.care.visits.records import PersonBrief
from mingzhang.care.visits.rules import coverage_of
from mingzhang.money.accounts.queries import category_has_account
from mingzhang.rules.policy import PolicyView, view_for
from mingzhang.rules.settlement.bill import Bill
from mingzhang.rules.settlement.facts import PersonFacts, VisitFacts
from mingzhang.rules.settlement.outcome import Balances, Outcome
from mingzhang.rules.settlement.plan import Plan
from mingzhang.rules.settlement.planning import bar_funds, plan_for
from mingzhang.rules.settlement.settling import settle

NO_TOTALS: dict[str, int] = {}


def outcome_for(
    facts: Facts, bill: Bill, today: date, *, region: str, benefit: str, emergency: bool, use_account: bool
) -> Outcome | Refusal:
    """Settle the bill on paper; a Refusal when the rules do not allow the visit. Raises UnknownRule for a gap.

    Where contributions keep the funds from paying, the own account alone pays; what bars the funds is refused when it
    may not pay either, or when that is not known.
    """
    balances = balances_of(facts, region, today, use_account=use_account)
    barred = barred_funds(facts)
    if barred is None:
        return outcome_with(facts, bill, balances, region=region, benefit=benefit, emergency=emergency)
    outcome = outcome_with(
        facts,
        bill,
        replace(balances, family=()),
        region=region,
        benefit=benefit,
        emergency=emergency,
        barred=FUND_REASONS[barred.code],
    )
    return barred if isinstance(outcome, Refusal) or not outcome.account_fen else outcome


def outcome_with(
    facts: Facts,
    bill: Bill,
    balances: Balances,
    *,
    region: str,
    benefit: str,
    emergency: bool,
    barred: str | None = None,
) -> Outcome | Refusal:
    """As `outcome_for`, with what own and family accounts can pay given, and the reason why no fund pays, if any."""
    plan = plan_of(facts, region=region, benefit=benefit, emergency=emergency)
    if isinstance(plan, Refusal):
        return plan
    if barred is not None:
        plan = replace(bar_funds(plan, barred), counts=())
    elif not emergency and _is_elsewhere_than_chosen(facts, benefit):
        plan = bar_funds(plan, "NOT_SELECTED")
    return settle(plan, bill, facts.totals or NO_TOTALS, balances)


def year_starts_in_month(region: str, day: date) -> int:
    """The calendar month in which the region's medical year starts."""
    return view_for(region, day).find("calendar.medical_year_start").number


def settles_again(region: str, day: date) -> bool:
    """Whether a correction settles the rest of the year again; else the last visit has to be cancelled first."""
    return view_for(region, day).find("clearing.resettling").value == "replay"


def plan_of(facts: Facts, *, region: str, benefit: str, emergency: bool) -> Plan | Refusal:
    """The ordered payers for this person and this visit on the service day."""
    view = view_for(region, facts.service_on)
    return plan_for(view, person_facts(facts), _visit_facts(facts, view, benefit, emergency))


def person_facts(facts: Facts) -> PersonFacts:
    """The person as the rules ask about them on the service day."""
    coverage, person = coverage_of(facts), facts.person
    assert person is not None
    return PersonFacts(
        scheme=coverage.scheme,
        category=coverage.category,
        age=age_on(person.birth_date, facts.service_on),
        civil_servant=coverage.civil_servant,
        tier=coverage.tier,
        continuous_months=facts.continuous_months,
        covered_months=facts.covered_months,
        retired_on=int(f"{person.retired_on:%Y%m%d}") if person.retired_on is not None else None,
    )


def _visit_facts(facts: Facts, view: PolicyView, benefit: str, emergency: bool) -> VisitFacts:
    institution = facts.institution
    assert institution is not None
    return VisitFacts(
        benefit=benefit,
        level=institution.level,
        place="community" if institution.community else "other",
        admission=1 + (facts.totals or NO_TOTALS).get("admissions", 0) if benefit == "inpatient" else 1,
        filing=filing_of(view, institution.region, facts.filing, emergency=emergency),
        reach=reach_of(view.region, institution.region),
    )


def _is_elsewhere_than_chosen(facts: Facts, benefit: str) -> bool:
    """Whether the person has chosen institutions for this benefit (选点), and this is none of them."""
    assert facts.institution is not None
    chosen = {(c.institution_region, c.institution_id) for c in facts.choices if c.benefit == benefit}
    return bool(chosen) and (facts.institution.region, facts.institution.id) not in chosen


def balances_of(facts: Facts, region: str, day: date, *, use_account: bool) -> Balances:
    """What own and family accounts could pay on the day. What is not usable says why; money on hold does not count."""
    available = facts.money.available_fen if facts.money else 0
    if not use_account:
        return Balances(available, account_usable=False, account_reason="USE_NOT_ALLOWED")
    category = coverage_of(facts).category
    state = account_on(facts.account, category, category_has_account(region, category, day)[0], day)
    family = tuple(
        (grant.id, grant.owner_id, grant.available_fen)
        for grant in facts.grants
        if account_on(grant.account, None, None, day) == "open"
    )
    return Balances(available, state == "open", _REASON_OF_STATE[state], family)


_REASON_OF_STATE = {
    "open": "",
    "held": "ACCOUNT_HELD",
    "not_opened": "ACCOUNT_NOT_OPENED",
    "no_account": "NO_ACCOUNT",
}


def brief_of(facts: Facts) -> PersonBrief:
    """What the answer shows of the person, as of the service day."""
    person, coverage = facts.person, coverage_of(facts)
    assert person is not None
    return PersonBrief(
        name=person.name,
        gender=person.gender,
        birth_date=person.birth_date,
        ethnicity=person.ethnicity,
        age=age_on(person.birth_date, facts.service_on),
        civil_servant=coverage.civil_servant,
    )
