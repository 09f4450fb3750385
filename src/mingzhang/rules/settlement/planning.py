"""From a policy view, a person and a visit to the plan, or the refusal that names what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.rules.policy import PolicyView, UnknownRule
from mingzhang.rules.settlement.facts import PersonFacts, VisitFacts
from mingzhang.rules.settlement.figures import Facts, Figures
from mingzhang.rules.settlement.layering import build_layers
from mingzhang.rules.settlement.plan import AccountRule, Count, FirstPay, Plan, Unfired
from mingzhang.rules.settlement.templates import AccountTemplate, FirstPayTemplate, Template, read_template

FactsT = TypeVar("FactsT", PersonFacts, VisitFacts)

_PERSON = tuple(fact.name for fact in fields(PersonFacts))
_VISIT = tuple(fact.name for fact in fields(VisitFacts))
OPTIONAL_FACTS = tuple(fact.name for kind in (PersonFacts, VisitFacts) for fact in fields(kind) if fact.default is None)
_PLANS_KEPT = 8192
_TEMPLATES_KEPT = 512


def plan_for(view: PolicyView, person: PersonFacts, visit: VisitFacts) -> Plan | Refusal:
    """The plan that holds for this person and visit under the view.

    Refuses with BENEFIT_UNKNOWN when the region has no plan for the benefit, and with UNKNOWN_RULE when the plan or a
    figure it needs is not known. The same facts under views of equal digest give the same plan object.
    """
    kept = _Kept(view)
    unasked = _unasked(kept)
    try:
        return _kept_plan(kept, _narrowed(person, unasked), _narrowed(visit, unasked))
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "later")


def asks_for(view: PolicyView, fact: str) -> bool:
    """Whether any rule or plan of the view tests or counts an optional fact; the others need not be found out."""
    return fact not in _unasked(_Kept(view))


def facts_of(person: PersonFacts, visit: VisitFacts) -> Facts:
    """Both as the facts that rules are asked with; what is not known is left out."""
    given = ((name, getattr(of, name)) for of, names in ((person, _PERSON), (visit, _VISIT)) for name in names)
    return {name: fact for name, fact in given if fact is not None}


def bar_funds(plan: Plan, code: str) -> Plan:
    """The plan of somebody whom no fund may pay for now (NOT_ENTITLED, WAITING, ...): only the accounts remain."""
    funds = dict.fromkeys([*(layer.fund for layer in plan.layers), *(missed.fund for missed in plan.unfired)])
    return replace(plan, layers=(), unfired=tuple(Unfired(fund, code) for fund in funds), first_pay=None)


def build_plan(template: Template, figures: Figures, given: Facts, digest: str) -> Plan:
    """The plan of one template with every figure looked up; raises UnknownRule for a figure that must be known."""
    facts = _as_if(template, figures, given)
    for requirement in template.requires:
        if requirement.holds(facts):
            figures.find(requirement.key, **facts)
    layers, unfired = build_layers(template.layers, figures, facts)
    return Plan(
        view_digest=digest,
        layers=layers,
        account=_account(template.account, figures, facts),
        unfired=(*unfired, *(Unfired(absent.fund, absent.code) for absent in template.without)),
        counts=tuple(Count(total, what) for total, what in template.counts),
        first_pay=_first_pay(template.first_pay, figures, facts),
        year_starts_in_month=figures.find(template.year_starts, **facts).number if template.year_starts else 1,
    )


def _as_if(template: Template, figures: Figures, facts: Facts) -> Facts:
    """The facts as the rules take them; one step follows another."""
    for step in template.as_if:
        if step.holds(facts) and figures.find(step.by, **facts).value is True:
            taken = {"place": step.place, "filing": step.filing, "level": step.level}
            facts = {**facts, **{name: fact for name, fact in taken.items() if fact is not None}}
    return facts


def _account(template: AccountTemplate, figures: Figures, facts: Facts) -> AccountRule:
    """What the accounts may pay. An account, a relative's too, is an employee's: its rules are asked as for one."""
    asked = {**facts, "scheme": "employee"}
    rules = {key: figures.find(key, **asked) for key in (*template.own.values(), *template.family.values())}
    return AccountRule(
        own=tuple(part for part, key in template.own.items() if rules[key].value is True),
        family=tuple(part for part, key in template.family.items() if rules[key].value is True),
        source=next((ruled.citation for ruled in rules.values()), None),
        before_funds=template.before_funds,
    )


def _first_pay(template: FirstPayTemplate | None, figures: Figures, facts: Facts) -> FirstPay | None:
    """The share paid before everything else, where it holds."""
    if template is None or not template.holds(facts):
        return None
    ruled = figures.find(template.share, **facts)
    return FirstPay(ruled.number, template.code, ruled.citation)


class _Kept:
    """A view as a key of kept plans: equal when the digest and the region are."""

    __slots__ = ("key", "view")

    def __init__(self, view: PolicyView) -> None:
        self.view = view
        self.key = (view.region, view.digest)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.key == other.key


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _unasked(kept: _Kept) -> tuple[str, ...]:
    """The optional facts that no rule and no plan of the view tests or counts."""
    parameters = [kept.view.parameter(key) for key in kept.view.segment.parameters]
    tests = [parameter.applies for parameter in parameters]
    tests += [gap.when for parameter in parameters for gap in parameter.gaps]
    tests += [cell.when for parameter in parameters for cell in kept.view.cells(parameter.key)]
    asked = {fact for when in tests for fact in when}
    written = json.dumps([plan.data for plan in kept.view.plans], default=str)
    asked |= {fact for fact in OPTIONAL_FACTS if f'"{fact}"' in written}
    if '"part_of_year"' in written:
        asked.add("covered_months")
    return tuple(fact for fact in OPTIONAL_FACTS if fact not in asked)


def _narrowed(facts: FactsT, unasked: tuple[str, ...]) -> FactsT:
    """The facts without the optional ones that nothing asks for, so that more people share a plan."""
    given: dict[str, Any] = {name: None for name in unasked if getattr(facts, name, None) is not None}
    return replace(facts, **given) if given else facts


@lru_cache(maxsize=_PLANS_KEPT)
def _kept_plan(kept: _Kept, person: PersonFacts, visit: VisitFacts) -> Plan | Refusal:
    facts = facts_of(person, visit)
    template = choose_template(_templates(kept), facts)
    if template is None:
        asked = {name: facts[name] for name in ("scheme", "category", "benefit")}
        return Refusal("BENEFIT_UNKNOWN", {"region": kept.view.region, **asked, "day": kept.view.day.isoformat()})
    if template.unknown is not None:
        key, lacking = f"plans.{template.name}", template.unknown
        view = kept.view
        raise UnknownRule(view.region, key, view.day, facts, "gap", missing=lacking.missing, who=lacking.who)
    return build_plan(template, kept.view, facts, kept.view.digest)


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _templates(kept: _Kept) -> tuple[Template, ...]:
    return tuple(read_template(written.data) for written in kept.view.plans)


def choose_template(templates: Iterable[Template], facts: Facts) -> Template | None:
    """The one template whose condition holds, if any; two at once are a defect of the pack (InvariantBroken)."""
    found = [template for template in templates if template.holds(facts)]
    if len(found) > 1:
        raise InvariantBroken(f"two plans hold at once: {', '.join(template.name for template in found)}")
    return found[0] if found else None
