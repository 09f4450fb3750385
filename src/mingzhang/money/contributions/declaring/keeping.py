"""Files as they are kept: what was uploaded, what it said, what came of it."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions.declaring.reading import read_file
from mingzhang.money.contributions.declaring.records import DeclarationFile, Preview, Rows

_SQL = load_statements("mingzhang.money.contributions", "declaring.sql")


def keep_file(connection: Connection, region: str, preview: Preview, *, by: str, now: datetime) -> DeclarationFile:
    """Keep a checked file, sealed; the same file for the same employer and month is kept once.

    Its counts are those of the latest check; a file that was declared stays as it was.
    """
    values = {
        "region": region,
        "employer_id": preview.employer_id,
        "month": preview.month,
        "digest": preview.rows.digest,
        "file_name": preview.rows.file_name,
        "content": vault.seal_content(preview.rows.content),
        "state": "faulty" if preview.stopped else "checked",
        "rows": preview.rows.count,
        "faults": len(preview.errors),
        "joins": preview.count("join"),
        "leaves": preview.count("leave"),
        "changes": preview.count("change"),
        "unchanged": preview.count("unchanged"),
        "person_due": preview.person_due_fen,
        "employer_due": preview.employer_due_fen,
        "by": by,
        "now": now,
    }
    with connection.transaction():
        connection.execute(_SQL["keep"], values)
        kept = file_of_digest(connection, region, preview.employer_id, preview.month, preview.rows.digest)
    if kept is None:
        raise InvariantBroken("a declaration file was kept and is not there")
    return kept


def kept_rows(connection: Connection, region: str, file_id: int) -> Rows | Refusal:
    """A kept file, read again; FILE_UNKNOWN when there is none of that number."""
    row = connection.execute(_SQL["content"], {"region": region, "file_id": file_id}).fetchone()
    return read_file(vault.open_content(row[0]), row[1]) if row is not None else Refusal("FILE_UNKNOWN", {}, "never")


def file_of_digest(
    connection: Connection, region: str, employer_id: int | None, month: date, digest: bytes
) -> DeclarationFile | None:
    """The file with this content for the employer and month, if it was ever kept."""
    values = {"region": region, "employer_id": employer_id, "month": month, "digest": digest}
    row = connection.execute(_SQL["file_of_digest"], values).fetchone()
    return DeclarationFile(*row) if row is not None else None


def file_by_id(connection: Connection, region: str, file_id: int) -> DeclarationFile | None:
    """A kept file by number."""
    row = connection.execute(_SQL["file"], {"region": region, "file_id": file_id}).fetchone()
    return DeclarationFile(*row) if row is not None else None


def files_of(
    connection: Connection, region: str, employer_id: int | None = None, *, limit: int = 50
) -> tuple[DeclarationFile, ...]:
    """The kept files, newest first: of one employer, or of everybody."""
    values = {"region": region, "employer_id": employer_id, "limit": limit}
    return tuple(DeclarationFile(*row) for row in connection.execute(_SQL["files"], values).fetchall())
