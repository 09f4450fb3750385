"""The estimator's address read: whose rules, which day, what person, visit and bill; faults by field, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar, get_args

from django.utils.translation import gettext as _

from mingzhang.basics.fen import share, to_basis_points, to_fen
from mingzhang.rules.policy import regions
from mingzhang.rules.policy.facts import CATEGORIES
from mingzhang.rules.settlement import Bill, PersonFacts, VisitFacts
from mingzhang.rules.settlement.bill import ESSENTIAL_GROUP, ORDINARY_GROUP
from mingzhang.rules.settlement.facts import Benefit, ChronicKind, Filing, Level, Place, Reach, Scheme, Tier

Query = Mapping[str, str]
HIGHEST_FEN = 1_000_000_000
HIGHEST_BP = 10_000
TYPED_AT_MOST = 20
YEAR = "year_"  # before the name of a running total
AMOUNTS = ("class_a", "essential", "class_b", "share", "first_self", "class_c", "over_limit")
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
BENEFITS: tuple[Benefit, ...] = get_args(Benefit)
LEVELS: tuple[Level, ...] = get_args(Level)
PLACES: tuple[Place, ...] = get_args(Place)
FILINGS: tuple[Filing, ...] = get_args(Filing)
REACHES: tuple[Reach, ...] = get_args(Reach)
TIERS: tuple[Tier, ...] = get_args(Tier)
CHRONIC_KINDS: tuple[ChronicKind, ...] = get_args(ChronicKind)
SCHEME_OF = {category: scheme for scheme in SCHEMES for category in CATEGORIES[scheme]}
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks. `bill` is None until amounts are given; `faults` say by field what cannot be read.

    `account_fen` and `year` (running totals by name) are as typed; the account None when nothing was.
    """

    region: str
    on: date
    person: PersonFacts
    visit: VisitFacts
    bill: Bill | None
    account_fen: int | None
    year: Mapping[str, int]
    faults: Mapping[str, str]


class _Typed:
    """The fields of an address; what cannot be read is noted as a fault and replaced by what was not asked."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.faults: dict[str, str] = {}

    def text(self, name: str) -> str:
        return unicodedata.normalize("NFKC", self.query.get(name, ""))[:TYPED_AT_MOST].strip()

    def choice(self, name: str, allowed: tuple[Word, ...]) -> Word | None:
        typed = self.text(name)
        return next((word for word in allowed if word == typed), None)

    def number(self, name: str, most: int) -> int | None:
        typed = self.text(name)
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and int(typed) <= most:
            return int(typed)
        self.faults[name] = _("请填 0 到 %(most)d 的整数。") % {"most": most}
        return None

    def fen(self, name: str) -> int | None:
        typed = self.text(name)
        if not typed:
            return None
        try:
            amount = to_fen(typed)
        except ValueError:
            amount = -1
        if 0 <= amount <= HIGHEST_FEN:
            return amount
        self.faults[name] = _("请填金额，如 1234.56：不小于 0，不超过一千万元，最多两位小数。")
        return None

    def percent(self, name: str) -> int | None:
        typed = self.text(name)
        if not typed:
            return None
        try:
            rate = to_basis_points(typed)
        except ValueError:
            rate = -1
        if 0 <= rate <= HIGHEST_BP:
            return rate
        self.faults[name] = _("请填 0 到 100 的百分数，最多两位小数。")
        return None

    def day(self, name: str, otherwise: date) -> date:
        typed = self.text(name)
        try:
            return date.fromisoformat(typed) if typed else otherwise
        except ValueError:
            self.faults[name] = _("请按 2026-01-31 的样子填日期。")
            return otherwise


def read(query: Query, today: date) -> Asked:
    """Read an address; without one, an employee's outpatient visit today in the first region, and no bill."""
    typed = _Typed(query)
    codes = tuple(region.code for region in regions())
    visit = _visit(typed)
    return Asked(
        region=typed.choice("region", codes) or codes[0],
        on=typed.day("on", today),
        person=_person(typed),
        visit=visit,
        bill=_bill(typed),
        account_fen=typed.fen("account"),
        year={name.removeprefix(YEAR): typed.fen(name) or 0 for name in query if name.startswith(YEAR)},
        faults=typed.faults,
    )


def for_person(asked: Asked, region: str, person: PersonFacts | None, admission: int) -> Asked:
    """The same question about a person whom the books know."""
    visit = replace(asked.visit, admission=admission if asked.visit.benefit == "inpatient" else 1)
    return replace(asked, region=region, person=person or asked.person, visit=visit)


def _person(typed: _Typed) -> PersonFacts:
    category = typed.choice("category", tuple(SCHEME_OF)) or "in_service"
    retired_on = typed.text("retired_on")
    day = typed.day("retired_on", date.min)
    return PersonFacts(
        scheme=SCHEME_OF[category],
        category=category,
        age=_or(typed.number("age", 130), 40),
        civil_servant=typed.text("civil_servant") == "1",
        aided=typed.text("aided") == "1",
        signed_family_doctor=typed.text("signed_family_doctor") == "1",
        tier=typed.choice("tier", TIERS),
        continuous_months=typed.number("continuous_months", 999),
        covered_months=typed.number("covered_months", 12),
        retired_on=int(f"{day:%Y%m%d}") if retired_on and day != date.min else None,
    )


def _visit(typed: _Typed) -> VisitFacts:
    benefit = typed.choice("benefit", BENEFITS) or "outpatient"
    filing = typed.choice("filing", FILINGS) or "local"
    admission = _or(typed.number("admission", 99), 1)
    return VisitFacts(
        benefit=benefit,
        level=typed.choice("level", LEVELS) or "level3",
        place=typed.choice("place", PLACES) or "other",
        admission=max(admission, 1) if benefit == "inpatient" else 1,
        filing=filing,
        reach=_reach(typed, filing),
        chronic_kind=typed.choice("chronic_kind", CHRONIC_KINDS) if benefit == "chronic" else None,
    )


def _reach(typed: _Typed, filing: Filing) -> Reach:
    """How far away; at home nothing else makes sense, elsewhere another province is taken when nothing is said."""
    asked = typed.choice("reach", REACHES)
    if filing == "local":
        return "in_region"
    return "cross_province" if asked is None or asked == "in_region" else asked


def _bill(typed: _Typed) -> Bill | None:
    """The bill from its classes: what is first paid of class B is given, or follows from the share."""
    class_a, essential, class_b, class_c, over_limit = (
        typed.fen(name) for name in ("class_a", "essential", "class_b", "class_c", "over_limit")
    )
    share_bp, first_self = typed.percent("share"), typed.fen("first_self")
    if not any(typed.text(name) for name in AMOUNTS):
        return None
    ordinary, better, shared = _or(class_a, 0), _or(essential, 0), _or(class_b, 0)
    if better > ordinary:
        typed.faults["essential"] = _("这是甲类里的一部分，不能比甲类多。")
    if shared and share_bp is None and first_self is None:
        typed.faults.setdefault("share", _("乙类要先自付一部分：请填比例，或填收据上的先行自付金额。"))
    first = share(shared, share_bp or 0) if first_self is None else first_self
    if first > shared:
        typed.faults["first_self"] = _("先行自付不能比乙类费用多。")
    if typed.faults:
        return None
    groups = ((ORDINARY_GROUP, ordinary - better + shared - first), (ESSENTIAL_GROUP, better))
    own, over = _or(class_c, 0), _or(over_limit, 0)
    return Bill(ordinary + shared + own + over, own, over, first, groups if better else groups[:1])


def _or(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number
