"""药店预结算: what a sale would give; nothing is booked."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.doors.gateway.fields import Message, Node
from mingzhang.doors.gateway.orders import sale_order, settled_output
from mingzhang.doors.gateway.shapes import PAYERS, SALE, SALE_LINE, SALE_LINES_SPLIT, TRIAL
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node("druginfo", "购药信息", SALE, other_names=("data",)),
    Node("drugdetail", "购药明细", SALE_LINE, many=True),
)
OUTPUT = (TRIAL, PAYERS, SALE_LINES_SPLIT)


def call(caller: Caller, message: Message) -> Answer:
    """Try the sale."""
    order = sale_order(caller, message)
    if isinstance(order, Refusal):
        return order
    settled = operations.try_sale(caller.connection, caller.key.region, order, now=caller.now)
    if isinstance(settled, Refusal):
        return settled
    return Done(settled_output(caller, settled, message["druginfo"], with_lines=True), settled.person_id)


TRANSACTION = Transaction("2101", "药店预结算", INPUT, OUTPUT, call)
