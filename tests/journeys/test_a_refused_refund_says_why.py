"""Somebody asks for a contribution back; a clerk proposes, a checker refuses, and the person reads why."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.case_papers import png
from tests.counter_stage import hire
from tests.journeys.conftest import SCREEN, Visitor

from mingzhang.books.database import connect

pytestmark = pytest.mark.browser

REASON = "转账附言写的是本人姓名，不能证明是替他人缴费"


def at_desk(visitor: Visitor, code: str) -> Page:
    """A window of the counter in which a member of staff has signed in."""
    page = visitor.window(**SCREEN)
    visitor.sit_down(page, code)
    return page


def hand_in(page: Page) -> str:
    """Fill the portal's form for a refund with two papers; the application's number."""
    page.goto("/applications/premium-refund")
    page.get_by_label("哪一笔缴费").select_option(index=1)
    page.get_by_label("退费原因").select_option(label="姓名或证件号码填错，缴到了他人名下")
    page.get_by_label("情况说明").fill("五月份替同名的亲戚缴费，缴到了我自己名下。")
    for place, name in enumerate(("身份证件", "误缴情况证明")):
        scan = {"name": f"{name}.png", "mimeType": "image/png", "buffer": png(320, 200, shade=180 + place)}
        page.get_by_label(name).set_input_files(scan)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="办到哪一步")).to_be_visible()
    found = re.search(r"\d{20}", page.url)
    assert found is not None
    return found[0]


def test_a_refused_refund_says_why(visitor: Visitor) -> None:
    with connect() as connection:
        hire(connection, "maker7", "clerk")
        hire(connection, "check7", "checker")
    person = visitor.window(visitor.story.cast.flexible)
    number = hand_in(person)
    expect(person.locator("main")).to_contain_text("已提交，等受理")

    clerk = at_desk(visitor, "maker7")
    clerk.get_by_role("link", name="等受理").click()
    clerk.get_by_role("link", name=number).click()
    expect(clerk.locator("main")).to_contain_text("五月份替同名的亲戚缴费")
    expect(clerk.get_by_role("img", name="身份证件")).to_be_visible()
    clerk.get_by_role("button", name="受理").click()
    clerk.get_by_label("同意", exact=True).check()
    visitor.picture(clerk, "case-maker")
    clerk.get_by_role("button", name="提交复核").click()
    expect(clerk.get_by_role("button", name="复核决定")).to_have_count(0)

    checker = at_desk(visitor, "check7")
    checker.get_by_role("link", name="等我复核").click()
    visitor.picture(checker, "case-queue")
    checker.get_by_role("link", name=number).click()
    expect(checker.locator("main")).to_contain_text("maker7 拟同意")
    checker.get_by_label("不同意", exact=True).check()
    checker.get_by_label("不同意的理由").select_option(label="退费原因未得到证实")
    checker.get_by_label("说明（申请人看得到）").fill(REASON)
    visitor.picture(checker, "case-checker")
    checker.get_by_role("button", name="复核决定").click()
    expect(checker.locator("main")).to_contain_text("没有批准")

    person.goto(f"/cases/{number}")
    expect(person.locator("main")).to_contain_text(f"没有批准的理由：退费原因未得到证实；{REASON}")
    expect(person.locator("main")).not_to_contain_text("maker7")
    visitor.picture(person, "case-refused")
    person.goto("/outbox")
    expect(person.locator("main")).to_contain_text(f"未获同意：退费原因未得到证实；{REASON}")
    person.goto("/lookups")
    expect(person.locator("main")).to_contain_text("办理申请")
