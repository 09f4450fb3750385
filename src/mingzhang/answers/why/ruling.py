"""What policy says for one person: single figures, and amounts computed again under the rule before a change.

Pure: the region's policy view is data. A rule that is not known leaves None and its reason in `Rules.unknown`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.facts import NO_RULES, Recomputed, Rules
from mingzhang.answers.why.windows import Window
from mingzhang.basics.fen import share
from mingzhang.basics.periods import age_on
from mingzhang.basics.refusal import Refusal
from mingzhang.money.accounts.records import AllocationItem
from mingzhang.registers.enrolment.records import Coverage, Person
from mingzhang.rules.policy import PolicyView, Ruled, UnknownRule, change_dates, view_for
from mingzhang.rules.settlement import Balances, Bill, PersonFacts, Plan, VisitFacts, plan_for, settle
from mingzhang.rules.settlement.facts import Benefit
from mingzhang.rules.settlement.plan import Band

_BENEFITS: dict[str, Benefit] = {"outpatient": "outpatient", "pharmacy": "pharmacy", "inpatient": "inpatient"}
ONE_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=366)
Fact = str | int | bool


def rules_for(
    region: str,
    today: date,
    person: Person | None,
    coverage: Coverage | None,
    items: Sequence[AllocationItem],
    bill: AskedBill | None,
    *,
    filed: bool = False,
) -> Rules:
    """Everything the causes ask of policy; `filed` says whether care elsewhere was filed."""
    try:
        view = view_for(region, today)
    except UnknownRule as no_pack:
        return Rules(unknown={"account": no_pack.missing, "bill": no_pack.missing})
    if person is None or coverage is None:
        return NO_RULES
    facts: dict[str, Fact] = {
        "scheme": coverage.scheme,
        "category": coverage.category,
        "age": age_on(person.birth_date, today),
    }
    unknown: dict[str, str] = {}
    compared: set[str] = set()
    account_changed = _account_changed(region, person, coverage, items, compared, unknown)
    here, community, bill_changed = _about_bill(region, person, coverage, bill, filed, compared, unknown)
    return Rules(
        first_lag_months=_find(view, "account.first_lag_months", facts),
        payment_cutoff_day=_find(view, "calendar.payment_cutoff_day", facts),
        allocation_day=_find(view, "calendar.allocation_day", facts),
        choice_required=_find(view, "outpatient.choice_required", facts),
        refresh_days=_find(view, "clearing.balance_refresh_days", {}),
        duplicate_refundable=_find(view, "contribution.duplicate_refundable", {}),
        withdrawal_grounds=_find(view, "withdrawal.grounds", {"scheme": "employee"}),
        window=_window(view),
        in_service_account_rate=_find(view, "account.rate", {"scheme": "employee", "category": "in_service"}),
        pooled_outpatient=_pooled(region, bill, facts),
        rate_here=here,
        community_rate=community,
        account_changed=account_changed,
        bill_changed=bill_changed,
        compared=frozenset(compared),
        unknown=unknown,
    )


def _find(view: PolicyView, key: str, facts: dict[str, Fact]) -> Ruled | None:
    try:
        return view.find(key, **facts)
    except UnknownRule:
        return None


def _window(view: PolicyView) -> Window | None:
    """When residents may pay late and when the next collection begins, where the region says so."""
    scheme: dict[str, Fact] = {"scheme": "resident"}
    late = [_find(view, f"calendar.resident_late_{end}_month", scheme) for end in ("first", "last")]
    opens = [_find(view, f"calendar.resident_window_first_{part}", scheme) for part in ("month", "day")]
    if late[0] is None or late[1] is None:
        return None
    begins = (opens[0].number, opens[1].number) if opens[0] is not None and opens[1] is not None else None
    return Window(late[0].number, late[1].number, late[1].citation, begins)


def _pooled(region: str, bill: AskedBill | None, facts: dict[str, Fact]) -> Ruled | None:
    """Whether pooled money pays ordinary outpatient care at the kind of institution of the bill."""
    if bill is None or bill.institution is None:
        return None
    place = "community" if bill.institution.community else "other"
    asked = {**facts, "scheme": bill.scheme, "category": bill.category, "place": place, "level": bill.institution.level}
    return _find(view_for(region, bill.service_on), "outpatient.pooled_exists", asked)


def _account_changed(
    region: str,
    person: Person,
    coverage: Coverage,
    items: Sequence[AllocationItem],
    compared: set[str],
    unknown: dict[str, str],
) -> Recomputed | None:
    """The last credited month under the rule in force and under the one before, when it changed between two credits."""
    posted = [item for item in items if item.state == "posted"]
    if not posted:
        return None
    first, last = posted[0], posted[-1]
    key = "account.rate" if last.rate_bp else "account.fixed"
    facts: dict[str, Fact] = {
        "scheme": coverage.scheme,
        "category": coverage.category,
        "age": age_on(person.birth_date, last.month),
    }
    try:
        after = view_for(region, last.month).find(key, **facts)
        changed_on = date.fromisoformat(after.citation.starts)
        if changed_on <= first.month:
            compared.add("account")
            return None
        before = view_for(region, changed_on - ONE_DAY).find(key, **facts)
    except UnknownRule as missing:
        unknown["account"] = missing.missing or missing.key
        return None
    compared.add("account")
    amounts = [share(last.base_fen, rule.number) if last.rate_bp else rule.number for rule in (before, after)]
    return Recomputed(changed_on, amounts[0], amounts[1], before.citation, after.citation)


def _about_bill(
    region: str,
    person: Person,
    coverage: Coverage,
    bill: AskedBill | None,
    filed: bool,
    compared: set[str],
    unknown: dict[str, str],
) -> tuple[Band | None, Band | None, Recomputed | None]:
    """The rate of the bill's institution, that of primary care, and the bill under the rules before a change."""
    if bill is None or bill.institution is None:
        return None, None, None
    who = PersonFacts(
        "resident" if bill.scheme == "resident" else "employee",
        bill.category,
        age_on(person.birth_date, bill.service_on),
        civil_servant=coverage.civil_servant,
    )
    visit = _visit(region, bill, filed)
    here = _plan(region, bill.service_on, who, visit)
    if here is None:
        unknown["bill"] = "plan"
        return None, None, None
    primary = VisitFacts(visit.benefit, "level1", "community", visit.admission, visit.filing)
    community = _plan(region, bill.service_on, who, primary)
    return _first_rate(here), _first_rate(community), _bill_changed(region, bill, who, visit, here, compared)


def _visit(region: str, bill: AskedBill, filed: bool) -> VisitFacts:
    assert bill.institution is not None
    counted = bill.outcome.accumulators.get("admissions", 0)
    return VisitFacts(
        benefit=_BENEFITS[bill.benefit],
        level=bill.institution.level,
        place="community" if bill.institution.community else "other",
        admission=max(1, counted) if bill.benefit == "inpatient" else 1,
        filing="local" if bill.institution_region == region else "filed" if filed else "unfiled",
    )


def _plan(region: str, day: date, who: PersonFacts, visit: VisitFacts) -> Plan | None:
    try:
        plan = plan_for(view_for(region, day), who, visit)
    except UnknownRule:
        return None
    return None if isinstance(plan, Refusal) else plan


def _first_rate(plan: Plan | None) -> Band | None:
    """The first band of the first payer."""
    if plan is None or not plan.layers or not plan.layers[0].bands:
        return None
    return plan.layers[0].bands[0]


def _fund_pays(plan: Plan, bill: Bill, totals: Mapping[str, int]) -> int | None:
    """What the funds pay of a bill, or None when cost reaches a rule that is not known."""
    outcome = settle(plan, bill, totals, Balances())
    return None if isinstance(outcome, Refusal) else outcome.fund_fen


def _bill_changed(
    region: str, bill: AskedBill, who: PersonFacts, visit: VisitFacts, here: Plan, compared: set[str]
) -> Recomputed | None:
    """The bill settled again under the rules before each change of the last year; the latest that made a difference."""
    groups: dict[str, int] = {}
    for line in bill.lines:
        groups[line.item_group] = groups.get(line.item_group, 0) + line.in_scope_fen
    sums = bill.amounts
    asked = Bill(sums.total_fen, sums.wholly_own_fen, sums.over_limit_fen, sums.first_self_fen, tuple(groups.items()))
    outcome = bill.outcome
    before_bill = {name: total - outcome.added.get(name, 0) for name, total in outcome.accumulators.items()}
    now_fen = _fund_pays(here, asked, before_bill)
    if now_fen is None:
        return None
    for day in reversed(change_dates(region)):
        if not bill.service_on - LOOK_BACK < day <= bill.service_on:
            continue
        earlier = _plan(region, day - ONE_DAY, who, visit)
        if earlier is None:
            return None
        then_fen = _fund_pays(earlier, asked, before_bill)
        if then_fen is None:
            return None
        if then_fen != now_fen:
            compared.add("bill")
            before, after = _first_rate(earlier), _first_rate(here)
            return Recomputed(
                day, then_fen, now_fen, before.source if before else None, after.source if after else None
            )
    compared.add("bill")
    return None
