"""What the filings room answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mingzhang.basics.periods import Period

OffsiteKind = Literal["long_term", "temporary", "referral", "emergency"]
ChoiceKind = Literal["primary", "other"]


@dataclass(frozen=True, slots=True)
class OffsiteFiling:
    """A filing for treatment in another place (异地备案); `place` is a six-digit administrative division."""

    id: int
    person_id: int
    kind: OffsiteKind
    place: str
    filed_at: datetime
    holds: Period


@dataclass(frozen=True, slots=True)
class Choice:
    """An institution a person has chosen (选点) for a benefit, as the primary or the other one."""

    id: int
    person_id: int
    benefit: str
    kind: ChoiceKind
    institution_region: str
    institution_id: int
    holds: Period
