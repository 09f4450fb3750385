"""Writing the grants: bind and unbind."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.family.queries import grant_of
from mingzhang.money.family.records import Grant, Relation
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements(__package__ or "", "grants.sql")


def bind(
    connection: Connection,
    region: str,
    owner_id: int,
    member_id: int,
    relation: Relation,
    *,
    starts: date,
    ends: date | None = None,
) -> Grant | Refusal:
    """Let the owner's account pay for the member from a day on; the member's grants are used in the order of binding.

    Refuses GRANT_TO_SELF, RELATION_NOT_ALLOWED (by the region's rule of that day), UNKNOWN_RULE, OWNER_NOT_COVERED,
    MEMBER_NOT_COVERED (no active coverage on that day), ALREADY_BOUND.
    """
    if owner_id == member_id:
        return Refusal("GRANT_TO_SELF", {}, "never")
    refusal = _relation_refusal(region, relation, starts) or _coverage_refusal(
        connection, region, owner_id, member_id, starts
    )
    if refusal is not None:
        return refusal
    values = {
        "region": region,
        "owner_id": owner_id,
        "member_id": member_id,
        "relation": relation,
        "starts": starts,
        "ends": ends,
    }
    with connection.transaction():
        connection.execute(_SQL["lock_member"], values)
        if connection.execute(_SQL["bound_already"], values).fetchone() is not None:
            return Refusal("ALREADY_BOUND", {}, "never")
        row = connection.execute(_SQL["insert"], values).fetchone()
    if row is None:
        raise InvariantBroken("a grant was written and is not there")
    return grant_of(row)


def unbind(connection: Connection, region: str, grant_id: int, *, on: date) -> Refusal | None:
    """End a grant from a day on; GRANT_NOT_OPEN when it does not hold then."""
    done = connection.execute(_SQL["end"], {"region": region, "grant_id": grant_id, "day": on}).fetchone()
    return None if done is not None else Refusal("GRANT_NOT_OPEN", {"day": on.isoformat()}, "never")


def _relation_refusal(region: str, relation: str, day: date) -> Refusal | None:
    try:
        allowed = str(view_for(region, day).find("family.relations").value).split()
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    if relation in allowed:
        return None
    return Refusal("RELATION_NOT_ALLOWED", {"relation": relation, "day": day.isoformat()}, "never")


def _coverage_refusal(connection: Connection, region: str, owner_id: int, member_id: int, day: date) -> Refusal | None:
    for person_id, code in ((owner_id, "OWNER_NOT_COVERED"), (member_id, "MEMBER_NOT_COVERED")):
        coverage = enrolment.coverage_on(connection, region, person_id, day)
        if coverage is None or coverage.status != "active":
            return Refusal(code, {"day": day.isoformat()})
    return None
