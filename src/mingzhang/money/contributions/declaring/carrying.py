"""Carrying out a declaration: all of a file or nothing of it, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.periods import add_months, each_month
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence import audit
from mingzhang.money.contributions.declaring.checking import MANY, check_declaration
from mingzhang.money.contributions.declaring.keeping import file_by_id, keep_file
from mingzhang.money.contributions.declaring.records import DeclarationFile, Entry, Preview
from mingzhang.money.contributions.operations.reassessing import assess_people, cancel_after_leaving
from mingzhang.registers.enrolment.operations import enrol_many, hire_many, leave_many
from mingzhang.registers.enrolment.records import Departure, Hire, NewEnrolment, NewPerson

Report = Callable[[str, int, int], None]
_SQL = load_statements("mingzhang.money.contributions", "declaring.sql")
_MAN, _WOMAN = 1, 2


@dataclass(frozen=True, slots=True)
class _Work:
    """One carrying out: of which kept file, by whom and when, and whom to tell how far it is."""

    connection: Connection
    region: str
    file: DeclarationFile
    by: str
    now: datetime
    report: Report


def declare(
    connection: Connection, region: str, preview: Preview, *, by: str, now: datetime, report: Report
) -> DeclarationFile | Refusal:
    """Take a checked file over: joiners enrolled and hired, leavers ended, wages declared, the months assessed.

    The file is checked once more against the register as it is now. Who joins by a file counts as confirmed at the tax
    side on that day, since employers declare there. The same file for the same employer and month again gives back the
    first one and changes nothing. Refuses DECLARATION_FAULTY when a fault stops the file, and what enrolling, hiring
    and assessing refuse; nothing is written then.
    """
    outcome: DeclarationFile | Refusal
    with connection.transaction() as whole:
        connection.execute(_SQL["lock_declaring"], {"region": region})
        if preview.rows.count >= MANY:
            connection.execute(_SQL["through_whole_tables"])
        report("check", 0, preview.rows.count)
        checked = check_declaration(connection, region, preview.employer_id, preview.month, preview.rows, on=now.date())
        if isinstance(checked, Refusal):
            return checked
        if checked.before is not None and checked.before.state == "declared":
            return checked.before
        if checked.stopped:
            return Refusal("DECLARATION_FAULTY", {"faults": len(checked.errors)})
        kept = keep_file(connection, region, checked, by=by, now=now)
        outcome = _carry_out(_Work(connection, region, kept, by, now, report), checked)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def _carry_out(work: _Work, checked: Preview) -> DeclarationFile | Refusal:
    entries = _enrolled(work, checked)
    if isinstance(entries, Refusal):
        return entries
    refusal = _staffed(work, entries, checked.month) or _declared(work, entries, checked.month)
    if refusal is not None:
        return refusal
    values = {"region": work.region, "file_id": work.file.id, "by": work.by, "now": work.now}
    work.connection.execute(_SQL["mark_declared"], values)
    facts = {"rows": checked.rows.count, "month": f"{checked.month:%Y-%m}"}
    audit(work.connection, work.region, work.by, "declare", f"declaration_file:{work.file.id}", facts, now=work.now)
    declared = file_by_id(work.connection, work.region, work.file.id)
    if declared is None:
        raise InvariantBroken("a declaration file was carried out and is not there")
    return declared


def _enrolled(work: _Work, checked: Preview) -> tuple[Entry, ...] | Refusal:
    """The entries with everybody's person id: who is new to the register is entered first."""
    new = [entry for entry in checked.entries if entry.person_id is None]
    work.report("enrol", 0, len(new))
    if not new:
        return checked.entries
    people = [NewEnrolment(_person(entry), ()) for entry in new]
    ids = enrol_many(work.connection, work.region, people, on=work.now.date())
    if isinstance(ids, Refusal):
        return ids
    numbers = {entry.row.number: person_id for entry, person_id in zip(new, ids, strict=True)}
    return tuple(
        replace(entry, person_id=numbers[entry.row.number]) if entry.person_id is None else entry
        for entry in checked.entries
    )


def _person(entry: Entry) -> NewPerson:
    """The person behind a citizen's number, which says when and as what they were born."""
    number = entry.row.document
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    gender = _MAN if int(number[16]) % 2 else _WOMAN
    return NewPerson(entry.row.name, number, gender, born, entry.row.phone or None)


def _staffed(work: _Work, entries: Sequence[Entry], month: date) -> Refusal | None:
    """Hire all who join, end all who leave, and take back what was due after they left."""
    today = work.now.date()
    joins = [entry for entry in entries if entry.action == "join"]
    work.report("hire", 0, len(joins))
    hires = [Hire(_id(entry), entry.employer_id, entry.row.from_month or month, confirmed_on=today) for entry in joins]
    hired = hire_many(work.connection, work.region, hires, by=work.by, now=work.now)
    if isinstance(hired, Refusal):
        return hired
    leaves = _by_employer(entries, "leave")
    work.report("leave", 0, sum(map(len, leaves.values())))
    departures = [
        Departure(_id(entry), employer_id, add_months(entry.row.from_month or month, -1), entry.row.reason)
        for employer_id, some in leaves.items()
        for entry in some
    ]
    left = leave_many(work.connection, work.region, departures, by=work.by, now=work.now)
    if isinstance(left, Refusal):
        return left
    for employer_id, some in leaves.items():
        gone = [(_id(entry), entry.row.from_month or month) for entry in some]
        cancel_after_leaving(
            work.connection, work.region, employer_id, gone, by=work.by, now=work.now, file_id=work.file.id
        )
    return None


def _declared(work: _Work, entries: Sequence[Entry], month: date) -> Refusal | None:
    """Write the wages down and assess every month from the first that the file speaks of."""
    told = [entry for entry in entries if entry.action in ("join", "change")]
    starts = [entry.row.from_month or month for entry in told]
    values = {
        "region": work.region,
        "person_ids": [_id(entry) for entry in told],
        "months": starts,
        "wages": [entry.row.wage_fen for entry in told],
        "file_id": work.file.id,
        "now": work.now,
    }
    work.report("declare", 0, len(told))
    work.connection.execute(_SQL["declare_wages"], values)
    months = each_month(min(starts, default=month), month)
    for done, each in enumerate(months):
        work.report("assess", done, len(months))
        people = [_id(entry) for entry, first in zip(told, starts, strict=True) if first <= each]
        if each == month:
            people += [_id(entry) for entry in entries if entry.action == "unchanged"]
        assessed = assess_people(
            work.connection, work.region, each, people, by=work.by, now=work.now, file_id=work.file.id
        )
        if isinstance(assessed, Refusal):
            return assessed
    return None


def _by_employer(entries: Iterable[Entry], action: str) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.action == action:
            found[entry.employer_id].append(entry)
    return dict(found)


def _id(entry: Entry) -> int:
    if entry.person_id is None:
        raise InvariantBroken("a row of a declaration is carried out for nobody")
    return entry.person_id
