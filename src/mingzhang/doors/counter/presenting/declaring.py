"""Declaration files, faults, employers' months and late quotes in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language, refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.months import month_words
from mingzhang.doors.frame.presenting.refusals import RefusalView, refusal_view
from mingzhang.doors.frame.presenting.rules import RuleLink, rule_link
from mingzhang.doors.frame.presenting.signs import MONTHS, Sign
from mingzhang.money.contributions.declaring.records import DeclarationFile, Fault
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.money.contributions.records import EmployerMonth
from mingzhang.money.contributions.rules import month_state

FILES = {
    "faulty": Sign(_("有错误"), "warn", "stop"),
    "checked": Sign(_("可以申报"), "clock", "care"),
    "declared": Sign(_("已申报"), "check", "good"),
}
WHOLE_FILE = _("整份")
STEPS = {
    "check": _("再核对一遍"),
    "enrol": _("登记新人"),
    "hire": _("办理新增"),
    "leave": _("办理减少"),
    "declare": _("记录工资"),
    "assess": _("核定应缴"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A kept file in a list."""

    id: int
    name: str
    employer: str
    month: str
    sign: Sign
    rows: int
    due: str
    uploaded: str
    declared: str


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault: where, what is wrong, what to do, and what stands there."""

    row: str | Promise
    column: str
    what: str
    do: str
    got: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An employer's month."""

    month: str
    people: int
    due: str
    paid: str
    missing: str
    due_on: str
    paid_on: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One overdue month of a quote."""

    month: str
    due_on: str
    days: int
    person: str
    employer: str
    fee: str
    total: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A late quote: its lines, sums and what the payment gives back."""

    by_employer: bool
    lines: tuple[QuoteLine, ...]
    due: str
    fee: str
    total: str
    last_day: str
    restored_on: str
    wait_months: int | None
    gap_months: int
    covered: bool | None
    make_up: str
    rules: tuple[RuleLink, ...]
    unknown: tuple[RefusalView, ...]


def file_row(file: DeclarationFile, employer: str, language: Language) -> FileRow:
    """Present a kept file."""
    declared = f"{dates.moment(file.declared_at, language)} {file.declared_by}" if file.declared_at else ""
    return FileRow(
        id=file.id,
        name=file.file_name,
        employer=employer,
        month=month_words(file.month, 1, language),
        sign=FILES[file.state],
        rows=file.rows,
        due=yuan(file.person_due_fen + file.employer_due_fen),
        uploaded=f"{dates.moment(file.uploaded_at, language)} {file.uploaded_by}",
        declared=declared,
    )


def fault_words(fault: Fault, language: Language) -> tuple[str, str]:
    """What is wrong, and what to do."""
    words = refusal_words(Refusal(fault.code, {"expected": fault.expected, "got": fault.got}), language)
    return words.what, words.do


def fault_rows(faults: Iterable[Fault], language: Language) -> list[FaultRow]:
    """Present faults in the order of the file."""
    return [
        FaultRow(str(fault.row) if fault.row else WHOLE_FILE, fault.column, *fault_words(fault, language), fault.got)
        for fault in faults
    ]


def ledger_rows(months: Iterable[EmployerMonth], today: date, language: Language) -> list[LedgerRow]:
    """Present an employer's months, the newest first."""
    return [_ledger_row(month, today, language) for month in sorted(months, key=lambda one: one.month, reverse=True)]


def _ledger_row(month: EmployerMonth, today: date, language: Language) -> LedgerRow:
    missing = month.due_fen - month.paid_fen
    paid_at = month.last_paid_at if missing == 0 else None
    state = month_state(month.due_fen, month.paid_fen, month.due_on, paid_at, today)
    return LedgerRow(
        month=month_words(month.month, 1, language),
        people=month.people,
        due=yuan(month.due_fen),
        paid=yuan(month.paid_fen),
        missing=yuan(missing) if missing else "",
        due_on=dates.day(month.due_on, language),
        paid_on=dates.moment(month.last_paid_at, language) if month.last_paid_at else "",
        sign=MONTHS[state],
    )


def quote_view(quote: LateQuote, region: str, language: Language) -> QuoteView:
    """Present a late quote."""
    return QuoteView(
        by_employer=quote.pays == "employer",
        lines=tuple(
            QuoteLine(
                month=month_words(line.month, line.months, language),
                due_on=dates.day(line.due_on, language),
                days=line.days_late,
                person=yuan(line.person_part_fen),
                employer=yuan(line.employer_part_fen),
                fee=yuan(line.late_fee_fen),
                total=yuan(line.total_fen),
            )
            for line in quote.lines
        ),
        due=yuan(quote.due_fen),
        fee=yuan(quote.late_fee_fen),
        total=yuan(quote.total_fen),
        last_day=dates.day(quote.last_day, language) if quote.last_day else "",
        restored_on=dates.day(quote.restored_on, language) if quote.restored_on else "",
        wait_months=quote.wait_months,
        gap_months=quote.gap_months,
        covered=quote.gap_covered,
        make_up=yuan(quote.make_up_fen) if quote.make_up_fen else "",
        rules=tuple(rule_link(citation, region, quote.on) for citation in quote.citations),
        unknown=tuple(refusal_view(one, language) for one in quote.unknown),
    )
