"""Being treated and buying medicine in the demo: every step through the visits room's own operations.

Each message leaves what the gateway would leave: a record of the request with its outcome.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mingzhang.answers.demo.stage import SceneFailed, Stage
from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.evidence import RequestKey
from mingzhang.care.visits.operations.cancel_settlement import cancel_settlement
from mingzhang.care.visits.operations.record_diagnoses import record_diagnoses
from mingzhang.care.visits.operations.register_visit import register_visit
from mingzhang.care.visits.operations.sell import sell
from mingzhang.care.visits.operations.settle_batch import settle_batch
from mingzhang.care.visits.operations.upload_lines import upload_lines
from mingzhang.care.visits.records import (
    Answered,
    CancelOrder,
    DiagnosesOrder,
    Diagnosis,
    FeeLine,
    LinesOrder,
    PersonClaim,
    Request,
    SaleOrder,
    Settled,
    SettlementOrder,
    ShownCredential,
    VisitOrder,
)
from mingzhang.registers.catalogs.records import Item
from mingzhang.registers.enrolment import queries as people
from mingzhang.registers.enrolment.records import PersonKey
from mingzhang.registers.institutions.records import Institution

OUTPATIENT, INPATIENT, PHARMACY = "outpatient", "inpatient", "pharmacy"
MEDICAL_TYPES = {OUTPATIENT: "11", INPATIENT: "21", PHARMACY: "41"}
_COLD = Diagnosis("1", 1, "J06.900", "急性上呼吸道感染")
_BATCH = "1"


@dataclass(frozen=True, slots=True)
class Bought:
    """So many units of an item; without `price_fen` at the shelf's price."""

    item: Item
    quantity: int = 1
    price_fen: int | None = None


def see_doctor(
    stage: Stage,
    person_id: int,
    bought: Sequence[Bought],
    *,
    at: datetime,
    where: str = "community",
    benefit: str = OUTPATIENT,
    use_account: bool = True,
) -> Settled | Refusal:
    """A visit from registration to settlement; the settlement, or the first refusal, as the clinic would see it."""
    institution = stage.institutions[where]
    visit_id = _open_visit(stage, institution, person_id, bought, at, benefit)
    if isinstance(visit_id, Refusal):
        return visit_id
    key, request = _message(stage, institution, "2207", at)
    order = SettlementOrder(
        institution_code=institution.code,
        person=PersonClaim(person_id),
        credential=None,
        visit_id=visit_id,
        batch=_BATCH,
        total_fen=_total(stage, bought),
        use_account=use_account,
    )
    outcome = settle_batch(stage.connection, stage.region, order, request=request, render=_render, now=at)
    return _noted(stage, key, person_id, outcome, at)


def buy(
    stage: Stage,
    person_id: int,
    bought: Sequence[Bought],
    *,
    at: datetime,
    where: str = "pharmacy",
    use_account: bool = True,
) -> Settled | Refusal:
    """A pharmacy's sale, or its refusal."""
    institution = stage.institutions[where]
    key, request = _message(stage, institution, "2102", at)
    order = SaleOrder(
        institution_code=institution.code,
        person=PersonClaim(person_id),
        credential=None,
        serial=f"S{key.message_id[-10:]}",
        medical_type=MEDICAL_TYPES[PHARMACY],
        started_at=at,
        total_fen=_total(stage, bought),
        use_account=use_account,
        lines=_lines(stage, bought, at),
    )
    outcome = sell(stage.connection, stage.region, order, request=request, render=_render, now=at)
    return _noted(stage, key, person_id, outcome, at)


def take_back(stage: Stage, settled: Settled, *, at: datetime, where: str = "community") -> Settled | Refusal:
    """The institution cancels a settlement; what came after it is settled again where the region does so."""
    assert settled.settlement_id is not None
    institution = stage.institutions[where]
    key, request = _message(stage, institution, "2208", at)
    order = CancelOrder(institution.code, settled.person_id, settled.settlement_id, settled.visit_id)
    outcome = cancel_settlement(stage.connection, stage.region, order, request=request, render=_render, now=at)
    return _noted(stage, key, settled.person_id, outcome, at)


def turned_away(
    stage: Stage,
    who: PersonKey,
    *,
    at: datetime,
    where: str = "pharmacy",
    benefit: str = OUTPATIENT,
    name: str | None = None,
    show_card: bool = False,
) -> Refusal:
    """The person asks to be served and is refused; raises SceneFailed when the request would have been granted."""
    institution = stage.institutions[where]
    cards = people.credentials(stage.connection, stage.region, who.person_id)
    key, _ = _message(stage, institution, "2201", at)
    order = VisitOrder(
        institution_code=institution.code,
        person=PersonClaim(who.person_id, name=name),
        credential=ShownCredential("card", cards[-1].number) if show_card else None,
        serial=f"V{key.message_id[-10:]}",
        started_at=at,
        benefit=benefit,
        medical_type=MEDICAL_TYPES[benefit],
    )
    outcome = register_visit(stage.connection, stage.region, order, now=at)
    if not isinstance(outcome, Refusal):
        raise SceneFailed(f"person {who.number} was to be turned away and was served")
    _note(stage, key, who.person_id, outcome, at)
    return outcome


def _open_visit(
    stage: Stage, institution: Institution, person_id: int, bought: Sequence[Bought], at: datetime, benefit: str
) -> int | Refusal:
    """Registration, diagnosis and fee lines; the visit's record number, or the first refusal."""
    connection, region, medical_type = stage.connection, stage.region, MEDICAL_TYPES[benefit]
    key, _ = _message(stage, institution, "2201", at)
    serial = f"V{key.message_id[-10:]}"
    order = VisitOrder(
        institution.code, PersonClaim(person_id), None, serial, at, benefit, medical_type, department="全科"
    )
    opened = register_visit(connection, region, order, now=at)
    if isinstance(opened, Refusal):
        _note(stage, key, person_id, opened, at)
        return opened
    diagnoses = DiagnosesOrder(institution.code, person_id, opened.visit_id, benefit, medical_type, (_COLD,))
    told = record_diagnoses(connection, region, diagnoses, now=at)
    if isinstance(told, Refusal):
        return told
    fees = LinesOrder(institution.code, person_id, opened.visit_id, _lines(stage, bought, at))
    written = upload_lines(connection, region, fees, now=at)
    return written if isinstance(written, Refusal) else opened.visit_id


def _message(stage: Stage, institution: Institution, transaction_no: str, at: datetime) -> tuple[RequestKey, Request]:
    message_id = f"{institution.code}{at:%Y%m%d%H%M%S}{stage.next_number() % 10_000:04d}"
    key = RequestKey(stage.region, institution.code, transaction_no, message_id)
    return key, Request(key, hashlib.sha256(message_id.encode()).digest())


def _noted(
    stage: Stage, key: RequestKey, person_id: int, outcome: Answered | Refusal, at: datetime
) -> Settled | Refusal:
    """Keep the request with its outcome, as the gateway does for each message."""
    _note(stage, key, person_id, outcome, at)
    if isinstance(outcome, Refusal):
        return outcome
    if outcome.settled is None:
        raise SceneFailed(f"message {key.message_id} was sent before")
    return outcome.settled


def _note(stage: Stage, key: RequestKey, person_id: int, outcome: object, at: datetime) -> None:
    evidence.record_request(
        stage.connection,
        key,
        outcome=outcome.code if isinstance(outcome, Refusal) else "ok",
        lookup_id=f"D{stage.messages:09d}",
        now=at,
        person_id=person_id,
        facts=dict(outcome.facts) if isinstance(outcome, Refusal) else {},
    )


def _render(settled: Settled) -> bytes:
    return json.dumps({"settlement": settled.settlement_id, "total_fen": settled.amounts.total_fen}).encode()


def _price(stage: Stage, bought: Bought) -> int:
    return bought.price_fen if bought.price_fen is not None else stage.shelf.price_fen(bought.item)


def _total(stage: Stage, basket: Sequence[Bought]) -> int:
    return sum(_price(stage, bought) * bought.quantity for bought in basket)


def _lines(stage: Stage, basket: Sequence[Bought], at: datetime) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(
            serial=str(row),
            batch=_BATCH,
            item_code=bought.item.code,
            quantity=Decimal(bought.quantity),
            unit_price=Decimal(_price(stage, bought)) / 100,
            amount_fen=_price(stage, bought) * bought.quantity,
            occurred_at=at,
        )
        for row, bought in enumerate(basket, start=1)
    )
