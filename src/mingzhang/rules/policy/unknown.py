"""The exception for a rule that is not known: it names what is missing, and is never replaced by a default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

Fact = str | int | bool

Why = Literal["gap", "not_declared", "not_started", "ended", "no_value", "fact_missing"]


class UnknownRule(Exception):
    """No rule of the region answers the question on that day.

    `why` is a closed word: `gap` (listed, with the missing document and who has it), `not_declared` (the region's pack
    has no such parameter), `not_started`, `ended`, `no_value` (the parameter does not cover these facts) or
    `fact_missing` (the asker left out a fact the rule depends on). Doors turn it into Refusal("UNKNOWN_RULE").
    """

    def __init__(
        self,
        region: str,
        key: str,
        day: date,
        facts: Mapping[str, Fact],
        why: Why,
        *,
        missing: str = "",
        who: str = "",
    ) -> None:
        super().__init__(f"{region} {day.isoformat()} {key}: {why} {missing}".rstrip())
        self.region = region
        self.topic = key.partition(".")[0]
        self.key = key
        self.day = day
        self.facts = dict(facts)
        self.why: Why = why
        self.missing = missing
        self.who = who

    def refusal_facts(self) -> dict[str, str]:
        """The facts of the refusal UNKNOWN_RULE: region, key, day, why, the missing document and who has it."""
        return {
            "region": self.region,
            "key": self.key,
            "day": self.day.isoformat(),
            "why": self.why,
            "missing": self.missing,
            "who": self.who,
        }
