"""Applications: what is asked, papers that are examined, all or nothing, a clock that stops, and nobody else's case."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.case_papers import png
from tests.contract.test_portal_pages import signed_in
from tests.portal_stage import Stage

from mingzhang.books import cases
from mingzhang.books.database import connect

FORM = "/applications/identity-correction"
OFFER = re.compile(r'<option value="(\d{20})"')


@pytest.fixture
def browser(portal: Stage):  # type: ignore[no-untyped-def]
    return signed_in(portal, portal.cast.neighbour)


def refund(browser, **changes: object):  # type: ignore[no-untyped-def]
    """Ask for a payment back on the ground that it came under a wrong name."""
    offered = OFFER.findall(browser.get("/applications/premium-refund").text)
    told = {"receipt": offered[0], "ground": "IDENTITY_WRONG", "story": "缴错了", "paper-identity_card": paper()}
    return browser.post("/applications/premium-refund", told | changes)


def paper(content: bytes | None = None, name: str = "id.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else png(), content_type="image/png")


def handed_in(browser) -> str:  # type: ignore[no-untyped-def]
    """The page of the refund that was asked for; asking once more leads to the same."""
    first, again = refund(browser), refund(browser)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url
    return first.url


def test_each_kind_says_how_long_it_takes_and_which_papers_it_needs(browser) -> None:  # type: ignore[no-untyped-def]
    text = browser.get("/applications").text
    for told in ("缴费退费", "参保信息更正", "身份证件", "只能到窗口办的"):
        assert told in text, told


def test_a_kind_of_the_counter_or_an_unknown_one_has_no_form(browser) -> None:  # type: ignore[no-untyped-def]
    for slug in ("account-withdrawal", "deemed-years", "nothing"):
        assert browser.get(f"/applications/{slug}").status_code == 404


def test_what_is_missing_or_wrong_is_told_at_its_field(browser) -> None:  # type: ignore[no-untyped-def]
    empty = browser.post("/applications/premium-refund", {})
    assert empty.status_code == 422
    assert 'aria-invalid="true"' in empty.text
    wrong = refund(browser, month="2025年5月")
    assert wrong.status_code == 422
    assert 'value="2025年5月"' in wrong.text


@pytest.mark.parametrize("name", ["id.png.exe", "id.pdf", "id.svg"])
def test_a_paper_that_is_not_what_it_says_leaves_nothing_behind(portal: Stage, browser, name: str) -> None:  # type: ignore[no-untyped-def]
    before = portal.rows("select count(*) from cases_case")
    refused = refund(browser, story=name, **{"paper-identity_card": paper(name=name)})
    assert refused.status_code == 422
    assert portal.rows("select count(*) from cases_case") == before


def test_an_application_has_a_number_a_clock_and_a_timeline(browser) -> None:  # type: ignore[no-untyped-def]
    text = browser.get(handed_in(browser)).text
    for told in ("已提交，等受理", "交来一份材料", "id.png", "姓名或证件号码填错，缴到了他人名下", "用了 0 个工作日"):
        assert told in text, told
    assert "缴费退费" in browser.get("/applications").text


def test_the_paper_comes_back_as_it_was_and_only_to_be_saved(browser) -> None:  # type: ignore[no-untyped-def]
    page = handed_in(browser)
    (path,) = set(re.findall(rf'href="({page}/papers/\d+)"', browser.get(page).text))
    answer = browser.get(path)
    assert answer.content == png()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"{page}/papers/999999").status_code == 404


def test_missing_papers_stop_the_clock_until_they_are_handed_in(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    page = handed_in(browser)
    region, case_id = "440100", int(page[-14:])
    with connect() as connection:
        cases.accept(connection, region, case_id, by="maker", now=portal.clock())
        cases.ask_for_papers(connection, region, case_id, missing="误缴情况证明", by="maker", now=portal.clock())
    waiting = browser.get(page).text
    for told in ("还缺：", "误缴情况证明", "现在停着等材料", "医保经办机构"):
        assert told in waiting, told
    assert "maker" not in waiting
    proof = {"paper-identity_proof": paper(png(50, 50), "proof.png"), "complete": "1"}
    assert browser.post(f"{page}/papers", proof).url == page
    assert "材料补齐，办理时限接着走" in browser.get(page).text


def test_an_application_can_be_taken_back_once(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    page = refund(browser, story="要撤回的").url
    assert browser.post(f"{page}/withdraw").url == page
    text = browser.get(page).text
    assert "已撤回" in text
    assert "确定撤回" not in text
    assert browser.post(f"{page}/withdraw").status_code == 422
    assert browser.get(f"{page}/withdraw").status_code == 405


def test_another_persons_application_does_not_exist(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    page = handed_in(browser)
    stranger = signed_in(portal, portal.cast.healthy)
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/papers", {}).status_code == 404
    assert stranger.post(f"{page}/withdraw").status_code == 404
    assert "缴错了" not in stranger.get("/applications").text
    assert browser.get("/cases/44010000000000009999").status_code == 404


def test_the_form_speaks_english(browser) -> None:  # type: ignore[no-untyped-def]
    browser.cookies["django_language"] = "en"
    text = browser.get("/applications/premium-refund").text
    assert "Refund of contributions" in text
    assert "Which payment" in text
