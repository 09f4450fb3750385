"""Enrolling many people at once, by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from psycopg.types.range import Range

from mingzhang.basics.identifiers import tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.operations.people import number_fault
from mingzhang.registers.enrolment.pinyin import pinyin_of
from mingzhang.registers.enrolment.records import NewEnrolment

_SQL = load_statements("mingzhang.registers.enrolment", "bulk.sql")


def enrol_many(
    connection: Connection, region: str, enrolments: Sequence[NewEnrolment], *, on: date
) -> tuple[int, ...] | Refusal:
    """Enrol people with their coverages and credentials, all or none; their person ids in the order given.

    Refuses ID_NUMBER_INVALID and ALREADY_ENROLLED, naming the first row (from 1) and how many there are. Coverages of
    one person must not overlap: the table forbids it. Coverage in other regions is not looked for, unlike for one.
    """
    indexes = [vault.blind_index(tidy_id_number(new.person.number)) for new in enrolments]
    fault = _invalid(enrolments) or _repeated(indexes)
    if fault is not None:
        return fault
    with connection.transaction():
        taken = {bytes(row[0]) for row in connection.execute(_SQL["taken"], {"region": region, "indexes": indexes})}
        if taken:
            rows = [row for row, index in enumerate(indexes, start=1) if index in taken]
            return Refusal("ALREADY_ENROLLED", {"row": rows[0], "rows": len(rows)}, "never")
        ids = tuple(row[0] for row in connection.execute(_SQL["draw_ids"], {"count": len(enrolments)}))
        _copy(connection, _SQL["copy_people"], _people(region, ids, enrolments))
        _copy(connection, _SQL["copy_identities"], _identities(region, ids, enrolments, indexes, on))
        _copy(connection, _SQL["copy_coverages"], _coverages(region, ids, enrolments))
        _copy(connection, _SQL["copy_credentials"], _credentials(region, ids, enrolments))
    return ids


def _invalid(enrolments: Sequence[NewEnrolment]) -> Refusal | None:
    faults = [
        (row, fault.facts["fault"])
        for row, new in enumerate(enrolments, start=1)
        if (fault := number_fault(new.person.document_kind, new.person.number)) is not None
    ]
    if not faults:
        return None
    return Refusal("ID_NUMBER_INVALID", {"row": faults[0][0], "fault": faults[0][1], "rows": len(faults)})


def _repeated(indexes: Sequence[bytes]) -> Refusal | None:
    seen: set[bytes] = set()
    for row, index in enumerate(indexes, start=1):
        if index in seen:
            return Refusal("ALREADY_ENROLLED", {"row": row, "rows": len(indexes) - len(set(indexes))})
        seen.add(index)
    return None


def _copy(connection: Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _people(region: str, ids: Sequence[int], enrolments: Sequence[NewEnrolment]) -> Iterator[tuple[object, ...]]:
    for person_id, new in zip(ids, enrolments, strict=True):
        who = new.person
        yield (
            region,
            person_id,
            who.name,
            pinyin_of(who.name),
            who.gender,
            who.birth_date,
            who.ethnicity,
            who.retired_on,
        )


def _identities(
    region: str, ids: Sequence[int], enrolments: Sequence[NewEnrolment], indexes: Sequence[bytes], on: date
) -> Iterator[tuple[object, ...]]:
    for person_id, new, index in zip(ids, enrolments, indexes, strict=True):
        who = new.person
        yield (
            region,
            person_id,
            "register",
            who.document_kind,
            vault.seal(tidy_id_number(who.number)),
            index,
            vault.seal(who.phone) if who.phone else None,
            vault.blind_index(who.phone) if who.phone else None,
            who.name,
            Range(on, None),
            "参保登记",
        )


def _coverages(region: str, ids: Sequence[int], enrolments: Sequence[NewEnrolment]) -> Iterator[tuple[object, ...]]:
    for person_id, new in zip(ids, enrolments, strict=True):
        for coverage in new.coverages:
            yield (
                region,
                person_id,
                coverage.scheme,
                coverage.category,
                coverage.employer_id,
                coverage.confirmed_on,
                coverage.entitled_from or coverage.starts,
                coverage.civil_servant,
                Range(coverage.starts, coverage.ends),
                coverage.tier,
            )


def _credentials(region: str, ids: Sequence[int], enrolments: Sequence[NewEnrolment]) -> Iterator[tuple[object, ...]]:
    for person_id, new in zip(ids, enrolments, strict=True):
        for credential in new.credentials:
            yield (
                region,
                person_id,
                credential.kind,
                credential.number,
                credential.issued_on,
                credential.activated_on,
                Range(credential.issued_on, credential.ends),
            )
