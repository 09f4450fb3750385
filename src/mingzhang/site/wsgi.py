"""The dispatcher: `/gateway` is the hospitals' door, `/collection` the collectors', everything else Django's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzhang.site.settings")

from django.core.wsgi import get_wsgi_application

from mingzhang.doors.collectors.wsgi import PREFIX as COLLECTORS
from mingzhang.doors.collectors.wsgi import answer as answer_collectors
from mingzhang.doors.gateway.wsgi import answer as answer_gateway
from mingzhang.site.lifeline import hold_to

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

if "MINGZHANG_MAIN_PROCESS" in os.environ:
    hold_to(int(os.environ["MINGZHANG_MAIN_PROCESS"]))

_pages = get_wsgi_application()


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one HTTP request."""
    path = environ.get("PATH_INFO", "")
    if path == "/gateway" or path.startswith("/gateway/"):
        return answer_gateway(environ, start_response)
    if path.startswith(COLLECTORS):
        return answer_collectors(environ, start_response)
    return _pages(environ, start_response)  # type: ignore[no-any-return]
