"""Where the reader finds one of their own records."""

from __future__ import annotations

from django.urls import reverse

from mingzhang.answers.why.records import Evidence
from mingzhang.basics.identifiers import record_number

SETTLEMENT_EVIDENCE = "visits.settlement"
MOVEMENT_EVIDENCE = "ledger.transfer"
CONTRIBUTION_EVIDENCE = "contributions."
STANDING_EVIDENCE = "contributions.standing"
NUMBERED = {
    "collection.order": "order",
    "collection.document": "receipt",
    "contributions.receipt": "payment",
    "cases.case": "case",
}
OUTSIDE_DIGITS = 20


def own_record_address(evidence: Evidence, region: str) -> str:
    """The page of the reader's own record behind a cause; empty for a record without a page."""
    number = evidence.number.partition("/")[0]
    if evidence.kind == SETTLEMENT_EVIDENCE and number.isdigit():
        return reverse("bill", args=(record_number(region, int(number)),))
    if evidence.kind in NUMBERED and number.isdigit():
        return reverse(NUMBERED[evidence.kind], args=(_outside(number, region),))
    if evidence.kind == STANDING_EVIDENCE:
        return reverse("entitlement")
    if evidence.kind.startswith(CONTRIBUTION_EVIDENCE):
        return reverse("contributions")
    if evidence.kind == MOVEMENT_EVIDENCE and evidence.at is not None:
        return f"{reverse('movements')}?year={evidence.at.year}"
    return ""


def _outside(number: str, region: str) -> str:
    """A record's outside number, whether the evidence tells that or the record's own."""
    return number if len(number) == OUTSIDE_DIGITS else record_number(region, int(number))
