"""The small demo in a database of its own, and its cast asked: shared by the tests that need a lively region."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mingzhang.answers import demo, why
from mingzhang.books.database import Connection, connect
from mingzhang.registers.enrolment.queries import find_people

AS_OF = date(2026, 11, 22)
NOON = datetime.combine(AS_OF, time(12), ZoneInfo("Asia/Shanghai"))
PEOPLE, SEED = 60, 7


def load(connection: Connection, *, people: int = PEOPLE, seed: int = SEED, as_of: date = AS_OF) -> None:
    demo.load_demo(connection, people=people, seed=seed, as_of=as_of, report=lambda *_: None)


@pytest.fixture(scope="module")
def books() -> Iterator[Connection]:
    """A database of the test file's own, with the small demo in it."""
    server = os.environ["MINGZHANG_TEST_URL"]
    name = f"demo_{uuid4().hex[:12]}"
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    with psycopg.connect(server.replace("/mingzhang?", "/postgres?"), autocommit=True) as owner:
        owner.execute(f'create database "{name}" template mingzhang strategy file_copy')
        os.environ["MINGZHANG_DATABASE_URL"] = server.replace("/mingzhang?", f"/{name}?")
        try:
            with connect() as connection:
                load(connection)
                yield connection
        finally:
            if before is not None:
                os.environ["MINGZHANG_DATABASE_URL"] = before
            owner.execute(f'drop database "{name}" with (force)')


def key_of(connection: Connection, member: demo.Member) -> int:
    found = [key for key in find_people(connection, member.number) if key.region == member.region]
    assert len(found) == 1
    return found[0].person_id


def proved(connection: Connection, member: demo.Member, symptom: str, as_of: datetime) -> set[str]:
    explanation = why.explain(connection, member.region, key_of(connection, member), symptom, as_of)
    return {finding.cause for finding in explanation.proved}
