"""Receipts: every paper of the reader's payments, one as a page, and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.papers import print_paper, square_code
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.receipts import receipt_paper, receipt_row, receipt_view
from mingzhang.money.collection.documents.records import ReceiptDocument
from mingzhang.money.collection.operations import issue_for_person
from mingzhang.money.collection.queries import documents_of


@personal("receipts")
def receipts(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """List the papers, the newest first."""
    found = _own(connection, reader)
    shown = {"rows": [receipt_row(one, reader.language) for one in found]}
    return render(request, "portal/receipts.html", shown)


@personal("receipt")
def receipt(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Show one paper with the code by which anybody can verify it."""
    found = _one(connection, reader, number)
    verify_at = _verify_at(request, found)
    shown = {
        "receipt": receipt_view(found, reader.language),
        "verify_at": verify_at,
        "picture": square_code(verify_at),
    }
    return render(request, "portal/receipt.html", shown)


@personal("receipt")
def receipt_pdf(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """The paper as PDF."""
    found = _one(connection, reader, number)
    issuer = _("%(place)s医疗保障经办机构") % {"place": short_name(reader.region, reader.language)}
    paper = receipt_paper(found, issuer, _verify_at(request, found), reader.language)
    return pdf(print_paper(paper), found.number)


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _own(connection: Connection, reader: Reader) -> tuple[ReceiptDocument, ...]:
    """The reader's papers, the newest first; those of a whole month paid at once are made when they are asked for."""
    issue_for_person(connection, reader.region, reader.person_id)
    found = documents_of(connection, reader.region, reader.person_id)
    return tuple(sorted(found, key=lambda document: (document.issued_at, document.id), reverse=True))


def _one(connection: Connection, reader: Reader, number: str) -> ReceiptDocument:
    for document in _own(connection, reader):
        if document.number == number:
            return document
    raise Http404


def _verify_at(request: HttpRequest, document: ReceiptDocument) -> str:
    return request.build_absolute_uri(reverse("verify_code", args=(document.code,)))
