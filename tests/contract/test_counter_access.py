"""Who may enter what at the counter: every role before every page, one's own region, and looks with a purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.counter_stage import HERE, THERE, CounterStage, hire, text_of

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import connect
from mingzhang.doors.counter.staff.records import ADMINISTRATORS, BUSINESS, ROLES

OPEN_TO_ALL = {"counter/login", "counter/logout", "counter/password", "counter/preferences"}
SPARE = "spare1"  # whose account the sweep may lock
STATED = {"purpose": "enquiry", "reference": "A017"}


def pages(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every page of the counter with its address's pattern."""
    for found in resolver.url_patterns:
        address = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from pages(found, address)
        elif address.startswith("counter/"):
            yield address, found


def address_of(pattern: str, stage: CounterStage) -> str:
    """An address of the pattern: a person of the region where it names one, ones and words elsewhere."""
    number = stage.number(stage.cast.healthy)
    given = {"number": number, "region": HERE, "code": SPARE, "symptom": "Z0", "bill_number": record_number(HERE, 1)}

    def fill(found: re.Match[str]) -> str:
        kind, name = found[1], found[2]
        return given.get(name, "1" if kind == "row" else number if "number" in name else "x")

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", fill, pattern)


@pytest.fixture
def spare(counter: CounterStage) -> None:
    """An account of no further use."""
    if not counter.rows("select 1 from counter_staff where code = %s", SPARE):
        with connect() as connection:
            hire(connection, SPARE)


@pytest.mark.usefixtures("spare")
@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_roles_only(counter: CounterStage, role: str) -> None:
    """Whatever the page answers to those who may enter, it answers 403 to everybody else."""
    browser = counter.browser(role)
    wrong = []
    for pattern, page in pages(get_resolver()):
        allowed = getattr(page.callback, "allowed_roles", None)
        if allowed is None:
            continue
        address = address_of(pattern, counter)
        answers = {browser.get(address).status_code, browser.post(address).status_code}
        refused = answers <= {403, 405} and 403 in answers
        if refused == (role in allowed):
            wrong.append((address, answers))
    assert wrong == []


def test_every_page_has_a_gate_but_those_before_signing_in(counter: CounterStage) -> None:
    ungated = {pattern for pattern, page in pages(get_resolver()) if not hasattr(page.callback, "allowed_roles")}
    assert ungated == OPEN_TO_ALL


def test_without_signing_in_no_page_opens(counter: CounterStage) -> None:
    stranger = Client()
    for pattern, page in pages(get_resolver()):
        if hasattr(page.callback, "allowed_roles"):
            address = address_of(pattern, counter)
            for answer in (stranger.get(address), stranger.post(address)):
                assert answer.status_code in {302, 405}, address
                assert answer.status_code == 405 or answer.url == "/counter/login", address


def test_administrators_and_business_never_share_a_page(counter: CounterStage) -> None:
    """But for the pages of everybody, and background work, which tells nothing of people."""
    for pattern, page in pages(get_resolver()):
        allowed = getattr(page.callback, "allowed_roles", frozenset())
        if allowed != frozenset(ROLES) and not pattern.startswith("counter/work/"):
            assert not (allowed & ADMINISTRATORS and allowed & frozenset(BUSINESS)), pattern


def test_the_navigation_shows_ones_own_areas(counter: CounterStage) -> None:
    assert "账号和权限" in text_of(counter.browser("security").get("/counter/").content)
    clerk = text_of(counter.browser("clerk").get("/counter/").content)
    assert "账号和权限" not in clerk
    assert "查人查单位" in clerk
    assert "查人查单位" not in text_of(counter.browser("audit").get("/counter/").content)


def test_a_record_opens_only_for_a_stated_purpose_and_a_case(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    number = counter.number(counter.cast.neighbour)
    before = counter.rows("select count(*) from evidence_lookup where channel = 'counter'")
    asked = clerk.get(f"/counter/people/{number}")
    assert "为什么查看这位参保人" in text_of(asked.content)
    assert "出生" not in text_of(asked.content)
    for missing in ({}, {"purpose": "enquiry"}, {"reference": "A017"}, {"purpose": "unmask", "reference": "A017"}):
        assert clerk.post("/counter/people/open", {"number": number} | missing).status_code == 422
    assert counter.rows("select count(*) from evidence_lookup where channel = 'counter'") == before
    opened = clerk.post("/counter/people/open", {"number": number} | STATED)
    assert (opened.status_code, opened.url) == (302, f"/counter/people/{number}")
    assert clerk.get(opened.url).status_code == 200


def test_a_look_closes_after_half_an_hour_and_belongs_to_who_opened_it(counter: CounterStage) -> None:
    clerk, checker = counter.browser("clerk"), counter.browser("checker")
    number = counter.number(counter.cast.resident)
    clerk.post("/counter/people/open", {"number": number} | STATED)
    for page in (f"/counter/people/{number}/why/Z0", f"/counter/people/{number}/bills/{record_number(HERE, 1)}"):
        assert checker.get(page).status_code == 302
    assert "为什么查看这位参保人" in text_of(checker.get(f"/counter/people/{number}").content)
    assert clerk.get(f"/counter/people/{number}/why/Z0").status_code == 200
    for _ in range(3):
        counter.clock.forward(minutes=11)
        clerk.get("/counter/")
    assert clerk.get(f"/counter/people/{number}/why/Z0").status_code == 302


def test_a_person_of_another_region_does_not_exist_here(counter: CounterStage) -> None:
    number = counter.number(counter.cast.healthy)
    elsewhere = counter.browser("clerk2")
    for answer in (
        elsewhere.get(f"/counter/people/{number}"),
        elsewhere.post("/counter/people/open", {"number": number} | STATED),
        elsewhere.post(f"/counter/people/{number}/unmask", {"reason": "x"}),
        elsewhere.get(f"/counter/people/{number}/why/Z0"),
    ):
        assert answer.status_code == 404
    assert counter.identity(counter.cast.healthy) not in elsewhere.get(f"/counter/people/{number}").content.decode()


def test_a_region_outside_the_scope_cannot_be_chosen(counter: CounterStage) -> None:
    clerk, wide = counter.browser("clerk"), counter.browser("wide1")
    number = counter.number(counter.cast.healthy)
    clerk.post("/counter/region", {"region": THERE})
    assert clerk.get(f"/counter/people/{number}").status_code == 200
    assert wide.get(f"/counter/people/{number}").status_code == 200
    wide.post("/counter/region", {"region": THERE})
    assert wide.get(f"/counter/people/{number}").status_code == 404


def test_one_persons_bill_does_not_exist_under_another_person(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    own, strange = counter.bills[counter.cast.healthy], counter.bills[counter.cast.neighbour]
    number = counter.number(counter.cast.healthy)
    clerk.post("/counter/people/open", {"number": number} | STATED)
    assert clerk.get(f"/counter/people/{number}/bills/{own}").status_code == 200
    assert clerk.get(f"/counter/people/{number}/bills/{strange}").status_code == 404
    about_own = clerk.get(f"/counter/people/{number}/why/PAY0?bill={own}").content.decode()
    about_strange = clerk.get(f"/counter/people/{number}/why/PAY0?bill={strange}").content.decode()
    assert f"/bills/{own}" in about_own
    assert f"/bills/{strange}" not in about_strange


def test_the_page_covers_names_and_numbers_until_a_reason_is_given(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    person = counter.cast.healthy
    number, identity = counter.number(person), counter.identity(person)
    clerk.post("/counter/people/open", {"number": number} | STATED)
    covered = clerk.get(f"/counter/people/{number}").content.decode()
    name = str(counter.rows("select name from enrolment_person where (region, id) = (%s, %s)", HERE, person)[0][0])
    assert identity not in covered
    assert name not in covered
    assert clerk.post(f"/counter/people/{number}/unmask", {"reason": " "}).status_code == 422
    opened = clerk.post(f"/counter/people/{number}/unmask", {"reason": "核对户口簿"}).content.decode()
    assert identity in opened
    assert name in opened
    assert identity not in clerk.get(f"/counter/people/{number}").content.decode()
    looked = counter.rows(
        "select purpose, reference, actor, office from evidence_lookup where person_id = %s order by id desc limit 1",
        person,
    )
    assert looked == [("unmask", "核对户口簿", "clerk1", "示例区医保经办中心")]
    audited = counter.rows("select facts from evidence_audit where action = 'UNMASKED' and subject = %s", number)
    assert audited[-1][0] == {"reason": "核对户口簿"}


def test_unmasking_needs_an_open_look(counter: CounterStage) -> None:
    finance = counter.browser("finance")
    identity = counter.identity(counter.cast.unpaid_resident)
    answer = finance.post(f"/counter/people/{counter.number(counter.cast.unpaid_resident)}/unmask", {"reason": "核对"})
    assert "为什么查看这位参保人" in text_of(answer.content)
    assert identity not in answer.content.decode()


def test_the_person_sees_office_purpose_and_moment_of_each_look(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    person = counter.cast.frozen
    number = counter.number(person)
    clerk.post("/counter/people/open", {"number": number, "purpose": "complaint", "reference": "信访 88"})
    browser = Client()
    session = browser.session
    session["people"], session["current"] = [[HERE, person]], 0
    session["seen_at"] = counter.clock().isoformat()
    session.save()
    page = text_of(browser.get("/lookups").content)
    for told in ("示例区医保经办中心", "投诉和信访", "信访 88", "clerk1", "的工作人员看过"):
        assert told in page
