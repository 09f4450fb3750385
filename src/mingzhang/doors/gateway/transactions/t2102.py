"""药店结算: a sale is booked with its lines; the answer is kept with the booking."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, code, text
from mingzhang.doors.gateway.orders import renderer, sale_order
from mingzhang.doors.gateway.shapes import PAYERS, SALE, SALE_LINE, SALE_LINES_SPLIT, SETTLEMENT
from mingzhang.doors.gateway.transaction import Answer, Caller, Told, Transaction

INPUT = (
    Node("druginfo", "购药信息", SALE, other_names=("data",)),
    Node("drugdetail", "购药明细", SALE_LINE, many=True),
    Node(
        "drug_trac_info",
        "追溯码节点信息",
        (
            text("feedetl_sn", "费用明细流水号", 30, REQUIRED),
            text("drug_trac_codg", "药品追溯码", 100, REQUIRED),
            code("trdn_flag", "拆零标志", 3, codes.YES_NO, REQUIRED),
        ),
        many=True,
        required=False,
        other_names=("durg_trac_info",),
    ),
)
OUTPUT = (SETTLEMENT, PAYERS, SALE_LINES_SPLIT)


def call(caller: Caller, message: Message) -> Answer:
    """Book the sale."""
    order = sale_order(caller, message)
    if isinstance(order, Refusal):
        return order
    answered = operations.sell(
        caller.connection,
        caller.key.region,
        order,
        request=caller.request,
        render=renderer(caller, message["druginfo"], with_lines=True),
        now=caller.now,
    )
    if isinstance(answered, Refusal):
        return answered
    return Told(answered.answer, answered.replayed, order.person.person_id, recorded=not answered.replayed)


TRANSACTION = Transaction("2102", "药店结算", INPUT, OUTPUT, call, kept="with_booking")
