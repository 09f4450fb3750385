"""冲正交易: what an earlier message booked is undone, when its sender never learned the answer."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.basics.refusal import Refusal
from mingzhang.books.evidence.queries import answer_of
from mingzhang.books.evidence.records import RequestKey
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import ReversalOrder
from mingzhang.doors.gateway.fields import REQUIRED, Message, Node, text
from mingzhang.doors.gateway.people import person_id_of
from mingzhang.doors.gateway.shapes import EXTENSION, PERSON_NUMBER
from mingzhang.doors.gateway.transaction import Answer, Caller, Done, Transaction
from mingzhang.doors.gateway.transactions import all_transactions
from mingzhang.rules.policy import regions

INPUT = (
    Node(
        "data",
        "冲正信息",
        (
            PERSON_NUMBER,
            text("omsgid", "原发送方报文ID", 30, REQUIRED),
            text("oinfno", "原交易编号", 6, REQUIRED, note="可冲正：2102、2207"),
            EXTENSION,
        ),
        bare=True,
    ),
)
OUTPUT = ()


def call(caller: Caller, message: Message) -> Answer:
    """Undo the original, or say that nothing had been booked."""
    data = message["data"]
    region = caller.key.region
    original = RequestKey(region, caller.institution.code, data["oinfno"].upper(), data["omsgid"])
    refused = _refuse_kind(original) or _refuse_region(caller, original)
    if refused is not None:
        return refused
    order = ReversalOrder(original, person_id_of(data["psn_no"]), caller.envelope.message_id)
    undone = operations.reverse(caller.connection, region, order, now=caller.now)
    if isinstance(undone, Refusal):
        return undone
    return Done({}, order.person_id, "settlement", undone.cancellation_id)


def _refuse_kind(original: RequestKey) -> Refusal | None:
    """Only what has an effect can be undone; anything else is a slip that must not be answered as done."""
    transaction = all_transactions().get(original.transaction_no)
    if transaction is None or transaction.kept == "not":
        return Refusal("NOT_REVERSIBLE", {"transaction": original.transaction_no}, "never")
    return None


def _refuse_region(caller: Caller, original: RequestKey) -> Refusal | None:
    """An original that stands with another region's person must not be told as never booked."""
    for region in regions():
        if region.code == original.region:
            continue
        stored = answer_of(caller.connection, replace(original, region=region.code))
        if stored is not None and not stored.refused:
            return Refusal("ORIGINAL_ELSEWHERE", {"registered": region.code})
    return None


TRANSACTION = Transaction("2601", "冲正交易", INPUT, OUTPUT, call, kept="by_door")
