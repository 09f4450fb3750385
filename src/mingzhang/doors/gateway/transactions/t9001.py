"""签到: an operator signs in; the number that comes back may travel in later envelopes."""

from __future__ import annotations

from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, moment, text
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction
from mingzhang.doors.gateway.values import moment_text
from mingzhang.registers.institutions import operations

INPUT = (
    Node(
        "signIn",
        "签到信息",
        (
            text("opter_no", "操作员编号", 20, REQUIRED),
            text("mac", "签到MAC地址", 20, REQUIRED),
            text("ip", "签到IP地址", 20, REQUIRED),
        ),
        other_names=("signin", "data"),
    ),
)
OUTPUT = (
    Node(
        "signinoutb",
        "签到结果",
        (moment("sign_time", "签到时间", REQUIRED), text("sign_no", "签到编号", 30, REQUIRED)),
    ),
)


def call(caller: Caller, message: Message) -> Answer:
    """Open a session for the operator."""
    sign_in = message["signIn"]
    session = operations.sign_in(
        caller.connection,
        caller.institution.region,
        caller.institution.id,
        operator=sign_in["opter_no"],
        device=f"{sign_in['mac']} {sign_in['ip']}",
        at=caller.now,
    )
    return Done({"signinoutb": {"sign_time": moment_text(session.signed_in_at), "sign_no": session.sign_no}})


TRANSACTION = Transaction("9001", "签到", INPUT, OUTPUT, call, kept="by_door")
