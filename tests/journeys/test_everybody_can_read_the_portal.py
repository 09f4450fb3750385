"""Every page, in every dress: no accessibility fault, nothing sideways, letters and targets large enough."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.browser

PERSONAL = (
    *("/", "/balance", "/movements", "/bills", "/bills/{bill}", "/why", "/why/Z0", "/why/PAY0", "/lookups"),
    *("/contributions", "/contributions?payer=self", "/receipts", "/entitlement", "/movements/statement"),
    *("/pay", "/pay/late", "/pay/other", "/applications", "/applications/premium-refund", "{payment}", "{receipt}"),
)
STAY = "region=110000&category=in_service&age=45&benefit=inpatient&level=level3&on=2025-06-01&account=3000"
RULES = ("/rules", "/rules/440100/outpatient", "/rules/440100/diff?from=2024-01-01&to=2025-06-01")
ESTIMATES = (
    "/estimate",
    f"/estimate?{STAY}&class_a=100000&class_b=20000&share=10&class_c=2000",
    "/estimate?region=440100&category=adult&benefit=inpatient&on=2025-06-01&class_a=1000000",
    "/estimate?class_a=12x&class_b=30&age=400",
    "/estimate?own=1&class_a=1000&benefit=outpatient&level=level3",
)
OPEN = ("/login", "/verify", "/outbox", *RULES, *ESTIMATES, "/nothing-here")
DRESSES = {
    "normal": {},
    "elder": {"elder": True},
    "dark": {"color_scheme": "dark"},
}
SMALLER = """
(least) => [...document.querySelectorAll(
    'button, input[type=text], input[type=file], .pick, select, summary, .button, .tile, .go, .back')]
  .filter(control => control.checkVisibility())
  .filter(control => Math.round(control.getBoundingClientRect().height) < least)
  .map(control => control.outerHTML.slice(0, 90))
"""
LETTERS = """
() => [...document.querySelectorAll('main p, main a, main td, main dd, main li')]
  .filter(part => part.checkVisibility() && [...part.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(part => parseFloat(getComputedStyle(part).fontSize))
"""


def pages_of(visitor: Visitor, page: Page) -> list[str]:
    """Every page; a payment and a receipt are the first that the person's own lists lead to."""
    found = {"bill": visitor.story.bills[visitor.story.cast.healthy]}
    for name, listed, address in (("payment", "/contributions", "/payments/"), ("receipt", "/receipts", "/receipts/")):
        page.goto(listed)
        found[name] = page.locator(f"a[href^='{address}']").first.get_attribute("href") or ""
    return [path.format(**found) for path in (*PERSONAL, *OPEN)]


def open_all_folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")


def without_the_missing_page(visitor: Visitor) -> None:
    """What does not exist, or cannot be worked out, makes the browser complain; that is as it should be."""
    visitor.complaints[:] = [text for text in visitor.complaints if "404" not in text and "422" not in text]


@pytest.mark.parametrize("dress", DRESSES)
def test_axe_finds_nothing(visitor: Visitor, dress: str) -> None:
    page = visitor.window(visitor.story.cast.healthy, **DRESSES[dress])
    found = {}
    for path in pages_of(visitor, page):
        page.goto(path)
        open_all_folds(page)
        result = Axe().run(page)
        found[path] = [(one["id"], one["nodes"][0]["html"][:120]) for one in result.response["violations"]]
    without_the_missing_page(visitor)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("elder", [False, True])
def test_nothing_runs_out_of_a_narrow_screen(visitor: Visitor, elder: bool) -> None:
    page = visitor.window(visitor.story.cast.healthy, elder=elder, viewport={"width": 320, "height": 700})
    wide = {}
    for path in pages_of(visitor, page):
        page.goto(path)
        open_all_folds(page)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    without_the_missing_page(visitor)
    assert {path: width for path, width in wide.items() if width > 320} == {}


@pytest.mark.parametrize(("elder", "target", "letter"), [(False, 44, 13), (True, 60, 17.5)])
def test_controls_and_letters_are_large_enough(visitor: Visitor, elder: bool, target: int, letter: float) -> None:
    page = visitor.window(visitor.story.cast.healthy, elder=elder)
    small: dict[str, object] = {}
    for path in pages_of(visitor, page):
        page.goto(path)
        small[path] = page.evaluate(SMALLER, target)
        assert min(page.evaluate(LETTERS), default=99) >= letter, path
    without_the_missing_page(visitor)
    assert {path: found for path, found in small.items() if found} == {}


def test_body_text_of_the_elder_dress_has_22_pixels(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy)
    page.goto("/balance")
    page.get_by_role("button", name="大字").click()
    assert page.url.endswith("/balance")
    assert page.evaluate("getComputedStyle(document.querySelector('main p:not([class])')).fontSize") == "22px"
    page.get_by_role("button", name="标准字").click()
    assert page.evaluate("getComputedStyle(document.querySelector('main p:not([class])')).fontSize") == "16px"


@pytest.mark.parametrize("path", ["/login", ESTIMATES[1], RULES[1]])
def test_the_first_load_is_light(visitor: Visitor, path: str) -> None:
    page = visitor.window()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(path, wait_until="networkidle")
    assert len(sizes) <= 6
    assert sum(sizes) <= 100_000


def test_the_keyboard_reaches_the_content_first(visitor: Visitor) -> None:
    page = visitor.window(visitor.story.cast.healthy)
    page.goto("/balance")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
