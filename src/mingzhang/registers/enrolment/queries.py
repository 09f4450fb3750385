"""Reading the register of people. Numbers of documents and phones are opened only here."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.basics.identifiers import read_record_number, tidy_id_number
from mingzhang.basics.periods import Period
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import rules
from mingzhang.registers.enrolment.records import (
    Coverage,
    Credential,
    Employer,
    Entitlement,
    Identity,
    Person,
    PersonKey,
)

_PEOPLE = load_statements(__package__ or "", "people.sql")
_COVERAGES = load_statements(__package__ or "", "coverages.sql")


def find_people(connection: Connection, text: str, *, name: str | None = None) -> tuple[PersonKey, ...]:
    """Whom a number means, in any region: our own 20-digit number, an identity number, a card's or e-voucher's.

    With `name` only people of exactly that name are meant. A text that is no number is looked up as a name.
    """
    found = _by_number(connection, tidy_id_number(text)) or _keys(connection, "by_name", {"name": text.strip()})
    if name is None:
        return found
    return tuple(key for key in found if (who := person(connection, key.region, key.person_id)) and who.name == name)


def person(connection: Connection, region: str, person_id: int) -> Person | None:
    """A person by number, or None when the region's register has none such."""
    row = connection.execute(_PEOPLE["person"], {"region": region, "person_id": person_id}).fetchone()
    return Person(*row) if row is not None else None


def identities(connection: Connection, region: str, person_id: int) -> tuple[Identity, ...]:
    """Everything the register, card, bank and channels have known the person as, over time."""
    rows = connection.execute(_PEOPLE["identities"], {"region": region, "person_id": person_id}).fetchall()
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
        )
        for identity_id, owner, holder, document_kind, number, phone, name, starts, ends, reason in rows
    )


def credentials(connection: Connection, region: str, person_id: int) -> tuple[Credential, ...]:
    """The person's cards and e-vouchers, oldest first, those that no longer hold included."""
    rows = connection.execute(_PEOPLE["credentials"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(Credential(*row[:6], Period(row[6], row[7])) for row in rows)


def coverage_on(connection: Connection, region: str, person_id: int, day: date) -> Coverage | None:
    """The coverage on a day, whatever its status; None when there is none."""
    row = connection.execute(_COVERAGES["on_day"], {"region": region, "person_id": person_id, "day": day}).fetchone()
    return _coverage(row) if row is not None else None


def coverages(connection: Connection, region: str, person_id: int) -> tuple[Coverage, ...]:
    """All coverages of a person, oldest first."""
    rows = connection.execute(_COVERAGES["all"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(_coverage(row) for row in rows)


def entitlement_on(connection: Connection, region: str, person_id: int, day: date) -> Entitlement:
    """Whether the register grants benefit on a day, with the code of what stands in the way.

    Contributions are not looked at: ask `money.contributions.queries.paid_up_on` as well.
    """
    who = person(connection, region, person_id)
    if who is None:
        return Entitlement(False, "NOT_ENROLLED", None, None)
    return rules.entitlement(who, coverages(connection, region, person_id), day)


def employer(connection: Connection, region: str, employer_id: int) -> Employer | None:
    """An employer by number."""
    row = connection.execute(_PEOPLE["employer"], {"region": region, "employer_id": employer_id}).fetchone()
    return Employer(*row) if row is not None else None


def employer_by_code(connection: Connection, region: str, code: str) -> Employer | None:
    """An employer by the code under which it declares."""
    row = connection.execute(_PEOPLE["employer_by_code"], {"region": region, "code": code}).fetchone()
    return Employer(*row) if row is not None else None


def _by_number(connection: Connection, number: str) -> tuple[PersonKey, ...]:
    ours = read_record_number(number)
    if ours is not None:
        return (PersonKey(*ours),) if person(connection, *ours) is not None else ()
    found = _keys(connection, "by_number", {"index": vault.blind_index(number)})
    return found or _keys(connection, "by_credential", {"number": number})


def _keys(connection: Connection, statement: str, values: dict[str, object]) -> tuple[PersonKey, ...]:
    return tuple(PersonKey(*row) for row in connection.execute(_PEOPLE[statement], values).fetchall())


def _coverage(row: tuple[Any, ...]) -> Coverage:
    return Coverage(*row[:10], Period(row[10], row[11]), row[12])
