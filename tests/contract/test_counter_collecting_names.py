"""Names at the collection desk are covered as everywhere at the counter."""

from __future__ import annotations

from tests.cast import made
from tests.contract import test_counter_collecting as desk
from tests.contract.test_counter_collecting import HERE, HOME, ordered
from tests.counter_stage import CounterStage, text_of

from mingzhang.books.database import connect
from mingzhang.money.collection import operations
from mingzhang.money.collection.orders.records import Said

built, counter = desk.built, desk.counter


def test_an_order_and_its_refund_tell_no_whole_name(counter: CounterStage) -> None:
    with connect() as connection:
        order = ordered(connection, counter)
        said = Said("tax", "tax", counter.clock(), "T1")
        done = made(operations.post_order(connection, HERE, order.id, said=said, now=counter.clock()))
        receipt = done.receipt_id or 0
        refund = made(operations.refund(connection, HERE, receipt, reason="BATCH", by="x", now=counter.clock()))
    for page in (f"orders/{order.number}", f"refunds/{refund.id}"):
        shown = text_of(counter.browser("finance").get(HOME + page).content)
        assert "周**" in shown, page
        assert "周自在" not in shown, page
