"""门诊结算: a batch is settled and booked; the answer is kept with the booking, so a repeat gets the same bytes."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import OPTIONAL, REQUIRED, Message, Node, code, money, text
from mingzhang.doors.gateway.orders import renderer, settlement_order
from mingzhang.doors.gateway.shapes import (
    ACCOUNT_USE,
    EXTENSION,
    INSURANCE,
    MEDICAL_TYPE,
    PAYERS,
    PERSON_NUMBER,
    SETTLEMENT,
    SHOWN_CREDENTIAL,
    TOTAL,
    VISIT_NUMBER,
    claimed_person,
)
from mingzhang.doors.gateway.transaction import Answer, Caller, Told, Transaction

INPUT = (
    Node(
        "data",
        "结算信息",
        (
            PERSON_NUMBER,
            *SHOWN_CREDENTIAL,
            *claimed_person(OPTIONAL),
            MEDICAL_TYPE,
            TOTAL,
            code("psn_setlway", "个人结算方式", 6, codes.PAYMENT_WAY, REQUIRED),
            VISIT_NUMBER,
            text("chrg_bchno", "收费批次号", 30, REQUIRED),
            INSURANCE,
            ACCOUNT_USE,
            text("invono", "发票号", 20),
            money("fulamt_ownpay_amt", "全自费金额", REQUIRED, note="2206 返回的值"),
            money("overlmt_selfpay", "超限价金额", REQUIRED, note="2206 返回的值"),
            money("preselfpay_amt", "先行自付金额", REQUIRED, note="2206 返回的值"),
            money("inscp_scp_amt", "符合政策范围金额", REQUIRED, note="2206 返回的值"),
            EXTENSION,
            text("pub_hosp_rfom_flag", "公立医院改革标志", 6),
        ),
        other_names=("mdtrtinfo",),
    ),
)
OUTPUT = (SETTLEMENT, PAYERS)


def call(caller: Caller, message: Message) -> Answer:
    """Settle and book."""
    data = message["data"]
    order = settlement_order(caller, data)
    if isinstance(order, Refusal):
        return order
    answered = operations.settle_batch(
        caller.connection,
        caller.key.region,
        order,
        request=caller.request,
        render=renderer(caller, data),
        now=caller.now,
    )
    if isinstance(answered, Refusal):
        return answered
    return Told(answered.answer, answered.replayed, order.person.person_id, recorded=not answered.replayed)


TRANSACTION = Transaction("2207", "门诊结算", INPUT, OUTPUT, call, kept="with_booking")
