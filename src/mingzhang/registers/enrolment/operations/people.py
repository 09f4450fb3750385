"""Writing the register of people: enrol, correct an identity, retire, record a death, employers."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.identifiers import current_id_number, id_card_fault, record_number, tidy_id_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.pinyin import pinyin_of
from mingzhang.registers.enrolment.records import Employer, Holder, NewPerson, PersonKey

_SQL = load_statements("mingzhang.registers.enrolment", "writes.sql")
CITIZEN_CARD = "01"


def enrol_person(connection: Connection, region: str, new: NewPerson, *, on: date) -> PersonKey | Refusal:
    """Enter a person into a region's register; coverage is opened apart.

    Refuses ID_NUMBER_INVALID (citizen cards only) and ALREADY_ENROLLED when the number is somebody's already.
    """
    fault = number_fault(new.document_kind, new.number)
    if fault is not None:
        return fault
    with connection.transaction():
        taken = _taken(connection, region, new.number)
        if taken is not None:
            return taken
        row = connection.execute(
            _SQL["insert_person"],
            {
                "region": region,
                "name": new.name,
                "pinyin": pinyin_of(new.name),
                "gender": new.gender,
                "birth_date": new.birth_date,
                "ethnicity": new.ethnicity,
                "retired_on": new.retired_on,
            },
        ).fetchone()
        if row is None:
            raise InvariantBroken("a person was entered without a number")
        _write_identity(
            connection, region, row[0], "register", new.document_kind, new.number, new.phone, new.name, on, "参保登记"
        )
    return PersonKey(region, row[0])


def change_identity(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    reason: str,
    holder: Holder = "register",
    number: str | None = None,
    name: str | None = None,
    phone: str | None = None,
    document_kind: str | None = None,
    case_id: int | None = None,
    by: str = "",
    now: datetime | None = None,
) -> Refusal | None:
    """From a day on, a holder knows the person by another number, name or phone; what is not given stays.

    A new version is opened; what was known before stays readable. A holder that knew nothing yet starts from what the
    register knows. The register's own name also becomes the person's. `case_id` names the case whose papers prove it,
    `by` and `now` who did it when; what a holder reports itself has neither. Another holder's number is recorded as it
    stands, right or wrong. Refuses PERSON_UNKNOWN, ID_NUMBER_INVALID, ALREADY_ENROLLED.
    """
    known = {identity.holder: identity for identity in queries.identities(connection, region, person_id)}
    current = known.get(holder) or known.get("register")
    if current is None:
        return Refusal("PERSON_UNKNOWN", {"person": record_number(region, person_id)}, "never")
    kind, new_number = document_kind or current.document_kind, number or current.number
    fault = number_fault(kind, new_number) if holder == "register" else None
    if fault is not None:
        return fault
    with connection.transaction():
        taken = _taken(connection, region, new_number, but=person_id) if holder == "register" else None
        if taken is not None:
            return taken
        ends = {"region": region, "person_id": person_id, "holder": holder, "day": on}
        connection.execute(_SQL["end_identity"], ends)
        connection.execute(_SQL["drop_identity_of_day"], ends)
        new_name, new_phone = name or current.name, phone or current.phone
        _write_identity(
            connection, region, person_id, holder, kind, new_number, new_phone, new_name, on, reason, case_id
        )
        if holder == "register":
            values = {"region": region, "person_id": person_id, "name": new_name, "pinyin": pinyin_of(new_name)}
            connection.execute(_SQL["rename_person"], values)
        if now is not None:
            done = Done(by, now, case_id)
            write_event(connection, region, person_id, "identity_changed", on, done, note=reason)
    return None


def record_death(connection: Connection, region: str, person_id: int, *, on: date) -> None:
    """Record the day a person died; benefit ends after it, coverage is stopped by `stop_coverage`."""
    connection.execute(_SQL["record_death"], {"region": region, "person_id": person_id, "day": on})


def register_employer(
    connection: Connection, region: str, code: str, name: str, *, phone: str | None = None
) -> Employer | Refusal:
    """Enter an employer; Refusal EMPLOYER_CODE_TAKEN when the code is another one's, the same one is given back."""
    with connection.transaction():
        values = {"region": region, "code": code, "name": name, "phone": phone}
        connection.execute(_SQL["insert_employer"], values)
        found = queries.employer_by_code(connection, region, code)
    if found is None:
        raise InvariantBroken("an employer was entered and is not there")
    return found if found.name == name else Refusal("EMPLOYER_CODE_TAKEN", {"code": code}, "after_fix")


def number_fault(document_kind: str, number: str) -> Refusal | None:
    """What is wrong with a document's number, for kinds that can be checked."""
    fault = id_card_fault(tidy_id_number(number)) if document_kind == CITIZEN_CARD else None
    return Refusal("ID_NUMBER_INVALID", {"fault": fault}, "after_fix") if fault is not None else None


def _taken(connection: Connection, region: str, number: str, *, but: int | None = None) -> Refusal | None:
    index = vault.blind_index(current_id_number(number))
    row = connection.execute(_SQL["holder_of_number"], {"region": region, "index": index}).fetchone()
    if row is None or row[0] == but:
        return None
    return Refusal("ALREADY_ENROLLED", {"person": record_number(region, row[0])}, "never")


def _write_identity(
    connection: Connection,
    region: str,
    person_id: int,
    holder: str,
    document_kind: str,
    number: str,
    phone: str | None,
    name: str,
    starts: date,
    reason: str,
    case_id: int | None = None,
) -> None:
    tidy = tidy_id_number(number)
    connection.execute(
        _SQL["insert_identity"],
        {
            "region": region,
            "person_id": person_id,
            "holder": holder,
            "document_kind": document_kind,
            "number_sealed": vault.seal(tidy),
            "number_index": vault.blind_index(current_id_number(number)),
            "phone_sealed": vault.seal(phone) if phone else None,
            "phone_index": vault.blind_index(phone) if phone else None,
            "name": name,
            "starts": starts,
            "reason": reason,
            "case_id": case_id,
        },
    )
