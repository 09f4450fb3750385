"""Opening an order 开单: who may pay what through which channel today, or why not; a refused try is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg import Rollback

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence, vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.kinds import CHANNELS, Channel
from mingzhang.money.collection.orders import moving, queries
from mingzhang.money.collection.orders.checks import Found, LineFacts, checks_for, first_refusal
from mingzhang.money.collection.orders.records import Entered, Order, OrderLine, Said
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.records import PayerKind
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.registers.enrolment.records import Duplicate
from mingzhang.rules.policy import view_for

_SQL = load_statements("mingzhang.money.collection", "orders.sql")
MODULES = ("payment", "shared_platform")  # outages of these keep everybody from paying
Doubles = dict[tuple[int, str], Duplicate]
_ABOUT_ALL = 0  # of a refusal that is about no line


def open_order(
    connection: Connection,
    region: str,
    *,
    payer_kind: PayerKind,
    payer_id: int,
    lines: Sequence[OrderLine],
    channel: str,
    now: datetime,
    entered: Sequence[Entered] = (),
) -> Order | Refusal:
    """Open an order to pay, ready to be sent to its channel; an unsent one for the same months is replaced.

    Refuses CHANNEL_UNKNOWN, PAYMENT_MODULE_DOWN, PAYER_IS_ANOTHER; for a line NOT_ENROLLED, COVERAGE_SUSPENDED,
    DUPLICATE_ENROLMENT, IDENTITY_MISMATCH (against `entered`), ENROLMENT_NOT_CONFIRMED, CARD_NOT_VALID,
    NO_DEBIT_AGREEMENT, OUTSIDE_PAYMENT_WINDOW, ARREARS_FIRST, PAYMENT_PENDING, UNKNOWN_RULE; and as
    `contributions.receive` EMPTY_PAYMENT, REPEATED_LINE, NOTHING_DUE, OVERPAID. A refused try writes nothing but the
    evidence that it was made: why somebody could not pay is proved by it.
    """
    outcome: Order | Found
    with connection.transaction() as whole:
        outcome = _opened(connection, region, payer_kind, payer_id, lines, channel, now, entered)
        if not isinstance(outcome, Order):
            raise Rollback(whole)
    if isinstance(outcome, Order):
        return outcome
    refusal, about = outcome
    _remember(connection, region, refusal, about, lines, channel, now)
    return refusal


def _opened(
    connection: Connection,
    region: str,
    payer_kind: PayerKind,
    payer_id: int,
    lines: Sequence[OrderLine],
    channel: str,
    now: datetime,
    entered: Sequence[Entered],
) -> Order | Found:
    through = CHANNELS.get(channel)
    if through is None:
        return Refusal("CHANNEL_UNKNOWN", {"channel": channel}, "never"), _ABOUT_ALL
    if payer_kind == "person" and any(line.person_id != payer_id for line in lines):
        return Refusal("PAYER_IS_ANOTHER", {}, "never"), _ABOUT_ALL
    down = _module_down(connection, region, now)
    if down is not None:
        return down, _ABOUT_ALL
    wanted = [line.received for line in lines]
    contributions.lock_months(connection, region, wanted)
    found = _checked(connection, region, payer_kind, lines, through, now, entered)
    if found is not None:
        return found
    unpayable = contributions.payable(connection, region, wanted)
    if unpayable is not None:
        return unpayable, _ABOUT_ALL
    _replace_unsent(connection, region, lines, now)
    return _written(connection, region, payer_kind, payer_id, lines, through, now)


def _checked(
    connection: Connection,
    region: str,
    payer_kind: PayerKind,
    lines: Sequence[OrderLine],
    through: Channel,
    now: datetime,
    entered: Sequence[Entered],
) -> Found | None:
    doubles: Doubles | Refusal = {} if payer_kind == "employer" else _doubles(connection, region, lines, now)
    if isinstance(doubles, Refusal):
        return doubles, _ABOUT_ALL
    facts = _line_facts(connection, region, lines, doubles, now)
    return first_refusal(facts, checks_for(through, view_for(region, now.date()), entered))


def _line_facts(
    connection: Connection, region: str, lines: Sequence[OrderLine], doubles: Doubles, now: datetime
) -> list[LineFacts]:
    values = {"region": region, "on": now.date(), **_columns(lines)}
    rows = connection.execute(_SQL["line_facts"], values).fetchall()
    return [
        LineFacts(
            line=line,
            status=row[3],
            reason=row[4],
            employer_id=row[5],
            due_on=row[6],
            late_price=row[7],
            confirmed=row[8],
            older=row[9],
            card_valid=row[10],
            agreed=row[11],
            pending=record_number(region, row[12]) if row[12] is not None else None,
            pending_state=row[13],
            double=doubles.get((line.person_id, line.scheme)),
            registered_name=row[14],
            registered_number=vault.open_sealed(row[15]) if row[15] is not None else "",
        )
        for line, row in zip(lines, rows, strict=True)
    ]


def _doubles(connection: Connection, region: str, lines: Sequence[OrderLine], now: datetime) -> Doubles | Refusal:
    """By person and scheme, another coverage in the same time that does not give way to this one."""
    doubles: Doubles = {}
    for person_id in sorted({line.person_id for line in lines}):
        found = enrolment.duplicates(connection, region, person_id, now.date())
        if isinstance(found, Refusal):
            return found
        for double in found:
            own = double.mine if double.mine.coverage.person_id == person_id else double.other
            pair = (double.mine, double.other) if double.other.key == own.key else (own,)
            for cover in pair:
                if double.keep != cover:
                    doubles[person_id, cover.coverage.scheme] = double
    return doubles


def _module_down(connection: Connection, region: str, now: datetime) -> Refusal | None:
    for outage in evidence.outages(connection, region, since=now, until=now + timedelta(microseconds=1)):
        if outage.module in MODULES:
            ends = outage.ends_at.isoformat(timespec="minutes") if outage.ends_at is not None else None
            return Refusal("PAYMENT_MODULE_DOWN", {"module": outage.module, "until": ends}, "later")
    return None


def _replace_unsent(connection: Connection, region: str, lines: Sequence[OrderLine], now: datetime) -> None:
    rows = connection.execute(_SQL["created_for"], {"region": region, **_columns(lines)}).fetchall()
    for (order_id,) in rows:
        said = Said("payer", "payer", now, code="SUPERSEDED")
        moving.fail_order(connection, region, order_id, said=said, now=now)


def _written(
    connection: Connection,
    region: str,
    payer_kind: PayerKind,
    payer_id: int,
    lines: Sequence[OrderLine],
    through: Channel,
    now: datetime,
) -> Order:
    values: dict[str, Any] = {
        "region": region,
        "payer_kind": payer_kind,
        "payer_id": payer_id,
        "channel": through.name,
        "amount_fen": sum(line.amount_fen for line in lines),
        "now": now,
        "next_check_at": now + through.silent_after,
    }
    row = connection.execute(_SQL["insert_order"], values).fetchone()
    if row is None:
        raise InvariantBroken("an order was written without a number")
    connection.execute(_SQL["insert_lines"], {"region": region, "order_id": row[0], **_columns(lines)})
    moving.note(connection, region, row[0], None, "created", Said("payer", f"{payer_kind}/{payer_id}", now), now)
    stored = queries.order(connection, region, row[0])
    if stored is None:
        raise InvariantBroken("an order was written and is not there")
    return stored


def _remember(
    connection: Connection,
    region: str,
    refusal: Refusal,
    about: int,
    lines: Sequence[OrderLine],
    channel: str,
    now: datetime,
) -> None:
    """Keep the refused try with each person whom it was for; with one only, when the reason is that person's."""
    people = {about} if about != _ABOUT_ALL else {line.person_id for line in lines}
    for person_id in sorted(people):
        own = [line for line in lines if line.person_id == person_id]
        detail = {
            **refusal.facts,
            "code": refusal.code,
            "scheme": own[0].scheme,
            "months": [f"{line.month:%Y-%m}" for line in own],
        }
        evidence.record_event(
            connection, region, "PAYMENT_REFUSED", channel=channel, now=now, person_id=person_id, detail=detail
        )


def _columns(lines: Sequence[OrderLine]) -> dict[str, list[Any]]:
    return {
        "person_ids": [line.person_id for line in lines],
        "schemes": [line.scheme for line in lines],
        "months": [line.month for line in lines],
        "person_parts": [line.person_part_fen for line in lines],
        "employer_parts": [line.employer_part_fen for line in lines],
        "late_fees": [line.late_fee_fen for line in lines],
    }
