"""Late payment: the quote, one order from two windows, the restored day, the papers, and paying for a relative."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from tests.cast import NOW, id_number
from tests.contract.test_portal_pages import signed_in
from tests.contract.test_portal_paying import forget_orders, wish_for
from tests.portal_stage import BORN, Stage

from mingzhang.books.database import connect
from mingzhang.doors.portal.paying.payable import payable_for
from mingzhang.money.contributions import operations as contributions
from mingzhang.registers.enrolment.records import PersonKey

SISTER = "邓小妹"
RECEIPT = re.compile(r"/receipts/(\d{20})")
CODE = re.compile(r"/verify/([0-9A-Z-]+)")


@pytest.fixture
def payer(portal: Stage):  # type: ignore[no-untyped-def]
    """The browser of somebody who owes April and May."""
    return signed_in(portal, portal.late_payer)


def pay_late(browser) -> str:  # type: ignore[no-untyped-def]
    """Pay everything overdue, unless that has been done; the page of the order."""
    if "没有过期未缴" not in browser.get("/pay/late").text:
        wish = wish_for(browser, late="1")
        order = browser.post("/pay/send", {"wish": wish}).url
        assert browser.post("/pay/send", {"wish": wish}).url == order
    found = re.search(r'href="(/orders/\d{20})"', browser.get("/contributions").text)
    assert found is not None
    return found[1]


def test_a_quote_tells_cost_and_consequence_and_paying_it_brings_both(portal: Stage, payer) -> None:  # type: ignore[no-untyped-def]
    """Two months of 735 yuan: 2 % own, 4.5 % and 0.85 % as an employer pays, of 10,000. April and May are a gap of two
    months, which is not more than three: benefit is back at once, the gap's bills count, and 2 x 200 are made up."""
    paid_already = bool(portal.rows("select 1 from collection_order where payer_id = %s", portal.late_payer))
    quote, gap = payer.get("/pay/late").text, payer.get("/contributions").text
    rule = "/rules/440100/entitlement?on=2025-06-10#"
    for told in ("¥1,470.00", "2025年6月10日起", "补缴后可以报销", "¥400.00", rule):
        assert paid_already or told in quote, told
    assert "2025年4月至5月" in gap
    order = payer.get(pay_late(payer)).text
    for told in ("¥</span>1,470<", "2025年6月10日起", "2025年4月划入账户"):
        assert told in order, told
    ordered = portal.rows(
        "select count(*), sum(amount_fen) from collection_order where payer_id = %s", portal.late_payer
    )
    assert ordered == [(1, 147_000)]


def test_a_form_sent_from_two_windows_at_once_is_one_order(portal: Stage) -> None:
    """Both threads hold the same confirmed form; the channel does not answer, so that nothing is paid."""
    from mingzhang.doors.portal.access.reader import Reader
    from mingzhang.doors.portal.paying.payable import lines_of, payable_for
    from mingzhang.doors.portal.paying.sending import send_wish
    from mingzhang.doors.portal.paying.wish import make_wish

    key = PersonKey("440100", portal.late_payer)
    reader = Reader(*key_parts(key), (key,), portal.clock(), "zh")

    def send(_window: int) -> object:
        with connect() as connection:
            return send_wish(connection, reader, wish)

    with connect() as connection:
        june = payable_for(connection, *key_parts(key), reader.today).now
    wish = make_wish(portal.late_payer, lines_of(june), "never", late=False)
    with ThreadPoolExecutor(2) as windows:
        numbers = set(windows.map(send, range(2)))
    assert len(numbers) == 1
    forget_orders(portal)


def key_parts(key: PersonKey) -> tuple[str, int]:
    return key.region, key.person_id


def test_what_was_paid_late_is_in_the_map_and_the_gap_is_over(payer) -> None:  # type: ignore[no-untyped-def]
    pay_late(payer)
    text = payer.get("/contributions").text
    assert text.count("<span>补缴</span>") == 2
    assert "2025年6月10日补缴" in text
    assert "到期的都缴清了" in payer.get("/entitlement").text


def test_a_quote_that_changed_is_not_charged(portal: Stage) -> None:
    from datetime import date

    from django.core import signing

    from mingzhang.doors.portal.paying.wish import _SALT

    browser = signed_in(portal, portal.cast.unpaid_resident)
    told = {
        "reader": ["440100", portal.cast.unpaid_resident],
        "token": "00" * 16,
        "person": portal.cast.unpaid_resident,
        "lines": [[portal.cast.unpaid_resident, "resident", date(2025, 1, 1).isoformat(), 1, 0, 0]],
        "answer": "at_once",
        "late": True,
    }
    refused = browser.post("/pay/send", {"wish": signing.dumps(told, salt=_SALT, compress=True)})
    assert refused.status_code == 422
    assert portal.rows("select 1 from collection_order where payer_id = %s", portal.cast.unpaid_resident) == []


def test_the_paper_of_a_payment_is_found_printed_and_verified_by_anybody(portal: Stage, payer) -> None:  # type: ignore[no-untyped-def]
    from django.test import Client

    pay_late(payer)
    number = RECEIPT.findall(payer.get("/receipts").text)[0]
    page = payer.get(f"/receipts/{number}").text
    assert "¥1,470.00" in page
    assert "人民币壹仟肆佰柒拾元整" in page
    printed = payer.get(f"/receipts/{number}/pdf")
    assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    code = CODE.findall(page)[0]
    shown = Client().get(f"/verify/{code}").text
    for told in ("有效", "¥1,470.00", number, "邓**"):
        assert told in shown, told
    assert "邓补缴" not in shown
    assert Client().get("/verify", {"code": code}).url == f"/verify/{code}"


def test_a_code_that_nobody_made_is_no_receipt_and_many_tries_are_stopped(portal: Stage) -> None:
    from django.test import Client

    stranger = Client()
    wrong = stranger.get("/verify/44010000000000000001-AAAA-AAAA-AAAA")
    assert wrong.status_code == 404
    assert "没有这张票据" in wrong.text
    answers = [stranger.get("/verify/x").status_code for _ in range(52)]
    assert (answers[0], answers[-1]) == (404, 429)
    portal.forget_tries()


def test_another_persons_order_receipt_and_payment_do_not_exist(portal: Stage, payer) -> None:  # type: ignore[no-untyped-def]
    order = pay_late(payer)
    receipt = RECEIPT.findall(payer.get("/receipts").text)[0]
    (payment,) = portal.rows(
        "select min(receipt_id) from contributions_receipt_line where person_id = %s", portal.late_payer
    )[0]
    own = [order, f"/receipts/{receipt}", f"/receipts/{receipt}/pdf", f"/payments/440100{payment:014d}"]
    stranger = signed_in(portal, portal.cast.healthy)
    for path in own:
        assert payer.get(path).status_code == 200, path
        assert stranger.get(path).status_code == 404, path
    assert stranger.post(f"{order}/ask").status_code == 404
    for path in ("/orders/x", "/orders/11000000000000000001", "/payments/1", "/receipts/44010099999999999999"):
        assert payer.get(path).status_code == 404, path


def test_paying_for_a_relative_needs_name_and_number_and_shows_nothing_else(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.healthy)
    number = id_number(portal.sister, BORN)
    for name, typed in ((SISTER, id_number(99, BORN)), ("邓大妹", number), ("", number)):
        refused = browser.post("/pay/other", {"name": name, "number": typed})
        assert refused.status_code == 422
        assert "姓名和身份证号没有对上" in refused.text
    assert browser.get("/pay?for=other").url == "/pay/other"
    portal.forget_tries()
    assert browser.post("/pay/other", {"name": f" {SISTER} ", "number": number.lower()}).url == "/pay?for=other"
    text = browser.get("/pay?for=other").text
    assert "替 邓** 缴费" in text
    assert SISTER not in text
    assert number not in text
    assert "已缴" not in text


def test_who_guesses_names_is_stopped(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.neighbour)
    wrong = {"name": "张三", "number": id_number(portal.sister, BORN)}
    for _ in range(5):
        assert "没有对上" in browser.post("/pay/other", wrong).text
    assert "已暂停替人缴费" in browser.post("/pay/other", {"name": SISTER, "number": wrong["number"]}).text


def test_what_was_paid_for_a_relative_is_in_both_records(portal: Stage) -> None:
    """The payer sees for whom and how much, the insured sees who paid; of each other no more than a covered name."""
    browser, insured = signed_in(portal, portal.cast.healthy), signed_in(portal, portal.late_payer)
    browser.post("/pay/other", {"name": "邓补缴", "number": id_number(portal.late_payer, BORN)})
    if "¥735.00" in browser.get("/pay?for=other").text:
        order = browser.post("/pay/send", {"wish": wish_for(browser, **{"for": "other"})}).url
        assert "我替家人缴的" in browser.get(order).text
        assert "家人替我缴的" in insured.get(order).text
    mine, theirs = browser.get("/contributions?payer=for_others").text, insured.get("/contributions").text
    assert "我替 邓** 缴" in mine
    assert "邓补缴" not in mine
    assert "家人 陈* 替我缴" in theirs
    assert "陈健" not in theirs
    with connect() as connection:
        rows = connection.execute("select payer_kind from collection_order where payer_id = %s", [portal.cast.healthy])
        assert {row[0] for row in rows.fetchall()} == {"relative"}


def test_a_newer_month_is_not_offered_before_the_older_ones_are_paid(portal: Stage) -> None:
    """The region says that older months come first; once they are paid the newer one is there to pay."""
    may, june, today = date(2025, 5, 1), date(2025, 6, 1), NOW.date()
    unpaid = """update contributions_due set person_paid_fen = 0, employer_paid_fen = 0, paid_at = null
                where region = '440100' and person_id = %s and month >= %s"""
    paid = """update contributions_due set person_paid_fen = person_due_fen, employer_paid_fen = employer_due_fen,
                     paid_at = now() where region = '440100' and person_id = %s and month < %s"""
    with connect() as connection, connection.transaction(force_rollback=True):
        contributions.assess_month(connection, "440100", june, now=NOW)
        connection.execute(unpaid, [portal.late_payer, may])
        due = payable_for(connection, "440100", portal.late_payer, today)
        assert may in [month.month for month in due.overdue]
        assert ([month.month for month in due.after_overdue], due.now) == ([june], ())
        connection.execute(paid, [portal.late_payer, june])
        due = payable_for(connection, "440100", portal.late_payer, today)
        assert ([month.month for month in due.now], due.after_overdue, due.overdue) == ([june], (), ())
