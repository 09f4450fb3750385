"""Signing in: one code for one browser, five tries, the same words for known and unknown numbers."""

from __future__ import annotations

import re

import pytest
from tests.portal_stage import Stage

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def client(**options: object):  # type: ignore[no-untyped-def]
    from django.test import Client

    return Client(**options)


def ask(browser, number: str):  # type: ignore[no-untyped-def]
    return browser.post("/login", {"number": number})


def answer(browser, code: str):  # type: ignore[no-untyped-def]
    return browser.post("/login/code", {"code": code})


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_person_comes_in_with_the_code_that_was_sent(portal: Stage) -> None:
    browser = client()
    assert ask(browser, portal.number(1)).url == "/login/code"
    assert answer(browser, portal.code(1)).url == "/"
    assert "谁看过我的信息" in browser.get("/lookups").text


def test_a_number_may_be_typed_with_blanks_hyphens_and_a_small_x(portal: Stage) -> None:
    number = portal.number(1)
    assert number.endswith("X")
    browser = client()
    assert ask(browser, f" {number[:6]} {number[6:14]}-{number[14:].lower()} ").url == "/login/code"
    assert answer(browser, portal.code(1)).url == "/"


@pytest.mark.parametrize(
    ("number", "said"),
    [("1234", "18 位"), ("999999198513120011", "出生日期"), ("999999198504120010", "最后一位")],
)
def test_a_mistyped_number_is_told_what_is_wrong_with_it(portal: Stage, number: str, said: str) -> None:
    shown = ask(client(), number)
    assert shown.status_code == 422
    assert said in shown.text


def test_an_unknown_number_is_answered_exactly_like_a_known_one(portal: Stage) -> None:
    pages = []
    for number in (portal.number(1), portal.number(801)):
        browser = client()
        assert ask(browser, number).url == "/login/code"
        pages.append(TOKEN.sub("", answer(browser, wrong(portal.code(1))).text))
    assert pages[0] == pages[1]
    assert "还可以试 4 次" in pages[0]


def test_five_wrong_codes_lock_the_number_for_a_quarter_of_an_hour(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(1))
    code = portal.code(1)
    left = [answer(browser, wrong(code)).text for _ in range(5)]
    assert "还可以试 4 次" in left[0]
    assert "还可以试 0 次" in left[4]
    assert "已暂停登录" in answer(browser, code).text
    other = client()
    ask(other, portal.number(1))
    assert "已暂停登录" in answer(other, portal.code(1)).text
    portal.clock.forward(minutes=16)
    ask(other, portal.number(1))
    assert answer(other, portal.code(1)).url == "/"


def test_a_rejected_login_is_evidence(portal: Stage) -> None:
    counted = "select count(*) from evidence_event where kind = 'REJECTED_LOGIN' and person_id = %s"
    before = portal.rows(counted, 2)[0][0]
    browser = client()
    ask(browser, portal.number(2))
    answer(browser, wrong(portal.code(2)))
    assert portal.rows(counted, 2)[0][0] == before + 1  # type: ignore[operator]


def test_a_code_is_good_for_five_minutes(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(1))
    portal.clock.forward(minutes=5, seconds=1)
    assert "已过 5 分钟" in answer(browser, portal.code(1)).text


def test_a_code_is_good_in_the_browser_that_asked_for_it_only(portal: Stage) -> None:
    owner, thief = client(), client()
    ask(owner, portal.number(1))
    assert answer(thief, portal.code(1)).url == "/login"
    ask(thief, portal.number(2))
    assert answer(thief, portal.code(1)).status_code == 422


def test_a_code_is_used_once(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(1))
    code = portal.code(1)
    answer(browser, code)
    browser.post("/logout")
    assert answer(browser, code).url == "/login"


def test_after_five_codes_no_more_are_sent(portal: Stage) -> None:
    browser = client()
    assert [ask(browser, portal.number(1)).status_code for _ in range(6)] == [302] * 5 + [422]


def test_signing_in_changes_the_session_and_signing_out_ends_it(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(1))
    anonymous = browser.session.session_key
    answer(browser, portal.code(1))
    signed_in = browser.session.session_key
    assert signed_in != anonymous
    assert browser.get("/logout").status_code == 405
    assert browser.post("/logout").url == "/login"
    assert portal.rows("select 1 from django_session where session_key = %s", signed_in) == []
    assert browser.get("/lookups").url == "/login"


def test_a_session_left_alone_for_a_quarter_of_an_hour_is_over(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(1))
    answer(browser, portal.code(1))
    portal.clock.forward(minutes=14)
    assert browser.get("/lookups").status_code == 200
    portal.clock.forward(minutes=14)
    assert browser.get("/lookups").status_code == 200
    portal.clock.forward(minutes=16)
    assert browser.get("/lookups").url == "/login"


def test_a_form_without_its_token_does_nothing(portal: Stage) -> None:
    sent = portal.rows("select count(*) from evidence_outbox")
    refused = client(enforce_csrf_checks=True).post("/login", {"number": portal.number(1)})
    assert refused.status_code == 403
    assert "什么都没有提交" in refused.text
    assert portal.rows("select count(*) from evidence_outbox") == sent


def test_the_outbox_exists_in_a_demonstration_only(portal: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    ask(client(), portal.number(1))
    assert portal.code(1) in client().get("/outbox").text
    monkeypatch.setattr(settings, "MINGZHANG_DEMO", False)
    assert client().get("/outbox").status_code == 404


def test_who_is_known_in_two_places_sees_the_one_with_cover_first_and_may_change(portal: Stage) -> None:
    browser = client()
    ask(browser, portal.number(portal.cast.offsite))
    [(elsewhere,)] = portal.rows("select id from enrolment_person where region = '110000'")
    answer(browser, portal.code(int(str(elsewhere)), "110000"))
    assert "（440100）</p>" in browser.get("/").text
    browser.post("/preferences", {"place": "110000"})
    assert "（110000）</p>" in browser.get("/").text
    browser.post("/preferences", {"place": "310000"})  # not a place of theirs: nothing changes
    assert "（110000）</p>" in browser.get("/").text
