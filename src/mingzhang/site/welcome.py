"""What the demo says when it is up: where, two logins, and one message to the gateway."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from mingzhang.answers import demo
from mingzhang.basics.fen import yuan_text
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.registers.enrolment.records import PersonKey
from mingzhang.registers.institutions import queries as institutions
from mingzhang.site.demo_staff import PASSWORD, STAFF
from mingzhang.site.postgres import DirectoryProblem

CHINA = ZoneInfo("Asia/Shanghai")
HEALTHY, EMPTY = 901, 956  # of the cast: who has money, and who has none


def welcome(console: Console, connection: Connection, port: int) -> None:
    """Print the address, two people to log in as, and a message to send."""
    address = f"http://127.0.0.1:{port}"
    healthy, empty = (next(m for m in demo.members() if m.sequence == turn) for turn in (HEALTHY, EMPTY))
    console.print(f"\n[bold]明账 Mingzhang[/]  {address}/   Ctrl-C 停止 stops")
    ended = demo.story_ends_on(connection)
    console.print(f"演示数据截至 {ended}；--reset 重新生成。 The story ends on {ended}; --reset writes it anew.\n")
    console.print(f"登录 Log in (验证码见 the code is at {address}/outbox):")
    for member in (healthy, empty):
        console.print(f"  {member.number}  {member.name}  ¥{yuan_text(_available(connection, member))}  {member.shows}")
    staff = " ".join(code for code, _, _ in STAFF)
    console.print(f"\n经办窗口 The counter: {address}/counter/  密码 password: [bold]{PASSWORD}[/]\n  {staff}")
    console.print("\n网关 The gateway, as a hospital would ask for a person (1101):")
    question = demo.question_about(_first_hospital(connection, healthy.region), healthy, datetime.now(CHINA))
    console.print(f"  curl -s {address}/gateway -d '{question}'\n", markup=False)


def key_of(connection: Connection, member: demo.Member) -> PersonKey:
    """The record of one of the cast; refuses a demo that was loaded with another cast, by an earlier release."""
    for key in enrolment.find_people(connection, member.number):
        if key.region == member.region:
            return key
    raise DirectoryProblem(
        "演示数据由另一个版本载入，人物不同；请运行 demo --reset 重新生成。\n"
        "  This demo was loaded by another release, with another cast; run demo --reset to write it anew."
    )


def _available(connection: Connection, member: demo.Member) -> int:
    key = key_of(connection, member)
    return ledger.balance(connection, key.region, "personal", key.person_id).available_fen


def _first_hospital(connection: Connection, region: str) -> str:
    return next(place.code for place in institutions.institutions_of(connection, region) if place.kind == "hospital")
