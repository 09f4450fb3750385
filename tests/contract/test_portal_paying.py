"""Paying: what is due, what is asked again, and every way in which a channel may answer."""

from __future__ import annotations

import re

import pytest
from tests.contract.test_portal_pages import signed_in
from tests.portal_stage import Stage

WISH = re.compile(r'name="wish" value="([^"]+)"')
JUNE = "employee/2025-06-01"


@pytest.fixture
def sister(portal: Stage):  # type: ignore[no-untyped-def]
    """The browser of somebody who has not paid June yet."""
    return signed_in(portal, portal.sister)


def wish_for(browser, answer: str = "at_once", **chosen: str) -> str:  # type: ignore[no-untyped-def]
    """A confirmed choice, up to the last button."""
    assert browser.post("/pay/review", {"month": JUNE, "answer": answer} | chosen).url == "/pay/review"
    shown = browser.get("/pay/review")
    assert shown.status_code == 200
    found = WISH.search(shown.text)
    assert found is not None
    return found[1]


def orders_of(portal: Stage, person: int) -> list[tuple[object, ...]]:
    return portal.rows("select id, state from collection_order where payer_id = %s order by id", person)


def test_what_is_due_is_shown_with_its_day_and_amount(sister) -> None:  # type: ignore[no-untyped-def]
    """A flexible worker of 10,000 yuan in Guangzhou pays 6.5 %: 650 yuan, until the month's last day."""
    text = sister.get("/pay").text
    assert "2025年6月" in text
    assert "¥650.00" in text
    assert "2025年6月30日前缴清" in text


def test_nothing_due_is_said_so(portal: Stage) -> None:
    text = signed_in(portal, portal.cast.healthy).get("/pay").text
    assert "现在没有要缴的" in text
    assert "¥" not in text.partition("<main")[2].partition("</main>")[0]


def test_an_employees_unpaid_months_are_the_employers(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.zero)
    assert "2025年1月至5月由单位缴" in browser.get("/pay").text
    quote = browser.get("/pay/late").text
    assert "该由单位补缴" in quote
    assert "下一步：核对" not in quote
    assert browser.post("/pay/review", {"late": "1", "answer": "at_once"}).status_code == 422


@pytest.mark.parametrize("chosen", [{}, {"month": "employee/2099-01-01"}, {"month": JUNE, "answer": "x"}])
def test_choosing_nothing_that_is_due_asks_again(sister, chosen: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    shown = sister.post("/pay/review", {"answer": "at_once"} | chosen)
    assert shown.status_code == 422
    assert "请至少选一个月" in shown.text


def test_a_wish_is_good_for_its_reader_and_for_a_quarter_of_an_hour(portal: Stage, sister) -> None:  # type: ignore[no-untyped-def]
    wish = wish_for(sister, "never")
    stranger = signed_in(portal, portal.cast.healthy)
    for browser, text in ((stranger, wish), (sister, wish[:-2] + "xx"), (sister, "")):
        refused = browser.post("/pay/send", {"wish": text})
        assert refused.status_code == 422
        assert "没有缴，也没有扣钱" in refused.text
    assert orders_of(portal, portal.sister) == []


def test_a_refused_payment_may_be_tried_again_with_the_same_form(portal: Stage, sister) -> None:  # type: ignore[no-untyped-def]
    from mingzhang.basics.refusal import Refusal
    from mingzhang.doors.portal.paying import sending

    wish = wish_for(sister, "refuses")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "open_order", lambda *_, **__: Refusal("PAYMENT_MODULE_DOWN", {"until": None}, "later"))
        refused = sister.post("/pay/send", {"wish": wish})
    assert refused.status_code == 422
    assert 'href="/why/PREM"' in refused.text
    assert sister.post("/pay/send", {"wish": wish}).status_code == 302


def test_a_bank_that_refuses_leaves_nothing_paid_and_says_why(portal: Stage, sister) -> None:  # type: ignore[no-untyped-def]
    order = sister.post("/pay/send", {"wish": wish_for(sister, "refuses")}).url
    shown = sister.get(order).text
    assert "没有缴成：账户余额不足。没有扣钱" in shown
    assert "重新缴" in shown
    tried = sister.get("/contributions").text.partition("没有缴成的")[2]
    assert "账户余额不足。" in tried
    assert "INSUFFICIENT" not in tried
    assert "¥650.00" in sister.get("/pay").text


def test_a_channel_that_never_answers_is_not_paid_twice(portal: Stage, sister) -> None:  # type: ignore[no-untyped-def]
    order = sister.post("/pay/send", {"wish": wish_for(sister, "never")}).url
    assert "缴费人已有，演示缴费渠道还没有回音" in sister.get(order).text
    asked = sister.post(f"{order}/ask")
    assert "渠道还是没有回音" in sister.get(asked.url).text
    assert "在途" in sister.get("/contributions").text
    refused = sister.post("/pay/send", {"wish": wish_for(sister)})
    assert refused.status_code == 422
    assert order.removeprefix("/orders/") in refused.text
    forget_orders(portal)


def test_a_slow_channel_is_asked_again_and_then_the_money_is_there(portal: Stage, sister) -> None:  # type: ignore[no-untyped-def]
    order = sister.post("/pay/send", {"wish": wish_for(sister, "slowly")}).url
    shown = sister.get(order).text
    assert "演示缴费渠道已有，银行还没有回音" in shown
    told = sister.get(sister.post(f"{order}/ask").url).text
    assert told.count("已收到") == 3  # channel, bank and tax office
    assert "已入账" in told
    assert sister.post(f"{order}/ask").status_code == 404


def forget_orders(portal: Stage) -> None:
    """Take the sister's open orders away: what a channel never answers would stay in the way of later tests."""
    import psycopg

    with psycopg.connect(portal.url) as connection:
        for table in ("collection_order_event", "collection_order_line"):
            connection.execute(
                f"delete from {table} where order_id in (select id from collection_order where state <> 'posted')"
            )
        connection.execute("delete from collection_order where state <> 'posted'")


def test_without_a_choice_there_is_nothing_to_review(portal: Stage) -> None:
    assert signed_in(portal, portal.cast.healthy).get("/pay/review").url == "/pay"
