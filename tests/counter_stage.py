"""What the counter's tests share: a member of staff for each role, and their browsers, signed in.

    def test_something(counter: CounterStage) -> None:
        clerk = counter.browser("clerk")
        answer = clerk.get("/counter/...")
        answer = clerk.post("/counter/...", {"name": "value"})

`browser(role, region=...)` is a Django test client whose session belongs to that role's member of staff; the codes are
`clerk1`, `checker1`, `supervisor1`, `finance1`, `system1`, `security1`, `security2`, `audit1`; `clerk2` works in the
other region only and `wide1` is a clerk of both. The fixture `counter` stands in tests/contract/conftest.py; elsewhere
use `on_stage(build(url), monkeypatch)` over a database of your own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape

import psycopg
import pytest
from django.test import Client
from tests import portal_stage
from tests import visit_cases as cases
from tests.cast import BEIJING, NOW, Cast, made
from tests.portal_stage import BORN, Clock, django_on, id_number

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection, connect
from mingzhang.doors.counter.access.desk import COOKIE
from mingzhang.doors.counter.staff import operations, queries, signing_in
from mingzhang.doors.counter.staff.records import ROLES, NewStaff, Role

PASSWORD = "forty-two green cups"
HERE, THERE = cases.REGION, BEIJING


@dataclass
class CounterStage:
    """The cast in the registers, who has which bill, a member of staff for each role, and the clock."""

    url: str
    cast: Cast
    bills: dict[int, str]
    clock: Clock = field(default_factory=Clock)

    def browser(self, role: Role | str, *, region: str | None = None, csrf: bool = False) -> Client:
        """A browser signed in as the member of staff of a role (or by staff code), looking at a region."""
        code = f"{role}1" if role in ROLES else role
        client = Client(enforce_csrf_checks=csrf)
        with connect() as connection:
            client.cookies[COOKIE] = self.token(connection, code, region)
        return client

    def token(self, connection: Connection, code: str, region: str | None = None) -> str:
        """A session of a member of staff, begun now."""
        account = queries.account(connection, code, now=self.clock())
        assert account is not None, code
        token = signing_in.begin(connection, account.staff, address="127.0.0.1", now=self.clock())
        if region is not None:
            assert signing_in.choose_region(connection, token, account.staff, region)
        return token

    def number(self, person: int) -> str:
        """The outside number of a person of the cast."""
        return record_number(HERE, person)

    def identity(self, person: int) -> str:
        """The identity number of a person of the cast (all but the child and the retired one)."""
        return id_number(person, BORN)

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the stage's database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement, values).fetchall()


def build(url: str) -> CounterStage:
    """Build the cast with the portal's bills, and the staff, in an empty database."""
    built = portal_stage.build(url)
    with connect() as connection:
        for role in ROLES:
            hire(connection, f"{role}1", role)
        hire(connection, "security2", "security")
        hire(connection, "clerk2", "clerk", regions=(THERE,))
        hire(connection, "wide1", "clerk", regions=(HERE, THERE))
    return CounterStage(url, built.cast, built.bills)


def hire(connection: Connection, code: str, *roles: Role, regions: tuple[str, ...] = (HERE,)) -> None:
    """Make an account that has chosen its password already."""
    new = NewStaff(code, f"示例{code}", "示例区医保经办中心", regions)
    made(operations.add(connection, new, password=PASSWORD, by="terminal", now=NOW, roles=frozenset(roles), demo=True))


def text_of(content: bytes) -> str:
    """What a page says: its text without marks, spaces folded."""
    page = re.sub(r"<(style|script|head)\b.*?</\1>", " ", content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page))).strip()


@contextmanager
def on_stage(stage: CounterStage, monkeypatch: pytest.MonkeyPatch) -> Iterator[CounterStage]:
    """The stage on the morning of its story, as a demonstration, for one test."""
    from django.conf import settings

    from mingzhang.books.database import close_pool

    close_pool()
    monkeypatch.setenv("MINGZHANG_DATABASE_URL", stage.url)
    with django_on(stage.url):
        stage.clock = Clock()
        monkeypatch.setattr("mingzhang.doors.frame.clock.now", stage.clock)
        monkeypatch.setattr(settings, "MINGZHANG_DEMO", True)
        yield stage
        close_pool()
