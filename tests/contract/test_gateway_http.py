"""The gateway over HTTP: addresses, limits, methods, and what is told when the books are away."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from tests.gateway_messages import SOMEBODY, header, samples, written

from mingzhang.books.database import Connection
from mingzhang.doors.gateway import wsgi
from mingzhang.doors.gateway.reading import Received
from mingzhang.doors.gateway.wsgi import MOST_BYTES, answer, path_number


def call(body: bytes, *, path: str = "/gateway", method: str = "POST", **environ: Any) -> tuple[str, dict[str, Any]]:
    """One request as a server would hand it over; the status and the answer."""
    told: list[Any] = []
    request = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **environ,
    }
    chunks = answer(request, lambda status, headers: told.extend((status, dict(headers))))
    content = b"".join(chunks)
    assert told[1]["Content-Type"] == "application/json; charset=utf-8"
    assert told[1]["Content-Length"] == str(len(content))
    return told[0], json.loads(content)


def code_of(told: dict[str, Any]) -> str:
    assert told["infcode"] == -1
    assert told["output"] is None
    assert len(told["inf_refmsgid"]) == 30
    code: str = told["mz_refusal"]["code"]
    return code


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/gateway", None),
        ("/gateway/", None),
        ("/gateway/2207", "2207"),
        ("/gateway/2207/", "2207"),
        ("/gateway/2203a", "2203A"),
        ("/gateway/fsi/api/rsfComIfsService/callService/2207", "2207"),
        ("/gateway/fsi/api/rsfComIfsService/callService", None),
        ("/gateway/../../etc/passwd", None),
    ],
)
def test_a_number_at_the_end_of_the_address_is_the_transactions(path: str, number: str | None) -> None:
    assert path_number(path) == number


def test_an_unknown_institution_is_told_at_every_address(fresh_database: str) -> None:
    message = header("9001", samples()["9001"])
    for path in ("/gateway", "/gateway/9001", "/gateway/fsi/api/signInSignOutService/9001"):
        status, told = call(written(message), path=path)
        assert (status, code_of(told)) == ("200 OK", "INSTITUTION_UNKNOWN")
    status, told = call(written(message), path="/gateway/9002")
    assert (status, code_of(told)) == ("200 OK", "MESSAGE_FAULTY")
    status, told = call(written({**message, "infno": ""}), path="/gateway/9001")
    assert code_of(told) == "INSTITUTION_UNKNOWN"


def test_what_is_no_message_is_refused_and_recorded(fresh_database: str) -> None:
    cases: list[tuple[bytes, dict[str, Any], str, str]] = [
        (b"", {"method": "GET"}, "405 Method Not Allowed", "POST_ONLY"),
        (b"{}", {"method": "PUT"}, "405 Method Not Allowed", "POST_ONLY"),
        (b"", {}, "200 OK", "EMPTY_BODY"),
        (b"", {"CONTENT_LENGTH": ""}, "200 OK", "EMPTY_BODY"),
        (b"{", {}, "200 OK", "NOT_JSON"),
        (b"\xc4\xe3", {}, "200 OK", "NOT_UTF8"),
        (b"x" * (MOST_BYTES + 1), {}, "200 OK", "BODY_TOO_LARGE"),
        (b"x" * (MOST_BYTES + 1), {"CONTENT_LENGTH": ""}, "200 OK", "BODY_TOO_LARGE"),
        (b"{}", {"CONTENT_LENGTH": "-1"}, "200 OK", "BODY_TOO_LARGE"),
        (b"{}", {"CONTENT_LENGTH": "many"}, "200 OK", "BODY_TOO_LARGE"),
    ]
    for body, environ, status, code in cases:
        got, told = call(body, **environ)
        assert (got, code_of(told)) == (status, code)
    with psycopg.connect(fresh_database) as connection:
        kept = connection.execute("select outcome, institution_code from evidence_request order by id").fetchall()
    assert kept == [(code, "") for *_, code in cases]


def test_a_large_message_is_read_to_the_limit(fresh_database: str) -> None:
    padding = "x" * (MOST_BYTES - 1000)
    _, told = call(written(header("9001", samples()["9001"], dev_safe_info=padding)))
    assert code_of(told) == "MESSAGE_FAULTY"
    assert [fault["field"] for fault in told["mz_refusal"]["faults"]] == ["dev_safe_info"]


def test_a_sender_of_too_much_is_heard_out_so_that_it_reads_the_refusal(fresh_database: str) -> None:
    body = io.BytesIO(b"x" * (3 * MOST_BYTES))
    _, told = call(b"", **{"CONTENT_LENGTH": str(3 * MOST_BYTES), "wsgi.input": body})
    assert code_of(told) == "BODY_TOO_LARGE"
    assert body.read() == b""


Trouble = Callable[[Connection, Received, Any], bytes]


def raising(trouble: Exception) -> Trouble:
    def serve(*_: Any) -> bytes:
        raise trouble

    return serve


@pytest.mark.parametrize(("number", "code"), [("2207", "RESULT_UNKNOWN"), ("2206", "PLATFORM_AWAY")])
def test_when_the_books_break_off_the_sender_learns_what_is_safe(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch, number: str, code: str
) -> None:
    monkeypatch.setattr(wsgi, "serve", raising(psycopg.OperationalError("server closed the connection")))
    status, told = call(written(header(number, samples()[number])))
    assert (status, code_of(told)) == ("200 OK", code)
    assert told["mz_refusal"]["retry"] == "later"
    assert ("2601" in told["err_msg"]) == (code == "RESULT_UNKNOWN")
    assert "server closed" not in told["err_msg"]


def test_when_the_database_is_away_the_sender_is_told_within_the_envelope(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Any:
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(wsgi, "pool", away)
    _, told = call(written(header("2207", samples()["2207"])))
    assert code_of(told) == "RESULT_UNKNOWN"
    _, told = call(b"{")
    assert code_of(told) == "PLATFORM_AWAY"


def test_a_defect_of_ours_shows_nothing_of_itself_and_logs_no_personal_data(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wsgi, "serve", raising(RuntimeError(f"broken for {SOMEBODY.document}")))
    with caplog.at_level(logging.INFO):
        _, told = call(written(header("2207", samples()["2207"])))
    assert code_of(told) == "RESULT_UNKNOWN"
    assert "RuntimeError" not in json.dumps(told)
    assert told["mz_refusal"]["lookup_id"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert SOMEBODY.document not in caplog.text


def test_a_connection_that_broke_is_replaced_once(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Connection] = []

    def serve_at_second(connection: Connection, *_: Any) -> bytes:
        tried.append(connection)
        if len(tried) == 1:
            connection.close()
        return connection.execute("select '{}'").fetchone()[0].encode()  # type: ignore[index,no-any-return]

    monkeypatch.setattr(wsgi, "serve", serve_at_second)
    assert call(written(header("2207", samples()["2207"]))) == ("200 OK", {})
    assert len(tried) == 2
