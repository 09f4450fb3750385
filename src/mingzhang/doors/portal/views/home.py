"""The first page: the balance at a glance and the seven tasks people come for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingzhang.answers.why import explain
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.balance import headline
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.views.balance import BALANCE
from mingzhang.registers.enrolment.queries import person


@personal("home")
def home(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Greet the person and show where everything is."""
    explanation = explain(connection, reader.region, reader.person_id, BALANCE, reader.now)
    who = person(connection, reader.region, reader.person_id)
    shown = {
        "name": who.name if who else "",
        "place": region_name(reader.region, reader.language),
        "places": [
            (key.region, region_name(key.region, reader.language))
            for key in reader.places
            if key.region != reader.region
        ],
        "head": headline(explanation, reader.language),
        "tiles": _tiles(),
        "own_pages": _own_pages(),
    }
    return render(request, "portal/home.html", shown)


def _tiles() -> list[dict[str, str]]:
    """The seven tasks; one without a page here says where it is done."""
    app = _("在国家医保服务平台 App 里办")
    return [
        _tile("wallet", _("查余额"), _("多少钱，为什么"), reverse("balance")),
        _tile("list", _("查明细"), _("账户每一笔进出"), reverse("movements")),
        _tile("bill", _("报销"), _("每张账单谁付了多少；手工报销请到经办窗口"), reverse("bills")),
        _tile("code", _("医保码"), _("这里还不能出示。%(where)s。") % {"where": app}),
        _tile("family", _("家人"), _("这里还不能绑定。%(where)s。") % {"where": app}),
        _tile("travel", _("异地备案"), _("这里还不能办。%(where)s，或拨 12393。") % {"where": app}),
        _tile("pay", _("缴费"), _("该缴多少、补缴、替家人缴"), reverse("pay")),
    ]


def _own_pages() -> list[tuple[str, str]]:
    """The other pages about the person's insurance, each by its name."""
    return [
        (reverse("contributions"), _("缴费记录")),
        (reverse("entitlement"), _("待遇从哪天起")),
        (reverse("receipts"), _("缴费票据")),
        (reverse("applications"), _("我的办件")),
    ]


def _tile(icon: str, name: str, words: str, url: str = "") -> dict[str, str]:
    return {"icon": icon, "name": name, "words": words, "url": url}
