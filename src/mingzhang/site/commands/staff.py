"""`mingzhang staff`: the agency's accounts from the terminal; the first ones can only be made here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.site.opening import open_books
from mingzhang.site.refusing import refuse

CHINA = ZoneInfo("Asia/Shanghai")
BY = "terminal"

Data = Annotated[Path | None, typer.Option(help="directory of the books")]
Code = Annotated[str, typer.Argument(help="staff code")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    staff = typer.Typer(no_args_is_help=True, help="经办人员的账号。 The agency's staff accounts.")
    app.add_typer(staff, name="staff")
    staff.command("add", help="新建账号，打印一次性密码。 Make an account; prints its first password.")(_add)
    staff.command("list", help="列出账号。 List the accounts.")(_list)
    staff.command("roles", help="定角色和统筹区。 Set roles and regions.")(_roles)
    staff.command("lock", help="锁定账号。 Lock an account.")(_lock)
    staff.command("unlock", help="解锁账号。 Unlock an account.")(_unlock)
    staff.command("password", help="重设密码，打印一次性密码。 Reset a password.")(_password)


def _add(
    code: Code,
    name: Annotated[str, typer.Option(help="the person's name")],
    office: Annotated[str, typer.Option(help="the office, told to people whose records are looked at")],
    region: Annotated[list[str], typer.Option(help="a region's code; several times for several")],
    role: Annotated[list[str] | None, typer.Option(help="a role; several times for several")] = None,
    data: Data = None,
) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import operations, passwords
        from mingzhang.doors.counter.staff.records import NewStaff

        password = passwords.first_password()
        new = NewStaff(code, name, office, tuple(region))
        _told(operations.add(connection, new, password=password, by=BY, now=now, roles=frozenset(role or ())))  # type: ignore[arg-type]
        print(f"{code} 的一次性密码（登录后必须更换） First password, to be changed at once: {password}")


def _list(data: Data = None) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import queries

        table = Table("工号 code", "姓名 name", "机构 office", "角色 roles", "统筹区 regions", "状态 state")
        for account in queries.accounts(connection, now=now):
            who = account.staff
            state = "锁定 locked" if account.is_locked(now) else "正常 open"
            table.add_row(who.code, who.name, who.office, " ".join(sorted(who.roles)), " ".join(who.regions), state)
        Console(highlight=False, soft_wrap=True).print(table)


def _roles(
    code: Code,
    role: Annotated[list[str], typer.Option(help="a role; several times for several")],
    region: Annotated[list[str] | None, typer.Option(help="a region's code; unchanged when none is given")] = None,
    reason: Annotated[str, typer.Option(help="why; kept in the audit chain")] = "",
    data: Data = None,
) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import operations

        done = operations.set_rights(
            connection,
            code,
            roles=frozenset(role),
            regions=tuple(region or ()),
            reason=reason,
            by=BY,
            now=now,  # type: ignore[arg-type]
        )
        _told(done)
        print(f"{code}: {' '.join(sorted(role))}")


def _lock(code: Code, data: Data = None) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import operations

        _told(operations.lock(connection, code, by=BY, now=now))
        print(f"{code} 已锁定，会话已结束。 Locked; its sessions have ended.")


def _unlock(code: Code, data: Data = None) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import operations

        _told(operations.unlock(connection, code, by=BY, now=now))
        print(f"{code} 已解锁。 Unlocked.")


def _password(code: Code, data: Data = None) -> None:
    with _accounts(data) as (connection, now):
        from mingzhang.doors.counter.staff import operations, passwords

        password = passwords.first_password()
        _told(operations.reset_password(connection, code, password=password, by=BY, now=now))
        print(f"{code} 的一次性密码（登录后必须更换） First password, to be changed at once: {password}")


@contextmanager
def _accounts(data: Path | None) -> Iterator[tuple[Connection, datetime]]:
    """The books and this moment; Django's settings are loaded, because its hashers make the passwords."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang.site.settings")
    with open_books(data) as connection:
        django.setup()
        yield connection, datetime.now(CHINA)


def _told(outcome: object) -> None:
    """Say a refusal, and end with 2."""
    if isinstance(outcome, Refusal):
        refuse(outcome)
