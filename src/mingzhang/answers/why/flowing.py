"""How the money of the current year went, from the account's movements. Pure; amounts in fen."""

from __future__ import annotations

from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import MoneyFlow
from mingzhang.books.ledger.queries import Movement

KINDS = {
    "ALLOCATION": "allocated",
    "MAKE_UP": "allocated",
    "ACCOUNT_PAYMENT_CANCELLED": "refunds",
    "FAMILY_PAYMENT_CANCELLED": "refunds",
    "INTEREST": "received",
    "TRANSFER_IN": "received",
    "SUPPORT": "received",
    "ACCOUNT_PAYMENT": "own",
    "FAMILY_PAYMENT": "relatives",
    "WITHDRAWAL": "out",
    "TRANSFER_OUT": "out",
}
CAME = frozenset({"allocated", "refunds", "received"})


def money_flow(facts: Facts) -> MoneyFlow:
    """Opening + allocated + refunds + received − own − relatives − out − corrections − holds = available."""
    year = facts.year
    before = [line for line in facts.movements.lines if line.effective_on < year.start]
    during = [line for line in facts.movements.lines if year.holds(line.effective_on)]
    opening = before[-1].balance_fen if before else facts.movements.opening_fen
    sums = dict.fromkeys(("allocated", "refunds", "received", "own", "relatives", "out", "corrections"), 0)
    for line in during:
        kind = _kind(line)
        sums[kind] += line.amount_fen if kind in CAME else -line.amount_fen
    return MoneyFlow(
        first=year.start,
        last=facts.today,
        opening_fen=opening,
        allocated_fen=sums["allocated"],
        refunds_fen=sums["refunds"],
        received_fen=sums["received"],
        own_fen=sums["own"],
        relatives_fen=sums["relatives"],
        out_fen=sums["out"],
        corrections_fen=sums["corrections"],
        holds_fen=facts.account.held_fen,
    )


def _kind(line: Movement) -> str:
    return KINDS.get(line.code, "corrections")
