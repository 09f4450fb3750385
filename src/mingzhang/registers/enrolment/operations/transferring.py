"""关系转移接续: the relation moves to another pooling region with its months and money.

The old place closes the status and states months and money by a certificate; only then the new place takes them in.
Where both places keep these books the two records know each other, and one side's step is the other's as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.operations.coverage import lock_person
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.operations.status import stop
from mingzhang.registers.enrolment.records import Carried, PersonKey, Transfer
from mingzhang.registers.enrolment.years import own_months

_SQL = load_statements("mingzhang.registers.enrolment", "transfers.sql")


def ask_transfer_in(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    from_region: str,
    by: str,
    now: datetime,
    case_id: int | None = None,
) -> Transfer | Refusal:
    """The new place asks the old one for the person's months and money; the old place's books learn of it if they can.

    Refuses PERSON_UNKNOWN, SAME_REGION, TRANSFER_UNDER_WAY.
    """
    done = Done(by, now, case_id)
    with connection.transaction():
        fault = _fault(connection, region, person_id, from_region, "in")
        if fault is not None:
            return fault
        asked = _insert(connection, region, person_id, _New("in", from_region, "asked"), done)
        there = _same_person(connection, region, person_id, from_region)
        if there is not None and _open(connection, there, "out") is None:
            theirs = _insert(connection, from_region, there.person_id, _New("out", region, "asked"), done)
            _link(connection, (region, asked), (from_region, theirs))
        write_event(connection, region, person_id, "transfer_asked", done.today, done, note=from_region)
    return _read(connection, region, asked)


def transfer_out(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    to_region: str,
    on: date,
    by: str,
    now: datetime,
    carried: Carried | None = None,
    account_fen: int = 0,
    case_id: int | None = None,
) -> Transfer | Refusal:
    """The old place closes the person's status from a day on and certifies months and money; `confirmed`, or `done`
    when the new place asked for it in these books.

    Without `carried` the months actively covered here are certified with those carried in before, and `account_fen` as
    the money. Refuses PERSON_UNKNOWN, SAME_REGION, TRANSFER_UNDER_WAY (to another region), NOTHING_TO_TRANSFER, and
    what `stop` refuses.
    """
    done = Done(by, now, case_id)
    with connection.transaction():
        open_id = _open(connection, PersonKey(region, person_id), "out")
        mine = _read(connection, region, open_id) if open_id is not None else None
        if mine is None or (mine.state, mine.other_region) != ("asked", to_region):
            fault = _fault(connection, region, person_id, to_region, "out")
            if fault is not None:
                return fault
        months = carried or replace(_months_here(connection, region, person_id, on), account_fen=account_fen)
        if not months.employee_months and not months.resident_months:
            return Refusal("NOTHING_TO_TRANSFER", {}, "never")
        closed = stop(connection, region, person_id, on=on, reason="moved_away", by=by, now=now, case_id=case_id)
        if isinstance(closed, Refusal) and closed.code != "NO_ACTIVE_COVERAGE":
            return closed
        ours = (
            mine.id
            if mine is not None
            else _insert(connection, region, person_id, _New("out", to_region, "asked"), done)
        )
        certificate = record_number(region, ours)
        _carry(connection, region, ours, months, certificate, "confirmed", on, None)
        if mine is not None and mine.other_id is not None:
            _carry(connection, to_region, mine.other_id, months, certificate, "done", on, done.today)
            connection.execute(_SQL["finish"], {"region": region, "transfer_id": ours, "day": done.today})
        write_event(connection, region, person_id, "transferred_out", on, done, note=to_region)
    return _read(connection, region, ours)


def transfer_in(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    from_region: str,
    certificate: str,
    carried: Carried,
    closed_on: date,
    by: str,
    now: datetime,
    case_id: int | None = None,
) -> Transfer | Refusal:
    """The new place takes in what the old one certified; `closed_on` is the first day that is not covered there.

    Where the old place keeps these books, its own record is finished with it. Refuses PERSON_UNKNOWN, SAME_REGION,
    CERTIFICATE_MISSING, CERTIFICATE_TAKEN, OLD_PLACE_NOT_CLOSED, MONTHS_DIFFER (from what these books certified).
    """
    done = Done(by, now, case_id)
    with connection.transaction():
        fault = _certificate_fault(connection, region, person_id, from_region, certificate)
        if fault is not None:
            return fault
        there = _same_person(connection, region, person_id, from_region)
        theirs = _confirmed_there(connection, there, region) if there is not None else None
        contradicted = _contradicted(connection, there, theirs, carried, closed_on)
        if contradicted is not None:
            return contradicted
        ours = _open(connection, PersonKey(region, person_id), "in")
        if ours is None:
            ours = _insert(connection, region, person_id, _New("in", from_region, "asked"), done)
        _carry(connection, region, ours, carried, certificate, "done", closed_on, done.today)
        if theirs is not None:
            connection.execute(_SQL["finish"], {"region": from_region, "transfer_id": theirs.id, "day": done.today})
            _link(connection, (region, ours), (from_region, theirs.id))
        write_event(connection, region, person_id, "transferred_in", closed_on, done, note=from_region)
    return _read(connection, region, ours)


def finish_transfer(connection: Connection, region: str, transfer_id: int, *, on: date) -> Transfer | Refusal:
    """The new place, which keeps other books, said that it took the relation in. TRANSFER_NOT_OPEN unless confirmed."""
    values = {"region": region, "transfer_id": transfer_id, "day": on}
    if connection.execute(_SQL["finish"], values).fetchone() is None:
        return Refusal("TRANSFER_NOT_OPEN", {}, "never")
    return _read(connection, region, transfer_id)


def refuse_transfer(
    connection: Connection, region: str, transfer_id: int, *, reason: str, by: str, now: datetime
) -> Transfer | Refusal:
    """Refuse a transfer that is under way, with the reason told to the person; on both sides where both are ours.

    Cover that the old place has closed stays closed: it is renewed there. Refuses TRANSFER_NOT_OPEN, BASIS_MISSING.
    """
    if not reason.strip():
        return Refusal("BASIS_MISSING", {}, "after_fix")
    done = Done(by, now)
    with connection.transaction():
        values = {"region": region, "transfer_id": transfer_id, "day": done.today, "reason": reason.strip()}
        if connection.execute(_SQL["refuse"], values).fetchone() is None:
            return Refusal("TRANSFER_NOT_OPEN", {}, "never")
        refused = _read(connection, region, transfer_id)
        if refused.other_id is not None:
            other = {**values, "region": refused.other_region, "transfer_id": refused.other_id}
            connection.execute(_SQL["refuse"], other)
        write_event(connection, region, refused.person_id, "transfer_refused", done.today, done, note=reason.strip())
    return refused


@dataclass(frozen=True, slots=True)
class _New:
    """A transfer to be entered."""

    direction: str
    other_region: str
    state: str


def _fault(connection: Connection, region: str, person_id: int, other: str, direction: str) -> Refusal | None:
    if not lock_person(connection, region, person_id):
        return Refusal("PERSON_UNKNOWN", {}, "never")
    if other == region:
        return Refusal("SAME_REGION", {}, "after_fix")
    under_way = _open(connection, PersonKey(region, person_id), direction)
    if under_way is None:
        return None
    return Refusal("TRANSFER_UNDER_WAY", {"number": record_number(region, under_way)}, "never")


def _certificate_fault(
    connection: Connection, region: str, person_id: int, from_region: str, certificate: str
) -> Refusal | None:
    """Why a certificate cannot be taken in; an open request of the person's own is answered by it."""
    if not lock_person(connection, region, person_id):
        return Refusal("PERSON_UNKNOWN", {}, "never")
    if from_region == region:
        return Refusal("SAME_REGION", {}, "after_fix")
    if not certificate.strip():
        return Refusal("CERTIFICATE_MISSING", {}, "after_fix")
    values = {"region": region, "other_region": from_region, "certificate": certificate}
    taken = connection.execute(_SQL["certificate_taken"], values).fetchone()
    if taken is not None:
        return Refusal("CERTIFICATE_TAKEN", {"number": record_number(region, taken[0])}, "never")
    return None


def _contradicted(
    connection: Connection, there: PersonKey | None, theirs: Transfer | None, carried: Carried, closed_on: date
) -> Refusal | None:
    """What the old place's books, where they are these, say against the certificate."""
    if there is None:
        return None
    held = queries.coverage_on(connection, there.region, there.person_id, closed_on)
    if held is not None and held.status != "stopped":
        facts = {"region": there.region, "since": held.holds.start.isoformat()}
        return Refusal("OLD_PLACE_NOT_CLOSED", facts, "after_fix")
    if theirs is not None and theirs.carried != carried:
        stated = theirs.carried
        facts_of_months: dict[str, str | int | bool | None] = {
            "employee_months": stated.employee_months,
            "resident_months": stated.resident_months,
        }
        return Refusal("MONTHS_DIFFER", facts_of_months, "after_fix")
    return None


def _same_person(connection: Connection, region: str, person_id: int, other: str) -> PersonKey | None:
    """The same person in another region's register, by the identity number."""
    held = queries.identities(connection, region, person_id)
    number = next((one.number for one in reversed(held) if one.holder == "register"), None)
    keys = queries.find_people(connection, number) if number is not None else ()
    return next((key for key in keys if key.region == other), None)


def _confirmed_there(connection: Connection, there: PersonKey, region: str) -> Transfer | None:
    """What the old place certified for this region and nobody has taken in yet."""
    held = queries.transfers(connection, there.region, there.person_id)
    return next(
        (one for one in held if one.direction == "out" and one.state == "confirmed" and one.other_region == region),
        None,
    )


def _months_here(connection: Connection, region: str, person_id: int, on: date) -> Carried:
    held = queries.coverages(connection, region, person_id)
    last_day = date.fromordinal(on.toordinal() - 1)
    return Carried(
        own_months(held, "employee", last_day) + queries.transferred_months(connection, region, person_id, "employee"),
        own_months(held, "resident", last_day) + queries.transferred_months(connection, region, person_id, "resident"),
    )


def _open(connection: Connection, key: PersonKey, direction: str) -> int | None:
    values = {"region": key.region, "person_id": key.person_id, "direction": direction}
    row = connection.execute(_SQL["open_of"], values).fetchone()
    return int(row[0]) if row is not None else None


def _insert(connection: Connection, region: str, person_id: int, new: _New, done: Done) -> int:
    row = connection.execute(
        _SQL["insert"],
        {
            "region": region,
            "person_id": person_id,
            "direction": new.direction,
            "other_region": new.other_region,
            "state": new.state,
            "asked_on": done.today,
            "case_id": done.case_id,
        },
    ).fetchone()
    if row is None:
        raise InvariantBroken("a transfer was entered without a number")
    return int(row[0])


def _carry(
    connection: Connection,
    region: str,
    transfer_id: int,
    carried: Carried,
    certificate: str,
    state: str,
    closed_on: date,
    done_on: date | None,
) -> None:
    values = {
        "region": region,
        "transfer_id": transfer_id,
        "employee_months": carried.employee_months,
        "resident_months": carried.resident_months,
        "account_fen": carried.account_fen,
        "certificate": certificate,
        "state": state,
        "closed_on": closed_on,
        "done_on": done_on,
    }
    if connection.execute(_SQL["carry"], values).fetchone() is None:
        raise InvariantBroken("a transfer that is under way could not be answered")


def _link(connection: Connection, one: tuple[str, int], other: tuple[str, int]) -> None:
    for (region, transfer_id), (_, other_id) in ((one, other), (other, one)):
        values = {"region": region, "transfer_id": transfer_id, "other_id": other_id}
        connection.execute(_SQL["link"], values)


def _read(connection: Connection, region: str, transfer_id: int) -> Transfer:
    found = queries.transfer(connection, region, transfer_id)
    if found is None:
        raise InvariantBroken("a transfer was entered and is not there")
    return found
