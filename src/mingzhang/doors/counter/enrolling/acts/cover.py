"""Registering, renewing, and confirming at the tax side."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import FieldRule, Words
from mingzhang.doors.counter.enrolling.act import (
    ENTITLED_FROM,
    EXEMPTION,
    Act,
    Doing,
    Situation,
    choices,
    day_field,
)
from mingzhang.registers.enrolment import operations
from mingzhang.registers.enrolment.records import CATEGORIES, Exemption, NewCoverage, Scheme, Tier

STARTS = day_field("starts", Words("从哪天起参保", "Insured from"))
CATEGORY = FieldRule(
    "category",
    Words("险种和身份", "Scheme and category"),
    "choice",
    choices=choices(
        {
            "flexible": ("职工医保 · 灵活就业人员", "Employee insurance · flexible worker"),
            "adult": ("居民医保 · 成年居民", "Resident insurance · adult"),
            "minor": ("居民医保 · 未成年人", "Resident insurance · minor"),
            "student": ("居民医保 · 学生", "Resident insurance · student"),
        }
    ),
    hint=Words("有单位的，请办“单位增员”。", "Somebody with an employer is hired instead."),
)
TIER = FieldRule(
    "tier",
    Words("档次", "Tier"),
    "choice",
    required=False,
    choices=choices({"tier1": ("一档", "Tier 1"), "tier2": ("二档", "Tier 2")}),
)
REPAIRED = FieldRule(
    "repaired_years", Words("断缴后已补缴的年数", "Missed years paid for since"), "number", required=False
)
AT_FAULT: Mapping[str, str] = {
    "DATE_TOO_FAR": "starts",
    "BEFORE_BIRTH": "starts",
    "AGE_CONTRADICTS": "category",
    "CATEGORY_UNKNOWN": "category",
    "EMPLOYER_MISSING": "category",
    "UNKNOWN_RULE": "entitled_from",
}


def _exemption(doing: Doing) -> Exemption | None:
    word = doing.text("exemption")
    return word if word in ("newborn", "special_group") else None  # type: ignore[return-value]


def _tier(doing: Doing) -> Tier | None:
    return doing.text("tier") or None  # type: ignore[return-value]


def _repaired(doing: Doing) -> int:
    return int(doing.facts.get("repaired_years") or 0)


def _register(doing: Doing) -> object:
    category = doing.text("category")
    scheme: Scheme = "employee" if category in CATEGORIES["employee"] else "resident"
    new = NewCoverage(
        scheme, category, doing.stated("starts"), entitled_from=doing.day("entitled_from"), tier=_tier(doing)
    )
    return operations.register(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        new,
        by=doing.desk.code,
        now=doing.desk.now,
        exemption=_exemption(doing),
        repaired_years=_repaired(doing),
    )


def _renew(doing: Doing) -> object:
    return operations.renew_coverage(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        on=doing.stated("starts"),
        by=doing.desk.code,
        now=doing.desk.now,
        exemption=_exemption(doing),
        repaired_years=_repaired(doing),
        entitled_from=doing.day("entitled_from"),
    )


def _confirm(doing: Doing) -> object:
    people, on = [doing.person.id], doing.stated("on")
    done = operations.confirm_many(
        doing.connection, doing.desk.region, people, on=on, by=doing.desk.code, now=doing.desk.now
    )
    return done or Refusal("NOTHING_TO_CONFIRM", {}, "never")


def _first_of_month(situation: Situation) -> Mapping[str, str]:
    return {"starts": situation.today.replace(day=1).isoformat()}


def _waits_for_the_tax_side(situation: Situation) -> bool:
    return any(one.confirmed_on is None and one.status != "stopped" for one in situation.coverages)


FOUND = (
    Act(
        "register",
        Words("参保登记", "Register"),
        (CATEGORY, STARTS, TIER, EXEMPTION, REPAIRED, ENTITLED_FROM),
        lambda found: found.alive and found.status in ("none", "stopped", "active"),
        _register,
        AT_FAULT,
        Words(
            "已登记参保。首次在本地参保的，还要在税务缴费端核定后才能缴费。",
            "Registered. A first enrolment here is confirmed at the tax side before it can be paid.",
        ),
        _first_of_month,
    ),
    Act(
        "renew",
        Words("续保", "Renew"),
        (STARTS, EXEMPTION, REPAIRED, ENTITLED_FROM),
        lambda found: found.alive and bool(found.coverages) and found.status in ("none", "stopped"),
        _renew,
        AT_FAULT,
        Words("已续保。", "Renewed."),
        _first_of_month,
    ),
    Act(
        "confirm",
        Words("税务端已核定", "Confirmed at the tax side"),
        (day_field("on", Words("核定日期", "Day of confirmation")),),
        _waits_for_the_tax_side,
        _confirm,
        {"NOTHING_TO_CONFIRM": "on"},
        Words("已记下税务端核定。", "The confirmation is recorded."),
        lambda found: {"on": found.today.isoformat()},
    ),
)
