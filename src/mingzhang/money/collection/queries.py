"""Reading collection, by the names that doors and answers use; each question stands in its drawer."""

from mingzhang.money.collection.orders.queries import (
    debit_agreements,
    events_of_orders,
    order,
    order_by_number,
    order_events,
    order_of_receipt,
    orders_of_payer,
    orders_of_person,
    queue,
    state_counts,
)
from mingzhang.money.collection.refunds.queries import (
    refund_by_id,
    refund_counts,
    refund_queue,
    refunds_of,
    refunds_of_receipt,
)

__all__ = [
    "debit_agreements",
    "events_of_orders",
    "order",
    "order_by_number",
    "order_events",
    "order_of_receipt",
    "orders_of_payer",
    "orders_of_person",
    "queue",
    "refund_by_id",
    "refund_counts",
    "refund_queue",
    "refunds_of",
    "refunds_of_receipt",
    "state_counts",
]
