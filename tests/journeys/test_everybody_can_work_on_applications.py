"""The case desk in every dress: forms and an application pass axe, and nothing runs out sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.case_papers import png
from tests.journeys.conftest import Visitor
from tests.journeys.test_everybody_can_read_the_portal import open_all_folds
from tests.journeys.test_everybody_can_work_at_the_counter import DRESSES

from mingzhang.basics.identifiers import record_number
from mingzhang.money import applications

pytestmark = pytest.mark.browser


def faults_of(page: Page) -> list[object]:
    """What axe finds on a page with every fold open, and by how much it is too wide."""
    open_all_folds(page)
    found: list[object] = [(one["id"], one["nodes"][0]["html"][:160]) for one in Axe().run(page).response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, width] if width else found


@pytest.mark.parametrize("dress", DRESSES)
def test_forms_and_an_application_can_be_read_by_everybody(visitor: Visitor, dress: str) -> None:
    page = visitor.desk("clerk", **DRESSES[dress])
    person = record_number(visitor.story.cast.region, visitor.story.cast.neighbour)
    faults: dict[str, list[object]] = {}
    for name in ("", *applications.kinds()):
        page.goto(f"/counter/casework/start/{person}/{name.replace('_', '-')}".rstrip("/"))
        faults[name] = faults_of(page)
    page.goto(f"/counter/casework/start/{person}/identity-correction")
    page.get_by_label("哪里的信息有误").select_option(label="参保登记")
    page.get_by_label("正确的手机号码").fill(f"1990000{sum(map(ord, dress)):04d}")
    page.get_by_label("更正原因").fill("换号")
    scan = {"name": "a.png", "mimeType": "image/png", "buffer": png(200, 120)}
    page.get_by_label("身份证件", exact=True).set_input_files(scan)
    page.get_by_role("button", name="受理").click()
    expect(page.get_by_role("heading", name="办理时限")).to_be_visible()
    visitor.picture(page, f"case-desk-{dress}")
    faults["case"] = faults_of(page)
    page.get_by_label("一次写全还缺哪些材料").fill("身份证件背面")
    page.get_by_role("button", name="通知补材料").click()
    expect(page.locator("main")).to_contain_text("等申请人补：身份证件背面")
    faults["waiting"] = faults_of(page)
    assert {name: found for name, found in faults.items() if found} == {}
