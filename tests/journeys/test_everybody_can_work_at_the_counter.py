"""Every page of the counter's frame, in every dress: no accessibility fault, nothing sideways, no mouse, no script."""

from __future__ import annotations

import django
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Visitor
from tests.journeys.test_everybody_can_read_the_portal import open_all_folds

from mingzhang.basics.identifiers import record_number
from mingzhang.doors.counter.area import areas
from mingzhang.doors.counter.staff.records import Role

pytestmark = pytest.mark.browser

DRESSES = {"normal": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 320, "height": 700}}}
PAGES: dict[Role, tuple[str, ...]] = {
    "clerk": (
        "/counter/",
        "/counter/search",
        "/counter/people/{person}",
        "/counter/people/{person}/why/Z0",
        "/counter/people/{person}/bills/{bill}",
        "/counter/password",
        "/counter/security/",
        "/counter/nothing-here",
    ),
    "security": ("/counter/", "/counter/security/", "/counter/security/desk1", "/counter/security/add-account"),
    "audit": ("/counter/audit/", "/counter/audit/chain/000000"),
    "supervisor": ("/counter/",),
    "finance": ("/counter/",),
}


def pages_of(visitor: Visitor, role: Role) -> list[str]:
    cast = visitor.story.cast
    person = record_number(visitor.story.cast.region, cast.healthy)
    return [path.format(person=person, bill=visitor.story.bills[cast.healthy]) for path in PAGES[role]]


def first_pages(role: Role) -> list[str]:
    """The page to which the navigation leads in each area of a role."""
    django.setup()
    return [reverse(f"counter:{area.name}:{area.first}") for area in areas() if role in area.roles]


def open_record(page: Page, identity: str) -> None:
    """Find a person and open the record, as at the window."""
    page.goto("/counter/search")
    page.get_by_label("身份证号、20 位个人编号").fill(identity)
    page.get_by_label("为什么查看").select_option("enquiry")
    page.get_by_label("办件号或取号").fill("A017")
    page.locator("main .find button").click()
    page.locator("main table button").first.click()


@pytest.mark.parametrize("dress", DRESSES)
def test_axe_finds_nothing_and_nothing_runs_out_sideways(visitor: Visitor, dress: str) -> None:
    faults: dict[str, object] = {}
    for role in PAGES:
        page = visitor.desk(role, **DRESSES[dress])
        if role == "clerk":
            open_record(page, visitor.story.number(visitor.story.cast.healthy))
        for path in dict.fromkeys((*pages_of(visitor, role), *first_pages(role))):
            page.goto(path)
            open_all_folds(page)
            found = [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"]]
            width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if found or width > 0:
                faults[f"{role} {path}"] = (found, width)
    visitor.complaints[:] = [text for text in visitor.complaints if "404" not in text and "403" not in text]
    assert faults == {}


def test_the_whole_way_to_a_why_needs_no_mouse(visitor: Visitor) -> None:
    page = visitor.desk("clerk")
    page.goto("/counter/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "quick"
    page.keyboard.type(visitor.story.number(visitor.story.cast.zero))
    page.keyboard.press("Enter")
    expect(page.locator("main table")).to_be_visible()
    page.locator("#purpose").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("A018")
    page.locator("main table button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("#why a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="原因", exact=True)).to_be_visible()
    visitor.picture(page, "counter-why")


def test_everything_works_without_script(visitor: Visitor) -> None:
    page = visitor.desk("clerk", java_script_enabled=False)
    open_record(page, visitor.story.number(visitor.story.cast.frozen))
    expect(page.get_by_role("heading", name="个人账户")).to_be_visible()
    page.get_by_label("要看完整姓名").fill("核对户口簿")
    page.get_by_role("button", name="显示完整").click()
    expect(page.locator("#identity")).to_contain_text(visitor.story.number(visitor.story.cast.frozen))


def test_the_counter_speaks_english(visitor: Visitor) -> None:
    page = visitor.desk("security", english=True)
    page.goto("/counter/security/")
    expect(page.get_by_role("heading", name="Accounts and rights")).to_be_visible()
