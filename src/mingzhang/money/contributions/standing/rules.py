"""How a person stands on a day, from the register's clocks, the months and what a late payment would restore. Pure.

The sentences of the codes stand in `answers/why/words/standing.yaml`, those of the register's codes beside its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import Fact
from mingzhang.money.contributions.interruptions.records import Evidence
from mingzhang.money.contributions.late.records import LateQuote, Restoration
from mingzhang.money.contributions.records import MonthStatus, PaidUp
from mingzhang.money.contributions.rules import continuous_months, paid_up
from mingzhang.money.contributions.standing.records import Clock, NextStep, Reason, Standing, Waiting, Years
from mingzhang.registers.enrolment.records import Clock as RegisterClock
from mingzhang.registers.enrolment.records import Clocks, Coverage

_ACTIVATE = "ACTIVATE_TO_USE"
_REMEDIES: Mapping[str, str] = {
    "NOT_ENROLLED": "ENROL_TO_RUN",
    "COVERAGE_LAPSED": "ENROL_TO_RUN",
    "COVERAGE_STOPPED": "ENROL_TO_RUN",
    "COVERAGE_SUSPENDED": "RESUME_TO_RUN",
    "NOT_CONFIRMED": "CONFIRM_TO_RUN",
}


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What a standing is told from; `quote` is what paying the overdue months would cost, where any are."""

    person_id: int
    day: date
    coverage: Coverage | None
    clocks: Clocks
    months: tuple[MonthStatus, ...]
    quote: LateQuote | None
    restorations: tuple[Restoration, ...]
    years: Years


def stand(facts: StandingFacts) -> Standing:
    """The two clocks of a day, what is shown and what is paid, and what happens next."""
    cover = facts.coverage
    overdue = tuple(one for one in facts.months if one.missing_fen > 0 and one.due_on < facts.day)
    blocked = _blocked(facts)
    running = facts.clocks.pooled.runs and blocked.paid
    status = cover.status if cover is not None else "none"
    waiting = _waiting(facts)
    return Standing(
        person_id=facts.person_id,
        day=facts.day,
        scheme=cover.scheme if cover is not None else None,
        category=cover.category if cover is not None else None,
        status_shown=status,
        paid_up=not overdue,
        grace_until=_grace(facts) if running else None,
        account_use=_account_use(facts.clocks.account_use),
        pooled=_pooled(facts, blocked),
        waiting=waiting,
        continuous_months=continuous_months(facts.months, cover.scheme, facts.day) if cover is not None else 0,
        years=facts.years,
        next_steps=tuple(sorted(_next_steps(facts, waiting), key=lambda step: step.on)),
    )


def _blocked(facts: StandingFacts) -> PaidUp:
    """Whether contributions stand in the way; on a day beyond the assessed months what is owed then is owed still."""
    cover = facts.coverage
    if cover is None or cover.status != "active":
        return PaidUp(True)
    found = paid_up(facts.months, cover.scheme, cover.category, facts.day)
    if not found.paid or cover.scheme == "resident" or cover.category == "retired":
        return found
    begins = month_of(cover.holds.start)
    own = (one for one in facts.months if one.scheme == cover.scheme and one.month >= begins)
    past = [one for one in own if one.due_on < facts.day]
    last = max(past, key=lambda one: one.month, default=None)
    return PaidUp(False, last) if last is not None and last.missing_fen > 0 else found


def _account_use(clock: RegisterClock) -> Clock:
    told: dict[str, Fact] = {"since": clock.since.isoformat()} if clock.since is not None else {}
    change = (Reason(_ACTIVATE),) if clock.code == "NOT_ACTIVATED" else ()
    return Clock(clock.runs, clock.since if clock.runs else None, (Reason(clock.code, told),), change)


def _pooled(facts: StandingFacts, blocked: PaidUp) -> Clock:
    clock = facts.clocks.pooled
    if not clock.runs:
        waits = clock.since if clock.since is not None and clock.since > facts.day else None
        return Clock(False, waits, tuple(_standing_still(facts, clock)), tuple(_remedies(facts, clock)))
    if not blocked.paid:
        return Clock(False, _restored_on(facts.quote), tuple(_unpaid(facts, blocked)), tuple(_payment(facts.quote)))
    return Clock(True, clock.since, tuple(_running(facts, clock)))


def _standing_still(facts: StandingFacts, clock: RegisterClock) -> Iterator[Reason]:
    told: dict[str, Fact] = {"day": facts.day.isoformat()}
    if clock.since is not None:
        told["since"] = clock.since.isoformat()
    yield Reason(clock.code, told, evidence=_cover_evidence(facts.coverage))
    after = next((one for one in facts.restorations if one.restored_on == clock.since and one.wait_months), None)
    if after is not None:
        yield Reason(
            "WAITS_AFTER_GAP",
            {"months": after.gap_months, "wait": after.wait_months, "first": f"{after.first_month:%Y-%m}"},
            evidence=(Evidence("contributions.restoration", str(after.id)),),
        )


def _remedies(facts: StandingFacts, clock: RegisterClock) -> Iterator[Reason]:
    if clock.code == "WAITING_PERIOD" and clock.since is not None:
        yield Reason("WAIT_ENDS_BY_ITSELF", {"day": clock.since.isoformat()})
    elif clock.code in _REMEDIES:
        yield Reason(_REMEDIES[clock.code])


def _unpaid(facts: StandingFacts, blocked: PaidUp) -> Iterator[Reason]:
    """Which months stand in the way, and who owes them."""
    cover = facts.coverage
    owed = [one for one in facts.months if one.missing_fen > 0 and one.due_on < facts.day]
    months = owed or ([blocked.blocking] if blocked.blocking is not None else [])
    if not months:
        yield Reason("YEAR_NOT_PAID", {"day": facts.day.isoformat()}, evidence=_cover_evidence(cover))
        return
    yield Reason(
        "EMPLOYER_OWES_MONTHS" if months[-1].employer_id is not None else "PERSON_OWES_MONTHS",
        {
            "first": f"{months[0].month:%Y-%m}",
            "last": f"{months[-1].month:%Y-%m}",
            "missing_fen": sum(one.missing_fen for one in months),
            "due_on": months[-1].due_on.isoformat(),
        },
        evidence=tuple(Evidence("contributions.due", f"{one.scheme}/{one.month:%Y-%m}") for one in months),
    )


def _payment(quote: LateQuote | None) -> Iterator[Reason]:
    """What paying late would cost and give back."""
    if quote is None:
        return
    told: dict[str, Fact] = {"total_fen": quote.total_fen}
    if quote.restored_on is not None:
        told["restored_on"] = quote.restored_on.isoformat()
    if quote.last_day is not None:
        told["last_day"] = quote.last_day.isoformat()
    citation = quote.citations[-1] if quote.citations else None
    yield Reason("EMPLOYER_PAYS_LATE" if quote.pays == "employer" else "PERSON_PAYS_LATE", told, citation)


def _restored_on(quote: LateQuote | None) -> date | None:
    """The day is certain only where a wait follows a payment made today; otherwise it is the payment's own."""
    return quote.restored_on if quote is not None and quote.wait_months else None


def _running(facts: StandingFacts, clock: RegisterClock) -> Iterator[Reason]:
    told: dict[str, Fact] = {"since": clock.since.isoformat()} if clock.since is not None else {}
    yield Reason("POOLED_RUNS", told, evidence=_cover_evidence(facts.coverage))
    until = _grace(facts)
    if until is not None:
        month = next(one for one in _open_months(facts) if one.due_on == until)
        yield Reason("RUNS_BEFORE_PAYMENT", {"month": f"{month.month:%Y-%m}", "until": until.isoformat()})


def _grace(facts: StandingFacts) -> date | None:
    """Through which day benefit goes on without the next payment: the payment day of the first month still open."""
    return min((one.due_on for one in _open_months(facts)), default=None)


def _open_months(facts: StandingFacts) -> Sequence[MonthStatus]:
    return [one for one in facts.months if one.missing_fen > 0 and one.due_on >= facts.day]


def _waiting(facts: StandingFacts) -> Waiting | None:
    clock, cover = facts.clocks.pooled, facts.coverage
    if clock.code != "WAITING_PERIOD" or clock.since is None or cover is None:
        return None
    return Waiting(cover.holds.start, clock.since - timedelta(days=1), (clock.since - facts.day).days)


def _next_steps(facts: StandingFacts, waiting: Waiting | None) -> Iterator[NextStep]:
    for month in _open_months(facts):
        yield NextStep(
            month.due_on, "MONTH_FALLS_DUE", {"month": f"{month.month:%Y-%m}", "missing_fen": month.missing_fen}
        )
    if waiting is not None:
        yield NextStep(waiting.ends_on + timedelta(days=1), "BENEFIT_BEGINS", {})
    if facts.quote is not None and facts.quote.last_day is not None and facts.quote.last_day >= facts.day:
        yield NextStep(facts.quote.last_day, "LAST_DAY_TO_REPAIR", {"total_fen": facts.quote.total_fen})


def _cover_evidence(cover: Coverage | None) -> tuple[Evidence, ...]:
    return (Evidence("enrolment.coverage", str(cover.id)),) if cover is not None else ()
