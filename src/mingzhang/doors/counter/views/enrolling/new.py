"""Somebody new to the register: entered with the document shown, then registered under a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import FieldRule, Words
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.access.looks import look_at
from mingzhang.doors.counter.enrolling.act import choices, day_field
from mingzhang.doors.counter.views.enrolling.act import REFUSED
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting.applying import Typed, fields_of
from mingzhang.registers.enrolment import operations
from mingzhang.registers.enrolment.comparing import CITIZEN_CARD, born_and_gender
from mingzhang.registers.enrolment.records import NewPerson, PersonKey

AT_FAULT = {"ID_NUMBER_INVALID": "document", "ALREADY_ENROLLED": "document", "BIRTH_MISSING": "born"}


@dataclass(frozen=True, slots=True)
class _NewForm:
    """The form of somebody new; birth date and gender are in a citizen's number, others state them."""

    fields: tuple[FieldRule, ...] = (
        FieldRule("name", Words("姓名", "Name"), hint=Words("与证件一致。", "As the document has it.")),
        FieldRule(
            "kind",
            Words("证件", "Document"),
            "choice",
            choices=choices(
                {
                    CITIZEN_CARD: ("居民身份证（户口簿）", "Citizen identity card"),
                    "03": ("护照", "Passport"),
                    "04": ("港澳居民来往内地通行证", "Mainland permit for Hong Kong and Macao residents"),
                    "06": ("外国人永久居留身份证", "Permanent resident card of a foreigner"),
                }
            ),
        ),
        FieldRule("document", Words("证件号码", "Document number")),
        FieldRule("phone", Words("手机号", "Phone"), required=False),
        day_field(
            "born",
            Words("出生日期", "Birth date"),
            required=False,
            hint=Words("居民身份证不用填。", "Not needed with a citizen identity card."),
        ),
        FieldRule(
            "gender",
            Words("性别", "Gender"),
            "choice",
            required=False,
            choices=choices({"1": ("男", "Male"), "2": ("女", "Female")}),
            hint=Words("居民身份证不用填。", "Not needed with a citizen identity card."),
        ),
    )


FORM = _NewForm()


@staffed("clerk")
def new(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the form, or enter the person and go on to the registration."""
    if request.method != "POST":
        return _form(request, desk, Typed({"kind": CITIZEN_CARD}))
    typed = {name: str(value) for name, value in request.POST.items()}
    with connection.transaction():
        outcome = _entered(connection, desk, typed)
        if isinstance(outcome, PersonKey):
            look_at(connection, desk, outcome.person_id, "enrolment")
    if isinstance(outcome, Refusal):
        field = str(outcome.facts.get("field") or AT_FAULT.get(outcome.code, ""))
        return _form(request, desk, Typed(typed, field, told(outcome, desk.language)), refused=True)
    return redirect(reverse("counter:enrolling:act", args=(outcome.number, "register")))


def _entered(connection: Connection, desk: Desk, typed: Mapping[str, str]) -> PersonKey | Refusal:
    facts = cases.read_facts(FORM, typed)
    if isinstance(facts, Refusal):
        return facts
    kind, document = str(facts["kind"]), str(facts["document"])
    written = born_and_gender(kind, document) or _stated(facts)
    if kind != CITIZEN_CARD and written is None:
        return Refusal("BIRTH_MISSING", {}, "after_fix")
    born, gender = written or (desk.today, 9)  # an unsound citizen's number is refused below
    if born > desk.today:
        return Refusal("BIRTH_MISSING", {}, "after_fix")
    person = NewPerson(str(facts["name"]), document, gender, born, str(facts.get("phone") or "") or None, kind)
    return operations.enrol_person(connection, desk.region, person, on=desk.today)


def _stated(facts: cases.Facts) -> tuple[date, int] | None:
    """The birth date and gender that the form states."""
    born, gender = facts.get("born"), facts.get("gender")
    return (date.fromisoformat(str(born)), int(str(gender))) if born and gender else None


def _form(request: HttpRequest, desk: Desk, typed: Typed, *, refused: bool = False) -> HttpResponse:
    shown = {
        "fields": fields_of(FORM, typed, {}, desk.language),
        "fault": typed.fault if refused and not typed.fault_at else "",
    }
    return render(request, "counter/enrolling/new.html", shown, status=REFUSED if refused else 200)
