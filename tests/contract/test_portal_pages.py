"""The pages: guards on every answer, nobody else's records, no bare number, each look written down."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests import visit_cases as cases
from tests.cast import made
from tests.portal_stage import Stage

PERSONAL = (
    *("/", "/balance", "/movements", "/bills", "/why", "/why/Z0", "/why/NOREIMB", "/lookups"),
    *("/contributions", "/receipts", "/entitlement", "/movements/statement", "/pay", "/pay/late", "/pay/other"),
    *("/applications", "/applications/premium-refund"),
)
OPEN = (
    "/login",
    "/verify",
    "/rules",
    "/rules/440100/account",
    "/rules/440100/diff",
    "/estimate",
    "/estimate?class_a=1000",
)
PURPOSES = {
    "/": "home",
    "/balance": "balance",
    "/movements": "movements",
    "/bills": "bills",
    "/why/Z0": "why",
    "/contributions": "contributions",
    "/pay/late": "pay_late",
    "/entitlement": "entitlement",
    "/applications": "applications",
}
DASHES = re.compile(r"[\s¥+]*[-–—−‐－]+\s*")
AMOUNT = re.compile(r"[+−]?¥(?:\d{1,3}(?:,\d{3})*)\.\d{2}")
FIGURE_PLACES = {"money", "amount", "figure"}


class Places(HTMLParser):
    """The text of every place that holds a figure: money cells, amounts, definitions."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attributes).get("class") or "").split())
        for _, text in self.open:
            text.append(" ")
        if classes & FIGURE_PLACES or tag == "dd":
            self.open.append((tag, []))
        elif self.open and self.open[-1][0] == tag:
            self.open.append((tag, self.open[-1][1]))

    def handle_data(self, data: str) -> None:
        for _, text in self.open[-1:]:
            text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            _, text = self.open.pop()
            self.found.append("".join(text).strip())


def figures(page: str) -> list[str]:
    places = Places()
    places.feed(page)
    return places.found


@pytest.fixture
def browser(portal: Stage):  # type: ignore[no-untyped-def]
    """A browser in which the healthy one is signed in."""
    return signed_in(portal, portal.cast.healthy)


def signed_in(portal: Stage, person: int):  # type: ignore[no-untyped-def]
    from django.test import Client

    browser = Client()
    browser.post("/login", {"number": portal.number(person)})
    assert browser.post("/login/code", {"code": portal.code(person)}).url == "/"
    return browser


@pytest.mark.parametrize("path", [*PERSONAL, *OPEN, "/nothing-here"])
def test_every_answer_carries_the_guards(browser, path: str) -> None:  # type: ignore[no-untyped-def]
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [*PERSONAL, "/bills/44010000000000000002"])
def test_a_personal_page_is_shown_to_nobody_who_has_not_signed_in(portal: Stage, path: str) -> None:
    from django.test import Client

    assert Client().get(path).url == "/login"


def test_two_people_see_their_own_bills_and_never_the_others(portal: Stage) -> None:
    pair = (portal.cast.healthy, portal.cast.neighbour)
    browsers = {person: signed_in(portal, person) for person in pair}
    for person, browser in browsers.items():
        for owner in portal.bills:
            shown = browser.get(f"/bills/{portal.bills[owner]}")
            assert shown.status_code == (200 if owner == person else 404)


@pytest.mark.parametrize("number", ["1", "44010000000000000001", "11000000000000000002", "99999999999999999999", "x"])
def test_a_bill_that_is_not_there_is_not_found(browser, number: str) -> None:  # type: ignore[no-untyped-def]
    assert browser.get(f"/bills/{number}").status_code == 404


def test_no_page_holds_another_persons_data(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    """The neighbour's name, numbers and phone are looked for in everything the healthy one can open."""
    bill = portal.bills[portal.cast.neighbour]
    canaries = ("林芳", portal.number(portal.cast.neighbour), "19900000002", bill)
    for path in (*PERSONAL, f"/bills/{portal.bills[portal.cast.healthy]}", f"/why/PAY0?bill={bill}"):
        text = browser.get(path).text.replace(f'name="back" value="{path}"', "")  # the address that was asked for
        assert [canary for canary in canaries if canary in text] == [], path


def test_nobodys_identity_number_or_phone_is_on_a_page_in_full(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    own = (portal.number(portal.cast.healthy), "19900000001")
    for path in (*PERSONAL, "/outbox", f"/bills/{portal.bills[portal.cast.healthy]}"):
        assert [number for number in own if number in browser.get(path).text] == [], path


def test_a_relatives_name_is_covered(portal: Stage) -> None:
    from django.test import Client
    from tests.cast import date, id_number

    browser = Client()
    browser.post("/login", {"number": id_number(6, date(2017, 9, 1))})
    browser.post("/login/code", {"code": portal.code(portal.cast.child)})
    text = browser.get(f"/bills/{portal.bills[portal.cast.child]}").text
    assert "陈* 的账户付了 ¥20.00" in text
    assert "陈健" not in text


@pytest.mark.parametrize(
    "who", ["healthy", "zero", "resident", "frozen", "not_activated", "flexible", "lapsed", "unconfirmed", "waiting"]
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_dash_ever_stands_for_a_figure(portal: Stage, who: str, language: str) -> None:
    browser = signed_in(portal, getattr(portal.cast, who))
    browser.cookies["django_language"] = language
    for path in (*PERSONAL, f"/bills/{portal.bills.get(getattr(portal.cast, who), 'x')}"):
        found = figures(browser.get(path).text)
        assert [text for text in found if not text or DASHES.fullmatch(text)] == [], path
        broken = [text for text in found if "¥" in text and not AMOUNT.search(re.sub(r"\s", "", text))]
        assert broken == [], path


def test_the_dash_finder_finds_a_dash() -> None:
    page = '<td class="money">—</td><p class="amount"> ¥ -- </p><td class="money">¥1.00</td><dd></dd>'
    assert [text for text in figures(page) if not text or DASHES.fullmatch(text)] == ["—", "¥ --", ""]


@pytest.mark.parametrize("path", PURPOSES)
def test_each_look_is_written_down_and_shown(portal: Stage, browser, path: str) -> None:  # type: ignore[no-untyped-def]
    counted = "select count(*) from evidence_lookup where person_id = %s and purpose = %s and actor = 'self'"
    values = (portal.cast.healthy, PURPOSES[path])
    before = portal.rows(counted, *values)[0][0]
    browser.get(path)
    assert portal.rows(counted, *values)[0][0] == before + 1  # type: ignore[operator]
    assert "您本人" in browser.get("/lookups").text


def test_a_bill_says_every_line_and_why_a_payer_paid_nothing(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    """610 = 20 own + 30 over limits + 6 first share + 554 in scope, 65 % of it 360.10; the account pays the rest."""
    text = browser.get(f"/bills/{portal.bills[portal.cast.healthy]}").text
    lines = re.findall(r"<li[^>]*>\s*<p>([^<]+)</p>", text)
    assert lines[0].startswith("总费用 610.00 元，其中范围内 554.00 元、先行自付 6.00 元、超限价 30.00 元")
    assert "职工统筹基金支付 360.10 元：554.00 元按 65%" in lines
    assert "个人账户支付 249.90 元" in lines
    assert "丙类耗材 ¥20.00" in text
    assert re.findall(r'text-anchor="end">(¥[^<]+)<', text) == [
        *("¥610.00", "¥20.00", "¥30.00", "¥6.00", "¥360.10"),
        *("¥249.90", "¥249.90", "¥0.00"),
    ]
    for row in re.findall(r"<li.*?</li>", text, re.DOTALL):
        if "支付 0.00 元" in row and "现金" not in row:
            assert 'class="zero"' in row, row


def test_a_bill_is_told_as_data_to_its_owner_only(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    own, others = (portal.bills[person] for person in (portal.cast.healthy, portal.cast.neighbour))
    data = browser.get(f"/bills/{own}/statement.json").json()
    assert (data["region"], data["number"], data["amounts"]["total_fen"]) == ("440100", own, 61_000)
    assert sum(line["figures"].get("paid_fen", 0) for line in data["lines"]) == 61_000
    for line in data["lines"]:
        for citation in line["citations"]:
            page, _, place = citation["url"].partition("#")
            assert f'id="{place}"' in browser.get(page).text
    assert browser.get(f"/bills/{others}/statement.json").status_code == 404


def test_a_bill_shows_what_settling_the_year_again_changed(portal: Stage) -> None:
    """The large bill took the cap, so the small one was paid by nobody; without it 65 % of 1,000 are paid after all.

    The account paid 750.10 and cash 249.90; now the account pays 350, so 249.90 of cash is owed to the person.
    """
    from mingzhang.books.database import connect

    neighbour = portal.cast.neighbour
    with connect() as connection:
        large, small = (
            cases.settle_bill(
                connection, portal.cast, neighbour, cases.line("1", cases.IN_SCOPE, yuan), use_account=own
            )
            for yuan, own in (("12000", False), ("1000", True))
        )
        made(cases.cancel(connection, large, institution=portal.cast.institutions.level2.code))
    numbers = [f"{cases.REGION}{one.settlement_id:014d}" for one in (large, small)]
    browser = signed_in(portal, neighbour)
    later = browser.get(f"/bills/{numbers[1]}").text.partition("后来的调整")[2].partition("</section>")[0]
    assert f'href="/bills/{numbers[0]}"' in later
    assert re.findall(r"<dd>([+−]¥[^<]+)</dd>", later) == ["+¥650.00", "−¥400.10", "−¥249.90"]
    assert "应退给您 ¥249.90。" in later
    assert "职工统筹基金支付 650.00 元：1,000.00 元按 65%" in later
    assert "已调整" in browser.get("/bills").text
    assert browser.get(f"/bills/{numbers[0]}").status_code == 200


def test_movements_are_paged_filtered_and_balanced(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    whole = browser.get("/movements?year=2025").text
    assert "7 笔" in whole
    assert "没有显示" not in whole
    assert whole.count('class="money came"') == 5
    assert "余额 ¥730.10" in whole  # 1,000.00 allocated, 249.90 own, 20.00 the child
    filtered = browser.get("/movements?year=2025&kind=family").text
    assert "另有 6 笔没有显示" in filtered
    assert filtered.count('<span class="what">') == 1
    assert browser.get("/movements?year=99999&kind=x&page=-1").status_code == 200


def test_a_preference_is_kept_and_never_leads_elsewhere(portal: Stage) -> None:
    from django.test import Client

    browser = Client()
    for back in ("https://example.com/", "//example.com/", "javascript:alert(1)", ""):
        assert browser.post("/preferences", {"letters": "large", "back": back}).url == "/"
    assert 'class="elder"' in browser.get("/login").text
    assert browser.post("/preferences", {"language": "en", "back": "/login"}).url == "/login"
    assert '<html lang="en"' in browser.get("/login").text
    assert browser.post("/preferences", {"language": "xx", "letters": "huge"}).cookies == {}


def test_the_portal_speaks_chinese_whatever_the_browser_prefers(portal: Stage) -> None:
    from django.test import Client

    assert '<html lang="zh-CN"' in Client(headers={"accept-language": "en"}).get("/login").text


def test_books_that_cannot_be_reached_are_said_so(browser, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    import psycopg

    def unreachable(*_: object, **__: object) -> None:
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr("mingzhang.doors.portal.access.reader.record_lookup", unreachable)
    shown = browser.get("/balance")
    assert shown.status_code == 503
    assert "暂时查不到" in shown.text
    assert "¥" not in shown.text
