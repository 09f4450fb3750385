"""The security desk and the audit desk: rights given by two, nothing done to oneself, and a chain that is verified."""

from __future__ import annotations

import psycopg
import pytest
from django.test import Client
from tests.cast import NOW
from tests.counter_stage import HERE, PASSWORD, THERE, CounterStage, hire, text_of

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import connect
from mingzhang.doors.counter.staff import operations, queries


@pytest.fixture
def trainee(counter: CounterStage) -> str:
    """An account without roles."""
    code = f"trainee{len(counter.rows('select 1 from counter_staff'))}"
    with connect() as connection:
        hire(connection, code)
    return code


def roles_of(counter: CounterStage, code: str) -> list[str]:
    return list(counter.rows("select roles from counter_staff where code = %s", code)[0][0])  # type: ignore[call-overload]


def ask(browser: Client, code: str, *roles: str, regions: tuple[str, ...] = (HERE,), reason: str = "新到岗"):
    return browser.post(f"/counter/security/{code}/rights", {"role": roles, "region": regions, "reason": reason})


def open_grant(counter: CounterStage, code: str) -> int:
    found = counter.rows(
        "select g.id from counter_grant g join counter_staff f on f.id = g.staff_id "
        "where f.code = %s and g.decided_by is null",
        code,
    )
    return int(str(found[0][0]))


def test_rights_are_given_by_two_security_administrators(counter: CounterStage, trainee: str) -> None:
    one, two = counter.browser("security"), counter.browser("security2")
    assert "等另一位安全管理员复核" in text_of(ask(one, trainee, "clerk").content)
    assert roles_of(counter, trainee) == []
    grant = open_grant(counter, trainee)
    assert one.post(f"/counter/security/grants/{grant}", {"decision": "grant"}).status_code == 422
    assert roles_of(counter, trainee) == []
    assert two.post(f"/counter/security/grants/{grant}", {"decision": "grant"}).status_code == 302
    assert roles_of(counter, trainee) == ["clerk"]
    assert two.post(f"/counter/security/grants/{grant}", {"decision": "grant"}).status_code == 422


def test_a_refused_wish_changes_nothing(counter: CounterStage, trainee: str) -> None:
    one, two = counter.browser("security"), counter.browser("security2")
    ask(one, trainee, "finance")
    two.post(f"/counter/security/grants/{open_grant(counter, trainee)}", {"decision": "refuse"})
    assert roles_of(counter, trainee) == []
    assert ask(one, trainee, "finance").status_code == 200


def test_a_wider_scope_needs_the_second_administrator_as_well(counter: CounterStage, trainee: str) -> None:
    ask(counter.browser("security"), trainee, regions=(HERE, THERE))
    assert counter.rows("select regions from counter_staff where code = %s", trainee) == [([HERE],)]
    assert open_grant(counter, trainee)


def test_taking_rights_away_is_done_at_once_and_ends_the_sessions(counter: CounterStage) -> None:
    code = f"leaver{len(counter.rows('select 1 from counter_staff'))}"
    with connect() as connection:
        hire(connection, code, "clerk", "checker")
    leaver = counter.browser(code)
    ask(counter.browser("security"), code, "clerk", reason="不再复核")
    assert roles_of(counter, code) == ["clerk"]
    assert leaver.get("/counter/").status_code == 302


@pytest.mark.parametrize("roles", [("security", "clerk"), ("audit", "system"), ("system", "finance")])
def test_an_administrator_holds_nothing_besides(counter: CounterStage, trainee: str, roles: tuple[str, ...]) -> None:
    assert ask(counter.browser("security"), trainee, *roles).status_code == 422
    with psycopg.connect(counter.url) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("update counter_staff set roles = %s where code = %s", [list(roles), trainee])


def test_nobody_touches_their_own_account(counter: CounterStage) -> None:
    own = counter.browser("security")
    for address in ("lock", "unlock", "reset", "rights"):
        fields = {"role": ["security"], "region": [HERE], "reason": "x"}
        assert own.post(f"/counter/security/security1/{address}", fields).status_code == 422
    assert roles_of(counter, "security1") == ["security"]


def test_nobody_decides_a_wish_for_themselves(counter: CounterStage) -> None:
    """Not even when another asked for it: the database forbids only the asker, the operation also the receiver."""
    ask(counter.browser("security2"), "security1", "security", regions=(HERE, THERE))
    grant = open_grant(counter, "security1")
    with connect() as connection:
        found = operations.decide_rights(connection, grant, granted=True, by="security1", now=NOW)
        assert isinstance(found, Refusal)
        assert found.code == "OWN_ACCOUNT"
        operations.decide_rights(connection, grant, granted=False, by="terminal", now=NOW)


def test_a_new_account_has_no_role_and_a_password_that_is_shown_once(counter: CounterStage) -> None:
    security = counter.browser("security")
    code = f"fresh{len(counter.rows('select 1 from counter_staff'))}"
    fields = {"code": code, "name": "示例新人", "office": "示例区医保经办中心", "region": [HERE]}
    page = text_of(security.post("/counter/security/add-account", fields).content)
    password = next(word for word in page.split() if word.count("-") == 3)
    assert roles_of(counter, code) == []
    signed = Client().post("/counter/login", {"code": code, "password": password})
    assert signed.status_code == 302
    assert password not in text_of(security.get(f"/counter/security/{code}").content)
    assert security.post("/counter/security/add-account", fields).status_code == 422


def test_a_locked_account_and_its_unlocking(counter: CounterStage, trainee: str) -> None:
    security = counter.browser("security")
    security.post(f"/counter/security/{trainee}/lock")
    assert Client().post("/counter/login", {"code": trainee, "password": PASSWORD}).status_code == 422
    security.post(f"/counter/security/{trainee}/unlock")
    assert Client().post("/counter/login", {"code": trainee, "password": PASSWORD}).status_code == 302


def test_a_reset_password_must_be_changed(counter: CounterStage, trainee: str) -> None:
    counter.browser("security").post(f"/counter/security/{trainee}/reset")
    with connect() as connection:
        found = queries.account(connection, trainee, now=NOW)
    assert found is not None
    assert found.staff.must_change


def test_auditors_see_who_looked_at_whom_and_only_their_region(counter: CounterStage) -> None:
    number = counter.number(counter.cast.flexible)
    counter.browser("clerk").post(
        "/counter/people/open", {"number": number, "purpose": "inspection", "reference": "稽核 7"}
    )
    page = text_of(counter.browser("audit").get("/counter/audit/?staff=clerk1").content)
    assert number in page
    assert "稽核 7" in page
    assert counter.browser("audit").get(f"/counter/audit/chain/{THERE}").status_code == 404


def test_a_changed_row_is_found_by_the_auditor(counter: CounterStage) -> None:
    audit = counter.browser("audit")
    sound = text_of(audit.post("/counter/audit/chain/000000/verify").content)
    assert "审计链完整" in sound
    with psycopg.connect(counter.url, autocommit=True) as owner:
        owner.execute("update evidence_audit set actor = 'nobody2' where region = '000000' and id = 3")
        broken = text_of(audit.post("/counter/audit/chain/000000/verify").content)
        owner.execute("update evidence_audit set actor = 'terminal' where region = '000000' and id = 3")
    assert "3 CHANGED" in broken


def test_every_change_of_rights_stands_in_the_chain(counter: CounterStage, trainee: str) -> None:
    ask(counter.browser("security"), trainee, "clerk")
    counter.browser("security2").post(f"/counter/security/grants/{open_grant(counter, trainee)}", {"decision": "grant"})
    found = counter.rows("select action, actor from evidence_audit where subject = %s order by id", trainee)
    assert found == [("STAFF_ADDED", "terminal"), ("RIGHTS_ASKED", "security1"), ("RIGHTS_GIVEN", "security2")]
