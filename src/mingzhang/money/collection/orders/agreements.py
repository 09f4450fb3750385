"""Debit agreements 代扣协议: signed at the community or a bank, ended at any time; the account's number is sealed."""

from __future__ import annotations

import re
from datetime import date

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.orders.queries import agreement_of
from mingzhang.money.collection.orders.records import DebitAgreement

_SQL = load_statements("mingzhang.money.collection", "agreements.sql")
_ACCOUNT = re.compile(r"[0-9]{8,32}")


def sign_agreement(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    bank_name: str,
    account_name: str,
    account_number: str,
    signed_by: str,
    on: date,
) -> DebitAgreement | Refusal:
    """Let a bank take a person's contributions from an account, from a day on.

    Refuses ACCOUNT_NUMBER_WRONG (8 to 32 digits are one) and AGREEMENT_STANDS while another agreement holds or begins
    later: end that one first.
    """
    number = "".join(account_number.split())
    if not _ACCOUNT.fullmatch(number):
        return Refusal("ACCOUNT_NUMBER_WRONG", {"digits": len(number)})
    values = {
        "region": region,
        "person_id": person_id,
        "bank_name": bank_name,
        "account_name": account_name,
        "account_sealed": vault.seal(number),
        "account_last4": number[-4:],
        "signed_by": signed_by,
        "on": on,
    }
    with connection.transaction():
        standing = connection.execute(_SQL["standing"], values).fetchone()
        if standing is not None:
            return Refusal("AGREEMENT_STANDS", {"since": standing[1].isoformat()})
        row = connection.execute(_SQL["sign"], values).fetchone()
    if row is None:
        raise InvariantBroken("an agreement was signed and is not there")
    return agreement_of(row)


def end_agreement(
    connection: Connection, region: str, person_id: int, *, on: date, why: str
) -> DebitAgreement | Refusal:
    """End the agreement that holds, from a day on; orders that the bank has already are not called back.

    Refuses NO_DEBIT_AGREEMENT when none holds on that day, or when it began on it.
    """
    with connection.transaction():
        values = {"region": region, "person_id": person_id, "on": on, "why": why}
        row = connection.execute(_SQL["end"], values).fetchone()
    return agreement_of(row) if row is not None else Refusal("NO_DEBIT_AGREEMENT", {}, "never")
