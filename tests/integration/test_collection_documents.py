"""Receipts as papers: for whom they are issued, what they say, how they are verified, and red ones on refund."""

from __future__ import annotations

from datetime import date

import pytest
from tests import cast
from tests import collection_cases as cases

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.documents.codes import code_of, number_behind
from mingzhang.money.collection.documents.records import ReceiptDocument
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.contributions import operations as contributions

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH


def paid_by_relative(connection: Connection) -> tuple[int, int, int, Order]:
    payer = cases.flexible(connection)
    people = [cases.resident(connection, serial=serial) for serial in (2, 3)]
    order = cast.made(
        operations.open_order(
            connection,
            REGION,
            payer_kind="relative",
            payer_id=payer,
            lines=[cases.line(connection, person) for person in people],
            channel="wechat",
            now=MID_MARCH,
        )
    )
    done = operations.post_order(connection, REGION, order.id, said=cases.tax("W1"), now=MID_MARCH)
    return payer, people[0], people[1], cast.made(done)


def only(papers: tuple[ReceiptDocument, ...]) -> ReceiptDocument:
    (paper,) = papers
    return paper


def test_each_insured_person_and_the_payer_has_a_paper_of_their_own(connection: Connection) -> None:
    payer, first, second, order = paid_by_relative(connection)
    own = [only(queries.documents_of(connection, REGION, person)) for person in (payer, first, second)]
    assert [paper.amount_fen for paper in own] == [80_000, 40_000, 40_000]
    assert [[line.person_id for line in paper.lines] for paper in own] == [[first, second], [first], [second]]
    assert own[0].amount_words == "人民币捌佰元整"
    assert {(paper.receipt_id, paper.serial, paper.issued_at) for paper in own} == {(order.receipt_id, "W1", MID_MARCH)}
    assert len({paper.number for paper in own}) == 3


def test_who_pays_for_oneself_has_one_paper(connection: Connection) -> None:
    person = cases.flexible(connection)
    order = cases.posted(connection, person)
    paper = only(queries.documents_of(connection, REGION, person))
    assert paper == queries.receipt_document(connection, REGION, order.receipt_id or 0)
    assert (paper.person_id, paper.payer_name, paper.state) == (person, "缴费人", "valid")


def test_papers_of_a_whole_month_are_issued_when_somebody_asks_and_only_once(connection: Connection) -> None:
    _, person = cases.worker(connection)
    contributions.receive_employers_month(connection, REGION, MARCH, received_at=MID_MARCH)
    assert queries.documents_of(connection, REGION, person) == ()
    assert operations.issue_for_person(connection, REGION, person) == 2
    assert operations.issue_for_person(connection, REGION, person) == 0
    paper = only(queries.documents_of(connection, REGION, person))
    assert (paper.payer_name, paper.payer_kind) == ("东园机械有限公司", "employer")


def test_a_paper_is_verified_by_its_code_with_masked_names(connection: Connection) -> None:
    payer, *_ = paid_by_relative(connection)
    paper = only(queries.documents_of(connection, REGION, payer))
    typed = f" {paper.code[:20]} {paper.code[21:].lower()}"
    found = queries.verify_receipt(connection, typed)
    assert not isinstance(found, Refusal)
    assert (found.number, found.state, found.people, found.amount_fen) == (paper.number, "valid", 2, 80_000)
    assert (found.payer_name_masked, found.first_person_masked) == ("缴**", "缴**")
    assert (found.issued_on, found.reversed_on) == (date(2025, 3, 15), None)


@pytest.mark.parametrize("spoil", ["last", "first", "number", "cut", "foreign", "nothing"])
def test_no_code_can_be_made_up(connection: Connection, spoil: str) -> None:
    person = cases.flexible(connection)
    cases.posted(connection, person)
    code = only(queries.documents_of(connection, REGION, person)).code
    number, signs = code[:20], code[20:]
    wrong = {
        "last": code[:-1] + ("A" if code[-1] != "A" else "B"),
        "first": ("5" if code[0] != "5" else "6") + code[1:],
        "number": f"{int(number) + 1:020d}{signs}",
        "cut": code[:-1],
        "foreign": code[:-1] + "é",
        "nothing": "",
    }[spoil]
    outcome = queries.verify_receipt(connection, wrong)
    assert isinstance(outcome, Refusal) and outcome.code == "RECEIPT_CODE_WRONG"


def test_a_code_of_a_paper_that_is_not_there_says_nothing(connection: Connection) -> None:
    code = code_of(REGION, 999_999)
    assert number_behind(code) == f"{REGION}00000000999999"
    assert isinstance(queries.verify_receipt(connection, code), Refusal)


def test_a_refund_of_one_person_turns_that_paper_red_and_the_payers_in_part(connection: Connection) -> None:
    payer, first, second, order = paid_by_relative(connection)
    asked = cast.made(
        operations.refund(
            connection,
            REGION,
            order.receipt_id or 0,
            reason="BATCH",
            by="clerk",
            now=cast.NOW,
            lines=[(first, "resident", MARCH)],
        )
    )
    cast.made(
        operations.review_refund(
            connection, REGION, asked.id, approve=True, by="checker", now=cast.NOW, take_back=accounts.take_back
        )
    )
    states = {
        person: [
            (paper.kind, paper.state, paper.amount_fen) for paper in queries.documents_of(connection, REGION, person)
        ]
        for person in (payer, first, second)
    }
    assert states == {
        payer: [("receipt", "partly_reversed", 80_000), ("reversal", "valid", -40_000)],
        first: [("receipt", "reversed", 40_000), ("reversal", "valid", -40_000)],
        second: [("receipt", "valid", 40_000)],
    }
    paper, red = queries.documents_of(connection, REGION, first)
    assert (paper.reversed_by, red.reverses) == ((red.number,), paper.number)
    assert red.amount_words == "人民币负肆佰元整"
    shown = queries.verify_receipt(connection, paper.code)
    assert not isinstance(shown, Refusal)
    assert (shown.state, shown.reversed_on) == ("reversed", cast.TODAY)


def test_a_line_that_is_set_aside_is_on_no_paper(connection: Connection) -> None:
    person = cases.flexible(connection)
    whole = cases.line(connection, person)
    first = cases.sent(connection, person, whole)
    operations.fail_order(connection, REGION, first.id, said=cases.tax(code="BANK_ERROR"), now=MID_MARCH)
    cases.posted(connection, person, whole, serial="T2")
    operations.accept_order(connection, REGION, first.id, said=cases.tax("T1"), now=MID_MARCH)
    operations.settle(connection, REGION, first.id, "paid", said=cases.tax("T1"), now=cast.NOW)
    assert only(queries.documents_of(connection, REGION, person)).serial == "T2"


def test_how_far_a_channel_shows_its_payments_only_moves_forward(connection: Connection) -> None:
    late, early = cast.at(date(2025, 3, 14)), cast.at(date(2025, 3, 12))
    for shown in (late, early):
        operations.note_shown(connection, REGION, "alipay", shown_through=shown, now=MID_MARCH)
    (mark,) = queries.watermarks(connection, REGION)
    assert (mark.channel, mark.shown_through) == ("alipay", late)


def test_whether_a_paper_reached_a_wallet_is_kept(connection: Connection) -> None:
    person = cases.flexible(connection)
    cases.posted(connection, person)
    paper = only(queries.documents_of(connection, REGION, person))
    operations.note_push(connection, REGION, paper.id, channel="wechat", delivered=False, now=cast.NOW)
    told = only(queries.documents_of(connection, REGION, person))
    assert (paper.push_state, told.push_state, told.pushed_to, told.pushed_at) == ("none", "failed", "wechat", cast.NOW)
