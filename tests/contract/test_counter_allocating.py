"""The accounts desk: a month previewed and run from the page, its people by reason, freezes, payments, interest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from tests.cast import at, made
from tests.conftest import _create_database, _drop_database
from tests.counter_stage import HERE, CounterStage, build, on_stage, text_of

from mingzhang.books import jobs, ledger
from mingzhang.books.database import close_pool, connect
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.records import Payee
from mingzhang.money.contributions import operations as contributions
from mingzhang.registers.enrolment import operations as enrolment

JUNE = date(2025, 6, 1)
HOME = "/counter/allocating/"


@pytest.fixture(scope="module")
def built() -> Iterator[CounterStage]:
    """The cast, with June due and paid, in a database of this file's own."""
    name = f"allocating_{os.getpid()}"
    url = _create_database(name)
    before = os.environ.get("MINGZHANG_DATABASE_URL")
    os.environ["MINGZHANG_DATABASE_URL"] = url
    stage = build(url)
    with connect() as connection:
        contributions.assess_month(connection, HERE, JUNE, now=stage.clock())
        contributions.receive_employers_month(
            connection, HERE, JUNE, received_at=stage.clock(), but=(stage.cast.late_employer,)
        )
    yield stage
    close_pool()
    if before is not None:
        os.environ["MINGZHANG_DATABASE_URL"] = before
    _drop_database(name)


@pytest.fixture
def counter(built: CounterStage, monkeypatch: pytest.MonkeyPatch) -> Iterator[CounterStage]:
    with on_stage(built, monkeypatch) as stage:
        yield stage


def work(counter: CounterStage) -> None:
    """What the worker beside the server does: everything that was asked for."""
    with connect() as watch, connect() as own:
        while jobs.run_next(watch, own, counter.clock):
            pass


def said(browser: Client, page: str) -> str:
    answer = browser.get(HOME + page)
    assert answer.status_code == 200, page
    return text_of(answer.content)


def test_a_month_is_previewed_run_and_looked_through(counter: CounterStage) -> None:
    clerk, supervisor = counter.browser("clerk"), counter.browser("supervisor")
    assert "2025-06" in said(clerk, "")
    assert "还没有划账" in said(clerk, "2025-06")
    assert clerk.post(HOME + "2025-06/start/run").status_code == 403
    assert clerk.post(HOME + "2025-06/start/preview").status_code == 302
    assert "排队" in said(clerk, "2025-06")
    work(counter)
    assert "预览：现在划会怎样" in said(clerk, "2025-06")
    before = balance(counter.cast.healthy)
    supervisor.post(HOME + "2025-06/start/run")
    work(counter)
    page = said(supervisor, "2025-06")
    for word in ("已划账", "已划入", "等缴费到账", "按规定不设账户", "规则未入库", "再划一次"):
        assert word in page, word
    assert "灵活就业人员是否设个人账户的条文" in page
    people = clerk.get(HOME + "2025-06/people/POSTED").content.decode()
    assert counter.number(counter.cast.healthy) in people
    assert counter.number(counter.cast.zero) in clerk.get(HOME + "2025-06/people/WAITING_MONEY").content.decode()
    assert "陈健" not in people
    supervisor.post(HOME + "2025-06/start/run")
    work(counter)
    assert balance(counter.cast.healthy) == before + 20_000


def balance(person_id: int) -> int:
    with connect() as connection:
        return ledger.balance(connection, HERE, "personal", person_id).balance_fen


def test_a_run_that_is_refused_says_why(counter: CounterStage) -> None:
    supervisor = counter.browser("supervisor")
    supervisor.post(HOME + "2021-01/start/run")
    work(counter)
    assert "没有入库" in said(supervisor, "2021-01")


def test_a_freeze_is_ordered_by_a_document_and_ended_by_one(counter: CounterStage) -> None:
    supervisor, number = counter.browser("supervisor"), counter.number(counter.cast.neighbour)
    page = f"freezes/{number}"
    assert counter.browser("clerk").get(HOME + page).status_code == 403
    form = {"kind": "COURT", "authority": "明德区人民法院", "basis": "（2025）明执字第 99 号", "until": ""}
    assert supervisor.post(HOME + page, form | {"basis": " "}).status_code == 422
    assert supervisor.post(HOME + page, form | {"until": "2025-01-01"}).status_code == 422
    assert supervisor.post(HOME + page, form | {"kind": "X"}).status_code == 404
    assert supervisor.post(HOME + page, form).status_code == 302
    assert "（2025）明执字第 99 号" in said(counter.browser("clerk"), "freezes/")
    with connect() as connection:
        (freeze,) = queries.freezes(connection, HERE, counter.cast.neighbour)
        view = queries.account_of(connection, HERE, counter.cast.neighbour, counter.clock())
    assert (freeze.placed_by, view.state, view.available_fen) == ("supervisor1", "held", 0)
    end = f"{HOME}{page}/{freeze.id}/end"
    assert supervisor.post(end, {"basis": ""}).status_code == 422
    assert supervisor.post(end, {"basis": "解除裁定第 100 号"}).status_code == 302
    assert supervisor.post(end, {"basis": "解除裁定第 100 号"}).status_code == 422
    assert "解除裁定第 100 号" in said(supervisor, page)
    assert counter.rows("select count(*) from evidence_lookup where person_id = %s", counter.cast.neighbour)[0][0] > 0


def test_another_regions_person_cannot_be_frozen(counter: CounterStage) -> None:
    elsewhere = counter.number(counter.cast.healthy).replace(HERE, "110000", 1)
    assert counter.browser("supervisor").get(f"{HOME}freezes/{elsewhere}").status_code == 404


def test_finance_takes_a_payment_from_stage_to_stage(counter: CounterStage) -> None:
    person = counter.cast.retired
    with connect() as connection:
        enrolment.record_death(connection, HERE, person, on=date(2025, 6, 2))
        made(
            operations.withdraw(
                connection,
                HERE,
                person,
                ground="death",
                payees=(Payee("吴一", "6222000011112222"),),
                case_id=1,
                by="checker1",
                now=at(date(2025, 6, 9)),
            )
        )
    finance = counter.browser("finance")
    page = finance.get(HOME + "payouts/").content.decode()
    assert "************2222" in page
    assert "6222000011112222" not in page
    payout = re.search(r"payouts/(\d+)/send", page)
    assert payout is not None
    step = f"{HOME}payouts/{payout.group(1)}/"
    assert counter.browser("clerk").post(step + "send", {"serial": "B-1"}).status_code == 403
    assert finance.post(step + "paid").status_code == 422
    assert finance.post(step + "send", {"serial": "B-1"}).status_code == 302
    assert finance.post(step + "failed", {"reason": "户名不符"}).status_code == 302
    assert "户名不符" in said(finance, "payouts/")
    assert finance.post(step + "correct", {"payee": "", "bank_account": ""}).status_code == 422
    assert finance.post(step + "correct", {"payee": "吴一", "bank_account": "6222000011113333"}).status_code == 302
    finance.post(step + "send", {"serial": "B-2"})
    assert finance.post(step + "paid").status_code == 302
    assert "没有要付的款" in said(finance, "payouts/")


def test_interest_whose_rule_is_not_known_is_refused_with_the_missing_document(counter: CounterStage) -> None:
    supervisor = counter.browser("supervisor")
    assert counter.browser("finance").post(HOME + "interest", {"year": "2024"}).status_code == 403
    assert supervisor.post(HOME + "interest", {"year": "abc"}).status_code == 404
    assert supervisor.post(HOME + "interest", {"year": "2024"}).status_code == 302
    work(counter)
    assert "没有做成" in said(supervisor, "interest")


@pytest.mark.parametrize("page", ["2025-13", "2025-06/people/NOBODY", "2024-01/people/POSTED", "payouts/1/burn"])
def test_what_is_no_page_is_not_found(counter: CounterStage, page: str) -> None:
    finance = counter.browser("finance")
    answer = finance.post(HOME + page) if page.startswith("payouts") else finance.get(HOME + page)
    assert answer.status_code == 404


def test_what_waits_stands_on_the_first_page(counter: CounterStage) -> None:
    counter.clock.moment = at(date(2025, 8, 5))
    assert "过了划账日还没有划账的月份" in text_of(counter.browser("supervisor").get("/counter/").content)
