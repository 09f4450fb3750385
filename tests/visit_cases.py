"""What the tests of visits share: the cast on a stage, messages with numbers of their own, a visit to be settled."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from itertools import count

import msgspec
from tests import cast as people

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence.records import RequestKey
from mingzhang.books.ledger.queries import balance
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import (
    Answered,
    CancelOrder,
    FeeLine,
    LinesOrder,
    PersonClaim,
    Request,
    Settled,
    SettlementOrder,
    ShownCredential,
    VisitOrder,
)
from mingzhang.registers.catalogs import operations as catalogs
from mingzhang.registers.catalogs.operations import NewItem

REGION = people.GUANGZHOU
NOW = people.NOW
IN_SCOPE, SHARED, OWN, LIMITED = "TEST-A", "TEST-B", "TEST-C", "TEST-LIMITED"
ITEMS = (
    NewItem(IN_SCOPE, "甲类服务", "service", "A", 0, None, False, "14", "次", ""),
    NewItem(SHARED, "乙类药品", "drug", "B", 1000, None, False, "09", "盒", ""),  # a tenth is paid by oneself first
    NewItem(OWN, "丙类耗材", "consumable", "C", 10000, None, False, "08", "个", ""),
    NewItem(LIMITED, "限价检查", "service", "A", 0, 10_000, False, "03", "次", ""),  # 100 yuan at most
)
_numbers = count(1)


def build(connection: Connection) -> people.Cast:
    """The cast, and items of known class and share."""
    cast = people.build(connection, REGION)
    catalogs.put_items(connection, REGION, ITEMS, starts=date(2024, 1, 1), source="test")
    return cast


def message(institution: str, transaction: str = "2207", *, number: str | None = None, body: str = "") -> Request:
    """A message with a number of its own, or the one that is named."""
    key = RequestKey(REGION, institution, transaction, number or f"{institution}{next(_numbers):018d}")
    return Request(key, hashlib.sha256(body.encode()).digest())


def render(settled: Settled) -> bytes:
    """An answer that tells settlements apart."""
    return msgspec.json.encode({"settlement": settled.settlement_id, "fund_fen": settled.amounts.fund_fen})


def line(serial: str, item: str, yuan: str, *, batch: str = "B1", at: datetime = NOW, quantity: str = "1") -> FeeLine:
    """A fee line of one item at a unit price in yuan."""
    price, pieces = Decimal(yuan), Decimal(quantity)
    return FeeLine(serial, batch, item, pieces, price, int(price * pieces * 100), at)


def visit_order(
    cast: people.Cast,
    person_id: int,
    *,
    institution: str | None = None,
    at: datetime = NOW,
    credential: ShownCredential | None = None,
    claim: PersonClaim | None = None,
) -> VisitOrder:
    """A visit to the level 2 hospital unless another is named, with a serial number of its own."""
    return VisitOrder(
        institution_code=institution or cast.institutions.level2.code,
        person=claim or PersonClaim(person_id),
        credential=credential,
        serial=f"MZ{next(_numbers):06d}",
        started_at=at,
    )


def open_visit(connection: Connection, order: VisitOrder, *lines: FeeLine, now: datetime = NOW) -> int:
    """A visit with its lines, ready to be settled; its number."""
    opened = operations.register_visit(connection, REGION, order, now=now)
    assert not isinstance(opened, Refusal), opened
    if lines:
        sent = LinesOrder(order.institution_code, order.person.person_id, opened.visit_id, lines)
        uploaded = operations.upload_lines(connection, REGION, sent, now=now)
        assert not isinstance(uploaded, Refusal), uploaded
    return opened.visit_id


def settlement_order(
    order: VisitOrder, visit_id: int, yuan: str, *, batch: str = "B1", use_account: bool = True
) -> SettlementOrder:
    """One batch of the visit to be settled, at a total in yuan."""
    total = int(Decimal(yuan) * 100)
    return SettlementOrder(order.institution_code, order.person, order.credential, visit_id, batch, total, use_account)


def settle(
    connection: Connection, order: SettlementOrder, *, request: Request | None = None, now: datetime = NOW
) -> Answered | Refusal:
    """Settle with a message of its own."""
    return operations.settle_batch(
        connection, REGION, order, request=request or message(order.institution_code), render=render, now=now
    )


def settle_bill(
    connection: Connection, cast: people.Cast, person_id: int, *lines: FeeLine, use_account: bool = True
) -> Settled:
    """A whole visit of one bill at the level 2 hospital; what was settled."""
    order = visit_order(cast, person_id)
    visit_id = open_visit(connection, order, *lines)
    total = Decimal(sum(each.amount_fen for each in lines)) / 100
    answered = settle(connection, settlement_order(order, visit_id, str(total), use_account=use_account))
    assert isinstance(answered, Answered) and answered.settled is not None, answered
    return answered.settled


def cancel(
    connection: Connection, settled: Settled, *, institution: str, request: Request | None = None
) -> Answered | Refusal:
    """Take a settlement back with a message of its own."""
    assert settled.settlement_id is not None
    order = CancelOrder(institution, settled.person_id, settled.settlement_id, settled.visit_id)
    return operations.cancel_settlement(
        connection, REGION, order, request=request or message(institution, "2208"), render=render, now=NOW
    )


def totals(connection: Connection, person_id: int) -> dict[str, int]:
    """The person's running totals of 2025."""
    row = connection.execute(
        "select totals from visits_year where region = %s and person_id = %s and medical_year = 2025",
        (REGION, person_id),
    ).fetchone()
    return dict(row[0]) if row is not None else {}


def account_fen(connection: Connection, person_id: int) -> int:
    """What is in the person's account."""
    return balance(connection, REGION, "personal", person_id).balance_fen
