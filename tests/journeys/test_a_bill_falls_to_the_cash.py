"""A bill of 610 yuan: from the list to each step, and the relative whose account paid for a child."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_bill_falls_to_the_cash(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy)
    page.goto("/")
    page.get_by_role("link", name="报销").click()
    visitor.picture(page, "bills")
    page.get_by_role("link", name=re.compile("明德区人民医院")).click()
    expect(page.locator(".amount")).to_have_text(re.compile(r"¥\s*249\.90"))
    drawn = page.locator("svg.waterfall text[text-anchor=end]").all_text_contents()
    assert drawn == ["¥610.00", "¥20.00", "¥30.00", "¥6.00", "¥360.10", "¥249.90", "¥249.90", "¥0.00"]
    told = page.locator(".told")
    expect(told).to_contain_text("职工统筹基金支付 360.10 元：554.00 元按 65%")
    expect(told).to_contain_text("丙类耗材 ¥20.00")
    visitor.picture(page, "bill")
    told.get_by_role("link").first.click()
    expect(page.locator(":target")).to_contain_text("65%")


def test_the_movements_lead_to_the_bill(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy)
    page.goto("/movements")
    visitor.picture(page, "movements")
    page.get_by_role("link", name=re.compile("看病买药")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("明德区人民医院")


def test_a_filter_says_what_it_leaves_out(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy)
    page.goto("/movements")
    page.get_by_label("种类").select_option("family")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("status")).to_contain_text("另有 6 笔没有显示")
    page.get_by_role("link", name="显示全部").click()
    expect(page.get_by_role("status")).to_have_count(0)
