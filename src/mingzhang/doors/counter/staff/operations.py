"""Writing the accounts: making them, their passwords, locks and rights. Each change is a row of the audit chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence import audit
from mingzhang.doors.counter.staff import passwords, rules
from mingzhang.doors.counter.staff.queries import account, open_grants
from mingzhang.doors.counter.staff.records import Grant, NewStaff, Role
from mingzhang.rules.policy import regions as kept_regions

EVERYWHERE = "000000"  # accounts and their audit chain belong to no pooling region
_SQL = load_statements("mingzhang.doors.counter", "staff.sql")
_SESSIONS = load_statements("mingzhang.doors.counter", "sessions.sql")


def add(
    connection: Connection,
    new: NewStaff,
    *,
    password: str,
    by: str,
    now: datetime,
    roles: frozenset[Role] = frozenset(),
    demo: bool = False,
) -> int | Refusal:
    """Make an account; its number. The password was made for the person, who changes it at the first sign-in.

    Roles are given here only where nobody could grant them yet, at the terminal; the security desk asks for a grant.
    Refuses STAFF_CODE_INVALID, STAFF_NAME_MISSING, REGION_UNKNOWN, ROLE_UNKNOWN, ROLES_EXCLUDE, STAFF_CODE_TAKEN.
    """
    known = (region.code for region in kept_regions())
    fault = rules.account_fault(new, known) or rules.roles_fault(roles)
    if fault is not None:
        return fault
    values = {
        "code": new.code,
        "name": new.name.strip(),
        "office": new.office.strip(),
        "regions": list(new.regions),
        "roles": sorted(roles),
        "password": passwords.sealed(password),
        "must_change": not demo,
        "demo": demo,
        "by": by,
        "now": now,
    }
    with connection.transaction():
        row = connection.execute(_SQL["add"], values).fetchone()
        if row is None:
            return Refusal("STAFF_CODE_TAKEN", {"code": new.code}, "after_fix")
        told = {"roles": sorted(roles), "regions": list(new.regions), "office": new.office}
        audit(connection, EVERYWHERE, by, "STAFF_ADDED", new.code, told, now=now)
    return int(row[0])


def change_own_password(
    connection: Connection, code: str, *, old: str, new: str, again: str, now: datetime
) -> Refusal | None:
    """Set a password of one's own choice; every session of the account ends.

    Refuses PASSWORD_WRONG, PASSWORDS_DIFFER, PASSWORD_SAME and what `rules.password_fault` refuses.
    """
    row = connection.execute(_SQL["for_sign_in"], {"code": code}).fetchone()
    if row is None or not passwords.is_right(old, row[-1]):
        return Refusal("PASSWORD_WRONG", {}, "after_fix")
    if new != again:
        return Refusal("PASSWORDS_DIFFER", {}, "after_fix")
    if new == old:
        return Refusal("PASSWORD_SAME", {}, "after_fix")
    fault = passwords.fault(new, code=code, name=row[2])
    if fault is None:
        _set_password(connection, code, new, must_change=False, by=code, action="PASSWORD_CHANGED", now=now)
    return fault


def reset_password(connection: Connection, code: str, *, password: str, by: str, now: datetime) -> Refusal | None:
    """Give somebody who forgot theirs a first password again. Refuses STAFF_UNKNOWN, OWN_ACCOUNT."""
    fault = _others_account(connection, code, by, now)
    if fault is None:
        _set_password(connection, code, password, must_change=True, by=by, action="PASSWORD_RESET", now=now)
    return fault


def lock(connection: Connection, code: str, *, by: str, now: datetime) -> Refusal | None:
    """Lock an account until it is unlocked; its sessions end at once. Refuses STAFF_UNKNOWN, OWN_ACCOUNT."""
    fault = _others_account(connection, code, by, now)
    if fault is not None:
        return fault
    with connection.transaction():
        if connection.execute(_SQL["lock"], {"code": code, "by": by}).rowcount:
            connection.execute(_SESSIONS["end_all"], {"code": code, "now": now})
            audit(connection, EVERYWHERE, by, "STAFF_LOCKED", code, now=now)
    return None


def unlock(connection: Connection, code: str, *, by: str, now: datetime) -> Refusal | None:
    """Let a locked account in again and forget its wrong passwords. Refuses STAFF_UNKNOWN, OWN_ACCOUNT."""
    fault = _others_account(connection, code, by, now)
    if fault is not None:
        return fault
    with connection.transaction():
        if connection.execute(_SQL["unlock"], {"code": code}).rowcount:
            audit(connection, EVERYWHERE, by, "STAFF_UNLOCKED", code, now=now)
    return None


def ask_rights(
    connection: Connection,
    code: str,
    *,
    roles: frozenset[Role],
    regions: Iterable[str],
    reason: str,
    by: str,
    now: datetime,
) -> Grant | Refusal | None:
    """Wish that an account hold exactly these rights. Less than it has is done at once (None); more waits for another.

    Refuses STAFF_UNKNOWN, OWN_ACCOUNT, ROLE_UNKNOWN, ROLES_EXCLUDE, REGION_UNKNOWN, REASON_MISSING, GRANT_OPEN.
    """
    scope = tuple(regions)
    known = (region.code for region in kept_regions())
    fault = _others_account(connection, code, by, now) or rules.roles_fault(roles) or rules.scope_fault(scope, known)
    if fault is None and not reason.strip():
        fault = Refusal("REASON_MISSING", {}, "after_fix")
    had = account(connection, code, now=now)
    if fault is not None or had is None:
        return fault
    if rules.is_less(roles, scope, had.staff.roles, had.staff.regions):
        _set_rights(connection, code, roles, scope, by=by, action="RIGHTS_TAKEN", reason=reason, now=now)
        return None
    values = {"code": code, "roles": sorted(roles), "regions": list(scope), "reason": reason.strip()}
    with connection.transaction():
        row = connection.execute(_SQL["ask_grant"], values | {"by": by, "now": now}).fetchone()
        if row is None:
            return Refusal("GRANT_OPEN", {"code": code}, "after_fix")
        told = {"roles": sorted(roles), "regions": list(scope), "reason": reason.strip()}
        audit(connection, EVERYWHERE, by, "RIGHTS_ASKED", code, told, now=now)
        return open_grants(connection, int(row[0]))[0]


def set_rights(
    connection: Connection,
    code: str,
    *,
    roles: frozenset[Role],
    regions: tuple[str, ...],
    reason: str,
    by: str,
    now: datetime,
) -> Refusal | None:
    """Give an account exactly these rights at once: at the terminal, where nobody could decide a grant yet.

    Without `regions` the scope stays. Refuses STAFF_UNKNOWN, ROLE_UNKNOWN, ROLES_EXCLUDE, REGION_UNKNOWN.
    """
    had = account(connection, code, now=now)
    if had is None:
        return Refusal("STAFF_UNKNOWN", {"code": code}, "after_fix")
    scope = regions or had.staff.regions
    fault = rules.roles_fault(roles) or rules.scope_fault(scope, (region.code for region in kept_regions()))
    if fault is None:
        _set_rights(connection, code, roles, scope, by=by, action="RIGHTS_GIVEN", reason=reason, now=now)
    return fault


def decide_rights(connection: Connection, grant_id: int, *, granted: bool, by: str, now: datetime) -> Grant | Refusal:
    """Grant or refuse what another security administrator wished. Refuses GRANT_UNKNOWN, GRANT_OWN, OWN_ACCOUNT."""
    with connection.transaction():
        found = open_grants(connection, grant_id)
        if not found:
            return Refusal("GRANT_UNKNOWN", {}, "never")
        (wish,) = found
        if wish.asked_by == by:
            return Refusal("GRANT_OWN", {"code": wish.staff_code}, "never")
        if wish.staff_code == by:
            return Refusal("OWN_ACCOUNT", {"code": by}, "never")
        values = {"id": grant_id, "by": by, "granted": granted, "now": now}
        if connection.execute(_SQL["decide_grant"], values).fetchone() is None:
            return Refusal("GRANT_UNKNOWN", {}, "never")
        if granted:
            _set_rights(
                connection, wish.staff_code, wish.roles, wish.regions, by=by, action="RIGHTS_GIVEN",
                reason=wish.reason, now=now,
            )  # fmt: skip
        else:
            audit(connection, EVERYWHERE, by, "RIGHTS_REFUSED", wish.staff_code, {"grant": grant_id}, now=now)
    return wish


def _set_rights(
    connection: Connection,
    code: str,
    roles: frozenset[Role],
    regions: tuple[str, ...],
    *,
    by: str,
    action: str,
    reason: str,
    now: datetime,
) -> None:
    """Give an account its rights; its sessions end, so that nobody works on with those of before."""
    with connection.transaction():
        connection.execute(_SQL["set_rights"], {"code": code, "roles": sorted(roles), "regions": list(regions)})
        connection.execute(_SESSIONS["end_all"], {"code": code, "now": now})
        told = {"roles": sorted(roles), "regions": list(regions), "reason": reason.strip()}
        audit(connection, EVERYWHERE, by, action, code, told, now=now)


def _set_password(
    connection: Connection, code: str, password: str, *, must_change: bool, by: str, action: str, now: datetime
) -> None:
    values = {"code": code, "password": passwords.sealed(password), "must_change": must_change}
    with connection.transaction():
        connection.execute(_SQL["set_password"], values)
        connection.execute(_SESSIONS["end_all"], {"code": code, "now": now})
        audit(connection, EVERYWHERE, by, action, code, now=now)


def _others_account(connection: Connection, code: str, by: str, now: datetime) -> Refusal | None:
    if code == by:
        return Refusal("OWN_ACCOUNT", {"code": code}, "never")
    if account(connection, code, now=now) is None:
        return Refusal("STAFF_UNKNOWN", {"code": code}, "after_fix")
    return None
