"""Somebody whose account is used up sees 0, reads why, and opens the bill behind it; other states have other words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_zero_explains_itself(visitor: Visitor) -> None:
    page = visitor.window()
    visitor.sign_in(page, visitor.story.cast.chosen)
    expect(page.locator(".amount")).to_have_text(re.compile(r"¥\s*0\.00"))
    visitor.picture(page, "home-zero")
    page.get_by_role("link", name="为什么是 0").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("医保个人账户")
    expect(page.locator(".causes").first).to_contain_text("已证实")
    visitor.picture(page, "balance-zero")
    page.locator("main summary", has_text="依据").first.click()
    page.get_by_role("link", name="看这笔").first.click()
    page.get_by_role("link", name=re.compile("看病买药")).click()
    expect(page.locator(".told")).to_contain_text("个人账户支付 1,000.00 元")
    expect(page.locator(".told .zero").first).to_be_visible()
    page.locator(".told .sources a").first.click()
    expect(page.locator(":target")).to_contain_text(re.compile("已核|转录|推定"))
    visitor.picture(page, "rule")


def test_the_employer_that_has_not_paid_is_named(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.zero)
    page.goto("/balance")
    expect(page.locator(".amount")).to_have_text("尚未开通")
    expect(page.locator("main")).to_contain_text("迟缴贸易有限公司")
    expect(page.locator("main")).to_contain_text("12393")
    visitor.picture(page, "balance-employer")


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
