"""Reading collection, by the names that doors and answers use; each question stands in its drawer."""

from mingzhang.money.collection.documents.queries import (
    Watermark,
    document_by_id,
    documents_of,
    documents_of_receipt,
    receipt_document,
    verify_receipt,
    watermarks,
)
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
    "Watermark",
    "debit_agreements",
    "document_by_id",
    "documents_of",
    "documents_of_receipt",
    "events_of_orders",
    "order",
    "order_by_number",
    "order_events",
    "order_of_receipt",
    "orders_of_payer",
    "orders_of_person",
    "queue",
    "receipt_document",
    "refund_by_id",
    "refund_counts",
    "refund_queue",
    "refunds_of",
    "refunds_of_receipt",
    "state_counts",
    "verify_receipt",
    "watermarks",
]
