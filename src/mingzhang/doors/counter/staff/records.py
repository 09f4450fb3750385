"""What the counter knows about its staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Role = Literal["clerk", "checker", "supervisor", "finance", "system", "security", "audit"]

ROLES: tuple[Role, ...] = get_args(Role)
ADMINISTRATORS: frozenset[Role] = frozenset({"system", "security", "audit"})
BUSINESS: tuple[Role, ...] = tuple(role for role in ROLES if role not in ADMINISTRATORS)


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of staff: `roles` say what they may do, `regions` in whose registers."""

    id: int
    code: str
    name: str
    office: str
    roles: frozenset[Role]
    regions: tuple[str, ...]
    must_change: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff as the security desk sees them: with failures, locks and who made the account."""

    staff: Staff
    failures: int
    locked_until: datetime | None
    locked_by: str | None
    created_by: str
    created_at: datetime
    sessions: int

    def is_locked(self, now: datetime) -> bool:
        """Whether signing in is refused at a moment, right password or not."""
        return self.locked_by is not None or (self.locked_until is not None and now < self.locked_until)


@dataclass(frozen=True, slots=True)
class Grant:
    """A wish that a member of staff have these roles in these regions; open until another administrator decides."""

    id: int
    staff_code: str
    staff_name: str
    roles: frozenset[Role]
    regions: tuple[str, ...]
    reason: str
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class NewStaff:
    """An account to be made."""

    code: str
    name: str
    office: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A staff member at a desk: since when, last seen when, in which of their regions."""

    staff: Staff
    region: str
    started_at: datetime
    seen_at: datetime
