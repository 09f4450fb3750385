"""What 2206/2207 and 2101/2102 have in common: the order in our words, and the answer from what was settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import CancelOrder, SaleOrder, Settled, SettlementOrder
from mingzhang.doors.gateway import settlements
from mingzhang.doors.gateway.explained import by_payer, explanation
from mingzhang.doors.gateway.fields import Message, Row
from mingzhang.doors.gateway.lines import fee_line, split_lines
from mingzhang.doors.gateway.people import (
    benefit_here,
    claim_of,
    credential_of,
    person_id_of,
    settlement_id_of,
    visit_id_of,
)
from mingzhang.doors.gateway.transaction import Answer, Caller, Told
from mingzhang.doors.gateway.values import china_now
from mingzhang.rules.settlement import statement

_ACCOUNT_NOT_USED = "0"
_SALE_BATCH = "1"


def settlement_order(caller: Caller, data: Row) -> SettlementOrder | Refusal:
    """A batch to be settled or tried."""
    person = claim_of(data)
    if isinstance(person, Refusal):
        return person
    benefit = benefit_here(caller, data["med_type"])
    if isinstance(benefit, Refusal):
        return benefit
    visit_id = visit_id_of(caller, data["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    return SettlementOrder(
        institution_code=caller.institution.code,
        person=person,
        credential=credential_of(data),
        visit_id=visit_id,
        batch=data["chrg_bchno"],
        total_fen=data["medfee_sumamt"],
        use_account=data["acct_used_flag"] != _ACCOUNT_NOT_USED,
    )


def sale_order(caller: Caller, message: Message) -> SaleOrder | Refusal:
    """A pharmacy's sale, booked or tried; the message's own number is the visit's serial."""
    sale = message["druginfo"]
    person = claim_of(sale)
    if isinstance(person, Refusal):
        return person
    benefit = benefit_here(caller, sale["med_type"])
    if isinstance(benefit, Refusal):
        return benefit
    return SaleOrder(
        institution_code=caller.institution.code,
        person=person,
        credential=credential_of(sale),
        serial=caller.envelope.message_id,
        medical_type=sale["med_type"],
        started_at=sale["begntime"],
        total_fen=sale["medfee_sumamt"],
        use_account=sale["acct_used_flag"] != _ACCOUNT_NOT_USED,
        lines=tuple(fee_line(row, _SALE_BATCH) for row in message["drugdetail"]),
        details={"invono": sale["invono"]} if sale.get("invono") else {},
    )


def settled_output(caller: Caller, settled: Settled, data: Row, *, with_lines: bool = False) -> dict[str, Any]:
    """The answer to a settlement or its trial."""
    info = settlements.settlement_info(settled, data, caller.envelope.message_id)
    lines = statement(settled.outcome) if caller.extras else ()
    info["exp_content"] = explanation(lines) if lines else ""
    output: dict[str, Any] = {"setlinfo": info, "setldetail": settlements.payers(settled, by_payer(lines))}
    if with_lines:
        output["detlcutinfo"] = split_lines(settled.lines, caller.extras)
    return output


def renderer(caller: Caller, data: Row, *, with_lines: bool = False) -> Callable[[Settled], bytes]:
    """Writes the answer that is kept with the booking."""

    def render(settled: Settled) -> bytes:
        output = settled_output(caller, settled, data, with_lines=with_lines)
        return caller.letterhead.success(output, china_now())

    return render


def cancel(caller: Caller, message: Message) -> Answer:
    """Take a settlement back: what 2208 and 2103 do."""
    data = message["data"]
    settlement_id = settlement_id_of(caller, data["setl_id"])
    if isinstance(settlement_id, Refusal):
        return settlement_id
    visit_id = visit_id_of(caller, data["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    order = CancelOrder(caller.institution.code, person_id_of(data["psn_no"]), settlement_id, visit_id)
    answered = operations.cancel_settlement(
        caller.connection,
        caller.key.region,
        order,
        request=caller.request,
        render=lambda settled: caller.letterhead.success(_cancelled(caller, settled), china_now()),
        now=caller.now,
    )
    if isinstance(answered, Refusal):
        return answered
    return Told(answered.answer, answered.replayed, order.person_id, recorded=not answered.replayed)


def _cancelled(caller: Caller, settled: Settled) -> dict[str, Any]:
    info = settlements.cancellation_info(settled, caller.envelope.message_id)
    return {"setlinfo": info, "setldetail": settlements.payers(settled, {})}
