"""Who somebody is: found by number or name, known as whom by which holder, with which cards."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.identifiers import current_id_number, read_record_number
from mingzhang.basics.periods import Period
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.comparing import compare_identities
from mingzhang.registers.enrolment.records import Credential, FieldDifference, Identity, Person, PersonKey

_SQL = load_statements("mingzhang.registers.enrolment", "people.sql")


def find_people(connection: Connection, text: str, *, name: str | None = None) -> tuple[PersonKey, ...]:
    """Whom a number means, in any region: our own 20-digit number, an identity number, a card's or e-voucher's.

    With `name` only people of exactly that name are meant. A text that is no number is looked up as a name.
    """
    found = _by_number(connection, current_id_number(text)) or _keys(connection, "by_name", {"name": text.strip()})
    if name is None:
        return found
    return tuple(key for key in found if (who := person(connection, key.region, key.person_id)) and who.name == name)


def person(connection: Connection, region: str, person_id: int) -> Person | None:
    """A person by number, or None when the region's register has none such."""
    row = connection.execute(_SQL["person"], {"region": region, "person_id": person_id}).fetchone()
    return Person(*row) if row is not None else None


def identities(connection: Connection, region: str, person_id: int) -> tuple[Identity, ...]:
    """Everything the register, card, bank and channels have known the person as, over time."""
    rows = connection.execute(_SQL["identities"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(
        Identity(
            identity_id,
            owner,
            holder,
            document_kind,
            vault.open_sealed(number),
            vault.open_sealed(phone) if phone is not None else None,
            name,
            Period(starts, ends),
            reason,
            case_id,
        )
        for identity_id, owner, holder, document_kind, number, phone, name, starts, ends, reason, case_id in rows
    )


def identity_differences(connection: Connection, region: str, person_id: int, on: date) -> tuple[FieldDifference, ...]:
    """In which fields card, bank and channels know the person otherwise than the register on a day; () when in none."""
    who = person(connection, region, person_id)
    known = [one for one in identities(connection, region, person_id) if one.holds.holds(on)]
    register = next((one for one in known if one.holder == "register"), None)
    if who is None or register is None:
        return ()
    return compare_identities(register, [one for one in known if one.holder != "register"], who)


def credentials(connection: Connection, region: str, person_id: int) -> tuple[Credential, ...]:
    """The person's cards and e-vouchers, oldest first, those that no longer hold included."""
    rows = connection.execute(_SQL["credentials"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(Credential(*row[:6], Period(row[6], row[7])) for row in rows)


def _by_number(connection: Connection, number: str) -> tuple[PersonKey, ...]:
    ours = read_record_number(number)
    if ours is not None:
        return (PersonKey(*ours),) if person(connection, *ours) is not None else ()
    found = _keys(connection, "by_number", {"index": vault.blind_index(number)})
    return found or _keys(connection, "by_credential", {"number": number})


def _keys(connection: Connection, statement: str, values: dict[str, object]) -> tuple[PersonKey, ...]:
    return tuple(PersonKey(*row) for row in connection.execute(_SQL[statement], values).fetchall())
