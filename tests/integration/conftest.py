"""The stage on which visits are tested: the cast is built once a file, and each test's doings are undone."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests import visit_cases
from tests.cast import Cast

from mingzhang.books.database import Connection, connect


@pytest.fixture(scope="module")
def built_stage(database_url: str) -> Iterator[tuple[Connection, Cast]]:
    """A connection on which the cast has been built, undone after the file."""
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield connection, visit_cases.build(connection)


@pytest.fixture
def stage(built_stage: tuple[Connection, Cast]) -> Iterator[Connection]:
    """The connection, for one test."""
    connection, _ = built_stage
    with connection.transaction(force_rollback=True):
        yield connection


@pytest.fixture
def cast(built_stage: tuple[Connection, Cast]) -> Cast:
    """Everybody on the stage."""
    return built_stage[1]
