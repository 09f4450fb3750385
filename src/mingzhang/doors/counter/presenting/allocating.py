"""Allocation runs, freezes and payments as rows: months by the calendar, people by what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import record_number
from mingzhang.books.jobs import Job
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.presenting.account import FREEZES
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import PAYOUTS, Sign
from mingzhang.money.accounts.records import CalendarMonth, Freeze, Outcome, Payout, RunPart

RUNS = {
    "running": Sign(_("正在划账"), "clock", "info"),
    "finished": Sign(_("已划账"), "check", "good"),
    "failed": Sign(_("没有做完"), "warn", "stop"),
}
NOT_RUN = Sign(_("还没有划账"), "calendar", "rest")
LATE = Sign(_("已过划账日，还没有划账"), "warn", "care")
NO_RULE = Sign(_("日历没有入库"), "ask", "care")
REASONS: Mapping[str, Sign] = {
    "POSTED": Sign(_("已划入"), "check", "good"),
    "MADE_UP": Sign(_("补划以前月份"), "check", "info"),
    "WAITING_MONEY": Sign(_("等缴费到账"), "clock", "care"),
    "PART_PAID": Sign(_("只缴了一部分，缴足才划"), "half", "care"),
    "SUSPENDED": Sign(_("划入被暂停"), "pause", "care"),
    "CLOSED": Sign(_("账户已注销"), "none", "rest"),
    "NO_ACCOUNT": Sign(_("按规定不设账户"), "none", "rest"),
    "RULE_UNKNOWN": Sign(_("规则未入库，没有划"), "ask", "stop"),
    "NOT_ASSESSED": Sign(_("这个月还没有核定"), "ask", "care"),
    "RETIRED_IN_MONTH": Sign(_("当月退休，下月起划定额"), "calendar", "rest"),
    "GIVEN_FOR_YEAR": Sign(_("全年定额已在年初划入"), "check", "rest"),
}
PAYOUT_KINDS: Mapping[str, str | Promise] = {
    "withdrawal": _("账户支取"),
    "move": _("转移到外地"),
    "owed": _("重算的差额"),
}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the region's calendar and how its run stands."""

    name: str
    month: str
    due: str
    sign: Sign
    finished: str
    why: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """How many people of a run ended for one reason, with the rule or the missing document."""

    reason: str
    sign: Sign
    category: str
    people: int
    amount: str
    rule: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a run."""

    number: str
    name: str
    category: str
    amount: str


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A freeze that runs, with its person."""

    number: str
    name: str
    kind: str | Promise
    authority: str
    basis: str
    since: str
    until: str
    placed_by: str


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payment on its way, and what may be done with it."""

    id: int
    what: str | Promise
    number: str
    payee: str
    bank: str
    amount: str
    sign: Sign
    state: str
    expected: str
    reason: str


def month_row(one: CalendarMonth, late: bool, language: Language) -> MonthRow:
    """Present a month; `late` when its day has passed without a run."""
    run = one.run
    if one.unknown is not None:
        sign = NO_RULE
    elif run is not None:
        sign = RUNS[run.state]
    else:
        sign = LATE if late else NOT_RUN
    return MonthRow(
        name=f"{one.month:%Y-%m}",
        month=f"{one.month:%Y-%m}",
        due=dates.day(one.due_on, language) if one.due_on else "",
        sign=sign,
        finished=dates.moment(run.finished_at, language) if run is not None and run.finished_at else "",
        why=told(one.unknown, language) if one.unknown is not None else "",
    )


def part_rows(parts: Iterable[RunPart], language: Language) -> list[PartRow]:
    """Present a run's parts in the order of their reasons."""
    order = list(REASONS)
    return [
        PartRow(
            reason=part.reason,
            sign=REASONS[part.reason],
            category=_category(part.category, part.tier, language),
            people=part.people,
            amount=_sum(part.amount_fen),
            rule=part.facts.get("missing") or part.facts.get("document", ""),
        )
        for part in sorted(parts, key=lambda part: (order.index(part.reason), part.category, part.tier))
    ]


def preview_rows(job: Job) -> list[PartRow]:
    """What a preview counted, as the same rows."""
    counted = {name: int(str(value)) for name, value in job.outcome.items() if name != "month"}
    return [
        PartRow(reason, sign, "", counted[reason], _sum(counted[f"{reason}_fen"]), "")
        for reason, sign in REASONS.items()
        if reason in counted
    ]


def person_rows(region: str, found: Iterable[Outcome], names: Mapping[int, str], language: Language) -> list[PersonRow]:
    """Present the people of a page; names are covered."""
    return [
        PersonRow(
            number=record_number(region, one.person_id),
            name=mask_name(names.get(one.person_id, "")),
            category=_category(one.category, "", language),
            amount=_sum(one.amount_fen),
        )
        for one in found
    ]


def frozen_rows(region: str, found: Iterable[Freeze], names: Mapping[int, str], language: Language) -> list[FrozenRow]:
    """Present the freezes that run."""
    return [
        FrozenRow(
            number=record_number(region, one.person_id),
            name=mask_name(names.get(one.person_id, "")),
            kind=FREEZES[one.kind],
            authority=one.authority,
            basis=one.basis,
            since=dates.day(one.span.start, language),
            until=dates.day(one.span.end, language) if one.span.end else "",
            placed_by=one.placed_by or "",
        )
        for one in found
    ]


def payout_rows(region: str, found: Iterable[Payout], language: Language) -> list[PayoutRow]:
    """Present payments; of a bank account the last digits."""
    return [
        PayoutRow(
            id=one.id,
            what=PAYOUT_KINDS[one.kind],
            number=record_number(region, one.person_id),
            payee=mask_name(one.payee),
            bank=one.bank_masked,
            amount=yuan(one.amount_fen),
            sign=PAYOUTS[one.state],
            state=one.state,
            expected=dates.day(one.expected_on, language) if one.expected_on else "",
            reason=one.steps[-1].reason if one.steps else "",
        )
        for one in found
    ]


def _sum(fen: int) -> str:
    """An amount where there is one."""
    return yuan(fen) if fen else ""


def _category(category: str, tier: str, language: Language) -> str:
    if not category:
        return ""
    name = words.fact_word("category", category, language)
    return f"{name} {words.fact_word('tier', tier, language)}" if tier else name
