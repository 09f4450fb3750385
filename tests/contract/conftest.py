"""The doors' stages: the portal's and the counter's, built once for all tests, and the gateway's, once a file."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests import cast, counter_stage
from tests.conftest import _create_database, _drop_database
from tests.counter_stage import CounterStage
from tests.gateway_desk import Scene
from tests.portal_stage import Clock, Stage, build, django_on

from mingzhang.books.database import close_pool, connect

NAME = f"portal_{os.getpid()}"


@pytest.fixture(scope="session")
def built_portal() -> Iterator[Stage]:
    """The cast with bills, committed in a database of its own."""
    url = _create_database(NAME)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    os.environ["MINGZHANG_DATABASE_URL"] = url
    yield build(url)
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(NAME)


@pytest.fixture
def portal(built_portal: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The portal on the morning of 2025-06-10, as a demonstration, with nobody signed in or locked out."""
    from django.conf import settings

    close_pool()
    monkeypatch.setenv("MINGZHANG_DATABASE_URL", built_portal.url)
    with django_on(built_portal.url):
        built_portal.clock = Clock()
        monkeypatch.setattr("mingzhang.doors.frame.clock.now", built_portal.clock)
        monkeypatch.setattr(settings, "MINGZHANG_DEMO", True)
        built_portal.forget_tries()
        yield built_portal
        close_pool()


@pytest.fixture(scope="session")
def built_counter() -> Iterator[CounterStage]:
    """The cast and the agency's staff, committed in a database of their own."""
    name = f"counter_{os.getpid()}"
    url = _create_database(name)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    os.environ["MINGZHANG_DATABASE_URL"] = url
    yield counter_stage.build(url)
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(name)


@pytest.fixture
def counter(built_counter: CounterStage, monkeypatch: pytest.MonkeyPatch) -> Iterator[CounterStage]:
    """The counter on the morning of 2025-06-10; `counter.browser("clerk")` is a browser signed in as a clerk."""
    with counter_stage.on_stage(built_counter, monkeypatch) as stage:
        yield stage


@pytest.fixture(scope="module")
def built_scene(database_url: str) -> Iterator[Scene]:
    """The cast with a hospital's and a pharmacy's desk, undone after the file."""
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield Scene.of(connection, cast.build(connection))


@pytest.fixture
def scene(built_scene: Scene) -> Iterator[Scene]:
    """The same, for one test; what the test does is undone."""
    with built_scene.hospital.connection.transaction(force_rollback=True):
        yield built_scene
