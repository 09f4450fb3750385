"""The counter's pages: its own, and each area's under the area's name."""

from __future__ import annotations

from django.urls import include, path

from mingzhang.doors.counter.area import areas
from mingzhang.doors.counter.views.bill import bill
from mingzhang.doors.counter.views.home import home
from mingzhang.doors.counter.views.missing import missing
from mingzhang.doors.counter.views.opening import open_person
from mingzhang.doors.counter.views.password import password
from mingzhang.doors.counter.views.person import person
from mingzhang.doors.counter.views.preferences import choose_region, preferences
from mingzhang.doors.counter.views.search import search
from mingzhang.doors.counter.views.sign_in import sign_in, sign_out
from mingzhang.doors.counter.views.unmask import unmask
from mingzhang.doors.counter.views.why import why, why_choice

app_name = "counter"

urlpatterns = [
    path("", home, name="home"),
    path("login", sign_in, name="sign_in"),
    path("logout", sign_out, name="sign_out"),
    path("password", password, name="password"),
    path("preferences", preferences, name="preferences"),
    path("region", choose_region, name="choose_region"),
    path("search", search, name="search"),
    path("people/open", open_person, name="open_person"),
    path("people/<str:number>", person, name="person"),
    path("people/<str:number>/unmask", unmask, name="unmask"),
    path("people/<str:number>/why", why_choice, name="why_choice"),
    path("people/<str:number>/why/<str:symptom>", why, name="why"),
    path("people/<str:number>/bills/<str:bill_number>", bill, name="bill"),
    *(path(f"{area.name}/", include((list(area.urlpatterns), area.name))) for area in areas()),
    path("<path:nowhere>", missing),
]
