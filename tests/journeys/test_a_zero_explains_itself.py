"""Somebody whose employer has not paid sees 0, reads why, and opens the records and the rule behind it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser


def walk(visitor: Visitor, page: Page) -> None:
    """From the home page to the proof, by links only."""
    expect(page.locator(".amount")).to_have_text(re.compile(r"¥\s*0\.00"))
    page.get_by_role("link", name="为什么是 0").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("医保个人账户")
    expect(page.locator(".causes").first).to_contain_text("已证实")
    expect(page.locator("main")).to_contain_text("迟缴贸易有限公司")
    expect(page.locator("main")).to_contain_text("12393")
    page.locator("main summary", has_text="依据").first.click()
    expect(page.locator(".causes details[open] li").first).to_be_visible()


def test_a_zero_explains_itself(visitor: Visitor) -> None:
    page = visitor.window()
    visitor.sign_in(page, visitor.story.cast.zero)
    visitor.picture(page, "home-zero")
    walk(visitor, page)
    visitor.picture(page, "balance-zero")
    rule = page.locator(".facts a[href^='/rules/']").first
    if rule.count():
        rule.click()
        expect(page.locator("main")).to_contain_text(re.compile("已核|转录|推定"))
        visitor.picture(page, "rule")


def test_it_does_so_without_javascript(visitor: Visitor) -> None:
    page = visitor.window(java_script_enabled=False)
    visitor.sign_in(page, visitor.story.cast.neighbour)
    page.goto("/why")
    page.get_by_role("link", name="余额为 0").click()
    expect(page.locator("main")).to_contain_text("已排除")
    page.get_by_role("button", name="English").click()
    expect(page.locator("main")).to_contain_text("Ruled out")


@pytest.mark.parametrize(
    ("who", "shown"),
    [("resident", "没有个人账户"), ("frozen", "暂不能用"), ("not_activated", "暂不能用"), ("unconfirmed", "尚未开通")],
)
def test_each_state_has_its_own_words(visitor: Visitor, who: str, shown: str) -> None:
    page = visitor.window(getattr(visitor.story.cast, who))
    page.goto("/balance")
    expect(page.locator("section").first).to_contain_text(shown)
    expect(page.locator(".standing").first).to_contain_text("2025年6月10日")
    visitor.picture(page, f"balance-{who}")
