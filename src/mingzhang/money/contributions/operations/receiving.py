"""Receiving 到账: a payment is recorded once by channel and serial, then posted to the months and to the books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.operations.after_posting import after_posting
from mingzhang.money.contributions.records import PayerKind, Payment, Receipt, ReceiptLine

_SQL = load_statements("mingzhang.money.contributions", "receipts.sql")
_READ = load_statements("mingzhang.money.contributions", "months.sql")
Missing = Mapping[tuple[int, str, date], tuple[int, int]]
"""Of a person's month in a scheme, what is missing of the person's part and of the employer's, in fen."""


def receive(
    connection: Connection,
    region: str,
    *,
    payer_kind: PayerKind,
    payer_id: int,
    channel: str,
    serial: str,
    lines: Sequence[ReceiptLine],
    received_at: datetime,
) -> Receipt | Refusal:
    """Record a payment and post it at once. The same channel and serial again gives back the first receipt.

    Refuses EMPTY_PAYMENT, REPEATED_LINE, NOTHING_DUE, OVERPAID (more than is missing), ENROLMENT_NOT_CONFIRMED (the tax
    side has not confirmed the enrolment), SERIAL_REUSED (the serial is another payment's). Nothing is written then.
    """
    outcome: Receipt | Refusal
    with connection.transaction() as whole:
        outcome = record_receipt(
            connection,
            region,
            payer_kind=payer_kind,
            payer_id=payer_id,
            channel=channel,
            serial=serial,
            lines=lines,
            received_at=received_at,
        )
        if isinstance(outcome, Receipt) and outcome.posted_at is None:
            outcome = post_receipt(connection, region, outcome.id, at=received_at)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def record_receipt(
    connection: Connection,
    region: str,
    *,
    payer_kind: PayerKind,
    payer_id: int,
    channel: str,
    serial: str,
    lines: Sequence[ReceiptLine],
    received_at: datetime,
) -> Receipt | Refusal:
    """Record that a channel has taken a payment; it stays in transit until `post_receipt`. Refuses as `receive`."""
    empty = _empty(lines)
    if empty is not None:
        return empty
    values = _receipt_values(region, payer_kind, payer_id, channel, serial, lines, received_at)
    outcome: Receipt | Refusal | None
    with connection.transaction() as whole:
        connection.execute(_SQL["many_at_once"], values)
        row = connection.execute(_SQL["insert_receipt"], values).fetchone()
        if row is None:
            return _same_receipt(connection, values, lines)
        outcome = _line_refusal(connection, region, lines)
        if outcome is not None:
            raise Rollback(whole)
        connection.execute(_SQL["insert_lines"], {"region": region, "receipt_id": row[0], **_line_columns(lines)})
        outcome = _written(connection, region, row[0])
    return outcome


def take_in(
    connection: Connection,
    region: str,
    *,
    payer_kind: PayerKind,
    payer_id: int,
    channel: str,
    serial: str,
    lines: Sequence[ReceiptLine],
    received_at: datetime,
    at: datetime,
) -> Receipt | Refusal:
    """Record and post money that a channel has taken for certain, at `at`: it is here, so it is never refused.

    A line that fits nothing due any more (another payment was quicker) is set aside and waits to go back. The same
    channel and serial again gives back the first receipt; refuses EMPTY_PAYMENT, REPEATED_LINE and SERIAL_REUSED.
    """
    empty = _empty(lines)
    if empty is not None:
        return empty
    if len({(line.person_id, line.scheme, line.month) for line in lines}) < len(lines):
        return Refusal("REPEATED_LINE", {})
    values = _receipt_values(region, payer_kind, payer_id, channel, serial, lines, received_at)
    with connection.transaction():
        connection.execute(_SQL["many_at_once"], values)
        row = connection.execute(_SQL["insert_receipt"], values).fetchone()
        if row is None:
            return _same_receipt(connection, values, lines)
        fitting = _lock_and_fit(connection, region, lines)
        connection.execute(_SQL["insert_lines"], {"region": region, "receipt_id": row[0], **_line_columns(fitting)})
        _post(connection, region, [row[0]], at)
        return _written(connection, region, row[0])


def take_in_many(
    connection: Connection, region: str, payments: Sequence[Payment], *, channel: str, at: datetime
) -> Mapping[str, int]:
    """Record and post payments that a channel has taken, all in few statements; the receipts' numbers by serial.

    Called in a transaction that holds the months (`lock_months`) and has seen that each line is what its month lacks
    and that nobody has the serials; raises InvariantBroken when one is taken all the same.
    """
    values = {"region": region, "channel": channel, **_payment_columns(payments)}
    receipts: dict[str, int] = dict(connection.execute(_SQL["insert_receipts"], values).fetchall())
    if len(receipts) < len(payments):
        raise InvariantBroken("a serial was free and is another payment's")
    lines = [(receipts[payment.serial], line) for payment in payments for line in payment.lines]
    columns = {"receipt_ids": [one for one, _ in lines], **_line_columns([line for _, line in lines])}
    connection.execute(_SQL["insert_lines_of_many"], {"region": region, **columns})
    _post(connection, region, list(receipts.values()), at)
    return receipts


def lock_months(connection: Connection, region: str, lines: Sequence[ReceiptLine]) -> Missing:
    """Lock the months of the lines in the order that every payment takes, before anything else of them is locked.

    Tells what each of them lacks; a month that was never found due is not among them.
    """
    connection.execute(_SQL["many_at_once"], {"region": region})
    rows = connection.execute(_SQL["lock_months"], {"region": region, **_line_columns(lines)}).fetchall()
    return {row[:3]: row[3:5] for row in rows}


def payable(connection: Connection, region: str, lines: Sequence[ReceiptLine]) -> Refusal | None:
    """What keeps lines from being paid, None when nothing does; locks their months until the transaction ends.

    Refuses EMPTY_PAYMENT, REPEATED_LINE, NOTHING_DUE, OVERPAID and ENROLMENT_NOT_CONFIRMED as `receive` does.
    """
    connection.execute(_SQL["many_at_once"], {"region": region})
    return _empty(lines) or _line_refusal(connection, region, lines)


def post_receipt(connection: Connection, region: str, receipt_id: int, *, at: datetime) -> Receipt | Refusal:
    """Post a recorded payment to its months and to the books; posting it again changes nothing.

    Refuses RECEIPT_UNKNOWN, and OVERPAID when another payment has filled a month meanwhile.
    """
    with connection.transaction():
        connection.execute(_SQL["many_at_once"], {"region": region})
        connection.execute(_SQL["lock_receipt"], {"region": region, "receipt_id": receipt_id})
        recorded = queries.receipt(connection, region, receipt_id)
        if recorded is None:
            return Refusal("RECEIPT_UNKNOWN", {"receipt": receipt_id}, "never")
        if recorded.posted_at is not None:
            return recorded
        refusal = _line_refusal(connection, region, recorded.lines)
        if refusal is not None:
            return refusal
        _post(connection, region, [receipt_id], at)
        return _written(connection, region, receipt_id)


def receive_employers_month(
    connection: Connection,
    region: str,
    month: date,
    *,
    received_at: datetime,
    employers: Sequence[int] | None = None,
    but: Sequence[int] = (),
    channel: str = "tax",
) -> int:
    """Receive from employers all that is still missing for a month, one payment each; how many payments.

    `employers` limits it to some, `but` leaves some out. People whose enrolment is not confirmed are left out.
    """
    return _receive_month(connection, region, "receipts_of_employers", month, received_at, employers, but, channel)


def receive_people_month(
    connection: Connection,
    region: str,
    month: date,
    *,
    received_at: datetime,
    people: Sequence[int] | None = None,
    but: Sequence[int] = (),
    channel: str = "tax",
) -> int:
    """Receive from those who pay for themselves (flexible workers, residents) what is missing for a month or year."""
    return _receive_month(connection, region, "receipts_of_people", month, received_at, people, but, channel)


def _receive_month(
    connection: Connection,
    region: str,
    statement: str,
    month: date,
    at: datetime,
    payers: Sequence[int] | None,
    but: Sequence[int],
    channel: str,
) -> int:
    values = {
        "region": region,
        "month": month_of(month),
        "at": at,
        "payers": list(payers) if payers is not None else None,
        "except": list(but),
        "channel": channel,
    }
    with connection.transaction():
        connection.execute(_SQL["alone"], values)
        receipt_ids = [row[0] for row in connection.execute(_SQL[statement], values).fetchall()]
        if receipt_ids:
            connection.execute(_SQL["lines_of_receipts"], values | {"receipt_ids": receipt_ids})
            _post(connection, region, receipt_ids, at)
    return len(receipt_ids)


def _post(connection: Connection, region: str, receipt_ids: list[int], at: datetime) -> None:
    values = {"region": region, "receipt_ids": receipt_ids, "at": at, "effective_on": at.date()}
    connection.execute(_SQL["mark_posted"], values)
    connection.execute(_SQL["apply_lines"], values)
    posted = ledger.post_many(connection, region, _SQL["transfers"], values)
    if isinstance(posted, Refusal):
        raise InvariantBroken(f"a contribution could not be posted: {posted.code}")
    after_posting(connection, region, receipt_ids, at)


def _empty(lines: Sequence[ReceiptLine]) -> Refusal | None:
    """Late fees alone are no payment: a month must be paid with them."""
    negative = any(min(line.person_part_fen, line.employer_part_fen, line.late_fee_fen) < 0 for line in lines)
    nothing = sum(line.person_part_fen + line.employer_part_fen for line in lines) <= 0
    return Refusal("EMPTY_PAYMENT", {}) if negative or nothing else None


def _lock_and_fit(connection: Connection, region: str, lines: Sequence[ReceiptLine]) -> list[ReceiptLine]:
    """The lines with those set aside that are more than what is missing; locks their months in order."""
    rows = connection.execute(_SQL["lock_months"], {"region": region, **_line_columns(lines)}).fetchall()
    missing = {row[:3]: row[3:5] for row in rows}
    fitted = []
    for line in lines:
        person_missing, employer_missing = missing.get((line.person_id, line.scheme, line.month), (0, 0))
        fits = line.person_part_fen <= person_missing and line.employer_part_fen <= employer_missing
        fitted.append(replace(line, set_aside=not fits))
    return fitted


def _line_refusal(connection: Connection, region: str, lines: Sequence[ReceiptLine]) -> Refusal | None:
    """What stands in the way of the lines; locks their months in order, so that two payments follow one another."""
    rows = connection.execute(_SQL["lock_months"], {"region": region, **_line_columns(lines)}).fetchall()
    missing = {row[:3]: row[3:] for row in rows}
    if len({(line.person_id, line.scheme, line.month) for line in lines}) < len(lines):
        return Refusal("REPEATED_LINE", {})
    for line in lines:
        key = (line.person_id, line.scheme, line.month)
        if key not in missing:
            return Refusal("NOTHING_DUE", {"scheme": line.scheme, "month": f"{line.month:%Y-%m}"})
        person_missing, employer_missing, confirmed = missing[key]
        if not confirmed:
            return Refusal("ENROLMENT_NOT_CONFIRMED", {"month": f"{line.month:%Y-%m}"})
        if line.person_part_fen > person_missing or line.employer_part_fen > employer_missing:
            facts = {"month": f"{line.month:%Y-%m}", "missing_fen": person_missing + employer_missing}
            return Refusal("OVERPAID", facts)
    return None


def _same_receipt(
    connection: Connection, values: Mapping[str, object], lines: Sequence[ReceiptLine]
) -> Receipt | Refusal:
    """The receipt that has the serial already, when payer and lines are the same."""
    known = connection.execute(_READ["by_serial"], values).fetchone()
    if known is None:
        raise InvariantBroken("a serial was taken and is not there")
    stored = _written(connection, str(values["region"]), known[0])
    same_payer = (stored.payer_kind, stored.payer_id) == (values["payer_kind"], values["payer_id"])
    if same_payer and {replace(line, set_aside=False) for line in stored.lines} == set(lines):
        return stored
    return Refusal("SERIAL_REUSED", {"serial": str(values["serial"])}, "never")


def _written(connection: Connection, region: str, receipt_id: int) -> Receipt:
    stored = queries.receipt(connection, region, receipt_id)
    if stored is None:
        raise InvariantBroken("a receipt was written and is not there")
    return stored


def _line_columns(lines: Sequence[ReceiptLine]) -> dict[str, list[object]]:
    return {
        "person_ids": [line.person_id for line in lines],
        "schemes": [line.scheme for line in lines],
        "months": [line.month for line in lines],
        "person_parts": [line.person_part_fen for line in lines],
        "employer_parts": [line.employer_part_fen for line in lines],
        "late_fees": [line.late_fee_fen for line in lines],
        "set_aside": [line.set_aside for line in lines],
    }


def _receipt_values(
    region: str,
    payer_kind: PayerKind,
    payer_id: int,
    channel: str,
    serial: str,
    lines: Sequence[ReceiptLine],
    received_at: datetime,
) -> dict[str, object]:
    return {
        "region": region,
        "payer_kind": payer_kind,
        "payer_id": payer_id,
        "channel": channel,
        "serial": serial,
        "amount_fen": sum(line.amount_fen for line in lines),
        "received_at": received_at,
    }


def _payment_columns(payments: Sequence[Payment]) -> dict[str, list[object]]:
    return {
        "payer_kinds": [payment.payer_kind for payment in payments],
        "payer_ids": [payment.payer_id for payment in payments],
        "serials": [payment.serial for payment in payments],
        "amounts": [sum(line.amount_fen for line in payment.lines) for payment in payments],
        "received": [payment.received_at for payment in payments],
    }
