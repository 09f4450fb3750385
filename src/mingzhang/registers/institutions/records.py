"""What the register of institutions answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mingzhang.basics.periods import Period

Kind = Literal["hospital", "pharmacy"]
Level = Literal["level1", "level2", "level3", "none"]
AgreementState = Literal["active", "suspended", "terminated"]
SignatureScheme = Literal["csb", "tif"]


@dataclass(frozen=True, slots=True)
class Signature:
    """How an institution's messages are signed: CSB (HMAC-SHA1) or x-tif (SHA-256), its key name and its secret."""

    scheme: SignatureScheme
    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How an institution's system wants to be answered: `infcode` as text, the optional extra members, a signature."""

    infcode_as_text: bool = False
    extras: bool = True
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """A designated hospital or pharmacy. `community` marks primary care (基层)."""

    region: str
    id: int
    code: str
    name: str
    kind: Kind
    level: Level
    community: bool
    specialist: bool
    phone: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Agreement:
    """One period of an institution's agreement with the agency, and its state."""

    id: int
    institution_id: int
    state: AgreementState
    reason: str
    holds: Period


@dataclass(frozen=True, slots=True)
class Session:
    """An operator's sign-in (签到) at an institution; open while `signed_out_at` is None."""

    region: str
    sign_no: str
    institution_id: int
    operator: str
    device: str
    signed_in_at: datetime
    signed_out_at: datetime | None
