"""Every transaction: a good message, each missing field, each bad type, a repeat, a repeat with a change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import cast as people
import pytest
from gateway_messages import Desk, Scene, bodies, written

from mingzhang.books.database import Connection
from mingzhang.doors.gateway.fields import Field, Node, check
from mingzhang.doors.gateway.transactions import all_transactions

NUMBERS = tuple(all_transactions())


@pytest.fixture
def scene(connection: Connection) -> Iterator[Scene]:
    yield Scene.of(connection, people.build(connection))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_good_message_is_done_and_its_answer_has_the_documented_shape(scene: Scene, number: str) -> None:
    desk, body = bodies(scene)[number]
    output = desk.ask(number, body())
    shape = all_transactions()[number].output
    _, faults = check(shape, output)
    assert [fault.sentence() for fault in faults] == []
    assert set(output) == {node.name for node in shape}
