"""The bank page's background work in words: the month's debits, and an answer that is being taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.books.jobs import Job
from mingzhang.doors.counter.presenting.work import JobRow, job_row
from mingzhang.money.collection.jobs import REFUSED

STEPS: Mapping[str, str | Promise] = {"debits": _("开代扣缴费单"), "answers": _("读入回盘")}
WHY_NOT: Mapping[str, str | Promise] = {
    "ARREARS_FIRST": _("以前的月份还没有缴清"),
    "COVERAGE_SUSPENDED": _("参保已暂停"),
    "DUPLICATE_ENROLMENT": _("重复参保"),
    "ENROLMENT_NOT_CONFIRMED": _("税务还没有确认参保"),
    "NOTHING_DUE": _("没有应缴"),
    "NOT_ENROLLED": _("没有参保"),
    "NO_DEBIT_AGREEMENT": _("没有代扣协议"),
    "OUTSIDE_PAYMENT_WINDOW": _("不在缴费期"),
    "OVERPAID": _("已经缴清"),
    "PAYMENT_MODULE_DOWN": _("缴费系统停用"),
    "PAYMENT_PENDING": _("另一笔缴费还没有结果"),
    "UNKNOWN_RULE": _("没有查到当地规则"),
}


@dataclass(frozen=True, slots=True)
class DebitRun:
    """The newest run of debits: of which month, how far, and what it came to; `refused` by reason."""

    job: JobRow
    month: str
    opened: int
    already: int
    refused: tuple[tuple[str | Promise, int], ...]


def debit_run(job: Job, language: Language) -> DebitRun:
    """Present a run of debits."""
    codes = {name.removeprefix(REFUSED): value for name, value in job.outcome.items() if name.startswith(REFUSED)}
    return DebitRun(
        job=work_row(job, language),
        month=str(job.facts.get("month", ""))[:7],
        opened=int(job.outcome.get("opened") or 0),
        already=int(job.outcome.get("already") or 0),
        refused=tuple((WHY_NOT.get(code, code), int(people or 0)) for code, people in sorted(codes.items())),
    )


def work_row(job: Job, language: Language) -> JobRow:
    """Present a piece of the bank page's work with its step in words."""
    row = job_row(job, language)
    return replace(row, step=str(STEPS.get(row.step, "")))
