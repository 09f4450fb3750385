"""Writing the register of institutions: designate, suspend, resume, terminate, settings, sign-ins."""

from __future__ import annotations

from datetime import date, datetime
from secrets import token_hex
from typing import Any

from psycopg.types.json import Jsonb

from mingzhang.basics.identifiers import institution_region
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.institutions import queries
from mingzhang.registers.institutions.records import (
    Agreement,
    AgreementState,
    Institution,
    Kind,
    Level,
    Session,
    Settings,
)

_SQL = load_statements(__package__ or "", "institutions.sql")


def designate(
    connection: Connection,
    region: str,
    code: str,
    name: str,
    *,
    kind: Kind,
    starts: date,
    level: Level = "none",
    community: bool = False,
    specialist: bool = False,
    phone: str | None = None,
    ends: date | None = None,
) -> Institution | Refusal:
    """Designate a hospital or pharmacy, with an active agreement from `starts`.

    Refuses INSTITUTION_CODE_INVALID (the code must carry the region) and INSTITUTION_CODE_TAKEN.
    """
    if institution_region(code) != region:
        return Refusal("INSTITUTION_CODE_INVALID", {"code": code, "region": region})
    values = {
        "region": region,
        "code": code,
        "name": name,
        "kind": kind,
        "level": level,
        "community": community,
        "specialist": specialist,
        "phone": phone,
    }
    with connection.transaction():
        row = connection.execute(_SQL["insert_institution"], values).fetchone()
        if row is None:
            return Refusal("INSTITUTION_CODE_TAKEN", {"code": code}, "never")
        _insert_agreement(connection, region, row[0], "active", "", starts, ends)
        designated = queries.institution(connection, region, row[0])
    if designated is None:
        raise InvariantBroken("an institution was designated and is not there")
    return designated


def suspend(connection: Connection, region: str, institution_id: int, *, on: date, reason: str) -> Agreement | Refusal:
    """From a day on the agreement is suspended; NO_AGREEMENT when none is active on that day."""
    return _change_state(connection, region, institution_id, "active", "suspended", on, reason)


def resume(connection: Connection, region: str, institution_id: int, *, on: date, reason: str) -> Agreement | Refusal:
    """From a day on a suspended agreement is active again; NO_AGREEMENT when none is suspended on that day."""
    return _change_state(connection, region, institution_id, "suspended", "active", on, reason)


def terminate(
    connection: Connection, region: str, institution_id: int, *, on: date, reason: str
) -> Agreement | Refusal:
    """From a day on the agreement is terminated, whatever its state was; NO_AGREEMENT when none holds on that day."""
    current = queries.agreement_on(connection, region, institution_id, on)
    if current is None or current.state == "terminated":
        return Refusal("NO_AGREEMENT", {"day": on.isoformat()}, "never")
    return _change_state(connection, region, institution_id, current.state, "terminated", on, reason)


def change_settings(connection: Connection, region: str, institution_id: int, settings: Settings) -> Refusal | None:
    """Set how an institution's system is answered and signed; INSTITUTION_UNKNOWN when there is none such."""
    stored: dict[str, Any] = {"infcode_as_text": settings.infcode_as_text, "extras": settings.extras}
    if settings.signature is not None:
        stored["signature"] = {
            "scheme": settings.signature.scheme,
            "key": settings.signature.key,
            "secret_sealed": vault.seal(settings.signature.secret).hex(),
        }
    values = {"region": region, "institution_id": institution_id, "settings": Jsonb(stored)}
    done = connection.execute(_SQL["change_settings"], values).fetchone()
    return None if done is not None else Refusal("INSTITUTION_UNKNOWN", {}, "never")


def sign_in(
    connection: Connection, region: str, institution_id: int, *, operator: str, device: str, at: datetime
) -> Session:
    """Sign an operator in (9001); the session with a number of its own."""
    sign_no = f"{at:%Y%m%d}{token_hex(8).upper()}"
    values = {
        "region": region,
        "sign_no": sign_no,
        "institution_id": institution_id,
        "operator": operator,
        "device": device,
        "at": at,
    }
    with connection.transaction():
        connection.execute(_SQL["sign_in"], values)
        opened = queries.session(connection, region, sign_no)
    if opened is None:
        raise InvariantBroken("a session was opened and is not there")
    return opened


def sign_out(connection: Connection, region: str, institution_id: int, sign_no: str, *, at: datetime) -> Refusal | None:
    """Sign an operator out (9002); SESSION_NOT_OPEN when the institution has no such open session."""
    values = {"region": region, "institution_id": institution_id, "sign_no": sign_no, "at": at}
    done = connection.execute(_SQL["sign_out"], values).fetchone()
    return None if done is not None else Refusal("SESSION_NOT_OPEN", {"sign_no": sign_no}, "never")


def _change_state(
    connection: Connection,
    region: str,
    institution_id: int,
    before: AgreementState,
    after: AgreementState,
    on: date,
    reason: str,
) -> Agreement | Refusal:
    with connection.transaction():
        current = queries.agreement_on(connection, region, institution_id, on)
        if current is None or current.state != before:
            return Refusal("NO_AGREEMENT", {"day": on.isoformat()}, "never")
        values = {"region": region, "agreement_id": current.id, "day": on}
        connection.execute(_SQL["drop_agreement" if current.holds.start == on else "end_agreement"], values)
        _insert_agreement(connection, region, institution_id, after, reason, on, current.holds.end)
        changed = queries.agreement_on(connection, region, institution_id, on)
    if changed is None:
        raise InvariantBroken("an agreement was changed and is not there")
    return changed


def _insert_agreement(
    connection: Connection,
    region: str,
    institution_id: int,
    state: AgreementState,
    reason: str,
    starts: date,
    ends: date | None,
) -> None:
    values = {
        "region": region,
        "institution_id": institution_id,
        "state": state,
        "reason": reason,
        "starts": starts,
        "ends": ends,
    }
    connection.execute(_SQL["insert_agreement"], values)
