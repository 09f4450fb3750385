"""One process of a storm: settles the bills it is given, and tells each answer as soon as it has it.

Run as `python -m tests.visit_storm`: each line of the input is one bill, each line of the output one answer.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import msgspec
from tests import visit_cases as cases

from mingzhang.books.database import Connection, connect
from mingzhang.care.visits.records import Answered, PersonClaim, SettlementOrder


@dataclass(frozen=True, slots=True)
class Bill:
    """One batch to be settled, and the number of the message that asks for it."""

    institution: str
    person_id: int
    visit_id: int
    total_fen: int
    number: str


def send(connection: Connection, bill: Bill) -> Answered:
    """Send the bill's message, for the first time or again."""
    order = SettlementOrder(
        bill.institution, PersonClaim(bill.person_id), None, bill.visit_id, "B1", bill.total_fen, use_account=True
    )
    request = cases.message(bill.institution, number=bill.number)
    answered = cases.settle(connection, order, request=request)
    assert isinstance(answered, Answered), answered
    return answered


def main() -> None:
    """Settle every bill of the input."""
    with connect() as connection:
        for row in sys.stdin:
            bill = msgspec.json.decode(row, type=Bill)
            answered = send(connection, bill)
            print(bill.number, answered.answer.decode(), sep="\t", flush=True)


if __name__ == "__main__":
    main()
