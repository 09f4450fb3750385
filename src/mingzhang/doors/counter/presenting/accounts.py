"""Staff accounts and wishes for rights as the security desk reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.doors.counter.staff.records import ROLES, Account, Grant, Role
from mingzhang.doors.counter.wording import ROLE_WORDS
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.rules.policy import regions

OPEN = Sign(_("正常"), "check", "good")
FIRST_PASSWORD = Sign(_("等本人换密码"), "clock", "info")
LOCKED_BY_TRIES = Sign(_("错密码锁定"), "lock", "care")
LOCKED = Sign(_("已锁定"), "lock", "stop")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the list."""

    code: str
    name: str
    office: str
    roles: tuple[str | Promise, ...]
    regions: tuple[str, ...]
    sign: Sign
    until: str
    sessions: int
    made: str
    made_by: str
    is_locked: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A wish for rights that waits; `is_own` when the reader asked for it or would get it, and so cannot decide it."""

    id: int
    code: str
    name: str
    roles: tuple[str | Promise, ...]
    regions: tuple[str, ...]
    reason: str
    asked_by: str
    asked_at: str
    is_own: bool


def account_row(account: Account, reader: str, now: datetime, language: Language) -> AccountRow:
    """Present an account to a reader."""
    who = account.staff
    timed = account.locked_until is not None and now < account.locked_until
    return AccountRow(
        code=who.code,
        name=who.name,
        office=who.office,
        roles=role_words(who.roles),
        regions=tuple(short_name(code, language) for code in who.regions),
        sign=_sign(account, now),
        until=dates.moment(account.locked_until, language) if timed and account.locked_until else "",
        sessions=account.sessions,
        made=dates.moment(account.created_at, language),
        made_by=account.created_by,
        is_locked=account.is_locked(now),
        is_own=who.code == reader,
    )


def grant_rows(grants: Iterable[Grant], reader: str, language: Language) -> tuple[GrantRow, ...]:
    """Present the open wishes to a reader."""
    return tuple(
        GrantRow(
            id=grant.id,
            code=grant.staff_code,
            name=grant.staff_name,
            roles=role_words(grant.roles),
            regions=tuple(short_name(code, language) for code in grant.regions),
            reason=grant.reason,
            asked_by=grant.asked_by,
            asked_at=dates.moment(grant.asked_at, language),
            is_own=reader in (grant.asked_by, grant.staff_code),
        )
        for grant in grants
    )


def role_words(roles: Iterable[Role]) -> tuple[str | Promise, ...]:
    """The roles' names, in the order of the list of roles."""
    held = frozenset(roles)
    return tuple(ROLE_WORDS[role] for role in ROLES if role in held)


def region_choices(chosen: Iterable[str], language: Language) -> list[tuple[str, str, bool]]:
    """The regions to choose from, and which are chosen."""
    picked = frozenset(chosen)
    return [(region.code, short_name(region.code, language), region.code in picked) for region in regions()]


def role_choices(chosen: Iterable[Role]) -> list[tuple[str, str | Promise, bool]]:
    """The roles to choose from, and which are chosen."""
    picked = frozenset(chosen)
    return [(role, ROLE_WORDS[role], role in picked) for role in ROLES]


def _sign(account: Account, now: datetime) -> Sign:
    if account.locked_by is not None:
        return LOCKED
    if account.is_locked(now):
        return LOCKED_BY_TRIES
    return FIRST_PASSWORD if account.staff.must_change else OPEN
