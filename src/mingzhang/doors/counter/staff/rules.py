"""What an account may be: which roles exclude one another, how long a lock lasts, what a password must be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from mingzhang.basics.refusal import Refusal
from mingzhang.doors.counter.staff.records import ADMINISTRATORS, ROLES, NewStaff, Role

FAILURES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
IDLE = timedelta(minutes=15)
LONGEST_SESSION = timedelta(hours=8)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
FEWEST_CHARACTERS = 5  # different ones: a password of repetitions is guessed at once
GUESSED_FIRST = ("mingzhang", "yibao", "password")  # by anybody who sees where the password is for

_CODE = re.compile(r"[a-z][a-z0-9]{2,19}")


def account_fault(new: NewStaff, known_regions: Iterable[str]) -> Refusal | None:
    """What is wrong with an account to be made: STAFF_CODE_INVALID, STAFF_NAME_MISSING or REGION_UNKNOWN."""
    if not _CODE.fullmatch(new.code):
        return Refusal("STAFF_CODE_INVALID", {"code": new.code}, "after_fix")
    if not new.name.strip() or not new.office.strip():
        return Refusal("STAFF_NAME_MISSING", {}, "after_fix")
    return scope_fault(new.regions, known_regions)


def scope_fault(regions: Iterable[str], known_regions: Iterable[str]) -> Refusal | None:
    """REGION_UNKNOWN for a region whose register is not kept here, or when none is named."""
    asked, known = tuple(regions), frozenset(known_regions)
    strange = tuple(region for region in asked if region not in known)
    if strange or not asked:
        return Refusal("REGION_UNKNOWN", {"region": " ".join(strange) or "—"}, "after_fix")
    return None


def roles_fault(roles: frozenset[Role]) -> Refusal | None:
    """ROLE_UNKNOWN, or ROLES_EXCLUDE when an administrator would hold anything besides."""
    strange = sorted(roles - frozenset(ROLES))
    if strange:
        return Refusal("ROLE_UNKNOWN", {"role": " ".join(strange)}, "after_fix")
    administrator = sorted(roles & ADMINISTRATORS)
    if administrator and len(roles) > 1:
        return Refusal("ROLES_EXCLUDE", {"role": administrator[0]}, "never")
    return None


def is_less(roles: frozenset[Role], regions: Iterable[str], had: frozenset[Role], where: Iterable[str]) -> bool:
    """Whether nothing is given that was not held before, so that one administrator may do it alone."""
    return roles <= had and frozenset(regions) <= frozenset(where)


def locked_until(failures: int, now: datetime) -> datetime | None:
    """Until when an account is locked after so many wrong passwords in a row: from the fifth on, twice as long each."""
    if failures < FAILURES_BEFORE_LOCK:
        return None
    doublings = min(failures - FAILURES_BEFORE_LOCK, 10)
    return now + min(FIRST_LOCK * 2**doublings, LONGEST_LOCK)


def password_fault(password: str, *, code: str, name: str, common: frozenset[str]) -> Refusal | None:
    """What is wrong with a new password: PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_PLAIN, PASSWORD_COMMON.

    Length and a list of common ones, as NIST SP 800-63B asks; no classes of characters, no change by the calendar.
    """
    folded = password.casefold()
    if len(password) < SHORTEST_PASSWORD:
        return Refusal("PASSWORD_SHORT", {"least": SHORTEST_PASSWORD}, "after_fix")
    if len(password) > LONGEST_PASSWORD:
        return Refusal("PASSWORD_LONG", {"most": LONGEST_PASSWORD}, "after_fix")
    if len(set(folded)) < FEWEST_CHARACTERS or _is_run(folded):
        return Refusal("PASSWORD_PLAIN", {}, "after_fix")
    if folded in common or any(word in folded for word in (*GUESSED_FIRST, code.casefold(), name.casefold())):
        return Refusal("PASSWORD_COMMON", {}, "after_fix")
    return None


def _is_run(text: str) -> bool:
    """Whether each character follows the one before in the alphabet or among the digits: 123456789012, abcdefghijkl."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps == {1} or (text.isdigit() and steps == {1, -9})
