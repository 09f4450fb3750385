"""From which day benefit counts, why, and what would change it: a person's standing on a day in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language, refusal_words
from mingzhang.basics.refusal import Fact, Refusal
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.clocks import Picture, Running, clocks_picture
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.rules import RuleLink, rule_link
from mingzhang.doors.frame.presenting.sentences import full_stop
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.money.contributions.standing.records import Clock, Reason, Standing, Waiting, Years

RUNS = Sign(gettext_lazy("可以享受"), "check", "good")
USABLE = Sign(gettext_lazy("可以使用"), "check", "good")
WAITS = Sign(gettext_lazy("还在等"), "clock", "care")
STANDS_STILL = Sign(gettext_lazy("现在不能"), "pause", "stop")
HAS_NONE = Sign(gettext_lazy("没有个人账户"), "none", "info")
NEVER_OPENED = "NEVER_EMPLOYEE"  # the reason of who has no account at all
REGISTER = {
    "active": Sign(gettext_lazy("正常参保"), "check", "good"),
    "suspended": Sign(gettext_lazy("暂停参保"), "pause", "care"),
    "stopped": Sign(gettext_lazy("已停保"), "out", "rest"),
    "none": Sign(gettext_lazy("没有参保"), "none", "rest"),
}
PAID_UP = Sign(gettext_lazy("到期的都缴清了"), "check", "good")
OWING = Sign(gettext_lazy("有到期没缴清的"), "warn", "stop")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence and the rule behind it."""

    text: str
    rule: RuleLink | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: its name, how it stands, since or from which day, why, and what would change it."""

    name: str | Promise
    sign: Sign
    when: str
    reasons: tuple[Told, ...]
    change: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A waiting period: how many days are left, and its first and last day."""

    days_left: int
    since: str
    ends: str


@dataclass(frozen=True, slots=True)
class YearsView:
    """Years towards benefit in retirement, in words; `price` is what the missing ones would cost."""

    counted: str
    transferred: str
    required: str
    missing: str
    price: str
    monthly: str
    rules: tuple[RuleLink, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """The whole page."""

    clocks: tuple[ClockView, ...]
    picture: Picture
    waiting: WaitingView | None
    register: Sign
    paid: Sign
    differs: bool
    grace: str
    continuous_months: int
    years: YearsView
    next_steps: tuple[tuple[str, str], ...]


def standing_view(standing: Standing, region: str, language: Language) -> StandingView:
    """Present a standing under a region's rules."""
    account, pooled = standing.account_use, standing.pooled
    words = _Words(region, standing.day, language)
    return StandingView(
        clocks=(
            words.clock(gettext_lazy("用个人账户的钱"), account, USABLE),
            words.clock(gettext_lazy("统筹基金报销"), pooled, RUNS),
        ),
        picture=clocks_picture(standing.day, tuple(Running(clock.runs, clock.from_day) for clock in (account, pooled))),
        waiting=words.waiting(standing.waiting) if standing.waiting else None,
        register=REGISTER[standing.status_shown],
        paid=PAID_UP if standing.paid_up else OWING,
        differs=standing.status_shown == "active" and not standing.paid_up,
        grace=dates.day(standing.grace_until, language) if standing.grace_until else "",
        continuous_months=standing.continuous_months,
        years=words.years(standing.years),
        next_steps=tuple(
            (dates.day(step.on, language), words.sentence(step.code, step.facts)) for step in standing.next_steps
        ),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    region: str
    day: date
    language: Language

    def clock(self, name: str | Promise, clock: Clock, running: Sign) -> ClockView:
        reasons, change = self._told(clock.reasons), self._told(clock.change, and_do=True)
        return ClockView(name, self._sign(clock, running), self._when(clock), reasons, change)

    def _sign(self, clock: Clock, running: Sign) -> Sign:
        if clock.runs:
            return running
        if any(reason.code == NEVER_OPENED for reason in clock.reasons):
            return HAS_NONE
        return WAITS if clock.from_day and clock.from_day > self.day else STANDS_STILL

    def waiting(self, waiting: Waiting) -> WaitingView:
        return WaitingView(
            waiting.days_left, dates.day(waiting.since, self.language), dates.day(waiting.ends_on, self.language)
        )

    def years(self, years: Years) -> YearsView:
        return YearsView(
            counted=self._span(years.paid_months + years.transferred_months),
            transferred=self._span(years.transferred_months) if years.transferred_months else "",
            required=self._span(years.required_months) if years.required_months is not None else "",
            missing=self._span(years.missing_months) if years.missing_months is not None else "",
            price=yuan(years.price_fen) if years.price_fen else "",
            monthly=yuan(years.monthly_price_fen) if years.monthly_price_fen else "",
            rules=tuple(rule_link(citation, self.region, self.day) for citation in years.citations),
            unknown=tuple(full_stop(refusal_words(one, self.language).what, self.language) for one in years.unknown),
        )

    def sentence(self, code: str, facts: Mapping[str, Fact], *, and_do: bool = False) -> str:
        words = refusal_words(Refusal(code, facts), self.language)
        what = full_stop(words.what, self.language)
        return f"{what}{'' if self.language == 'zh' else ' '}{full_stop(words.do, self.language)}" if and_do else what

    def _when(self, clock: Clock) -> str:
        if clock.from_day is None:
            return ""
        day = dates.day(clock.from_day, self.language)
        if clock.runs:
            return _("%(day)s起") % {"day": day}
        return _("要到 %(day)s起") % {"day": day} if clock.from_day > self.day else _("%(day)s起停了") % {"day": day}

    def _told(self, reasons: Iterable[Reason], *, and_do: bool = False) -> tuple[Told, ...]:
        return tuple(
            Told(
                self.sentence(reason.code, reason.facts, and_do=and_do),
                rule_link(reason.citation, self.region, self.day) if reason.citation else None,
            )
            for reason in reasons
        )

    def _span(self, months: int) -> str:
        years, rest = divmod(months, 12)
        if not rest:
            return _("%(years)d 年") % {"years": years}
        if not years:
            return _("%(months)d 个月") % {"months": rest}
        return _("%(years)d 年 %(months)d 个月") % {"years": years, "months": rest}
