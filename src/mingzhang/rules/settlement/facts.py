"""What a plan is made from: the facts about a person and a visit on the service day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["employee", "resident"]
Benefit = Literal["outpatient", "pharmacy", "inpatient"]
Level = Literal["level1", "level2", "level3", "none"]
Place = Literal["community", "other"]
Filing = Literal["local", "filed", "unfiled", "emergency"]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The insured person on the service day, as far as a rule may ask.

    `category` is in_service, retired, flexible, retired_paying_on, adult, minor or student; `age` is in full years.
    """

    scheme: Scheme
    category: str
    age: int
    civil_servant: bool = False
    aided: bool = False
    signed_family_doctor: bool = False


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The visit on the service day, as far as a rule may ask.

    `admission` is the ordinal of this stay in the medical year, from 1. `filing` is `local` for care in the person's
    own region; elsewhere it says whether the stay away was filed, not filed, or an emergency.
    """

    benefit: Benefit
    level: Level = "none"
    place: Place = "other"
    admission: int = 1
    filing: Filing = "local"
