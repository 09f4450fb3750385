"""Suspending, resuming, stopping, and a death."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mingzhang.books.cases import FieldRule, Words
from mingzhang.doors.counter.enrolling.act import NOTE, Act, Doing, Situation, Work, choices, day_field
from mingzhang.registers.enrolment import operations

FROM = day_field("on", Words("从哪天起", "From"))
SUSPENDED = FieldRule(
    "reason",
    Words("暂停的原因", "Why it is suspended"),
    "choice",
    choices=choices(
        {
            "arrears": ("欠费", "Arrears"),
            "verification": ("待核实", "To be verified"),
            "court_order": ("依法暂停", "By order of an authority"),
            "own_wish": ("本人申请", "Own wish"),
            "left_job": ("离职", "Left the job"),
        }
    ),
)
STOPPED = FieldRule(
    "reason",
    Words("停保的原因", "Why it is stopped"),
    "choice",
    choices=choices(
        {
            "left_job": ("离职", "Left the job"),
            "removed_by_employer": ("原单位减员", "Removed by the old employer"),
            "retired": ("退休", "Retired"),
            "moved_away": ("转出参保地", "Moved away"),
            "joined_other_scheme": ("参加其他险种", "Joined the other scheme"),
            "own_wish": ("本人申请", "Own wish"),
            "cancelled": ("参保登记注销", "Enrolment cancelled"),
        }
    ),
    hint=Words("死亡请办“登记死亡”，参保会一并停止。", "For a death, record it: that stops the coverage."),
)
AT_FAULT: Mapping[str, str] = {
    "DATE_TOO_FAR": "on",
    "NO_ACTIVE_COVERAGE": "on",
    "NO_SUSPENDED_COVERAGE": "on",
    "REASON_UNKNOWN": "reason",
}


def _changed(verb: Callable[..., object]) -> Work:
    """What a change of status with a reason calls."""

    def work(doing: Doing) -> object:
        return verb(
            doing.connection,
            doing.desk.region,
            doing.person.id,
            on=doing.stated("on"),
            reason=doing.text("reason"),
            note=doing.text("note"),
            by=doing.desk.code,
            now=doing.desk.now,
        )

    return work


def _resume(doing: Doing) -> object:
    return operations.resume(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        on=doing.stated("on"),
        note=doing.text("note"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _died(doing: Doing) -> object:
    return operations.report_death(
        doing.connection,
        doing.desk.region,
        doing.person.id,
        died_on=doing.stated("died_on"),
        by=doing.desk.code,
        now=doing.desk.now,
    )


def _today(situation: Situation) -> Mapping[str, str]:
    return {"on": situation.today.isoformat()}


FOUND = (
    Act(
        "suspend",
        Words("暂停参保", "Suspend"),
        (FROM, SUSPENDED, NOTE),
        lambda found: found.status == "active",
        _changed(operations.suspend),
        AT_FAULT,
        Words("参保已暂停。", "Suspended."),
        _today,
    ),
    Act(
        "resume",
        Words("恢复参保", "Resume"),
        (FROM, NOTE),
        lambda found: found.alive and found.status == "suspended",
        _resume,
        AT_FAULT,
        Words("参保已恢复。", "Resumed."),
        _today,
    ),
    Act(
        "stop",
        Words("停保", "Stop"),
        (FROM, STOPPED, NOTE),
        lambda found: found.status in ("active", "suspended"),
        _changed(operations.stop),
        AT_FAULT,
        Words("已停保，以后的参保也一并停止。", "Stopped, and every later coverage with it."),
        _today,
    ),
    Act(
        "death",
        Words("登记死亡", "Record a death"),
        (day_field("died_on", Words("死亡日期", "Day of death")),),
        lambda found: found.alive,
        _died,
        {"DATE_TOO_FAR": "died_on", "BEFORE_BIRTH": "died_on", "DEATH_RECORDED": "died_on"},
        Words("死亡已登记，参保从次日起停止。", "The death is recorded; coverage stops with the next day."),
    ),
)
