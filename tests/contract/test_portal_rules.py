"""The pages of rules: what is covered, every figure of a topic with its document, and what changed in between."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape

import pytest
from tests.portal_stage import Stage

from mingzhang.doors.frame.presenting.words import TOPICS
from mingzhang.rules.policy import coverage_table, describe_facts, regions, view_for, write_printed

ON = date(2025, 6, 1)


@pytest.fixture
def browser(portal: Stage):  # type: ignore[no-untyped-def]
    """A browser in which nobody has signed in: rules are public."""
    from django.test import Client

    return Client()


def test_every_topic_of_a_pack_has_a_name() -> None:
    assert {row.topic for row in coverage_table()} - set(TOPICS) == set()


def test_the_coverage_page_shows_the_figures_of_the_command(browser) -> None:  # type: ignore[no-untyped-def]
    text = browser.get("/rules").text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>((?:<td>\d+</td>){4})', text)
    shown = Counter(tuple(map(int, re.findall(r"\d+", cells))) for _, cells in rows)
    assert shown == Counter((row.verified, row.transcribed, row.assumed, row.gaps) for row in coverage_table())
    assert len(text.encode()) <= 90_000
    for region in regions():
        assert region.name_zh in text


@pytest.mark.parametrize("region", [region.code for region in regions()])
def test_a_topic_shows_every_figure_with_value_source_and_state(browser, region: str) -> None:  # type: ignore[no-untyped-def]
    view = view_for(region, ON)
    text = unescape(browser.get(f"/rules/{region}/inpatient?on={ON}").text)
    keys = [key for key in view.keys() if key.startswith("inpatient.")]  # noqa: SIM118 - a view is no mapping
    assert re.findall(r'<section class="card rule" id="([^"]+)"', text) == keys
    for key in keys:
        place = text.partition(f'id="{key}"')[2].partition("</section>")[0]
        for cell in view.cells(key):
            cited = cell.ruled.citation
            assert write_printed(cell.ruled.value, cell.ruled.unit) in place
            assert f"{cited.document} {cited.article}" in place
            assert describe_facts({**view.parameter(key).applies, **cell.when}) in place
            for candidate in cell.conflict.candidates if cell.conflict else ():
                assert candidate in place
        for gap in view.parameter(key).gaps:
            if gap.holds(ON):
                assert gap.missing in place and gap.who in place
    assert re.search("转录：|推定：|已核：", text)


@pytest.mark.parametrize("path", ["/rules/440100/no-such", "/rules/999999/account", "/rules/999999/diff"])
def test_what_does_not_exist_is_not_found(browser, path: str) -> None:  # type: ignore[no-untyped-def]
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("asked", ["", "?on=", "?on=31.12.2025", "?on=0001-01-01", "?on=9999-12-31"])
def test_any_day_can_be_asked(browser, asked: str) -> None:  # type: ignore[no-untyped-def]
    assert browser.get(f"/rules/440100/outpatient{asked}").status_code == 200


@pytest.mark.parametrize("address", ["/rules/440100/outpatient?on=2025-99-99", "/rules/440100/diff?to=2025-99-99"])
def test_what_is_no_day_is_told_beside_the_day_that_is_shown(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    assert "“2025-99-99”不是能查的日期" in browser.get(address).text
    browser.cookies["django_language"] = "en"
    assert "“2025-99-99” is no day to be looked at" in browser.get(address).text


def test_a_rise_of_a_cap_is_told_with_both_figures(browser) -> None:  # type: ignore[no-untyped-def]
    """广州 employees in service: 7,616 yuan in 2024, 7,916 yuan in 2025 (reference rows gz.op.cap)."""
    for asked in ("from=2024-06-01&to=2025-06-01", "from=2025-06-01&to=2024-06-01"):
        text = browser.get(f"/rules/440100/diff?{asked}").text
        assert re.search(r"由 7,616\.00 元 ?改为 7,916\.00 元", text)
        assert "/rules/440100/outpatient?on=2025-06-01#outpatient.cap" in text
    browser.cookies["django_language"] = "en"
    assert re.search(r"7,616\.00 yuan.*7,916\.00 yuan", browser.get("/rules/440100/diff?" + asked).text)


def test_two_equal_days_differ_in_nothing(browser) -> None:  # type: ignore[no-untyped-def]
    assert "没有一个数值不同" in browser.get("/rules/440100/diff?from=2025-06-01&to=2025-06-01").text
