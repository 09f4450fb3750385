"""签退: an operator signs out."""

from __future__ import annotations

from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, moment, text
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction
from mingzhang.doors.gateway.values import moment_text
from mingzhang.registers.institutions import operations

INPUT = (
    Node(
        "signOut",
        "签退信息",
        (text("sign_no", "签到编号", 30, REQUIRED), text("opter_no", "操作员编号", 20, REQUIRED)),
        other_names=("signout", "data"),
    ),
)
OUTPUT = (Node("signoutoutb", "签退结果", (moment("sign_time", "签退时间", REQUIRED),)),)


def call(caller: Caller, message: Message) -> Answer:
    """Close the operator's session."""
    institution = caller.institution
    refusal = operations.sign_out(
        caller.connection, institution.region, institution.id, message["signOut"]["sign_no"], at=caller.now
    )
    return refusal or Done({"signoutoutb": {"sign_time": moment_text(caller.now)}})


TRANSACTION = Transaction("9002", "签退", INPUT, OUTPUT, call, kept="by_door")
