"""Papers that the reader hands in, read no further than the largest that is kept."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.doors.portal.access.reader import Reader
from mingzhang.registers.enrolment.queries import person


def own_name(connection: Connection, reader: Reader) -> str:
    """The reader's name in the register."""
    who = person(connection, reader.region, reader.person_id)
    return who.name if who else ""


def add_paper(connection: Connection, reader: Reader, case: Case, name: str, file: UploadedFile) -> Refusal | None:
    """Add one file to the reader's application, as the paper of that name; what the cases room refuses."""
    added = cases.add_document(
        connection,
        case.region,
        case.id,
        name=name,
        file_name=file.name or "",
        content=file.read(cases.LARGEST_BYTES + 1),
        by=case.applicant,
        now=reader.now,
    )
    return added if isinstance(added, Refusal) else None
