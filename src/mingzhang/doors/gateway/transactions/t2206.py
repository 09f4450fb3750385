"""门诊预结算: what settling a batch would give; nothing is booked."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import OPTIONAL, REQUIRED, Message, Node, code, text
from mingzhang.doors.gateway.orders import settled_output, settlement_order
from mingzhang.doors.gateway.shapes import (
    ACCOUNT_USE,
    EXTENSION,
    INSURANCE,
    MEDICAL_TYPE,
    PAYERS,
    PERSON_NUMBER,
    SHOWN_CREDENTIAL,
    TOTAL,
    TRIAL,
    VISIT_NUMBER,
    claimed_person,
)
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction

INPUT = (
    Node(
        "data",
        "预结算信息",
        (
            PERSON_NUMBER,
            *SHOWN_CREDENTIAL,
            *claimed_person(OPTIONAL),
            MEDICAL_TYPE,
            TOTAL,
            code("psn_setlway", "个人结算方式", 6, codes.PAYMENT_WAY, REQUIRED),
            VISIT_NUMBER,
            text("chrg_bchno", "收费批次号", 30, REQUIRED),
            ACCOUNT_USE,
            INSURANCE,
            EXTENSION,
            text("pub_hosp_rfom_flag", "公立医院改革标志", 6),
        ),
        other_names=("mdtrtinfo",),
    ),
)
OUTPUT = (TRIAL, PAYERS)


def call(caller: Caller, message: Message) -> Answer:
    """Try the settlement."""
    data = message["data"]
    order = settlement_order(caller, data)
    if isinstance(order, Refusal):
        return order
    settled = operations.try_settlement(caller.connection, caller.key.region, order, now=caller.now)
    if isinstance(settled, Refusal):
        return settled
    return Done(settled_output(caller, settled, data), settled.person_id)


TRANSACTION = Transaction("2206", "门诊预结算", INPUT, OUTPUT, call)
