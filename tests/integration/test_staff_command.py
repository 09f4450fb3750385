"""`mingzhang staff` makes the first accounts, and `mingzhang prove` verifies the chain in which they stand."""

from __future__ import annotations

import re

import psycopg
import pytest
import typer
from tests.cast import NOW
from typer.testing import CliRunner

from mingzhang.books.database import connect, owner_conninfo
from mingzhang.doors.counter.staff import queries
from mingzhang.doors.counter.staff.records import ROLES
from mingzhang.site.commands import prove, staff
from mingzhang.site.demo_staff import hire_demo_staff

OF_A_CLERK = ["--name", "示例经办", "--office", "示例中心", "--region", "440100", "--role", "clerk"]
CLERK = ["staff", "add", "clerk9", *OF_A_CLERK]


@pytest.fixture
def command(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    app = typer.Typer()
    staff.register(app)
    prove.register(app)
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    return app


def run(command: typer.Typer, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, list(arguments))
    return result.exit_code, result.output


def roles_of(code: str) -> list[str]:
    with connect() as connection:
        row = connection.execute("select roles from counter_staff where code = %s", [code]).fetchone()
    assert row is not None
    return list(row[0])


def test_an_account_is_made_with_a_password_that_is_printed_once(command: typer.Typer) -> None:
    code, said = run(command, *CLERK)
    assert code == 0
    found = re.search(r"(\w{4}-){3}\w{4}", said)
    assert found is not None
    assert roles_of("clerk9") == ["clerk"]
    assert found[0] not in run(command, "staff", "list")[1]


def test_what_cannot_be_is_refused_in_both_languages(command: typer.Typer) -> None:
    assert run(command, *CLERK)[0] == 0
    assert run(command, *CLERK)[0] == 2
    code, said = run(command, "staff", "add", "both1", *OF_A_CLERK, "--role", "audit")
    assert code == 2
    assert "只能单独担任" in said
    assert "no other role" in said
    assert run(command, "staff", "add", "far1", *OF_A_CLERK, "--region", "999999")[0] == 2


def test_roles_lock_unlock_and_password(command: typer.Typer) -> None:
    run(command, *CLERK)
    assert run(command, "staff", "roles", "clerk9", "--role", "checker", "--role", "clerk")[0] == 0
    assert roles_of("clerk9") == ["checker", "clerk"]
    assert run(command, "staff", "lock", "clerk9")[0] == 0
    assert "锁定" in run(command, "staff", "list")[1]
    assert run(command, "staff", "unlock", "clerk9")[0] == 0
    assert run(command, "staff", "password", "clerk9")[0] == 0
    assert run(command, "staff", "lock", "nobody9")[0] == 2


def test_prove_verifies_the_chain_of_the_accounts(command: typer.Typer) -> None:
    run(command, *CLERK)
    assert run(command, "prove")[0] == 0
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("update evidence_audit set subject = 'clerk8' where region = '000000'")
    code, said = run(command, "prove")
    assert code == 1
    assert "000000 AUDIT row 1: CHANGED" in said


def test_an_account_of_the_terminal_must_change_its_password(command: typer.Typer) -> None:
    run(command, *CLERK)
    with connect() as connection:
        found = queries.account(connection, "clerk9", now=NOW)
    assert found is not None
    assert found.staff.must_change


def test_the_demonstration_hires_each_role_once_and_two_security_administrators(command: typer.Typer) -> None:
    with connect() as connection:
        for _ in range(2):
            hire_demo_staff(connection, NOW)
        hired = [account.staff for account in queries.accounts(connection, now=NOW)]
    assert sorted(role for one in hired for role in one.roles) == sorted((*ROLES, "clerk", "security"))
    assert all(one.demo and not one.must_change for one in hired)
