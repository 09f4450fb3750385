"""What a scene of the demo works with: the books, the day, and who is where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from mingzhang.answers.demo.shelf import Shelf
from mingzhang.basics.periods import add_months, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.institutions.records import Institution

Outcome = TypeVar("Outcome")
CHINA = ZoneInfo("Asia/Shanghai")


class SceneFailed(Exception):
    """A step of the demo was refused that was meant to succeed: the demo, not the region, is wrong."""


@dataclass(slots=True)
class Stage:
    """One region while its demo is written; `as_of` is the day on which the story ends."""

    connection: Connection
    region: str
    as_of: date
    generator: Random
    institutions: dict[str, Institution]  # by code, and by the role under which a scene asks for one
    employers: Mapping[str, int]  # by kind
    shelf: Shelf
    messages: int = field(default=0)

    def moment(self, days_ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """A moment of the story, so many days before its end."""
        return datetime.combine(self.as_of - timedelta(days=days_ago), time(hour, minute), CHINA)

    def month(self, months_ago: int) -> date:
        """A month of the story, so many months before its end."""
        return add_months(month_of(self.as_of), -months_ago)

    def next_number(self) -> int:
        """The next number for a message or a receipt of this region; never given twice."""
        self.messages += 1
        return self.messages


def done(outcome: Outcome | Refusal) -> Outcome:
    """The outcome of a step that must succeed; raises SceneFailed with the refusal otherwise."""
    if isinstance(outcome, Refusal):
        raise SceneFailed(f"{outcome.code} {dict(outcome.facts)}")
    return outcome
