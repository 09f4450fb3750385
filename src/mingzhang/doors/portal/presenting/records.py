"""Where the reader finds one of their own records."""

from __future__ import annotations

from django.urls import reverse

from mingzhang.answers.why.records import Evidence
from mingzhang.basics.identifiers import record_number

SETTLEMENT_EVIDENCE = "visits.settlement"
MOVEMENT_EVIDENCE = "ledger.transfer"


def own_record_address(evidence: Evidence, region: str) -> str:
    """The page of the reader's own bill or movement behind a cause; empty for a record without a page."""
    number = evidence.number.partition("/")[0]
    if evidence.kind == SETTLEMENT_EVIDENCE and number.isdigit():
        return reverse("bill", args=(record_number(region, int(number)),))
    if evidence.kind == MOVEMENT_EVIDENCE and evidence.at is not None:
        return f"{reverse('movements')}?year={evidence.at.year}"
    return ""
