"""Header signatures: the published vectors, the time window, and an institution that requires one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.gateway_desk import Desk, Scene
from tests.gateway_messages import samples, written

from mingzhang.doors.gateway.signatures import (
    LATE,
    MISSING,
    UNKNOWN_KEY,
    WINDOW,
    WRONG,
    csb_signature,
    fault_of,
    headers_of,
    tif_signature,
)
from mingzhang.registers.institutions.operations import change_settings
from mingzhang.registers.institutions.records import Settings, Signature

CSB = Signature("csb", "AK-test", "SK-test")
TIF = Signature("tif", "PAAS-1", "token-test")
SECONDS = int(NOW.timestamp())


def csb_headers(timestamp: str, **changed: str) -> dict[str, str]:
    signature = csb_signature("SK-test", "AK-test", "2207", timestamp, "1.0.0")
    return {
        "-api-access-key": "AK-test",
        "-api-name": "2207",
        "-api-timestamp": timestamp,
        "-api-version": "1.0.0",
        "-api-signature": signature,
    } | changed


def tif_headers(timestamp: str, **changed: str) -> dict[str, str]:
    return {
        "x-tif-paasid": "PAAS-1",
        "x-tif-timestamp": timestamp,
        "x-tif-nonce": "n0nce",
        "x-tif-signature": tif_signature("token-test", timestamp, "n0nce"),
    } | changed


def test_the_vectors_of_real_clients() -> None:
    assert csb_signature("SK-test", "AK-test", "1101", "1721789415123", "1.0.0") == "wC1315VdhppFSqOSYXkDAiQxbnU="
    assert (
        tif_signature("token-test", "1721789415", "n0nce")
        == "83ec01a8e744999973404802ac34a30f0ceda5ef1a52beb5cbf8193f928ff5a1"
    )


def test_seconds_and_milliseconds_are_both_taken() -> None:
    assert fault_of(CSB, csb_headers(str(SECONDS)), NOW) is None
    assert fault_of(CSB, csb_headers(f"{SECONDS}123"), NOW) is None
    assert fault_of(TIF, tif_headers(str(SECONDS)), NOW) is None
    assert fault_of(TIF, tif_headers(str(SECONDS), **{"x-tif-signature": "0" * 64}), NOW) == WRONG


def test_an_upper_case_digest_is_taken() -> None:
    headers = tif_headers(str(SECONDS))
    assert fault_of(TIF, headers | {"x-tif-signature": headers["x-tif-signature"].upper()}, NOW) is None


@pytest.mark.parametrize("scheme", [CSB, TIF], ids=["csb", "tif"])
def test_a_time_outside_the_window_is_late(scheme: Signature) -> None:
    make = csb_headers if scheme is CSB else tif_headers
    for apart in (WINDOW, -WINDOW):
        assert fault_of(scheme, make(str(int((NOW + apart).timestamp()))), NOW) is None
        late = NOW + apart + (timedelta(seconds=1) if apart > timedelta() else timedelta(seconds=-1))
        assert fault_of(scheme, make(str(int(late.timestamp()))), NOW) == LATE
    assert fault_of(scheme, make("yesterday"), NOW) == LATE
    assert fault_of(scheme, make("１７２１７８９４１５"), NOW) == LATE


def test_what_is_missing_foreign_or_altered_is_told_as_the_gateways_tell_it() -> None:
    stamp = str(SECONDS)
    for name in csb_headers(stamp):
        assert fault_of(CSB, {k: v for k, v in csb_headers(stamp).items() if k != name}, NOW) == MISSING
    for name in tif_headers(stamp):
        assert fault_of(TIF, {k: v for k, v in tif_headers(stamp).items() if k != name}, NOW) == MISSING
    assert fault_of(CSB, csb_headers(stamp, **{"-api-access-key": "AK-other"}), NOW) == UNKNOWN_KEY
    assert fault_of(CSB, csb_headers(stamp, **{"-api-name": "2208"}), NOW) == WRONG
    assert fault_of(TIF, tif_headers(stamp, **{"x-tif-paasid": "other"}), NOW) == UNKNOWN_KEY
    assert fault_of(TIF, tif_headers(stamp, **{"x-tif-nonce": "other"}), NOW) == WRONG


def test_headers_are_read_from_the_servers_environment() -> None:
    environ = {"HTTP__API_NAME": "2207", "HTTP_X_TIF_NONCE": "n", "REQUEST_METHOD": "POST"}
    assert headers_of(environ) == {"-api-name": "2207", "x-tif-nonce": "n"}


@pytest.fixture
def signing_desk(scene: Scene) -> Desk:
    institution = scene.hospital.institution
    connection = scene.hospital.connection
    assert change_settings(connection, institution.region, institution.id, Settings(signature=CSB)) is None
    return replace(scene.hospital)


def test_an_institution_that_signs_is_answered_only_when_the_signature_holds(signing_desk: Desk) -> None:
    message = signing_desk.envelope("9001", samples()["9001"])
    refused = json.loads(signing_desk.post(written(message)))
    assert refused == {"code": 401, "message": MISSING}
    signing_desk.headers = csb_headers(str(SECONDS))
    assert signing_desk.send(message)["infcode"] == 0
    signing_desk.headers = csb_headers(str(SECONDS), **{"-api-signature": "AAAA"})
    assert json.loads(signing_desk.post(written(message))) == {"code": 401, "message": WRONG}


def test_a_wrong_signature_learns_nothing_of_the_message(signing_desk: Desk) -> None:
    unknown = json.loads(signing_desk.post(written(signing_desk.envelope("2207", {}))))
    assert unknown == {"code": 401, "message": MISSING}
