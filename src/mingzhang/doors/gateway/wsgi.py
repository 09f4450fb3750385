"""HTTP in and out: one POST endpoint, plain WSGI beside Django, over the same rooms and the same pool.

Every answer is HTTP 200 with an envelope, as senders expect (they take any other status for a lost answer), but for a
method other than POST (405). A refused header signature is answered as the CSB gateway does. No answer ever shows how
we are built: a defect is logged under the look-up number that the sender is told.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout

from mingzhang.books.database import pool
from mingzhang.doors.gateway.directory import find_institution
from mingzhang.doors.gateway.reading import Received, read, refused_unread
from mingzhang.doors.gateway.reception import answer_fault, serve
from mingzhang.doors.gateway.signatures import headers_of
from mingzhang.doors.gateway.values import china_now

MOST_BYTES = 2 * 1024 * 1024
MOST_DRAINED = 64 * 1024 * 1024

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

_NUMBER = re.compile(r"[0-9]{4}[A-Za-z]?")
_HEADERS = [
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]
_CONNECTIONS_TRIED = 2
_log = logging.getLogger(__name__)


def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request to the gateway."""
    received = _receive(environ)
    body = _serve(received, environ)
    is_post = environ.get("REQUEST_METHOD") == "POST"
    status = "200 OK" if is_post else "405 Method Not Allowed"
    headers = [*_HEADERS, ("Content-Length", str(len(body)))]
    start_response(status, headers if is_post else [*headers, ("Allow", "POST")])
    return [body]


def path_number(path: str) -> str | None:
    """The transaction number that an address ends in, if it does."""
    last = path.rstrip("/").rpartition("/")[2]
    return last.upper() if _NUMBER.fullmatch(last) else None


def _receive(environ: Environ) -> Received:
    now = china_now()
    if environ.get("REQUEST_METHOD") != "POST":
        return refused_unread("POST_ONLY", now)
    declared = environ.get("CONTENT_LENGTH") or "0"
    body = environ["wsgi.input"].read(MOST_BYTES + 1)
    if not declared.isdigit() or int(declared) > MOST_BYTES or len(body) > MOST_BYTES:
        _drain(environ["wsgi.input"])
        return refused_unread("BODY_TOO_LARGE", now)
    return read(body, path_number(environ.get("PATH_INFO", "")), now)


def _drain(rest: Any) -> None:
    """Let a sender finish a body that is too large: one that is cut off while it sends never reads the refusal."""
    for _ in range(MOST_DRAINED // MOST_BYTES):
        if not rest.read(MOST_BYTES):
            return


def _serve(received: Received, environ: Environ) -> bytes:
    """Serve with a borrowed connection; what goes wrong in the world or in us is told by what is safe to do.

    A connection that broke is replaced and the message served once more: a message has its effect only once.
    """
    for _ in range(_CONNECTIONS_TRIED):
        try:
            with pool().connection() as connection:
                return serve(connection, received, headers_of(environ), find_institution)
        except (PoolTimeout, PoolClosed) as away:
            _log.warning("gateway %s: no connection (%s)", received.letterhead.sequence, type(away).__name__)
            break
        except psycopg.OperationalError as fault:
            _log.warning("gateway %s: connection broke (%s)", received.letterhead.sequence, type(fault).__name__)
        except Exception as defect:  # noqa: BLE001 - the edge: nothing of a defect may reach a sender
            frames = "".join(traceback.format_tb(defect.__traceback__))
            _log.error("gateway %s: %s\n%s", received.letterhead.sequence, type(defect).__name__, frames)
            break
    return answer_fault(received)
