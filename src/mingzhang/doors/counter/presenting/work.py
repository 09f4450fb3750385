"""Background work in words: what, by whom, how far, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.basics.refusal import Refusal
from mingzhang.books.jobs import Job
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.signs import Sign

STATES = {
    "waiting": Sign(_("排队"), "clock", "rest"),
    "running": Sign(_("正在做"), "clock", "info"),
    "done": Sign(_("做完了"), "check", "good"),
    "failed": Sign(_("没有做成"), "warn", "stop"),
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """One piece of work; `outcome` are the figures it tells of itself, `why` says why it failed."""

    id: int
    kind: str
    asked_by: str
    asked_at: str
    sign: Sign
    step: str
    done: int
    of: int
    percent: int
    outcome: tuple[tuple[str, str | Promise], ...]
    why: str
    attempts: int
    is_over: bool
    finished_at: str


def job_row(job: Job, language: Language) -> JobRow:
    """Present a piece of work."""
    return JobRow(
        id=job.id,
        kind=job.kind,
        asked_by=job.asked_by,
        asked_at=dates.moment(job.asked_at, language),
        sign=STATES[job.state],
        step=job.step,
        done=job.done,
        of=job.of,
        percent=job.percent,
        outcome=tuple((name, str(value)) for name, value in job.outcome.items()),
        why=told(Refusal(job.refusal, job.refusal_facts), language) if job.refusal else "",
        attempts=job.attempts,
        is_over=job.is_over,
        finished_at=dates.moment(job.finished_at, language) if job.finished_at else "",
    )
