"""What the jobs room answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

JobState = Literal["waiting", "running", "done", "failed"]
Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: what was asked, how far it is (`done` of `of`, in the step's own unit), how it ended.

    `outcome` is what finished work says of itself; `refusal` and `refusal_facts` say why it failed. `attempts` counts
    how often it was begun: more than once means that it was cut short.
    """

    region: str
    id: int
    kind: str
    facts: Mapping[str, Fact]
    asked_by: str
    asked_at: datetime
    state: JobState
    attempts: int
    step: str
    done: int
    of: int
    outcome: Mapping[str, Fact]
    refusal: str | None
    refusal_facts: Mapping[str, Fact]
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed")

    @property
    def percent(self) -> int:
        """How far the present step is, in whole percent."""
        return min(100, self.done * 100 // self.of) if self.of else 0
