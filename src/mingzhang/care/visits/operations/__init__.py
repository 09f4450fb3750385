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

`render` makes the answer's bytes from the Settled; they are stored in the transaction that books it, and told again,
byte for byte, to the same message. The other verbs know no message: their door keeps the answer itself, in one
transaction around the verb (`books.evidence.store_answer`).
"""
