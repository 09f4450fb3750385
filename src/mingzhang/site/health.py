"""Whether the product can answer: for a load balancer and for the one who starts it."""

from __future__ import annotations

import psycopg
from django.http import HttpRequest, JsonResponse

from mingzhang.books.database import pool


def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with pool().connection() as connection:
            connection.execute("select 1")
    except psycopg.OperationalError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})
