"""The collection desk: who may do what, what each page shows, and payments, files, bills and refunds through it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import collection_peers as peers
from tests.cast import made
from tests.conftest import _create_database, _drop_database
from tests.counter_stage import HERE, CounterStage, build, on_stage, text_of

from mingzhang.books import jobs
from mingzhang.books.database import Connection, close_pool, connect
from mingzhang.money.accounts.operations import take_back
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.orders.records import Order, OrderLine, Said
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries as due
from mingzhang.site.working import load_kinds

JUNE = date(2025, 6, 1)
HOME = "/counter/collecting/"
PAGES = ("", "?show=unknown", "?show=failed", "bank/", "bills/", "refunds/", "refunds/?show=asked")


@pytest.fixture(scope="module")
def built() -> Iterator[CounterStage]:
    """The cast, with June due, in a database of this file's own."""
    url = _create_database(f"collecting_{os.getpid()}")
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    os.environ["MINGZHANG_DATABASE_URL"] = url
    stage = build(url)
    with connect() as connection:
        contributions.assess_month(connection, HERE, JUNE, now=stage.clock())
        operations.set_key(connection, HERE, "bank_debit", key_id=peers.KEY, secret=peers.SECRET, now=stage.clock())
    yield stage
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(f"collecting_{os.getpid()}")


@pytest.fixture
def counter(built: CounterStage, monkeypatch: pytest.MonkeyPatch) -> Iterator[CounterStage]:
    with on_stage(built, monkeypatch) as stage:
        yield stage


def ordered(connection: Connection, counter: CounterStage, *, channel: str = "tax") -> Order:
    """The flexible worker's order for June, or an unsent one that replaces it."""
    person = counter.cast.flexible
    (june,) = due.months(connection, HERE, person, JUNE, JUNE, as_of=JUNE)
    line = OrderLine(person, june.scheme, JUNE, june.person_due_fen, june.employer_due_fen)
    return made(
        operations.open_order(
            connection,
            HERE,
            payer_kind="person",
            payer_id=person,
            lines=[line],
            channel=channel,
            now=counter.clock(),
        )
    )


def upload(content: bytes, name: str = "file.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def work_through(counter: CounterStage) -> None:
    """What the worker beside the server does."""
    load_kinds()
    with connect() as watch, connect() as own:
        while jobs.run_next(watch, own, counter.clock):
            pass


def last_id(counter: CounterStage, table: str) -> int:
    ((found,),) = counter.rows(f"select max(id) from {table}")
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [("finance", 200), ("supervisor", 200), ("clerk", 200), ("security", 403), ("system", 403), ("audit", 403)],
)
def test_the_pages_are_for_those_who_collect(counter: CounterStage, page: str, role: str, status: int) -> None:
    assert counter.browser(role).get(HOME + page).status_code == status


@pytest.mark.parametrize(
    ("page", "role"),
    [
        ("bank/make", "clerk"),
        ("bank/debits", "supervisor"),
        ("bank/answer", "checker"),
        ("bills/import", "clerk"),
        ("refunds/1/review", "finance"),
        ("refunds/1/send", "checker"),
        ("refunds/1/answer", "clerk"),
        ("differences/1/close", "checker"),
        ("differences/1/refund", "clerk"),
        ("silent", "checker"),
    ],
)
def test_moving_money_is_for_its_role_alone(counter: CounterStage, page: str, role: str) -> None:
    assert counter.browser(role).post(HOME + page, {}).status_code == 403


@pytest.mark.parametrize("page", ["orders/44010000000000999999", "orders/x", "bank/9999", "bills/9999", "refunds/9999"])
def test_what_is_not_there_is_told_so(counter: CounterStage, page: str) -> None:
    assert counter.browser("finance").get(HOME + page).status_code == 404


def test_the_whole_way_of_money_through_the_desk(counter: CounterStage) -> None:
    """An order is silent, a bill books it, a clerk asks for it back, a checker agrees, finance sends it twice."""
    with connect() as connection:
        order = ordered(connection, counter)
        operations.send_order(connection, HERE, order.id, now=counter.clock(), by="gateway")
    clerk, checker, finance = (counter.browser(role) for role in ("clerk", "checker", "finance"))
    counter.clock.forward(minutes=12)
    assert "超时" in text_of(clerk.get(HOME).content)
    clerk.post(HOME + "silent")
    unknown = text_of(clerk.get(HOME + "?show=unknown").content)
    assert order.number in unknown and "还没有回音" in unknown
    assert "结果未知的缴费单" in text_of(clerk.get("/counter/").content)
    bill = f"order,serial,fen,status\n{order.number},T1,{order.amount_fen},paid\n,T9,700,paid\n"
    told = finance.post(
        HOME + "bills/import", {"channel": "tax", "day": "2025-06-10", "file": upload(bill.encode(), "bill.csv")}
    )
    page = text_of(finance.get(told["Location"]).content)
    assert "按对账单入账" in page and "只有渠道有" in page and "7.00" in page
    trace = text_of(clerk.get(f"{HOME}orders/{order.number}").content)
    assert "已入账" in trace and "T1" in trace and "周**" in trace and "周自在" not in trace
    refund_it(counter, order)
    assert_refund_goes_through(counter, checker, finance, order)


def refund_it(counter: CounterStage, order: Order) -> None:
    with connect() as connection:
        stored = queries.order(connection, HERE, order.id)
        assert stored is not None and stored.receipt_id is not None
        made(
            operations.refund(
                connection, HERE, stored.receipt_id, reason="IDENTITY_WRONG", by="clerk1", now=counter.clock()
            )
        )


def assert_refund_goes_through(counter: CounterStage, checker: object, finance: object, order: Order) -> None:
    refund = last_id(counter, "collection_refund")
    address = f"{HOME}refunds/{refund}"
    post, get = checker.post, finance.get  # type: ignore[attr-defined]
    silent = post(f"{address}/review", {"decision": "refuse", "note": ""})
    assert silent.status_code == 422 and "不同意退费要写明理由" in text_of(silent.content)
    post(f"{address}/review", {"decision": "approve"})
    finance.post(f"{address}/send", {})  # type: ignore[attr-defined]
    finance.post(f"{address}/answer", {"code": "INVALID_ACCOUNT"})  # type: ignore[attr-defined]
    failed = text_of(get(address).content)
    assert "账号错误或已销户" in failed and "原路退回" in failed
    again = finance.post(f"{address}/send", {})  # type: ignore[attr-defined]
    assert again.status_code == 422
    other = {"bank_name": "明德银行", "account_name": "周自在", "account_number": "6222 0000 0000 4321"}
    finance.post(f"{address}/send", other)  # type: ignore[attr-defined]
    finance.post(f"{address}/answer", {"code": ""})  # type: ignore[attr-defined]
    over = get(address)
    assert "已退到账" in text_of(over.content) and "…4321" in text_of(over.content)
    assert b"622200000000" not in over.content
    with connect() as connection:
        stored = queries.order(connection, HERE, order.id)
    assert stored is not None and (stored.state, stored.code) == ("reversed", "IDENTITY_WRONG")


def test_who_asked_for_a_refund_has_no_form_to_approve_it(counter: CounterStage) -> None:
    with connect() as connection:
        order = ordered(connection, counter)
        said = Said("tax", "tax", counter.clock(), "T21")
        done = made(operations.post_order(connection, HERE, order.id, said=said, now=counter.clock()))
        asked = made(
            operations.refund(
                connection, HERE, done.receipt_id or 0, reason="BATCH", by="checker1", now=counter.clock()
            )
        )
    address = f"{HOME}refunds/{asked.id}"
    assert "复核决定" not in text_of(counter.browser("checker").get(address).content)
    refused = counter.browser("checker").post(f"{address}/review", {"decision": "approve"})
    assert refused.status_code == 422 and "不能复核自己的申请" in text_of(refused.content)
    with connect() as connection:  # the month is unpaid again for the next test
        made(
            operations.review_refund(
                connection, HERE, asked.id, approve=True, by="checker2", now=counter.clock(), take_back=take_back
            )
        )


def test_debits_go_out_and_the_banks_answer_comes_in(counter: CounterStage) -> None:
    with connect() as connection:
        operations.sign_agreement(
            connection,
            HERE,
            counter.cast.flexible,
            bank_name="明德银行",
            account_name="周自在",
            account_number="6222000000001234",
            signed_by="东园社区",
            on=date(2025, 1, 1),
        )
    finance = counter.browser("finance")
    for opened, already in ((1, 0), (0, 1)):
        assert finance.post(HOME + "bank/debits", {"month": "2025-06"})["Location"] == HOME + "bank/"
        assert "排队" in text_of(finance.get(HOME + "bank/").content)
        work_through(counter)
        page = text_of(finance.get(HOME + "bank/").content)
        assert f"开了缴费单 {opened} 已有缴费单 {already}" in page
    with connect() as connection:
        (*_, order) = queries.orders_of_person(connection, HERE, counter.cast.flexible)
    made_file = finance.post(HOME + "bank/make")
    batch = int(made_file["Location"].rsplit("/", 1)[1])
    sent = finance.post(f"{HOME}bank/{batch}/file")
    assert sent["Content-Disposition"].startswith("attachment") and b"6222000000001234" in sent.content
    assert b"6222000000001234" not in finance.get(f"{HOME}bank/{batch}").content
    peer = peers.BankPeer(random.Random(2))
    header = peer.take(sent.content)
    faulty = finance.post(HOME + "bank/answer", {"file": upload(b"MZANSWER|1\nnonsense\nEND|k1|00\n")})
    assert faulty.status_code == 422 and "一行也没有生效" in text_of(faulty.content)
    from mingzhang.money.collection.channels.bank_file import AnswerRow, write_answer

    row = AnswerRow(order.number, order.amount_fen, "INSUFFICIENT", "", counter.clock())
    taken = finance.post(HOME + "bank/answer", {"file": upload(write_answer(header, [row], peers.KEY, peers.SECRET))})
    assert "排队" in text_of(finance.get(taken["Location"]).content)
    work_through(counter)
    page = text_of(finance.get(taken["Location"]).content)
    assert "账户余额不足" in page and "没有缴成" in page and "排队" not in page
    nothing = finance.post(HOME + "bank/make")
    assert nothing.status_code == 422 and "没有待送的缴费单" in text_of(nothing.content)


def test_a_faulty_bill_tells_every_fault_and_a_missing_day_is_asked_for(counter: CounterStage) -> None:
    finance = counter.browser("finance")
    faulty = finance.post(
        HOME + "bills/import",
        {"channel": "tax", "day": "2025-06-01", "file": upload(b"order,serial,fen,status\n1,,0,x\n")},
    )
    assert faulty.status_code == 422
    assert re.search(r"2 order 20 digits or nothing 1 2 serial .* 2 fen .* 2 status", text_of(faulty.content))
    good = upload(b"order,serial,fen,status\n,T5,5,failed\n")
    missing = finance.post(HOME + "bills/import", {"channel": "tax", "day": "", "file": good})
    assert missing.status_code == 422 and "没有写对账单是哪一天的" in text_of(missing.content)


def test_a_difference_is_closed_with_its_reason(counter: CounterStage) -> None:
    finance = counter.browser("finance")
    content = upload(b"order,serial,fen,status\n,T77,900,paid\n")
    told = finance.post(HOME + "bills/import", {"channel": "alipay", "day": "2025-06-09", "file": content})
    difference = last_id(counter, "collection_bill_difference")
    close = f"{HOME}differences/{difference}/close"
    silent = finance.post(close, {"how": "explained", "note": ""})
    assert silent.status_code == 422 and "处理差异要写明说明" in text_of(silent.content)
    assert finance.post(close, {"how": "forgotten", "note": "x"}).status_code == 404
    finance.post(close, {"how": "sent_back_by_channel", "note": "支付宝已原路退回"})
    page = text_of(finance.get(told["Location"]).content)
    assert "渠道退回" in page and "支付宝已原路退回" in page


def test_every_look_at_an_order_is_recorded_with_its_number(counter: CounterStage) -> None:
    person = counter.cast.flexible
    with connect() as connection:
        order = queries.orders_of_person(connection, HERE, person)[0]
    counter.clock.forward(hours=2)
    counter.browser("supervisor").get(f"{HOME}orders/{order.number}")
    looks = counter.rows(
        "select actor, purpose, reference from evidence_lookup where person_id = %s order by id desc limit 1", person
    )
    assert looks == [("supervisor1", "contribution", order.number)]
