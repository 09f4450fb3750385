"""Signing in at the counter: who is let in, how long, and that a staff session is nobody's personal session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import NOW, made
from tests.counter_stage import HERE, PASSWORD, CounterStage, hire, text_of

from mingzhang.books.database import connect
from mingzhang.doors.counter.access.desk import COOKIE
from mingzhang.doors.counter.staff import operations
from mingzhang.doors.counter.staff.records import NewStaff


@pytest.fixture
def newcomer(counter: CounterStage) -> str:
    """An account of the test's own."""
    code = f"new{len(counter.rows('select 1 from counter_staff'))}"
    with connect() as connection:
        hire(connection, code, "clerk")
        connection.execute("delete from portal_tries")
    return code


def sign_in(client: Client, code: str, password: str = PASSWORD):
    return client.post("/counter/login", {"code": code, "password": password})


def test_the_right_password_lets_in_and_the_first_page_names_the_desk(newcomer: str) -> None:
    client = Client()
    answer = sign_in(client, newcomer)
    assert (answer.status_code, answer.url) == (302, "/counter/")
    assert newcomer in text_of(client.get("/counter/").content)


def test_without_a_session_every_page_leads_to_the_sign_in(counter: CounterStage) -> None:
    answer = Client().get("/counter/")
    assert (answer.status_code, answer.url) == (302, "/counter/login")


def test_a_wrong_password_an_unknown_code_and_a_lock_are_answered_alike(newcomer: str) -> None:
    client = Client()
    wrong = sign_in(client, newcomer, "something else entirely")
    unknown = sign_in(client, "nobody0", "something else entirely")
    with connect() as connection:
        assert operations.lock(connection, newcomer, by="security1", now=NOW) is None
    locked = sign_in(client, newcomer)
    assert wrong.status_code == unknown.status_code == locked.status_code == 422
    said = [text_of(page.content).replace(code, "") for page, code in ((wrong, newcomer), (unknown, "nobody0"))]
    assert said[0] == said[1] == text_of(locked.content).replace(newcomer, "")


def test_five_wrong_passwords_lock_and_each_further_one_doubles_the_time(counter: CounterStage, newcomer: str) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, newcomer, "not the password")
    assert sign_in(client, newcomer).status_code == 422
    counter.clock.forward(minutes=14, seconds=59)
    assert sign_in(client, newcomer).status_code == 422
    counter.clock.forward(seconds=1)
    sign_in(client, newcomer, "not the password")
    counter.clock.forward(minutes=29, seconds=59)
    assert sign_in(client, newcomer).status_code == 422
    counter.clock.forward(seconds=1)
    assert sign_in(client, newcomer).status_code == 302


def test_the_token_is_new_and_never_one_that_was_brought(newcomer: str) -> None:
    client = Client()
    client.cookies[COOKIE] = "chosen-by-somebody-else"
    sign_in(client, newcomer)
    assert client.cookies[COOKIE].value != "chosen-by-somebody-else"
    other = Client()
    other.cookies[COOKIE] = "chosen-by-somebody-else"
    assert other.get("/counter/").status_code == 302


def test_a_session_ends_after_a_quarter_of_an_hour_of_rest(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    counter.clock.forward(minutes=14)
    assert clerk.get("/counter/").status_code == 200
    counter.clock.forward(minutes=14)
    assert clerk.get("/counter/").status_code == 200
    counter.clock.forward(minutes=15)
    assert clerk.get("/counter/").status_code == 302


def test_a_session_ends_after_eight_hours_of_work(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    for _ in range(47):
        counter.clock.forward(minutes=10)
        assert clerk.get("/counter/").status_code == 200
    counter.clock.forward(minutes=10)
    assert clerk.get("/counter/").status_code == 302


def test_signing_out_ends_the_session_in_the_books(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    copied = clerk.cookies[COOKIE].value
    clerk.post("/counter/logout")
    thief = Client()
    thief.cookies[COOKIE] = copied
    assert thief.get("/counter/").status_code == 302


def test_locking_an_account_ends_its_sessions_at_once(counter: CounterStage, newcomer: str) -> None:
    client = counter.browser(newcomer)
    with connect() as connection:
        operations.lock(connection, newcomer, by="security1", now=counter.clock())
    assert client.get("/counter/").status_code == 302


def test_the_books_keep_neither_password_nor_token(counter: CounterStage, newcomer: str) -> None:
    client = Client()
    sign_in(client, newcomer)
    kept = counter.rows("select password from counter_staff where code = %s", newcomer)[0][0]
    assert str(kept).startswith("argon2$argon2id$")
    token = client.cookies[COOKIE].value.encode()
    assert token not in [bytes(row[0]) for row in counter.rows("select token_digest from counter_session")]


def test_a_staff_session_is_no_person_and_a_persons_session_no_desk(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    assert clerk.get("/balance").url == "/login"
    assert clerk.cookies[COOKIE]["path"] == "" or clerk.cookies[COOKIE]["path"] == "/counter/"
    person = Client()
    session = person.session
    session["people"] = [[HERE, counter.cast.healthy]]
    session["current"], session["seen_at"] = 0, counter.clock().isoformat()
    session.save()
    assert person.get("/balance").status_code == 200
    assert person.get("/counter/").url == "/counter/login"


def test_the_cookie_goes_to_the_counter_only_and_to_no_script(newcomer: str) -> None:
    client = Client()
    cookie = sign_in(client, newcomer).cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/counter/", True, "Strict")


def test_a_form_without_its_token_does_nothing(counter: CounterStage) -> None:
    clerk = counter.browser("clerk", csrf=True)
    assert clerk.post("/counter/logout").status_code == 403
    assert clerk.get("/counter/").status_code == 200


def test_a_first_password_must_be_changed_before_anything_else(counter: CounterStage) -> None:
    code = f"first{len(counter.rows('select 1 from counter_staff'))}"
    with connect() as connection:
        new = NewStaff(code, "示例新人", "示例区医保经办中心", (HERE,))
        made(operations.add(connection, new, password=PASSWORD, by="terminal", now=NOW, roles=frozenset({"clerk"})))
    client = Client()
    sign_in(client, code)
    assert client.get("/counter/").url == "/counter/password"
    short = client.post("/counter/password", {"old": PASSWORD, "new": "short", "again": "short"})
    assert short.status_code == 422
    chosen = "a sentence of my own choice"
    before = client.cookies[COOKIE].value
    assert client.post("/counter/password", {"old": PASSWORD, "new": chosen, "again": chosen}).url == "/counter/"
    assert client.get("/counter/").status_code == 200
    assert client.cookies[COOKIE].value != before
    assert sign_in(Client(), code).status_code == 422
    assert sign_in(Client(), code, chosen).status_code == 302


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "PASSWORD_SHORT"),
        ("aaaaaaaaaaaaaa", "PASSWORD_PLAIN"),
        ("123456789012", "PASSWORD_PLAIN"),
        ("abcdefghijklmn", "PASSWORD_PLAIN"),
        ("my clerk1 forever", "PASSWORD_COMMON"),
        ("administrator", "PASSWORD_COMMON"),
        ("mingzhang 2026!", "PASSWORD_COMMON"),
        ("x" * 60 + "abcdef" * 12, "PASSWORD_LONG"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, code: str) -> None:
    from mingzhang.doors.counter.staff.passwords import fault

    found = fault(password, code="clerk1", name="示例经办")
    assert found is not None
    assert found.code == code


def test_a_demonstration_account_is_let_in_by_the_demonstration_only(
    counter: CounterStage, newcomer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    clerk = counter.browser(newcomer)
    monkeypatch.setattr(settings, "MINGZHANG_DEMO", False)
    assert sign_in(Client(), newcomer).status_code == 422
    assert clerk.get("/counter/").status_code == 302


def test_signing_in_and_out_stand_in_the_audit_chain(counter: CounterStage, newcomer: str) -> None:
    client = Client()
    sign_in(client, newcomer, "not the password")
    sign_in(client, newcomer)
    counter.clock.forward(minutes=1)
    client.post("/counter/logout")
    found = counter.rows("select action from evidence_audit where subject = %s order by id", newcomer)
    assert [row[0] for row in found] == ["STAFF_ADDED", "SIGN_IN_REFUSED", "SIGNED_IN", "SIGNED_OUT"]


def test_the_lock_grows_to_a_day_and_no_longer() -> None:
    from mingzhang.doors.counter.staff.rules import locked_until

    assert locked_until(4, NOW) is None
    assert locked_until(5, NOW) == NOW + timedelta(minutes=15)
    assert locked_until(7, NOW) == NOW + timedelta(minutes=60)
    assert locked_until(12, NOW) == NOW + timedelta(hours=24)
    assert locked_until(500, NOW) == NOW + timedelta(hours=24)
