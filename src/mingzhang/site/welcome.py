"""What the demo says when it is up: where, two logins, and one message to the gateway."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from mingzhang.answers import demo
from mingzhang.basics.fen import yuan_text
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.registers.institutions import queries as institutions

HEALTHY, EMPTY = 901, 904  # of the cast: who has money, and who has none


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
    console.print("\n网关 The gateway, as a hospital would ask for a person (1101):")
    console.print(f"  curl -s {address}/gateway -d '{_question(connection, healthy)}'\n", markup=False)


def _available(connection: Connection, member: demo.Member) -> int:
    key = next(key for key in enrolment.find_people(connection, member.number) if key.region == member.region)
    return ledger.balance(connection, key.region, "personal", key.person_id).available_fen


def _question(connection: Connection, member: demo.Member) -> str:
    """The 1101 envelope of the region's first hospital about a member of the cast."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    hospital = next(h for h in institutions.institutions_of(connection, member.region) if h.kind == "hospital")
    envelope = {
        "infno": "1101",
        "msgid": f"{hospital.code}{now:%Y%m%d%H%M%S}0001",
        "mdtrtarea_admvs": member.region,
        "insuplc_admdvs": member.region,
        "recer_sys_code": "01",
        "infver": "V1.0",
        "opter_type": "1",
        "opter": "demo",
        "opter_name": "演示",
        "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
        "fixmedins_code": hospital.code,
        "fixmedins_name": "演示医院",
        "input": {
            "data": {
                "mdtrt_cert_type": "02",
                "mdtrt_cert_no": member.number,
                "psn_cert_type": "01",
                "certno": member.number,
                "psn_name": member.name,
            }
        },
    }
    return json.dumps(envelope, ensure_ascii=False)
