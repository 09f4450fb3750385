"""The counter's pages: its own, and each area's under the area's name."""

from __future__ import annotations

from django.urls import include, path

from mingzhang.doors.counter.area import areas
from mingzhang.doors.counter.views.home import home
from mingzhang.doors.counter.views.missing import missing
from mingzhang.doors.counter.views.password import password
from mingzhang.doors.counter.views.preferences import choose_region, preferences
from mingzhang.doors.counter.views.sign_in import sign_in, sign_out

app_name = "counter"

urlpatterns = [
    path("", home, name="home"),
    path("login", sign_in, name="sign_in"),
    path("logout", sign_out, name="sign_out"),
    path("password", password, name="password"),
    path("preferences", preferences, name="preferences"),
    path("region", choose_region, name="choose_region"),
    *(path(f"{area.name}/", include((list(area.urlpatterns), area.name))) for area in areas()),
    path("<path:nowhere>", missing),
]
