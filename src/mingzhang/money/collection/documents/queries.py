"""Reading papers: a person's, one by number or code, and until when each channel shows its payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzhang.basics.capitals import capital_yuan
from mingzhang.basics.identifiers import read_record_number, record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.documents.codes import code_of, number_behind
from mingzhang.money.collection.documents.records import PaperState, PrintedLine, ReceiptDocument, VerifiedReceipt

_SQL = load_statements("mingzhang.money.collection", "documents.sql")
_ANY = {"document_id": None, "receipt_id": None, "for_person": None}


@dataclass(frozen=True, slots=True)
class Watermark:
    """Until when a channel shows its payments on its own pages, and when it told so."""

    channel: str
    shown_through: datetime
    told_at: datetime


def documents_of(connection: Connection, region: str, person_id: int) -> tuple[ReceiptDocument, ...]:
    """A person's own papers and those of what the person paid for others, oldest first; issue them before."""
    return _found(connection, region, for_person=person_id)


def documents_of_receipt(connection: Connection, region: str, receipt_id: int) -> tuple[ReceiptDocument, ...]:
    """Every paper of one payment, red ones included."""
    return _found(connection, region, receipt_id=receipt_id)


def document_by_id(connection: Connection, region: str, document_id: int) -> ReceiptDocument | None:
    """A paper by its record number, or None."""
    return next(iter(_found(connection, region, document_id=document_id)), None)


def receipt_document(
    connection: Connection, region: str, receipt_id: int, *, person_id: int | None = None
) -> ReceiptDocument | None:
    """The receipt of a payment for one insured person, or the payer's with every line; None when not issued."""
    papers = [paper for paper in documents_of_receipt(connection, region, receipt_id) if paper.kind == "receipt"]
    own = next((paper for paper in papers if paper.person_id == person_id), None)
    alone = papers[0] if person_id is None and len(papers) == 1 else None
    return own or alone


def verify_receipt(connection: Connection, code: str) -> VerifiedReceipt | Refusal:
    """What a paper with this code says, names masked, and whether it still counts.

    Refuses RECEIPT_CODE_WRONG for a code that we never made.
    """
    number = number_behind(code)
    ours = read_record_number(number) if number is not None else None
    paper = document_by_id(connection, *ours) if ours is not None else None
    if paper is None:
        return Refusal("RECEIPT_CODE_WRONG", {}, "after_fix")
    people = {line.person_id: line.person_name for line in paper.lines}
    return VerifiedReceipt(
        number=paper.number,
        kind=paper.kind,
        state=paper.state,
        payer_name_masked=vault.mask_name(paper.payer_name) if paper.payer_kind != "employer" else paper.payer_name,
        people=len(people),
        first_person_masked=vault.mask_name(next(iter(people.values()))),
        amount_fen=paper.amount_fen,
        issued_on=paper.issued_at.date(),
        reversed_on=paper.reversed_at.date() if paper.reversed_at is not None else None,
    )


def watermarks(connection: Connection, region: str) -> tuple[Watermark, ...]:
    """Until when each channel shows its payments, by the channel's name."""
    return tuple(Watermark(*row) for row in connection.execute(_SQL["watermarks"], {"region": region}).fetchall())


def _found(connection: Connection, region: str, **conditions: int) -> tuple[ReceiptDocument, ...]:
    values = {"region": region, **_ANY, **conditions}
    return tuple(_document(region, row) for row in connection.execute(_SQL["documents"], values).fetchall())


def _document(region: str, row: tuple[Any, ...]) -> ReceiptDocument:
    document_id, kind, receipt_id, person_id, _, payer_kind, payer_name, channel, serial = row[:9]
    received_at, posted_at = row[9:11]
    issued_at, push_state, pushed_to, pushed_at, printed, reverses, reversed_by, standing, reversed_at = row[11:]
    lines = tuple(
        PrintedLine(person, name, scheme, date.fromisoformat(month), *rest)
        for person, name, scheme, month, *rest in printed
    )
    amount = sum(line.person_part_fen + line.employer_part_fen + line.late_fee_fen for line in lines)
    signed = -amount if kind == "reversal" else amount
    state: PaperState = "valid"
    if kind == "receipt" and reversed_by:
        state = "partly_reversed" if standing else "reversed"
    return ReceiptDocument(
        region=region,
        id=document_id,
        number=record_number(region, document_id),
        code=code_of(region, document_id),
        kind=kind,
        state=state,
        receipt_id=receipt_id,
        person_id=person_id or None,
        payer_kind=payer_kind,
        payer_name=payer_name or "",
        channel=channel,
        serial=serial,
        received_at=received_at,
        posted_at=posted_at,
        issued_at=issued_at,
        amount_fen=signed,
        amount_words=capital_yuan(signed),
        lines=lines,
        reverses=record_number(region, reverses) if reverses is not None else None,
        reversed_by=tuple(record_number(region, back) for back in reversed_by),
        reversed_at=reversed_at if kind == "receipt" else None,
        push_state=push_state,
        pushed_to=pushed_to,
        pushed_at=pushed_at,
    )
