"""The real server on the cast's books, and Debian's Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.conftest import _create_database, _drop_database
from tests.counter_stage import PASSWORD, hire
from tests.portal_stage import Stage, build

from mingzhang.books.database import close_pool, connect
from mingzhang.doors.counter.staff.records import Role

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "screenshots"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {"width": 390, "height": 844}
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "device_scale_factor": 1}


@pytest.fixture(scope="session")
def story() -> Iterator[Stage]:
    """The cast with bills, committed in a database of its own."""
    name = f"journeys_{os.getpid()}"
    url = _create_database(name)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    close_pool()
    os.environ["MINGZHANG_DATABASE_URL"] = url
    yield build(url)
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(name)


@pytest.fixture(scope="session")
def address(story: Stage) -> Iterator[str]:
    """Where the server answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {
        "MINGZHANG_DATABASE_URL": story.url,
        "MINGZHANG_DEMO": "1",
        "MINGZHANG_SECRET_KEY": "only for the journeys",
        "MINGZHANG_TEST_NOW": story.clock.moment.isoformat(),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen([*command, "tests.journeys.portal_server:application"], cwd=ROOT, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without one a journey is skipped, in CI it fails."""
    path = shutil.which("chromium")
    if path is None:
        words = "没有浏览器 no Chromium here: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody in front of a browser: opens windows, signs in through the demonstration's outbox, takes pictures."""

    def __init__(self, chromium: Browser, address: str, story: Stage) -> None:
        self.chromium, self.address, self.story = chromium, address, story
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.known: dict[int, Any] = {}
        self.staff: dict[str, Any] = {}

    def window(self, person: int | None = None, *, elder: bool = False, english: bool = False, **options: Any) -> Page:
        """A window on a phone, signed in as a person of the cast when one is named."""
        asked = {"viewport": PHONE, "device_scale_factor": 2, "locale": "zh-CN", "base_url": self.address} | options
        state = self._signed_in(person) if person is not None else None
        context = self.chromium.new_context(storage_state=state, **asked)
        for name, value in (("letters", "large" if elder else ""), ("django_language", "en" if english else "")):
            if value:
                context.add_cookies([{"name": name, "value": value, "url": self.address}])
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda request: self._stay_here(request.url))
        return page

    def sign_in(self, page: Page, person: int) -> None:
        """Go through the two sign-in pages, reading the code from the outbox."""
        page.goto("/login")
        page.get_by_label(re.compile("身份证号|Identity number")).fill(self.story.number(person))
        page.locator("main form button").click()
        other = page.context.new_page()
        other.goto("/outbox")
        found = re.search(r"验证码 (\d{6})", other.content())
        other.close()
        assert found is not None
        page.locator("#code").fill(found[1])
        page.locator("main form button").click()

    def desk(self, role: Role, *, english: bool = False, **options: Any) -> Page:
        """A window on a counter's screen, signed in as a member of staff with the role, hired when first asked for."""
        if role not in self.staff:
            code = f"desk{len(self.staff) + 1}"
            with connect() as connection:
                hire(connection, code, role)
            page = self.window(**SCREEN)
            self.sit_down(page, code)
            self.staff[role] = page.context.storage_state()
        page = self.window(english=english, **SCREEN | options)
        page.context.add_cookies(self.staff[role]["cookies"])
        return page

    def sit_down(self, page: Page, code: str, password: str = PASSWORD) -> None:
        """Sign in at the counter."""
        page.goto("/counter/login")
        page.locator("#code").fill(code)
        page.locator("#password").fill(password)
        page.locator("main form button").click()

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture of the whole page for people to look at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def _signed_in(self, person: int) -> Any:
        if person not in self.known:
            page = self.window()
            self.sign_in(page, person)
            self.known[person] = page.context.storage_state()
        return self.known[person]

    def _complain(self, text: str) -> None:
        self.complaints.append(text)

    def _stay_here(self, url: str) -> None:
        if not url.startswith(self.address):
            self._complain(f"another host was asked: {url}")


@pytest.fixture(scope="session")
def visiting(chromium: Browser, address: str, story: Stage) -> Visitor:
    """One visitor for all journeys, so that nobody asks for too many codes."""
    return Visitor(chromium, address, story)


@pytest.fixture
def visitor(visiting: Visitor) -> Iterator[Visitor]:
    """The visitor for one test; no page may complain, and no other host may be asked."""
    visiting.complaints.clear()
    yield visiting
    for context in visiting.contexts:
        context.close()
    visiting.contexts.clear()
    assert visiting.complaints == []


OpenWindow = Callable[..., Page]
