"""An analyst follows a figure from the rules through an estimate to its document; a person sees their own year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def fill(page: Page, **typed: str) -> None:
    for label, value in typed.items():
        page.get_by_label(label, exact=True).fill(value)


def estimate_a_stay(page: Page) -> None:
    """A stay of 122,000 yuan in 北京, through the form."""
    page.get_by_label("参保地", exact=True).select_option("110000")
    page.get_by_label("看病类型").select_option("inpatient")
    page.get_by_label("医院等级").select_option("level3")
    fill(page, 周岁="45", 服务日="2025-06-01", 甲类费用="100000", 乙类费用="20000", 丙类费用="2000")
    page.get_by_label("乙类先行自付比例").fill("10")
    page.get_by_role("button", name="算一算").click()


def test_an_analyst_follows_a_figure_to_its_document(visitor: Visitor) -> None:
    page = visitor.window(viewport=DESK)
    page.goto("/rules")
    visitor.picture(page, "rules")
    page.get_by_role("link", name="住院").first.click()
    page.get_by_label("哪一天").fill("2025-06-01")
    page.get_by_role("button", name="查看").click()
    visitor.picture(page, "topic")
    cap = page.locator('[id="inpatient.cap"]')
    expect(cap).to_contain_text("100,000.00 元")
    page.get_by_role("link", name="这次要花多少").first.click()
    expect(page.get_by_label("参保地", exact=True)).to_have_value("110000")
    estimate_a_stay(page)
    told = page.locator(".told > li", has_text="职工统筹基金支付")
    expect(told).to_contain_text("100,000.00 元")
    assert page.locator(".told > li").count() <= 15
    visitor.picture(page, "estimate")
    told.get_by_role("link").last.click()
    expect(page.locator(":target")).to_have_attribute("id", "inpatient.cap")
    expect(page.locator(":target")).to_contain_text("100,000.00 元")
    page.get_by_role("link", name="规定变了什么").click()
    page.get_by_label("从", exact=True).fill("2022-06-01")
    page.get_by_label("到", exact=True).fill("2025-06-01")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("main")).to_contain_text(re.compile("依据|没有一个数值不同"))
    visitor.picture(page, "difference")


def test_an_address_can_be_passed_on(visitor: Visitor) -> None:
    page = visitor.window()
    page.goto("/estimate")
    estimate_a_stay(page)
    sum_here = page.locator(".amount").inner_text()
    page.get_by_role("link", name="这个估算的网址").click()
    elsewhere = visitor.window(english=True)
    elsewhere.goto(page.url)
    expect(elsewhere.locator(".amount")).to_have_text(sum_here)


def test_a_missing_document_is_named_instead_of_a_number(visitor: Visitor) -> None:
    page = visitor.window()
    page.goto("/estimate?region=440100&on=2025-06-01")
    page.get_by_label("人员类别").select_option("adult")
    page.get_by_label("看病类型").select_option("inpatient")
    fill(page, 甲类费用="1000000")
    page.get_by_role("button", name="算一算").click()
    expect(page.get_by_role("heading", name="现在算不出来")).to_be_visible()
    expect(page.locator(".amount")).to_have_count(0)
    visitor.picture(page, "estimate-unknown")
    page.get_by_role("link", name="看这条规定缺什么").click()
    expect(page.locator(":target")).to_contain_text("还缺")
    visitor.complaints[:] = [text for text in visitor.complaints if "422" not in text]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_sees_their_own_year(visitor: Visitor, scripts: bool) -> None:
    page = visitor.window(visitor.story.cast.healthy, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="这次要花多少").first.click()
    expect(page.locator("dl.facts.long")).to_contain_text("¥360.10")
    fill(page, 甲类费用="1000")
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".amount")).to_have_text(re.compile(r"¥\s*350\.00"))
    assert "360" not in page.url
    if scripts:
        visitor.picture(page, "estimate-own")


def test_the_form_is_filled_by_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.window()
    page.goto("/estimate?region=440100&on=2025-06-01")
    page.get_by_label("甲类费用").focus()
    page.keyboard.type("1000")
    page.keyboard.press("Enter")
    expect(page.locator(".amount")).to_have_text(re.compile(r"¥\s*350\.00"))
