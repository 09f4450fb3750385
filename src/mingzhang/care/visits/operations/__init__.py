"""The room's verbs, one a file. Each returns its record or a Refusal and writes all or nothing.

    register_visit(connection, region, VisitOrder, now=)                         -> VisitRecord | Refusal
    record_diagnoses(connection, region, DiagnosesOrder, now=)                   -> VisitRecord | Refusal
    upload_lines(connection, region, LinesOrder, now=)                           -> tuple[LineRecord, ...] | Refusal
    delete_lines(connection, region, LinesRemoval, now=)                         -> int | Refusal
    withdraw_visit(connection, region, VisitWithdrawal, now=)                    -> VisitRecord | Refusal
    try_settlement(connection, region, SettlementOrder, now=)                    -> Settled | Refusal
    settle_batch(connection, region, SettlementOrder, request=, render=, now=)   -> Answered | Refusal
    try_sale(connection, region, SaleOrder, now=)                                -> Settled | Refusal
    sell(connection, region, SaleOrder, request=, render=, now=)                 -> Answered | Refusal
    cancel_settlement(connection, region, CancelOrder, request=, render=, now=)  -> Answered | Refusal
    reverse(connection, region, ReversalOrder, now=)                             -> Reversed | Refusal
    try_resettling(connection, region, settlement_id, now=)                      -> tuple[Adjustment, ...] | Refusal
    resettle(connection, region, settlement_id, now=)                            -> tuple[Adjustment, ...] | Refusal

`render` makes the answer's bytes from the Settled; they are stored in the transaction that books it, and told again,
byte for byte, to the same message. The other verbs know no message: their door keeps the answer itself, in one
transaction around the verb (`books.evidence.store_answer`).
"""

from mingzhang.care.visits.operations.cancel_settlement import cancel_settlement
from mingzhang.care.visits.operations.delete_lines import delete_lines
from mingzhang.care.visits.operations.record_diagnoses import record_diagnoses
from mingzhang.care.visits.operations.register_visit import register_visit
from mingzhang.care.visits.operations.resettle import resettle, try_resettling
from mingzhang.care.visits.operations.reverse import reverse
from mingzhang.care.visits.operations.sell import sell, try_sale
from mingzhang.care.visits.operations.settle_batch import settle_batch, try_settlement
from mingzhang.care.visits.operations.upload_lines import upload_lines
from mingzhang.care.visits.operations.withdraw_visit import withdraw_visit

__all__ = [
    "cancel_settlement",
    "delete_lines",
    "record_diagnoses",
    "register_visit",
    "resettle",
    "reverse",
    "sell",
    "settle_batch",
    "try_resettling",
    "try_sale",
    "try_settlement",
    "upload_lines",
    "withdraw_visit",
]
