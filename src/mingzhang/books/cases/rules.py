"""Which step may follow which, and how the clock of an application counts its workdays. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mingzhang.basics.workdays import add_workdays, holidays_known, workdays_between
from mingzhang.books.cases.records import Clock, State

STEPS: Mapping[str, tuple[frozenset[State], State]] = MappingProxyType(
    {
        "accept": (frozenset({"submitted"}), "accepted"),
        "ask_for_papers": (frozenset({"submitted", "accepted"}), "waiting_papers"),
        "papers_arrived": (frozenset({"waiting_papers"}), "accepted"),
        "propose": (frozenset({"accepted"}), "proposed"),
        "send_back": (frozenset({"proposed"}), "accepted"),
        "approve": (frozenset({"accepted", "proposed"}), "done"),
        "refuse": (frozenset({"accepted", "proposed"}), "refused"),
        "withdraw": (frozenset({"submitted", "accepted", "waiting_papers", "proposed"}), "withdrawn"),
    }
)
"""Each step: from which states it may be taken, and to which state it leads."""

TAKES_PAPERS: frozenset[State] = frozenset({"submitted", "accepted", "waiting_papers"})
"""The states in which papers may be added: a proposal stands on the papers that were there."""
MAY_BE_EXTENDED: frozenset[State] = frozenset({"accepted", "waiting_papers", "proposed"})


def state_after(step: str, state: State) -> State | None:
    """Where a step leads from a state; None when it may not be taken there."""
    before, after = STEPS[step]
    return after if state in before else None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What the clock of one application rests on; `given_workdays` is None where no statutory time is known."""

    received_on: date
    given_workdays: int | None
    extended_workdays: int = 0
    stopped_workdays: int = 0
    stopped_on: date | None = None
    ended_on: date | None = None


def due_on(facts: ClockFacts) -> date | None:
    """The last day of the agency's time; None while the clock stands and where no time is known."""
    if facts.given_workdays is None or facts.stopped_on is not None:
        return None
    return add_workdays(facts.received_on, _workdays_in_all(facts, facts.given_workdays)).day


def clock(facts: ClockFacts, today: date) -> Clock:
    """How the clock of an application stands on a day.

    It runs from the day the application was received, which is not counted, to the day it ended; workdays on which
    papers were missing are not counted: those after the day of asking up to and with the day they came.
    """
    until = min(day for day in (today, facts.stopped_on, facts.ended_on) if day is not None)
    used = workdays_between(facts.received_on, until) - facts.stopped_workdays
    standing = workdays_between(facts.stopped_on, today) if facts.stopped_on is not None else 0
    due = due_on(facts)
    given = facts.given_workdays
    return Clock(
        given_workdays=given,
        extended_workdays=facts.extended_workdays,
        used_workdays=used,
        left_workdays=given + facts.extended_workdays - used if given is not None else None,
        due_on=due,
        stopped=facts.stopped_on is not None,
        stopped_workdays=facts.stopped_workdays + standing,
        ended=facts.ended_on is not None,
        provisional=due is not None and not holidays_known(facts.received_on, due),
    )


def _workdays_in_all(facts: ClockFacts, given_workdays: int) -> int:
    return given_workdays + facts.extended_workdays + facts.stopped_workdays
