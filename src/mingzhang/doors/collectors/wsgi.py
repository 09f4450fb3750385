"""HTTP in and out for the channels: `POST /collection/tax` and its sisters, plain WSGI over the same rooms and pool.

200 carries the stored answer; 4xx a refusal with its code, after which nothing has happened; 503 says that we could
not tell, so the same call is to be sent again. No answer shows how we are built.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import pool
from mingzhang.money.collection.channels.notices import Call, take_call

MOST_BYTES = 64 * 1024
MOST_DRAINED = 16 * 1024 * 1024
PREFIX = "/collection/"
CHINA = ZoneInfo("Asia/Shanghai")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

_STATUS = {
    "POST_ONLY": "405 Method Not Allowed",
    "BODY_TOO_LARGE": "413 Content Too Large",
    "ADDRESS_UNKNOWN": "404 Not Found",
    "CALL_UNSIGNED": "401 Unauthorized",
    "CALL_OUT_OF_TIME": "401 Unauthorized",
    "CALL_SIGNATURE_WRONG": "401 Unauthorized",
    "NONCE_REUSED": "409 Conflict",
    "NOTICE_REUSED": "409 Conflict",
    "ORDER_MISSING": "404 Not Found",
    "CALL_NOT_TAKEN": "503 Service Unavailable",
}
_HEADERS = [
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]
_LONGEST_HEADER = 200
_CONNECTIONS_TRIED = 2
_log = logging.getLogger(__name__)


def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one call of a channel."""
    call = _read(environ)
    outcome = _take(call) if isinstance(call, Call) else call
    if isinstance(outcome, Refusal):
        status = _STATUS.get(outcome.code, "400 Bad Request")
        body = json.dumps({"result": "refused", "code": outcome.code, **outcome.facts}, separators=(",", ":")).encode()
    else:
        status, body = "200 OK", outcome
    headers = [*_HEADERS, ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("Allow", "POST")] if status.startswith("405") else headers)
    return [body]


def _read(environ: Environ) -> Call | Refusal:
    path = str(environ.get("PATH_INFO", ""))
    if environ.get("REQUEST_METHOD") != "POST":
        return Refusal("POST_ONLY")
    declared = environ.get("CONTENT_LENGTH") or "0"
    body = environ["wsgi.input"].read(MOST_BYTES + 1)
    if not declared.isdigit() or int(declared) > MOST_BYTES or len(body) > MOST_BYTES:
        _drain(environ["wsgi.input"])
        return Refusal("BODY_TOO_LARGE")
    channel = path.removeprefix(PREFIX)
    if not path.startswith(PREFIX) or not channel.isidentifier():
        return Refusal("ADDRESS_UNKNOWN")
    names = ("REGION", "KEY", "TIME", "NONCE", "SIGNATURE")
    region, key, moment, nonce, signature = (
        str(environ.get(f"HTTP_X_COLLECTION_{name}", ""))[:_LONGEST_HEADER] for name in names
    )
    return Call(path, region, channel, key, moment, nonce, signature, body)


def _drain(rest: Any) -> None:
    """Let a sender finish a body that is too large: one that is cut off while it sends never reads the refusal."""
    for _ in range(MOST_DRAINED // MOST_BYTES):
        if not rest.read(MOST_BYTES):
            return


def _take(call: Call) -> bytes | Refusal:
    """Take a call with a borrowed connection; one that broke is replaced once, as a call has its effect only once."""
    for _ in range(_CONNECTIONS_TRIED):
        try:
            with pool().connection() as connection:
                return take_call(connection, call, now=datetime.now(CHINA))
        except (PoolTimeout, PoolClosed) as away:
            _log.warning("collection %s: no connection (%s)", call.channel, type(away).__name__)
            break
        except psycopg.OperationalError as fault:
            _log.warning("collection %s: connection broke (%s)", call.channel, type(fault).__name__)
        except Exception as defect:  # noqa: BLE001 - the edge: nothing of a defect may reach a sender
            frames = "".join(traceback.format_tb(defect.__traceback__))
            _log.error("collection %s: %s\n%s", call.channel, type(defect).__name__, frames)
            break
    return Refusal("CALL_NOT_TAKEN", {}, "later")
