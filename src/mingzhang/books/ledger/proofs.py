"""Proofs: every balance recomputed from its entries, and every difference named."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.chain import verify_chain
from mingzhang.books.ledger.codes import PERSONAL, Code

_CHECKS = ("personal_balances", "held", "groups", "corrected_groups", "codes", "rollups")
_SQL = load_statements(__package__ or "", "proofs.sql")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not add up.

    `proof` names what was checked: PERSONAL_BALANCE, HELD, GROUP, CORRECTED_GROUP, CODE, ROLLUP, CHAIN.
    `subject` is the account, group or day; the two amounts are fen, and counts for GROUP, CODE and CHAIN.
    """

    proof: str
    subject: str
    expected: int
    found: int


def prove(connection: Connection, region: str, person_id: int) -> tuple[Difference, ...]:
    """Recompute one personal account from its transfers and open holds; empty when it holds to the fen."""
    values = {"region": region, "owner": person_id}
    row = connection.execute(_SQL["one_account"], values).fetchone()
    if row is None:
        return ()
    found, held, entries, holds = (int(part) for part in row)
    subject = f"{PERSONAL}/{person_id}"
    checks = (("PERSONAL_BALANCE", entries, found), ("HELD", holds, held))
    return tuple(Difference(proof, subject, expected, got) for proof, expected, got in checks if expected != got)


def prove_region(connection: Connection, region: str, *, head: bytes | None = None) -> tuple[Difference, ...]:
    """Prove a whole region set-based: personal balances, holds, groups, codes, roll-ups and the daily chain.

    Each check is one statement and so sees one moment of the books: work going on meanwhile is no difference.
    `head` is the chain's newest digest as kept outside the database: with it a chain cut at its end is found.
    """
    values = {"region": region, "codes": list(Code.__members__)}
    found = [Difference(*row) for check in _CHECKS for row in connection.execute(_SQL[check], values).fetchall()]
    found += [
        Difference("CHAIN", f"{fault.day}:{fault.kind}", fault.expected, fault.found)
        for fault in verify_chain(connection, region, head=head)
    ]
    return tuple(found)
