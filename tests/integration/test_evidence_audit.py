"""The audit chain finds whatever is done to its rows, even by the tables' owner."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mingzhang.books import evidence
from mingzhang.books.database import connect, owner_conninfo

REGION = "440100"
NOON = datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = 30


def write_rows() -> bytes:
    """Thirty rows; the newest digest, as it would be kept outside."""
    with connect() as own:
        for number in range(ROWS):
            moment = NOON + timedelta(seconds=number)
            evidence.audit(own, REGION, "张", "READ", f"person/{number}", {"n": number, "why": "柜台"}, now=moment)
        row = own.execute("select digest from evidence_audit order by id desc limit 1").fetchone()
    assert row is not None
    return bytes(row[0])


def faults(head: bytes | None = None) -> list[tuple[int, str]]:
    with connect() as own:
        return [(fault.row, fault.kind) for fault in evidence.verify_audit(own, REGION, head=head)]


def test_an_untouched_chain_holds(fresh_database: str) -> None:
    head = write_rows()
    assert faults(head) == []
    with connect() as own:
        assert own.execute("select min(id), max(id), count(*) from evidence_audit").fetchone() == (1, ROWS, ROWS)


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("update evidence_audit set actor = '李' where id = 7", (7, "CHANGED")),
        ("update evidence_audit set facts = '{}' where id = 7", (7, "CHANGED")),
        ("update evidence_audit set at = at + interval '1 microsecond' where id = 7", (7, "CHANGED")),
        ("update evidence_audit set digest = sha256('') where id = 7", (8, "LINK_BROKEN")),
        ("delete from evidence_audit where id = 7", (8, "GAP")),
        ("delete from evidence_audit where id = 1", (2, "GAP")),
        (
            "update evidence_audit a set subject = b.subject from evidence_audit b "
            "where (a.id, b.id) in ((7, 8), (8, 7))",
            (8, "CHANGED"),
        ),
        (
            "delete from evidence_audit where id = 7; update evidence_audit set id = id - 1 where id > 7",
            (7, "LINK_BROKEN"),
        ),
    ],
)
def test_what_the_owner_does_to_a_row_is_found(fresh_database: str, tampering: str, found: tuple[int, str]) -> None:
    write_rows()
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        for statement in tampering.split("; "):
            owner.execute(statement)
    assert found in faults()


def test_a_cut_end_is_found_with_the_digest_kept_outside(fresh_database: str) -> None:
    head = write_rows()
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("delete from evidence_audit where id > 25")
    assert faults() == []
    assert faults(head) == [(26, "HEAD_MISSING")]


def test_rows_written_at_once_stand_in_one_chain(fresh_database: str) -> None:
    def write(name: str) -> None:
        with connect() as own:
            for _ in range(10):
                evidence.audit(own, REGION, name, "READ", "x", now=NOON)

    threads = [threading.Thread(target=write, args=(f"clerk {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults() == []
    with connect() as own:
        assert own.execute("select max(id), count(*) from evidence_audit").fetchone() == (80, 80)
