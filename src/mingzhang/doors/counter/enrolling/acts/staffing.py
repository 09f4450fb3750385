"""Hired by an employer, and leaving one."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import FieldRule, Words
from mingzhang.doors.counter.enrolling.act import ENTITLED_FROM, NOTE, Act, Doing, Situation, choices, day_field
from mingzhang.registers.enrolment import operations, queries

LEFT = FieldRule(
    "reason",
    Words("减员的原因", "Why the person leaves"),
    "choice",
    choices=choices(
        {
            "left_job": ("离职", "Left the job"),
            "removed_by_employer": ("单位减员", "Removed by the employer"),
            "retired": ("退休", "Retired"),
            "moved_away": ("转出参保地", "Moved away"),
        }
    ),
)
EMPLOYER = FieldRule("employer", Words("单位编号", "Employer's code"))
CONFIRMED = FieldRule(
    "confirmed",
    Words("单位已在税务端申报", "Declared by the employer at the tax side"),
    "yes_no",
    required=False,
    hint=Words("勾选后不用再核定。", "Then nothing is left to be confirmed."),
)
CIVIL_SERVANT = FieldRule(
    "civil_servant",
    Words("公务员（享受公务员补助）", "Civil servant, with that supplement"),
    "yes_no",
    required=False,
)


def _hire(doing: Doing) -> object:
    unit = queries.employer_by_code(doing.connection, doing.desk.region, doing.text("employer"))
    if unit is None:
        return Refusal("EMPLOYER_UNKNOWN", {}, "after_fix")
    return operations.hire(
        doing.connection,
        doing.desk.region,
        unit.id,
        doing.person.id,
        on=doing.stated("on"),
        by=doing.desk.code,
        now=doing.desk.now,
        civil_servant=bool(doing.facts.get("civil_servant")),
        entitled_from=doing.day("entitled_from"),
        confirmed_on=doing.desk.today if doing.facts.get("confirmed") else None,
    )


def _leave(doing: Doing) -> object:
    current = queries.coverage_on(doing.connection, doing.desk.region, doing.person.id, doing.stated("last_month"))
    if current is None or current.employer_id is None:
        return Refusal("NOT_ON_STAFF", {"month": doing.text("last_month")}, "after_fix")
    return operations.leave(
        doing.connection,
        doing.desk.region,
        current.employer_id,
        doing.person.id,
        last_month=doing.stated("last_month"),
        reason=doing.text("reason"),
        note=doing.text("note"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _is_staff(found: Situation) -> bool:
    return found.current is not None and found.current.employer_id is not None and found.status == "active"


FOUND = (
    Act(
        "hire",
        Words("单位增员", "Hired by an employer"),
        (EMPLOYER, day_field("on", Words("从哪天起参保", "Insured from")), CONFIRMED, CIVIL_SERVANT, ENTITLED_FROM),
        lambda found: found.alive and not _is_staff(found) and found.status != "suspended",
        _hire,
        {
            "EMPLOYER_UNKNOWN": "employer",
            "ON_STAFF": "employer",
            "DATE_TOO_FAR": "on",
            "BEFORE_BIRTH": "on",
            "UNKNOWN_RULE": "entitled_from",
        },
        Words("已增员。", "Hired."),
        lambda found: {"on": found.today.replace(day=1).isoformat()},
    ),
    Act(
        "leave",
        Words("单位减员", "Leaves the employer"),
        (FieldRule("last_month", Words("最后参保月份", "Last month insured"), "month"), LEFT, NOTE),
        _is_staff,
        _leave,
        {"NOT_ON_STAFF": "last_month", "DATE_TOO_FAR": "last_month", "REASON_UNKNOWN": "reason"},
        Words("已减员，从次月起停保。", "Left; coverage stops with the next month."),
        lambda found: {"last_month": f"{found.today:%Y-%m}"},
    ),
)
