"""Issuing, activating and ending cards and e-vouchers; the bank's own freeze, recorded as a foreign fact."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.records import NewCredential

_SQL = load_statements("mingzhang.registers.enrolment", "writes.sql")


def issue_credential(connection: Connection, region: str, person_id: int, new: NewCredential) -> int | Refusal:
    """Issue a card or e-voucher; its record number, or Refusal CREDENTIAL_NUMBER_TAKEN."""
    row = connection.execute(
        _SQL["insert_credential"],
        {
            "region": region,
            "person_id": person_id,
            "kind": new.kind,
            "number": new.number,
            "issued_on": new.issued_on,
            "activated_on": new.activated_on,
            "ends": new.ends,
        },
    ).fetchone()
    return row[0] if row is not None else Refusal("CREDENTIAL_NUMBER_TAKEN", {"kind": new.kind}, "never")


def activate_credential(connection: Connection, region: str, credential_id: int, *, on: date) -> Refusal | None:
    """Activate a card or e-voucher; NOT_ACTIVATABLE when it is active already or does not hold on that day."""
    values = {"region": region, "credential_id": credential_id, "day": on}
    done = connection.execute(_SQL["activate_credential"], values).fetchone()
    return None if done is not None else Refusal("NOT_ACTIVATABLE", {"day": on.isoformat()}, "never")


def end_credential(connection: Connection, region: str, credential_id: int, *, on: date) -> Refusal | None:
    """End a card or e-voucher that was lost, damaged, replaced or expired; CREDENTIAL_ENDED when it holds no more."""
    values = {"region": region, "credential_id": credential_id, "day": on}
    done = connection.execute(_SQL["end_credential"], values).fetchone()
    return None if done is not None else Refusal("CREDENTIAL_ENDED", {"day": on.isoformat()}, "never")


def report_bank_freeze(connection: Connection, region: str, credential_id: int, *, since: date | None) -> None:
    """Record that the issuing bank froze (or with None: freed) the card's own bank account; not our money."""
    connection.execute(_SQL["set_bank_freeze"], {"region": region, "credential_id": credential_id, "day": since})
