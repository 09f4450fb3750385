"""From an outcome to what is written: the settlement, its payers, the transfers, balances and running totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import msgspec
import psycopg

from mingzhang.books.database import Connection, HotStatement, load_statements
from mingzhang.books.ledger.codes import CASH, INSTITUTION, PERSONAL, Code, fund_account, opposite
from mingzhang.books.ledger.operations import Entry, personal_changes
from mingzhang.care.visits.records import Amounts, Payer, Request, Settled
from mingzhang.rules.settlement.outcome import Outcome

_BOOK = HotStatement.read(load_statements(__package__ or "", "book.sql")["book"])
ONE_REGION = 10**12
"""An institution of another region is owed under its region's six digits followed by twelve of its own."""


class Overtaken(Exception):
    """Another copy of the message, or another change of the batch, was first: roll back and look again."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A settlement ready to be written: the year's new totals, the transfers, and how many lines it concerns."""

    settled: Settled
    group_id: int
    totals: Mapping[str, int]
    added: Mapping[str, int]
    entries: tuple[Entry, ...]
    lines: int
    corrects: int | None = None


def write(connection: Connection, booking: Booking, request: Request | None, answer: bytes | None) -> None:
    """Write a booking and the answer to its request in one statement; the rows it changes must be locked.

    Raises Overtaken when the message was answered or the batch changed since it was looked at.
    """
    try:
        (claimed,) = _BOOK.first(connection, _values(booking, request, answer))
    except psycopg.errors.UniqueViolation as violation:
        raise Overtaken from violation
    if claimed != booking.lines:
        raise Overtaken


def amounts_of(outcome: Outcome) -> Amounts:
    """The sums of an outcome."""
    return Amounts(
        total_fen=outcome.total_fen,
        wholly_own_fen=outcome.wholly_own_fen,
        over_limit_fen=outcome.over_limit_fen,
        first_self_fen=outcome.first_self_fen,
        in_scope_fen=outcome.in_scope_fen,
        deductible_fen=outcome.deductible_fen,
        fund_fen=outcome.fund_fen,
        account_fen=outcome.account_fen,
        family_fen=outcome.family_fen,
        cash_fen=outcome.cash_fen,
    )


def payers_of(outcome: Outcome) -> tuple[Payer, ...]:
    """Who pays what: each fund in the order of the layers, then own account, family accounts and cash."""
    reasons: dict[str, str] = {}
    for layer in outcome.layers:
        if layer.fund not in reasons or layer.paid_fen:
            reasons[layer.fund] = layer.reason
    funds = tuple(Payer(fund, 0, paid, reasons[fund]) for fund, paid in outcome.payers)
    account = Payer("account", 0, outcome.account_fen, outcome.account_reason)
    family = tuple(Payer("family", owner, paid, outcome.family_reason) for owner, paid in outcome.family)
    return (*funds, account, *family, Payer("cash", 0, outcome.cash_fen, "REMAINDER"))


def entries_of(settled: Settled) -> tuple[Entry, ...]:
    """The transfers of a settlement, each payer to the institution; of a cancellation, the same ones back."""
    institution = institution_owner(settled)
    entries = []
    for payer in settled.payers:
        code, kind, owner = _source(payer, settled.person_id)
        if payer.amount_fen > 0:
            entries.append(Entry(code, kind, owner, INSTITUTION, institution, payer.amount_fen))
        elif payer.amount_fen < 0:
            entries.append(Entry(opposite(code), INSTITUTION, institution, kind, owner, -payer.amount_fen))
    return tuple(entries)


def institution_owner(settled: Settled) -> int:
    """Under which owner the ledger keeps what is owed to the institution."""
    if settled.institution_region == settled.region:
        return settled.institution_id
    return int(settled.institution_region) * ONE_REGION + settled.institution_id


def mirror(
    settled: Settled, *, settlement_id: int, settled_at: datetime, message_id: str, balance_after_fen: int
) -> Settled:
    """The settlement that takes another back: every amount negated."""
    return replace(
        settled,
        settlement_id=settlement_id,
        settled_at=settled_at,
        message_id=message_id,
        cancels=settled.settlement_id,
        amounts=Amounts(*(-getattr(settled.amounts, field.name) for field in fields(Amounts))),
        payers=tuple(replace(payer, amount_fen=-payer.amount_fen) for payer in settled.payers),
        balance_after_fen=balance_after_fen,
    )


def _source(payer: Payer, person_id: int) -> tuple[str, str, int]:
    match payer.payer:
        case "account":
            return Code.ACCOUNT_PAYMENT, PERSONAL, person_id
        case "family":
            return Code.FAMILY_PAYMENT, PERSONAL, payer.owner
        case "cash":
            return Code.CASH_PAYMENT, CASH, person_id
        case fund:
            return Code.FUND_PAYMENT, fund_account(fund), 0


def _values(booking: Booking, request: Request | None, answer: bytes | None) -> dict[str, Any]:
    """The parameters of the writing statement; rows travel as JSON under the names of their tables' columns."""
    settled, changes = booking.settled, personal_changes(booking.entries)
    return {
        "region": settled.region,
        "settlement_id": settled.settlement_id,
        "group_id": booking.group_id,
        "cancels": settled.cancels,
        "corrects": booking.corrects,
        "visit_id": settled.visit_id,
        "batch": settled.batch,
        "person_id": settled.person_id,
        "medical_year": settled.medical_year,
        "service_on": settled.service_on,
        "settled_at": settled.settled_at,
        "settled_on": settled.settled_at.date(),
        "settlement": _json(_settlement_row(booking)),
        "payers": _json(_payer_rows(settled)),
        "transfers": _json(booking.entries),
        "totals": _json({name: total for name, total in booking.totals.items() if total}),
        "changes": _json(changes),
        "owners": list(changes),
        "institution_code": request.key.institution_code if request else None,
        "transaction_no": request.key.transaction_no if request else None,
        "message_id": request.key.message_id if request else None,
        "digest": request.digest if request else None,
        "lookup_id": request.lookup_id if request else "",
        "answer": answer,
    }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _payer_rows(settled: Settled) -> list[dict[str, Any]]:
    return [
        {
            "region": settled.region,
            "settlement_id": settled.settlement_id,
            "ordinal": ordinal,
            "payer": payer.payer,
            "payer_owner": payer.owner,
            "amount_fen": payer.amount_fen,
            "reason": payer.reason,
        }
        for ordinal, payer in enumerate(settled.payers, start=1)
    ]


def _settlement_row(booking: Booking) -> dict[str, Any]:
    settled = booking.settled
    return {
        "region": settled.region,
        "id": settled.settlement_id,
        "visit_id": settled.visit_id,
        "person_id": settled.person_id,
        "institution_region": settled.institution_region,
        "institution_id": settled.institution_id,
        "batch": settled.batch,
        "cancels": settled.cancels,
        "service_on": settled.service_on,
        "medical_year": settled.medical_year,
        "settled_at": settled.settled_at,
        "scheme": settled.scheme,
        "category": settled.category,
        "civil_servant": settled.person.civil_servant,
        "benefit": settled.benefit,
        **msgspec.to_builtins(settled.amounts),
        "balance_after_fen": settled.balance_after_fen,
        "group_id": booking.group_id,
        "view_digest": settled.view_digest,
        "outcome": settled.outcome,
        "accumulators": booking.added,
        "message_id": settled.message_id,
    }
