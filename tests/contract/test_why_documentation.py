"""The lists of causes and questions in the documents are those of the data, and what they link to exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import resolve

from mingzhang.answers.why.documentation import causes_page, questions_page
from mingzhang.answers.why.questions import questions
from mingzhang.answers.why.remedies import (
    ASK_REFUND,
    CONTRIBUTIONS,
    CORRECT_IDENTITY,
    ENTITLEMENT,
    PAY,
    PAY_LATE,
    RECEIPTS,
)
from mingzhang.money.applications import kinds

PAGE = Path(__file__).resolve().parents[2] / "docs" / "causes.md"
QUESTIONS = PAGE.with_name("questions.md")
APPLICATIONS = (ASK_REFUND, CORRECT_IDENTITY, "/applications/suspension-appeal")


def test_the_page_is_written_from_the_causes() -> None:
    assert PAGE.read_text(encoding="utf-8") == causes_page(), "run `./run mingzhang cause-docs`"


def test_the_table_of_questions_is_written_from_its_data() -> None:
    assert QUESTIONS.read_text(encoding="utf-8") == questions_page(), "run `./run mingzhang question-docs`"


@pytest.mark.parametrize("page", sorted({asked.page for asked in questions()}))
def test_each_page_of_the_table_exists(page: str) -> None:
    assert resolve(page.replace("<region>", "440100"), urlconf="mingzhang.doors.portal.urls").func is not None


@pytest.mark.parametrize("page", sorted({PAY, PAY_LATE, CONTRIBUTIONS, RECEIPTS, ENTITLEMENT, *APPLICATIONS}))
def test_each_page_that_a_remedy_names_exists(page: str) -> None:
    assert resolve(page, urlconf="mingzhang.doors.portal.urls").func is not None


@pytest.mark.parametrize("page", APPLICATIONS)
def test_each_application_that_a_remedy_names_is_a_kind_of_case(page: str) -> None:
    kind = kinds()[page.removeprefix("/applications/").replace("-", "_")]
    assert not kind.counter_only
