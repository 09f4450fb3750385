"""C76: residents pay in a window of the year, and the day lies outside it. 不在缴费时间内"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, tax_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.answers.why.words import Figures
from mingzhang.books.evidence import Event
from mingzhang.money.contributions.records import MonthStatus

EVERY_MONTH = Text("职工医保按月缴费，全年可缴", "The employee scheme is paid every month of the year")
NOTHING_OWED = Text("本年度没有未缴的居民医保费", "No year of the resident scheme is unpaid")


def check(facts: Facts) -> Verdict:
    """Proved by a payment refused for its day, or by a resident's unpaid year that may not be paid on this one."""
    tried = refused_tries(facts, "OUTSIDE_PAYMENT_WINDOW")
    owed = [month for month in facts.months if month.scheme == "resident" and month.missing_fen > 0]
    if not tried and not owed:
        residents = facts.coverage is not None and facts.coverage.scheme == "resident"
        return Refuted(says=NOTHING_OWED if residents else EVERY_MONTH)
    window = facts.rules.window
    if window is None and not tried:
        return Unknown()
    year = _asked_year(tried, owed)
    if window is not None and year is not None and window.takes(year, facts.today):
        return Refuted({"today": facts.today, "due_on": year.due_on})
    opens = window.next_opening(facts.today) if window is not None else None
    figures: Figures = {"today": facts.today, "opens": opens, "at": tried[-1].happened_at if tried else None}
    rules = (citing.rule(window.rule, OPEN_MONTHS),) if window is not None else ()
    return Proved(
        (*cited(tried), *map(citing.due, owed), *rules),
        figures,
        since=year.due_on if year is not None else facts.today,
        rule=window.rule if window is not None else None,
        expected=opens,
    )


def _asked_year(tried: tuple[Event, ...], owed: list[MonthStatus]) -> MonthStatus | None:
    """The year that the person tried to pay, if it is among these; without a try the latest that is owed."""
    if not tried:
        return owed[-1]
    return next((year for year in owed if f"{year.month:%Y-%m}" in tried[-1].detail.get("months", ())), None)


OPEN_MONTHS = Text("居民逾期补缴的月份", "the months in which residents may pay late")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait for the next window; newborns and others may pay at once."""
    return tax_acts(
        Text("等下一个缴费期[（{opens} 起）]", "Wait for the next window[ (from {opens})]").filled(proved.figures),
        Text(
            "新生儿、退役军人等可随时参保缴费，找窗口办理",
            "Newborns, veterans and others may pay at any time, at a counter",
        ),
        then=Text("缴费期内缴费后按规定享受待遇", "Benefit follows the payment in the window"),
        deadline=proved.expected,
        page=PAY,
    )


CAUSE = Cause(
    id="C76",
    name="outside_payment_window",
    symptoms=("PREM",),
    rank=16,
    reads=("evidence.event", "contributions.due", "policy.calendar.resident_late_last_month"),
    title=Text("不在缴费时间内", "Outside the payment window"),
    check=check,
    proved=Text(
        "{today} 不在居民医保缴费期内[，下一个缴费期 {opens} 起][；{at} 的缴费因此被拒]",
        "{today} lies outside the residents' window[; the next opens {opens}][; the payment of {at} was refused]",
    ),
    refuted=Text(
        "{today} 在缴费期内（{due_on} 截止或补缴期内）", "{today} lies in the window (until {due_on}, or late)"
    ),
    unknown=Text("当地本年度的居民缴费期没有入库", "The region's payment window is not on file"),
    source=TAX,
    remedy=remedy,
    ask=Text("在税务缴费 App 查看当年缴费期公告", "See the year's announcement in the tax app"),
)
