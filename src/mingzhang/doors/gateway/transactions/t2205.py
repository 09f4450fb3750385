"""门诊费用明细信息撤销: fee lines of one batch, or all that are not settled, are taken back."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import LinesRemoval
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, text
from mingzhang.doors.gateway.people import person_id_of, visit_id_of
from mingzhang.doors.gateway.shapes import EXTENSION, PERSON_NUMBER, VISIT_NUMBER
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "data",
        "撤销信息",
        (
            VISIT_NUMBER,
            text("chrg_bchno", "收费批次号", 30, REQUIRED, note="0000 表示全部未结算明细"),
            PERSON_NUMBER,
            EXTENSION,
        ),
        other_names=("feedetail", "mdtrtinfo"),
    ),
)
OUTPUT = ()


def call(caller: Caller, message: Message) -> Answer:
    """Take the lines back."""
    data = message["data"]
    visit_id = visit_id_of(caller, data["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    person_id = person_id_of(data["psn_no"])
    order = LinesRemoval(caller.institution.code, person_id, visit_id, data["chrg_bchno"])
    removed = operations.delete_lines(caller.connection, caller.key.region, order, now=caller.now)
    return removed if isinstance(removed, Refusal) else Done({}, person_id)


TRANSACTION = Transaction("2205", "门诊费用明细信息撤销", INPUT, OUTPUT, call, kept="by_door")
