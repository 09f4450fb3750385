"""Whatever arrives at the gateway gets a well-formed answer, and what is refused writes nothing but evidence."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests import cast as people
from tests.gateway_desk import Desk, Scene, bodies, contents
from tests.gateway_messages import written

from mingzhang.books.database import connect
from mingzhang.doors.gateway.transactions import all_transactions

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40)
    | st.sampled_from(
        ["", "null", "310", "01", "1", "-1", "2025-06-10 09:00:00", "0000-00-00", "１２", "1e9999", "\x00"]
    )
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
RELAXED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def scene(database_url: str) -> Iterator[Scene]:
    os.environ["MINGZHANG_DATABASE_URL"] = database_url
    with connect() as connection, connection.transaction(force_rollback=True):
        yield Scene.of(connection, people.build(connection))


@pytest.fixture(scope="module")
def desk(scene: Scene) -> Desk:
    return scene.hospital


@pytest.fixture(scope="module")
def good(scene: Scene) -> dict[str, dict[str, Any]]:
    """A message of every transaction that would be done."""
    return {number: desk.envelope(number, body()) for number, (desk, body) in bodies(scene).items()}


def assert_well_formed(answer: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(answer)
    assert told["infcode"] in (0, -1)
    assert len(told["inf_refmsgid"]) == 30
    datetime.strptime(told["respond_time"], "%Y%m%d%H%M%S%f")  # noqa: DTZ007
    if told["infcode"] == -1:
        assert told["output"] is None
        assert told["mz_refusal"]["code"] in told["err_msg"]
        assert told["mz_refusal"]["code"] not in ("RESULT_UNKNOWN", "PLATFORM_AWAY")
    return told


@RELAXED
@given(body=st.binary(max_size=200) | TREES.map(written))
def test_any_bytes_are_refused_and_write_nothing(desk: Desk, body: bytes) -> None:
    before = contents(desk.connection)
    assert assert_well_formed(desk.post(body))["infcode"] == -1
    assert contents(desk.connection) == before


@st.composite
def alterations(draw: st.DrawFn) -> tuple[str, list[int], Any]:
    """Which message, which of its members (by a path of choices), and what to put there."""
    return (
        draw(st.sampled_from(sorted(all_transactions()))),
        draw(st.lists(st.integers(0, 40), max_size=4)),
        draw(TREES),
    )


def altered(message: Any, path: list[int], value: Any) -> Any:
    """The message with the member at the end of the path replaced; a path that is too long stops at a leaf."""
    if not path:
        return value
    if isinstance(message, dict) and message:
        name = sorted(message)[path[0] % len(message)]
        return {**message, name: altered(message[name], path[1:], value)}
    if isinstance(message, list) and message:
        index = path[0] % len(message)
        return [*message[:index], altered(message[index], path[1:], value), *message[index + 1 :]]
    return value


@RELAXED
@given(alteration=alterations())
def test_an_altered_message_is_done_or_refused_with_nothing_written(
    desk: Desk, good: dict[str, dict[str, Any]], alteration: tuple[str, list[int], Any]
) -> None:
    number, path, value = alteration
    body = written(altered(good[number], path, value))
    before = contents(desk.connection)
    with desk.connection.transaction(force_rollback=True):
        told = assert_well_formed(desk.post(body))
        if told["infcode"] == -1:
            assert contents(desk.connection) == before
