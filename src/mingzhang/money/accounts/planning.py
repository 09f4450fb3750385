"""What a month's run has to do for a region: its rhythm, and what each category that is there gets, by the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzhang.basics.periods import add_months, month_of
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts.records import RunPart
from mingzhang.money.accounts.shares import Belonging, Rhythm, Share, rhythm_of, share_of
from mingzhang.rules.policy import Citation, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "allocation.sql")
_RESULTS = load_statements("mingzhang.money.accounts", "results.sql")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A month's run before it starts: for whom which share, how many people each, and the statements' parameters.

    `fixed` holds, for each month for which fixed amounts are given, the parameters of that month.
    """

    region: str
    month: date
    rhythm: Rhythm
    shares: Mapping[Belonging, Share]
    people: Mapping[Belonging, int]
    values: Values
    fixed: tuple[Values, ...]

    @property
    def left_out(self) -> tuple[Refusal, ...]:
        """Each category whose rule is not known, once."""
        found: dict[tuple[str, str, object], Refusal] = {}
        for who, share in self.shares.items():
            if share.missing is not None:
                found.setdefault((who.category, who.tier, share.missing.facts["key"]), share.missing)
        return tuple(found.values())

    @property
    def longcare(self) -> bool:
        """Whether the pack takes something off the shares of contributions."""
        return any(share.longcare_bp for share in self.shares.values())

    def by_category(self) -> Iterator[tuple[str, str, Share, int]]:
        """Each category and tier with its share and its people; the ages of one category together."""
        groups: dict[tuple[str, str, str], tuple[Share, int]] = {}
        for who, share in self.shares.items():
            key = (who.category, who.tier, share.kind)
            first, count = groups.get(key, (share, 0))
            groups[key] = (first, count + self.people[who])
        for (category, tier, _), (share, count) in sorted(groups.items(), key=lambda item: item[0]):
            yield category, tier, share, count


def plan_run(connection: Connection, region: str, month: date, *, now: datetime) -> RunPlan | Refusal:
    """Read from the pack what the month gives to whom.

    Refuses UNKNOWN_RULE when the calendar is not known, or no share of anybody who is there, and
    NOT_AN_ALLOCATION_MONTH in a region that allocates several months together and not in this one.
    """
    first = month_of(month)
    view = view_for(region, first)
    try:
        rhythm = rhythm_of(view, first)
        year_start = view.find("calendar.medical_year_start").number
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    if rhythm.closing != first:
        return Refusal("NOT_AN_ALLOCATION_MONTH", {"month": f"{first:%Y-%m}", "next": f"{rhythm.closing:%Y-%m}"})
    values: Values = {
        "region": region,
        "month": first,
        "month_ends": add_months(first, 1),
        "span_begins": rhythm.first,
        "window": min(rhythm.first, add_months(first, -1)),
        "year_begins": add_months(first, -((first.month - year_start) % 12)),
        "due_on": rhythm.due_on,
        "now": now,
        "on": now.date(),
    }
    people = _present(connection, values)
    shares = {who: share_of(view, who) for who in people}
    plan = RunPlan(region, first, rhythm, shares, people, values | _columns(shares), _fixed(region, rhythm, shares))
    nothing_known = plan.left_out and not any(share.kind in ("rate", "fixed", "yearly") for share in shares.values())
    return plan.left_out[0] if nothing_known else plan


def _present(connection: Connection, values: Values) -> dict[Belonging, int]:
    rows = connection.execute(_SQL["present"], values).fetchall()
    return {Belonging(category, tier, age): count for category, tier, age, count in rows}


def _columns(shares: Mapping[Belonging, Share]) -> Values:
    """The shares as columns: what long-term care takes by age, and the kind of every category that gets something."""
    cared = {who: share for who, share in shares.items() if share.longcare_bp}
    kinds = {(who.category, who.tier): share.kind for who, share in shares.items() if share.kind != "none"}
    known = {key: kind for key, kind in kinds.items() if kind != "unknown"}
    return {
        "longcare": None if cared else 0,
        "lc_categories": [who.category for who in cared],
        "lc_tiers": [who.tier for who in cared],
        "lc_ages": [who.age for who in cared],
        "lc_bps": [share.longcare_bp for share in cared.values()],
        "lc_rules": [share.rule for share in cared.values()],
        "all_categories": [category for category, _ in known],
        "all_tiers": [tier for _, tier in known],
        "all_kinds": list(known.values()),
    }


def _fixed(region: str, rhythm: Rhythm, shares: Mapping[Belonging, Share]) -> tuple[Values, ...]:
    """For each month of the span, the fixed amounts by category, tier and age; yearly ones in the year's first month.

    Ages are those of the very month, so neighbouring ages are asked for as well in a span of several months.
    """
    wanted = {who for who, share in shares.items() if share.kind in ("fixed", "yearly")}
    found = []
    for month in rhythm.months:
        view = view_for(region, month)
        begins = month.month == view.find("calendar.medical_year_start").number
        ages = {Belonging(who.category, who.tier, age) for who in wanted for age in (who.age - 1, who.age)}
        given = {who: share_of(view, who) for who in sorted(ages, key=lambda who: (who.tier, who.age))}
        given = {w: s for w, s in given.items() if s.kind == "fixed" or (s.kind == "yearly" and begins)}
        if given:
            found.append(_amounts(month, given))
    return tuple(found)


def _amounts(month: date, given: Mapping[Belonging, Share]) -> Values:
    return {
        "given_for": month,
        "categories": [who.category for who in given],
        "tiers": [who.tier for who in given],
        "ages": [who.age for who in given],
        "amounts": [share.amount_fen for share in given.values()],
        "rules": [share.rule for share in given.values()],
    }


def parts_by_rule(plan: RunPlan) -> list[RunPart]:
    """Who gets nothing by rule: categories without an account, and those whose rule is not known."""
    parts = []
    for category, tier, share, people in plan.by_category():
        if share.missing is not None:
            facts = {name: str(value) for name, value in share.missing.facts.items()}
            parts.append(RunPart("RULE_UNKNOWN", category, tier, people, 0, facts))
        elif share.kind == "none":
            parts.append(RunPart("NO_ACCOUNT", category, tier, people, 0, _citation_facts(share.citation)))
    return parts


def people_without_item(connection: Connection, values: Values) -> list[RunPart]:
    """Who of a chunk of people, of a category whose rule is known, has no item of the month, and why."""
    with connection.transaction():
        connection.execute(_RESULTS["trust_indexes"])
        rows = connection.execute(_RESULTS["without_item"], values).fetchall()
    return [RunPart(reason, category, tier, people, 0, {}) for reason, category, tier, people in rows]


def _citation_facts(citation: Citation | None) -> dict[str, str]:
    """A rule as a result keeps it: its key, document, article and since when it holds."""
    if citation is None:
        raise InvariantBroken("a decision about a category has no rule behind it")
    return {
        "key": citation.key,
        "document": citation.document,
        "article": citation.article,
        "state": citation.state,
        "starts": citation.starts,
    }
