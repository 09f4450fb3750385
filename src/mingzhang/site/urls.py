"""Which page belongs to which door."""

from django.urls import include, path

from mingzhang.site.health import health

urlpatterns = [
    path("health", health),
    path("counter/", include("mingzhang.doors.counter.urls")),
    path("", include("mingzhang.doors.portal.urls")),
]
