"""The list of causes in the documents is the one that the causes themselves give."""

from __future__ import annotations

from pathlib import Path

from mingzhang.answers.why.documentation import causes_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "causes.md"


def test_the_page_is_written_from_the_causes() -> None:
    assert PAGE.read_text(encoding="utf-8") == causes_page(), "run `./run mingzhang cause-docs`"
