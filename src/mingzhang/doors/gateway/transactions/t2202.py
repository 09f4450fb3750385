"""门诊挂号撤销: a visit that was opened and not settled is withdrawn."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import VisitWithdrawal
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, text
from mingzhang.doors.gateway.people import person_id_of, visit_id_of
from mingzhang.doors.gateway.shapes import EXTENSION, PERSON_NUMBER, VISIT_NUMBER
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "data",
        "撤销信息",
        (PERSON_NUMBER, VISIT_NUMBER, text("ipt_otp_no", "住院/门诊号", 30, REQUIRED), EXTENSION),
        other_names=("mdtrtinfo",),
    ),
)
OUTPUT = ()


def call(caller: Caller, message: Message) -> Answer:
    """Withdraw the visit."""
    data = message["data"]
    visit_id = visit_id_of(caller, data["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    person_id = person_id_of(data["psn_no"])
    order = VisitWithdrawal(caller.institution.code, person_id, visit_id, data["ipt_otp_no"])
    withdrawn = operations.withdraw_visit(caller.connection, caller.key.region, order, now=caller.now)
    if isinstance(withdrawn, Refusal):
        return withdrawn
    return Done({}, person_id)


TRANSACTION = Transaction("2202", "门诊挂号撤销", INPUT, OUTPUT, call, kept="by_door")
