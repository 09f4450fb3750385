"""What a plan is made from: the facts about a person and a visit on the service day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["employee", "resident"]
Benefit = Literal["outpatient", "pharmacy", "inpatient", "chronic"]
Level = Literal["level1", "level2", "level3", "none"]
Place = Literal["community", "other"]
Filing = Literal["local", "filed", "referral", "temporary", "unfiled", "emergency"]
Reach = Literal["in_region", "in_province", "cross_province"]
Tier = Literal["tier1", "tier2"]
ChronicKind = Literal["class1", "class2", "glaucoma", "unclassed"]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The insured person on the service day, as far as a rule may ask.

    `category` is in_service, retired, flexible, retired_paying_on, adult, minor or student; `age` is in full years.
    `tier` is the tier of the scheme where a region has two (一档, 二档). `continuous_months` counts contribution months
    without a gap, `covered_months` the months of cover in this medical year; `retired_on` is a day written YYYYMMDD.
    What is None is not known: a rule that asks for it refuses.
    """

    scheme: Scheme
    category: str
    age: int
    civil_servant: bool = False
    aided: bool = False
    signed_family_doctor: bool = False
    tier: Tier | None = None
    continuous_months: int | None = None
    covered_months: int | None = None
    retired_on: int | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The visit on the service day, as far as a rule may ask.

    `admission` is the ordinal of this stay in the medical year, from 1. `filing` is `local` for care in the person's
    own region; elsewhere it says whether the stay away was filed for good (`filed`), as a referral or for a time
    (`temporary`), not filed, or an emergency. `reach` says how far away, `chronic_kind` which group of chronic diseases
    (门特/门慢) the visit is for.
    """

    benefit: Benefit
    level: Level = "none"
    place: Place = "other"
    admission: int = 1
    filing: Filing = "local"
    reach: Reach = "in_region"
    chronic_kind: ChronicKind | None = None
