"""The person's page and the search at the counter: what they tell, how they find, how much they ask of the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from tests.cast import NOW, id_number, made
from tests.counter_stage import HERE, CounterStage, text_of
from tests.portal_stage import BORN

from mingzhang.answers.why.symptoms import SYMPTOMS
from mingzhang.books import ledger
from mingzhang.books.database import connect
from mingzhang.books.ledger import Code, Entry
from mingzhang.books.ledger.codes import COLLECTION, PERSONAL
from mingzhang.doors.counter.section import sections
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage, NewPerson

STATED = {"purpose": "enquiry", "reference": "A017"}


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements asked meanwhile."""
    asked: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self, query, *args, **kwargs):  # type: ignore[no-untyped-def]
        asked.append(str(query))
        return execute(self, query, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.Cursor, "execute", noted)
        yield asked


def opened(counter: CounterStage, person: int, role: str = "clerk"):  # type: ignore[no-untyped-def]
    """A browser with the person's record open, and the person's page."""
    browser = counter.browser(role)
    number = counter.number(person)
    browser.post("/counter/people/open", {"number": number} | STATED)
    return browser, browser.get(f"/counter/people/{number}")


@pytest.mark.parametrize("by", ["identity", "own number", "card", "name"])
def test_a_person_is_found_by(counter: CounterStage, by: str) -> None:
    person = counter.cast.healthy
    card = counter.rows("select number from enrolment_credential where person_id = %s limit 1", person)
    name = counter.rows("select name from enrolment_person where (region, id) = (%s, %s)", HERE, person)
    text = {
        "identity": counter.identity(person).lower(),
        "own number": counter.number(person),
        "card": str(card[0][0]),
        "name": str(name[0][0]),
    }[by]
    page = counter.browser("clerk").post("/counter/search", {"text": text})
    assert counter.number(person) in page.content.decode()
    assert counter.identity(person) not in page.content.decode().replace(f'value="{text}"', "")


def test_people_of_one_name_are_told_apart_by_their_birth(counter: CounterStage) -> None:
    with connect() as connection:
        for year in (1970, 1990):
            born = date(year, 4, 12)
            who = NewPerson("同名同姓人", id_number(year - 1000, born), 1, born)
            made(enrolment.enrol_person(connection, HERE, who, on=date(2025, 1, 1)))
    clerk = counter.browser("clerk")
    both = text_of(clerk.post("/counter/search", {"text": "同名同姓人"}).content)
    one = text_of(clerk.post("/counter/search", {"text": "同名同姓人", "born": "1990-04-12"}).content)
    assert "参保人 2 位" in both
    assert "参保人 1 位" in one
    assert "1970-04-12" not in one


def test_an_employer_is_found_by_code_and_by_name(counter: CounterStage) -> None:
    code, name = counter.rows("select code, name from enrolment_employer where region = %s order by id", HERE)[0]
    clerk = counter.browser("clerk")
    for text in (str(code), str(name)):
        assert str(name) in text_of(clerk.post("/counter/search", {"text": text}).content)


def test_a_search_elsewhere_tells_only_regions_of_ones_own_scope(counter: CounterStage) -> None:
    identity = counter.identity(counter.cast.healthy)
    wide, narrow = counter.browser("wide1", region="110000"), counter.browser("clerk2")
    assert "的账本里有这个人" in text_of(wide.post("/counter/search", {"text": identity}).content)
    assert "的账本里有这个人" not in text_of(narrow.post("/counter/search", {"text": identity}).content)


def test_searching_too_often_is_refused_for_a_quarter_of_an_hour(counter: CounterStage) -> None:
    clerk = counter.browser("finance")
    with connect() as connection:
        connection.execute("delete from portal_tries")
    for _ in range(200):
        assert clerk.post("/counter/search", {"text": "无此人"}).status_code == 200
    assert clerk.post("/counter/search", {"text": "无此人"}).status_code == 422
    counter.clock.forward(minutes=14)
    clerk.get("/counter/")
    counter.clock.forward(minutes=2)
    assert clerk.post("/counter/search", {"text": "无此人"}).status_code == 200


def test_an_empty_search_says_what_it_needs(counter: CounterStage) -> None:
    assert counter.browser("clerk").post("/counter/search", {"text": " "}).status_code == 422


def test_the_page_tells_every_section_of_anybody(counter: CounterStage) -> None:
    cast = counter.cast
    for person in (
        cast.healthy,
        cast.zero,
        cast.resident,
        cast.frozen,
        cast.retired,
        cast.offsite,
        cast.lapsed,
        cast.child,
    ):
        _browser, page = opened(counter, person)
        assert page.status_code == 200, person
        for section in sections():
            assert f'id="{section.name}"' in page.content.decode(), (person, section.name)


def test_the_frozen_account_names_authority_and_basis(counter: CounterStage) -> None:
    authority, basis = counter.rows(
        "select authority, basis from accounts_freeze where (region, person_id) = (%s, %s)", HERE, counter.cast.frozen
    )[0]
    page = text_of(opened(counter, counter.cast.frozen)[1].content)
    assert str(authority) in page
    assert str(basis) in page


@pytest.mark.parametrize("symptom", sorted(SYMPTOMS))
def test_the_window_asks_any_symptom(counter: CounterStage, symptom: str) -> None:
    clerk, _page = opened(counter, counter.cast.zero)
    answer = clerk.get(f"/counter/people/{counter.number(counter.cast.zero)}/why/{symptom}")
    assert answer.status_code == 200
    chosen = clerk.get(f"/counter/people/{counter.number(counter.cast.zero)}/why?symptom={symptom}")
    assert chosen.url.endswith(f"/why/{symptom}")


def test_a_long_history_asks_no_more_of_the_books_than_a_short_one(
    counter: CounterStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty more movements, ten employers one after the other and thirty looks: the same number of statements."""
    with connect() as connection:
        who = NewPerson("史长长", id_number(77, BORN), 1, BORN)
        person = made(enrolment.enrol_person(connection, HERE, who, on=date(2015, 1, 1))).person_id
        first = NewCoverage("employee", "in_service", date(2014, 1, 1), counter.cast.employer, ends=date(2014, 12, 31))
        made(enrolment.open_coverage(connection, HERE, person, first))
    clerk, _page = opened(counter, person)
    number = counter.number(person)
    with counting(monkeypatch) as before:
        assert clerk.get(f"/counter/people/{number}").status_code == 200
    with connect() as connection:
        employers = [
            made(enrolment.register_employer(connection, HERE, f"LONG{turn}", f"历任单位{turn}")).id
            for turn in range(10)
        ]
        for turn, employer in enumerate(employers):
            starts, ends = date(2015 + turn, 1, 1), date(2015 + turn, 12, 31)
            cover = NewCoverage("employee", "in_service", starts, employer, ends=ends)
            made(enrolment.open_coverage(connection, HERE, person, cover))
        for turn in range(50):
            entry = Entry(Code.ALLOCATION, COLLECTION, 0, PERSONAL, person, 100)
            ledger.post(
                connection, HERE, [entry], effective_on=NOW.date(), event_kind="allocation", event_id=9_000 + turn
            )
    with counting(monkeypatch) as after:
        assert "历任单位9" in clerk.get(f"/counter/people/{number}").content.decode()
    assert len(after) == len(before)
    assert len(after) < 60
