"""Writing the filings: file for another place, end a filing, choose an institution."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.filings.queries import choice_of, offsite_of
from mingzhang.care.filings.records import Choice, ChoiceKind, OffsiteFiling, OffsiteKind
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.registers.institutions import queries as institutions

_SQL = load_statements(__package__ or "", "filings.sql")


def file_offsite(
    connection: Connection,
    region: str,
    person_id: int,
    place: str,
    *,
    kind: OffsiteKind,
    starts: date,
    ends: date | None,
    now: datetime,
) -> OffsiteFiling | Refusal:
    """File for treatment in another place (six-digit division) for a period.

    Refuses PLACE_INVALID, PLACE_IS_HOME, PERSON_UNKNOWN, and ALREADY_FILED for the same place in the same time.
    """
    if len(place) != 6 or not (place.isascii() and place.isdigit()):
        return Refusal("PLACE_INVALID", {"place": place})
    if place == region:
        return Refusal("PLACE_IS_HOME", {"place": place}, "never")
    values = {
        "region": region,
        "person_id": person_id,
        "place": place,
        "kind": kind,
        "starts": starts,
        "ends": ends,
        "filed_at": now,
    }
    with connection.transaction():
        if enrolment.person(connection, region, person_id) is None:
            return Refusal("PERSON_UNKNOWN", {}, "never")
        if connection.execute(_SQL["same_offsite"], values).fetchone() is not None:
            return Refusal("ALREADY_FILED", {"place": place}, "never")
        row = connection.execute(_SQL["insert_offsite"], values).fetchone()
    if row is None:
        raise InvariantBroken("a filing was written and is not there")
    return offsite_of(row)


def end_offsite(connection: Connection, region: str, filing_id: int, *, on: date) -> Refusal | None:
    """End an off-site filing from a day on; FILING_NOT_OPEN when it does not hold then."""
    done = connection.execute(_SQL["end_offsite"], {"region": region, "filing_id": filing_id, "day": on}).fetchone()
    return None if done is not None else Refusal("FILING_NOT_OPEN", {"day": on.isoformat()}, "never")


def choose(
    connection: Connection,
    region: str,
    person_id: int,
    institution_region: str,
    institution_id: int,
    *,
    kind: ChoiceKind,
    starts: date,
    benefit: str = "outpatient",
    ends: date | None = None,
) -> Choice | Refusal:
    """Choose an institution for a benefit from a day on; an earlier choice of the same kind ends on that day.

    Refuses PERSON_UNKNOWN, NOT_DESIGNATED (no active agreement on that day) and NOT_PRIMARY_CARE (the primary choice
    must be a community institution 基层).
    """
    if enrolment.person(connection, region, person_id) is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    chosen = institutions.institution(connection, institution_region, institution_id)
    agreement = institutions.agreement_on(connection, institution_region, institution_id, starts)
    if chosen is None or agreement is None or agreement.state != "active":
        return Refusal("NOT_DESIGNATED", {"day": starts.isoformat()})
    if kind == "primary" and not chosen.community:
        return Refusal("NOT_PRIMARY_CARE", {"institution": chosen.code})
    values = {
        "region": region,
        "person_id": person_id,
        "benefit": benefit,
        "kind": kind,
        "institution_region": institution_region,
        "institution_id": institution_id,
        "starts": starts,
        "ends": ends,
    }
    with connection.transaction():
        connection.execute(_SQL["drop_choices_from"], values)
        connection.execute(_SQL["end_choice"], values)
        row = connection.execute(_SQL["insert_choice"], values).fetchone()
    if row is None:
        raise InvariantBroken("a choice was written and is not there")
    return choice_of(row)
