"""Nothing arrived: the person finds why, pays late, sees the restored day, and gets the make-up with the next run."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests import visit_cases as cases
from tests.cast import made
from tests.journeys.conftest import Visitor

from mingzhang.books.database import connect
from mingzhang.money.accounts.operations import run_allocation

pytestmark = pytest.mark.browser


def pay(page: Page, answer: str) -> None:
    """From the choice of how the channel answers to the confirmed order."""
    page.get_by_label(answer).check()
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="确定缴费").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这笔缴费")


def test_a_gap_is_paid_and_made_up(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.late_payer)
    page.goto("/why/NOMON")
    expect(page.locator(".causes").first).to_contain_text("已证实")
    page.goto("/contributions")
    expect(page.locator(".month.stop")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("个人没有按时缴费")
    visitor.picture(page, "contributions-gap")
    page.get_by_role("link", name="补缴要多少").click()
    expect(page.locator("main")).to_contain_text("2025年6月10日起")
    expect(page.locator("main")).to_contain_text("¥1,470.00")
    visitor.picture(page, "late-quote")
    pay(page, "马上到账")
    expect(page.locator("main")).to_contain_text("已入账")
    expect(page.locator(".trace > li")).to_have_count(5)
    expect(page.locator("main")).to_contain_text("2025年4月至5月：中断期间看的病可以报销")
    expect(page.locator("main")).to_contain_text("在下一次划账时划入")
    visitor.picture(page, "order-posted")
    order = page.url
    made_up_by_the_next_run(visitor)
    page.goto(order)
    expect(page.locator("main")).to_contain_text("2025年4月划入账户")
    expect(page.locator("main")).not_to_contain_text("在下一次划账时划入")
    page.goto("/movements")
    expect(page.locator(".ledger")).to_contain_text("补划以前月份")
    page.goto("/entitlement")
    expect(page.locator("main")).to_contain_text("可以享受")
    expect(page.locator("main")).to_contain_text("到期的都缴清了")


def made_up_by_the_next_run(visitor: Visitor) -> None:
    """The June run, on the evening of the day: it gives April and May as well."""
    evening = visitor.story.clock.moment + timedelta(hours=8)
    with connect() as connection:
        made(run_allocation(connection, cases.REGION, date(2025, 6, 1), now=evening))


def test_a_slow_channel_is_followed_and_one_that_is_silent_is_not_paid_twice(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.sister)
    page.goto("/")
    page.get_by_role("link", name="缴费 该缴多少").click()
    visitor.picture(page, "pay")
    pay(page, "先收下，过一会儿才到账")
    expect(page.get_by_role("status")).to_contain_text("银行还没有回音")
    visitor.picture(page, "order-on-its-way")
    page.reload()
    page.go_back()
    page.get_by_role("button", name="确定缴费").click()
    expect(page.get_by_role("status")).to_contain_text("银行还没有回音")
    page.get_by_role("button", name="现在再问渠道一次").click()
    expect(page.locator("main")).to_contain_text("已入账")
    page.goto("/contributions")
    expect(page.get_by_role("link", name=re.compile("我自己缴 · 演示缴费渠道"))).to_have_count(1)


def test_paying_works_without_javascript_and_in_english(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy, java_script_enabled=False, english=True)
    page.goto("/pay/other")
    page.get_by_label("Name").fill("邓小妹")
    page.get_by_label("Identity number").fill(visitor.story.number(visitor.story.sister))
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("邓**")
    page.goto("/contributions?payer=self")
    expect(page.get_by_role("status")).to_contain_text("5 more payments are not shown")
