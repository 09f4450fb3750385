"""Passwords: kept as argon2id, compared in the same time whether the account exists or not."""

from __future__ import annotations

import secrets
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from mingzhang.basics.refusal import Refusal
from mingzhang.doors.counter.staff import rules

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read out
_GROUPS, _IN_A_GROUP = 4, 4


def sealed(password: str) -> str:
    """The password as it is kept."""
    return make_password(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the kept one; with None nothing is right, and finding that out takes as long."""
    right = check_password(password[: rules.LONGEST_PASSWORD], kept if kept is not None else _nobodys())
    return right and kept is not None


def first_password() -> str:
    """A password to be told to somebody once: four groups of four letters, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))


def fault(password: str, *, code: str, name: str) -> Refusal | None:
    """What is wrong with a new password, or None."""
    return rules.password_fault(password, code=code, name=name, common=_common())


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return make_password(secrets.token_urlsafe())


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The twenty thousand most common passwords, as Django ships them."""
    return frozenset(CommonPasswordValidator().passwords)
