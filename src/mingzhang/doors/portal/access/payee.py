"""For whom the reader pays: themselves, or somebody whose name and number they typed; nothing more of that person.

Whoever pays for another must know both name and number. A wrong pair and an unknown one are answered alike, and counted
with the tries of that address, so that nobody learns who is insured.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from mingzhang.basics.identifiers import tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.frame import tries
from mingzhang.doors.portal.access.reader import Reader
from mingzhang.registers.enrolment.queries import find_people, identities

OTHER = "other"
_SESSION = "pays_for"


@dataclass(frozen=True, slots=True)
class Payee:
    """For whom is paid; `name` is covered, and empty for the reader."""

    person_id: int
    name: str = ""

    @property
    def is_other(self) -> bool:
        """Whether somebody else than the reader."""
        return bool(self.name)


def payee_of(request: HttpRequest, reader: Reader, *, other: bool) -> Payee | None:
    """The reader, or with `other` whom they named before in this session; None when they named nobody here."""
    if not other:
        return Payee(reader.person_id)
    named = request.session.get(_SESSION)
    if named is None or named["region"] != reader.region:
        return None
    return Payee(named["person_id"], named["name"])


def name_payee(connection: Connection, request: HttpRequest, reader: Reader, number: str, name: str) -> Payee | Refusal:
    """Remember for whom the reader pays; refuses PAYEE_NOT_FOUND, and PAYEE_TRIES_USED after too many wrong ones."""
    subject = tries.subject_of("portal payer", f"{reader.region}{reader.person_id}")
    counted = tries.count_answer(connection, subject, reader.now)
    if counted.wrong > tries.LIMIT_FOR_A_NUMBER:
        return Refusal("PAYEE_TRIES_USED", {"free_again": counted.free_again.isoformat()}, "later")
    person_id = _named(connection, reader, tidy_id_number(number), "".join(name.split()))
    if person_id is None:
        return Refusal("PAYEE_NOT_FOUND", {"tries_left": tries.LIMIT_FOR_A_NUMBER - counted.wrong})
    tries.forget(connection, subject)
    request.session[_SESSION] = {"region": reader.region, "person_id": person_id, "name": mask_name(name.strip())}
    return Payee(person_id, mask_name(name.strip()))


def _named(connection: Connection, reader: Reader, number: str, name: str) -> int | None:
    """Who in the reader's region has this identity number and exactly this name."""
    for key in find_people(connection, number, name=name) if number and name else ():
        known = identities(connection, key.region, key.person_id) if key.region == reader.region else ()
        if any(one.holder == "register" and one.holds.end is None and one.number == number for one in known):
            return key.person_id
    return None
