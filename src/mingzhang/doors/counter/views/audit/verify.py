"""Verifying an audit chain: every row recomputed; that it was done is itself a row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit, verify_audit
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.views.audit.chain import chain_page, refuse_strange_chain


@require_POST
@staffed("audit")
def verify(request: HttpRequest, desk: Desk, connection: Connection, region: str) -> HttpResponse:
    """Verify a chain and show what does not hold."""
    refuse_strange_chain(desk, region)
    faults = verify_audit(connection, region)
    audit(connection, region, desk.code, "AUDIT_VERIFIED", region, {"faults": len(faults)}, now=desk.now)
    return chain_page(request, desk, connection, region, faults=faults)
