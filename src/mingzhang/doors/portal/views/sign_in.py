"""Signing in: the identity number, then the one-time code that went to the registered phone."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.identifiers import id_card_fault, tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, pool
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language
from mingzhang.doors.portal.access.codes import Asked, check_code, is_waiting, send_code
from mingzhang.doors.portal.access.reader import let_in
from mingzhang.registers.enrolment.queries import coverage_on
from mingzhang.registers.enrolment.records import PersonKey

TYPED_AT_MOST = 40  # characters of a field that we look at


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the identity number and send a code."""
    if request.method != "POST":
        return render(request, "portal/sign_in.html")
    typed = request.POST.get("number", "")[:TYPED_AT_MOST]
    number = tidy_id_number(typed)
    fault = _number_fault(number)
    if fault is None:
        with pool().connection() as connection:
            refusal = send_code(connection, _asked(request), number)
        if refusal is None:
            return redirect("sign_in_code")
        fault = _words(refusal)
    return render(request, "portal/sign_in.html", {"fault": fault, "typed": typed}, status=422)


def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and let the person in when it is right."""
    if not is_waiting(request.session):
        return redirect("sign_in")
    if request.method != "POST":
        return render(request, "portal/sign_in_code.html")
    asked = _asked(request)
    with pool().connection() as connection:
        found = check_code(connection, asked, tidy_id_number(request.POST.get("code", "")[:TYPED_AT_MOST]))
        if isinstance(found, Refusal):
            return render(request, "portal/sign_in_code.html", {"fault": _words(found)}, status=422)
        first = _where_insured_now(connection, found, asked.now.date())
    let_in(request.session, found, asked.now, first=first)
    rotate_token(request)
    return redirect("home")


def _asked(request: HttpRequest) -> Asked:
    return Asked(request.session, request.META.get("REMOTE_ADDR", ""), clock.now())


def _where_insured_now(connection: Connection, people: tuple[PersonKey, ...], day: date) -> int:
    """Which of the person's places to look at first: the one with an active coverage, else the first."""
    covered = (coverage_on(connection, key.region, key.person_id, day) for key in people)
    return next((place for place, cover in enumerate(covered) if cover and cover.status == "active"), 0)


def _number_fault(number: str) -> str | None:
    faults = {
        "length": _("身份证号应为 18 位，您输入了 %(length)d 位。") % {"length": len(number)},
        "date": _("身份证号第 7 到 14 位应是出生日期，请核对。"),
        "check_digit": _("身份证号最后一位与前面的数字对不上，请逐位核对。"),
    }
    found = id_card_fault(number)
    return faults[found] if found else None


def _words(refusal: Refusal) -> str:
    words = refusal_words(refusal, language())
    return f"{words.what}。{words.do}。" if language() == "zh" else f"{words.what}. {words.do}."
