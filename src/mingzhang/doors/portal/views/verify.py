"""Verifying a receipt by its code: open to everybody, little is told, and nobody can try many codes."""

from __future__ import annotations

import psycopg
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from psycopg_pool import PoolTimeout

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, pool
from mingzhang.doors.frame import clock, tries
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.presenting.receipts import KINDS, sign_of
from mingzhang.money.collection.documents.records import VerifiedReceipt
from mingzhang.money.collection.queries import verify_receipt

TYPED_AT_MOST = 80
TOO_OFTEN = 429
NOT_FOUND = 404


def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code that is printed on a receipt."""
    typed = "".join(request.GET.get("code", "")[:TYPED_AT_MOST].split())
    return redirect("verify_code", typed) if typed and "/" not in typed else render(request, "portal/verify.html")


def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Tell whether the receipt of this code counts, and enough of it to compare with the paper."""
    try:
        with pool().connection() as connection:
            found = _too_often(connection, request) or verify_receipt(connection, code[:TYPED_AT_MOST])
    except (psycopg.OperationalError, PoolTimeout):
        return render(request, "portal/unavailable.html", {"now": clock.now()}, status=503)
    if isinstance(found, Refusal):
        unknown = found.code == "RECEIPT_CODE_WRONG"
        shown = {"refusal": refusal_view(found, language()), "unknown": unknown, "typed": code}
        return render(request, "portal/verify.html", shown, status=NOT_FOUND if unknown else TOO_OFTEN)
    return render(request, "portal/verify.html", {"receipt": _shown(found), "typed": code})


def _too_often(connection: Connection, request: HttpRequest) -> Refusal | None:
    """Every look is counted for its address, right or wrong."""
    subject = tries.subject_of("portal verify", request.META.get("REMOTE_ADDR", ""))
    counted = tries.count_code(connection, subject, clock.now())
    if counted.codes_sent <= tries.LIMIT_FOR_AN_ADDRESS:
        return None
    return Refusal("VERIFIED_TOO_OFTEN", {"free_again": counted.free_again.isoformat()}, "later")


def _shown(found: VerifiedReceipt) -> dict[str, object]:
    return {
        "number": found.number,
        "title": KINDS[found.kind],
        "sign": sign_of(found.kind, found.state),
        "payer": found.payer_name_masked,
        "person": found.first_person_masked,
        "people": found.people,
        "amount": yuan(found.amount_fen),
        "issued": dates.day(found.issued_on, language()),
        "reversed": dates.day(found.reversed_on, language()) if found.reversed_on else "",
    }
