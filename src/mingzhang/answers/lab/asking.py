"""Under which rules a replay runs: a region's on a day, and a reform of them, as the analyst names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView, UnknownRule, regions, view_for
from mingzhang.rules.policy.loading.reforms import read_reform
from mingzhang.rules.policy.reforming import Reform, reformed

_WRITTEN = re.compile(r"(?P<region>[0-9]{6})@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class RulesAsked:
    """A region's rules on a day, and the file of a reform; small enough to be sent to another process."""

    region: str
    day: date
    reform_path: Path | None = None

    def views(self) -> tuple[PolicyView, ...]:
        """The baseline, and the view under the reform where one is asked for.

        Raises UnknownRule for a region without a pack and ReformInvalid for a reform with mistakes.
        """
        view = view_for(self.region, self.day)
        reform = self.reform()
        return (view,) if reform is None else (view, reformed(view, reform.overrides))

    def reform(self) -> Reform | None:
        """The reform as written, where one is asked for."""
        return None if self.reform_path is None else read_reform(self.reform_path, view_for(self.region, self.day))


def read_rules(written: str, reform_path: Path | None) -> RulesAsked | Refusal:
    """Rules as an analyst writes them, REGION@DATE.

    Refuses with RULES_MALFORMED what is not six digits, @ and a day, and with REGION_WITHOUT_PACK a region that has
    none.
    """
    found = _WRITTEN.fullmatch(written)
    try:
        day = date.fromisoformat(found["day"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        return Refusal("RULES_MALFORMED", {"written": written})
    try:
        view_for(found["region"], day)
    except UnknownRule:
        known = " ".join(info.code for info in regions())
        return Refusal("REGION_WITHOUT_PACK", {"region": found["region"], "known": known})
    return RulesAsked(found["region"], day, reform_path)
