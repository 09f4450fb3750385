"""What is due, what is about to be paid, and what late payment costs and restores, as the pages print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language, refusal_words
from mingzhang.answers.why.words.telling import months_text
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.months import month_words
from mingzhang.doors.frame.presenting.rules import RuleLink, rule_link
from mingzhang.doors.frame.presenting.sentences import full_stop
from mingzhang.doors.frame.presenting.words import named
from mingzhang.money.collection.orders.records import OrderLine
from mingzhang.money.contributions.late.records import LateLine, LateQuote
from mingzhang.money.contributions.records import MonthStatus


@dataclass(frozen=True, slots=True)
class DueMonth:
    """A month to choose: its value in the form, which it is, until when, and what is missing."""

    value: str
    which: str
    scheme: str
    until: str
    amount: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line about to be paid or paid: the month, its scheme, whose it is, the fee inside, and the sum."""

    which: str
    scheme: str
    who: str
    fee: str
    amount: str


@dataclass(frozen=True, slots=True)
class LateLineView:
    """One overdue month of a quote."""

    which: str
    scheme: str
    due: str
    own: str
    fee: str
    total: str
    late_price: bool


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote: what it costs, until when it holds, and what paying restores; what is not known says so."""

    lines: tuple[LateLineView, ...]
    due: str
    fee: str
    total: str
    by_employer: bool
    gap_months: int
    last_day: str
    wait_months: int | None
    restored: str
    covered: bool | None
    make_up: str
    rules: tuple[RuleLink, ...]
    unknown: tuple[str, ...]


def value_of(month: MonthStatus) -> str:
    """How a form names a month."""
    return f"{month.scheme}/{month.month.isoformat()}"


def due_months(months: Iterable[MonthStatus], language: Language) -> tuple[DueMonth, ...]:
    """Present months to choose from."""
    return tuple(
        DueMonth(
            value=value_of(month),
            which=month_words(month.month, month.months, language),
            scheme=named(month.scheme, language),
            until=dates.day(month.due_on, language),
            amount=yuan(month.missing_fen),
        )
        for month in months
    )


def months_together(months: Iterable[MonthStatus], language: Language) -> str:
    """Months by name, each run in one piece."""
    return months_text(sorted({month.month for month in months}), language)


def order_lines(lines: Iterable[OrderLine], names: dict[int, str], language: Language) -> tuple[LineView, ...]:
    """Present an order's lines; `names` are of other people, covered."""
    return tuple(
        LineView(
            which=month_words(line.month, 1, language),
            scheme=named(line.scheme, language),
            who=names.get(line.person_id, ""),
            fee=yuan(line.late_fee_fen) if line.late_fee_fen else "",
            amount=yuan(line.amount_fen),
        )
        for line in lines
    )


def quote_view(quote: LateQuote, region: str, language: Language) -> QuoteView:
    """Present a quote of late payment under a region's rules."""
    return QuoteView(
        lines=tuple(_late_line(line, language) for line in quote.lines),
        due=yuan(quote.due_fen),
        fee=yuan(quote.late_fee_fen),
        total=yuan(quote.total_fen),
        by_employer=quote.pays == "employer",
        gap_months=quote.gap_months,
        last_day=dates.day(quote.last_day, language) if quote.last_day else "",
        wait_months=quote.wait_months,
        restored=dates.day(quote.restored_on, language) if quote.restored_on else "",
        covered=quote.gap_covered,
        make_up=yuan(quote.make_up_fen) if quote.make_up_fen else "",
        rules=_rules(quote, region),
        unknown=tuple(full_stop(refusal_words(one, language).what, language) for one in quote.unknown),
    )


def _rules(quote: LateQuote, region: str) -> tuple[RuleLink, ...]:
    """Each figure's rule once."""
    links = {citation.key: rule_link(citation, region, quote.on) for citation in quote.citations}
    return tuple(links.values())


def _late_line(line: LateLine, language: Language) -> LateLineView:
    return LateLineView(
        which=month_words(line.month, line.months, language),
        scheme=named(line.scheme, language),
        due=_("%(day)s到期，逾期 %(days)d 天") % {"day": dates.day(line.due_on, language), "days": line.days_late},
        own=yuan(line.person_part_fen + line.employer_part_fen),
        fee=yuan(line.late_fee_fen),
        total=yuan(line.total_fen),
        late_price=line.late_price,
    )
