"""Conversations with a gateway: blanks are filled, and every committed example runs to its end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests import cast as people
from tests.cast import NOW
from tests.gateway_desk import Scene

from mingzhang.answers import demo
from mingzhang.registers.catalogs.operations import demo_items
from mingzhang.site import sending
from mingzhang.site.sending import Conversation, NothingToFill, fill, messages_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*.json"))


def test_a_text_that_is_one_blank_takes_the_value_as_it_is() -> None:
    blanks = {"2206": {"output": {"sum": 12, "rows": [{"id": "x"}]}}, "now": "2025-06-10 10:00:00"}
    written = {"a": "${2206.output.sum}", "b": "no ${2206.output.sum}", "c": ["${2206.output.rows.0.id}"], "d": 1}
    assert fill(written, blanks) == {"a": 12, "b": "no 12", "c": ["x"], "d": 1}


@pytest.mark.parametrize("path", ["2207.output.x", "nothing", "2206.output.rows.7"])
def test_a_blank_that_nothing_fills_is_named(path: str) -> None:
    with pytest.raises(NothingToFill, match=path.replace(".", r"\.")):
        fill(f"${{{path}}}", {"2206": {"output": {"rows": []}}})


@pytest.mark.parametrize("content", ["text", 7, ["text"], {"messages": {}}])
def test_what_holds_no_message_is_not_sent(content: Any) -> None:
    with pytest.raises(NothingToFill):
        messages_of(content)


def test_one_envelope_a_list_and_a_conversation_are_all_taken() -> None:
    assert messages_of({"infno": "9001"}) == [{"infno": "9001"}]
    assert messages_of([{"infno": "9001"}, {"again": "9001"}]) == [{"infno": "9001"}, {"again": "9001"}]
    common = {"envelope": {"opter": "1", "infno": "x"}, "messages": [{"infno": "9001"}, {"again": "9001"}]}
    assert messages_of(common) == [{"opter": "1", "infno": "9001"}, {"again": "9001"}]


class InProcess:
    """Stands where the network is: hands a request to the gateway in this process."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __call__(self, request: Any, timeout: float) -> InProcess:
        self.answer = self.scene.hospital.post(request.data)
        return self

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read(self) -> bytes:
        return self.answer


@pytest.fixture
def reached(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(sending, "urlopen", InProcess(scene))
    return scene


def played_by_the_cast(text: str, scene: Scene) -> Any:
    """An example with the demo's person and institutions replaced by those of the tests."""
    member = next(one for one in demo.members_of(people.GUANGZHOU) if one.number in text)
    text = text.replace(member.number, scene.healthy.document).replace(member.name, scene.healthy.name)
    for place in demo.REGIONS[0].institutions:
        ours = scene.pharmacy if place.kind == "pharmacy" else scene.hospital
        text = text.replace(place.code(people.GUANGZHOU), ours.institution.code)
    return json.loads(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_runs_to_its_end(reached: Scene, file: Path) -> None:
    conversation = Conversation("http://gateway.test/gateway", NOW)
    exchanges = list(conversation.hold(played_by_the_cast(file.read_text(encoding="utf-8"), reached)))
    assert [(one.number, one.answered["err_msg"]) for one in exchanges if not one.succeeded] == []
    assert exchanges[-1].number == "9002"
    answers = {one.sent: one.answer for one in exchanges}
    assert all(answers[one.sent] == one.answer for one in exchanges)


def test_the_examples_are_the_four_that_the_readme_names() -> None:
    assert [file.stem for file in FILES] == ["cancel", "lost_answer", "outpatient_visit", "pharmacy_sale"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_examples_name_only_what_the_demo_has(file: Path) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    codes = {place.code(people.GUANGZHOU) for place in demo.REGIONS[0].institutions}
    assert content["envelope"]["fixmedins_code"] in codes
    items = {item.code for item in demo_items()}
    for message in content["messages"]:
        for row in message.get("input", {}).get("feedetail", []) + message.get("input", {}).get("drugdetail", []):
            assert row["med_list_codg"] in items
