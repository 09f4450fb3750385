"""The audit administrators' desk: who looked at whom, who did what, and whether the chain holds; it only reads."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from mingzhang.doors.counter.area import Area
from mingzhang.doors.counter.views.audit.chain import chain
from mingzhang.doors.counter.views.audit.index import index
from mingzhang.doors.counter.views.audit.verify import verify

AREA = Area(
    name="audit",
    title=_("审计"),
    roles=frozenset({"audit"}),
    urlpatterns=[
        path("", index, name="index"),
        path("chain/<str:region>", chain, name="chain"),
        path("chain/<str:region>/verify", verify, name="verify"),
    ],
    order=85,
    icon="eye",
)
