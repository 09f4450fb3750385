"""What a remedy asks for makes its cause disappear from the next explanation, tried by the demo's cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from psycopg import Rollback
from tests import demo_books
from tests.demo_books import AS_OF, NOON, key_of

from mingzhang.answers import demo, why
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations as collection
from mingzhang.money.collection import queries as orders
from mingzhang.money.collection.orders.records import OrderLine, Said
from mingzhang.money.contributions import operations as receiving
from mingzhang.money.contributions import queries as contributions
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment import queries as people
from mingzhang.registers.enrolment.records import NewCredential, PersonKey

books = demo_books.books
LATER = NOON + timedelta(hours=1)
Remedy = Callable[[Connection, PersonKey], object]


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """What is done here is not kept."""
    with connection.transaction() as whole:
        yield
        raise Rollback(whole)


def pay_what_is_owed(connection: Connection, who: PersonKey) -> object:
    """The person pays every month that is owed, through the tax app."""
    first = people.coverages(connection, who.region, who.person_id)[0].holds.start
    months = contributions.months(connection, who.region, who.person_id, first, AS_OF, as_of=AS_OF)
    lines = [
        OrderLine(who.person_id, owed.scheme, owed.month, owed.person_due_fen, owed.employer_due_fen)
        for owed in months
        if owed.missing_fen
    ]
    order = collection.open_order(
        connection, who.region, payer_kind="person", payer_id=who.person_id, lines=lines, channel="tax", now=NOON
    )
    assert not isinstance(order, Refusal), order
    said = Said("tax", "tax", NOON, "TAX-LATE-1")
    return collection.post_order(connection, who.region, order.id, said=said, now=NOON)


def confirm(connection: Connection, who: PersonKey) -> object:
    return register.confirm_coverage(connection, who.region, who.person_id, on=AS_OF)


def resume(connection: Connection, who: PersonKey) -> object:
    return register.resume_coverage(connection, who.region, who.person_id, on=AS_OF, reason="续保")


def sign_anew(connection: Connection, who: PersonKey) -> object:
    return collection.sign_agreement(
        connection,
        who.region,
        who.person_id,
        bank_name="某银行",
        account_name="本人",
        account_number="6200000000000025",
        signed_by="本人",
        on=AS_OF,
    )


def activate(connection: Connection, who: PersonKey) -> object:
    card = people.credentials(connection, who.region, who.person_id)[-1]
    register.activate_credential(connection, who.region, card.id, on=AS_OF)
    return accounts.activate_account(connection, who.region, who.person_id, now=NOON)


def renew_card(connection: Connection, who: PersonKey) -> object:
    new = NewCredential("card", "A99999999", AS_OF, AS_OF)
    return register.issue_credential(connection, who.region, who.person_id, new)


def channel_answers(connection: Connection, who: PersonKey) -> object:
    """The channel says that the money is with the agency."""
    waiting = orders.orders_of_person(connection, who.region, who.person_id)[-1]
    said = Said("channel", "wechat", NOON, waiting.serial)
    return collection.post_order(connection, who.region, waiting.id, said=said, now=NOON)


def channel_catches_up(connection: Connection, who: PersonKey) -> object:
    return collection.note_shown(connection, who.region, "alipay", shown_through=NOON, now=NOON)


def wallet_takes_it(connection: Connection, who: PersonKey) -> object:
    paper = orders.documents_of(connection, who.region, who.person_id)[-1]
    return collection.note_push(connection, who.region, paper.id, channel="wechat", delivered=True, now=NOON)


def refund_arrives(connection: Connection, who: PersonKey) -> object:
    asked = orders.refunds_of(connection, who.region, who.person_id)[-1]
    collection.review_refund(
        connection, who.region, asked.id, approve=True, by="复核", now=NOON, take_back=accounts.take_back
    )
    collection.send_refund(connection, who.region, asked.id, by="财务", now=NOON)
    return collection.answer_refund(connection, who.region, asked.id, arrived=True, by="财务", now=NOON)


def employer_pays(connection: Connection, who: PersonKey) -> object:
    months = contributions.months(connection, who.region, who.person_id, AS_OF.replace(year=2024), AS_OF, as_of=AS_OF)
    for owed in months:
        assert owed.employer_id is not None
        receiving.receive_employers_month(
            connection, who.region, owed.month, received_at=NOON, employers=[owed.employer_id]
        )
    return None


def hired(connection: Connection, who: PersonKey) -> object:
    employer = connection.execute("select min(id) from enrolment_employer where region = %s", (who.region,)).fetchone()
    assert employer is not None
    first = AS_OF.replace(day=1)
    return register.hire(
        connection, who.region, employer[0], who.person_id, on=first, by="窗口", now=NOON, entitled_from=first
    )


# By sequence of the cast: the symptom, the cause, and what its remedy asks for.
REMEDIES: dict[str, tuple[int, str, str, Remedy]] = {
    "C67 confirmed": (958, "PREM", "C67", confirm),
    "C66 resumed": (942, "PREM", "C66", resume),
    "C73 hired": (964, "PREM", "C73", hired),
    "C70 paid": (961, "PREM", "C70", pay_what_is_owed),
    "C94 paid": (961, "FAKEOK", "C94", pay_what_is_owed),
    "C71 paid": (962, "PREM", "C71", pay_what_is_owed),
    "C75 paid": (966, "PREM", "C75", pay_what_is_owed),
    "C80 paid": (970, "GAP", "C80", pay_what_is_owed),
    "C72 signed": (963, "PREM", "C72", sign_anew),
    "C74 renewed": (965, "PREM", "C74", renew_card),
    "C78 answered": (969, "PREM", "C78", channel_answers),
    "C11 answered": (969, "PNF", "C11", channel_answers),
    "C88 caught up": (976, "PNF", "C88", channel_catches_up),
    "C92 delivered": (980, "PNF", "C92", wallet_takes_it),
    "C105 paid back": (979, "NOREF", "C105", refund_arrives),
    "C93 paid": (903, "FAKEOK", "C93", employer_pays),
    "C1 paid": (903, "GAP", "C1", employer_pays),
    "C6 activated": (909, "Z0", "C6", activate),
}


def proved(connection: Connection, who: PersonKey, symptom: str) -> set[str]:
    return {finding.cause for finding in why.explain(connection, who.region, who.person_id, symptom, LATER).proved}


@pytest.mark.parametrize("name", REMEDIES)
def test_the_remedy_makes_its_cause_disappear(books: Connection, name: str) -> None:
    sequence, symptom, cause, remedy = REMEDIES[name]
    member = next(one for one in demo.members() if one.sequence == sequence)
    who = PersonKey(member.region, key_of(books, member))
    with undone(books):
        assert cause in proved(books, who, symptom)
        outcome = remedy(books, who)
        assert not isinstance(outcome, Refusal), outcome
        assert cause not in proved(books, who, symptom)


def test_a_gap_that_was_closed_is_told_as_past(books: Connection) -> None:
    """Who was hired again is still told why months are missing, and no more that nothing has followed."""
    member = next(one for one in demo.members() if one.sequence == 964)
    who = PersonKey(member.region, key_of(books, member))
    with undone(books):
        assert not isinstance(hired(books, who), Refusal)
        told = why.explain(books, who.region, who.person_id, "GAP", LATER)
        left = next(finding for finding in told.proved if finding.cause == "C79")
        assert "至今" not in left.sentence.zh
