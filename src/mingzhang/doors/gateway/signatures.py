"""Header signatures of the two gateways in use: CSB (HMAC-SHA1 over the headers) and x-tif (SHA-256 with a nonce).

Neither signs the body, so both rest on the transport's encryption; the time window bounds a replay, and a replayed
booking only gets its first answer again. Which one an institution uses, and its secret, stands in the register.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from mingzhang.registers.institutions.records import Signature

WINDOW = timedelta(minutes=30)

MISSING = "缺少服务网关的请求头!"
LATE = "签名时间戳超时!"
UNKNOWN_KEY = "非法用户!"
WRONG = "签名不一致!"

_CSB_SIGNED = ("_api_access_key", "_api_name", "_api_timestamp", "_api_version")
_LONGEST_HEADER = 200


def csb_signature(secret: str, access_key: str, name: str, timestamp: str, version: str) -> str:
    """The CSB signature: the four headers joined in the order of their names, HMAC-SHA1, base64."""
    signed = f"_api_access_key={access_key}&_api_name={name}&_api_timestamp={timestamp}&_api_version={version}"
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def tif_signature(secret: str, timestamp: str, nonce: str) -> str:
    """The x-tif signature: SHA-256 of time, secret, nonce and time again, in lower-case hex."""
    return hashlib.sha256(f"{timestamp}{secret}{nonce}{timestamp}".encode()).hexdigest()


def fault_of(signature: Signature, headers: Mapping[str, str], now: datetime) -> str | None:
    """What is wrong with a request's signature, in the gateway's own words; None when it holds."""
    return _CHECKS[signature.scheme](signature, headers, now)


def headers_of(environ: Mapping[str, object]) -> dict[str, str]:
    """The request's headers by their lower-case names with dashes, from a WSGI environment."""
    return {
        key[5:].lower().replace("_", "-"): str(value)[:_LONGEST_HEADER]
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }


def _csb_fault(signature: Signature, headers: Mapping[str, str], now: datetime) -> str | None:
    access_key, name, timestamp, version = (headers.get(_plain(key), "") for key in _CSB_SIGNED)
    sent = headers.get(_plain("_api_signature"), "")
    if not (access_key and name and timestamp and version and sent):
        return MISSING
    if not _in_window(timestamp, now):
        return LATE
    if not hmac.compare_digest(access_key.encode(), signature.key.encode()):
        return UNKNOWN_KEY
    expected = csb_signature(signature.secret, access_key, name, timestamp, version)
    return None if hmac.compare_digest(sent.encode(), expected.encode()) else WRONG


def _tif_fault(signature: Signature, headers: Mapping[str, str], now: datetime) -> str | None:
    names = ("x-tif-paasid", "x-tif-timestamp", "x-tif-nonce", "x-tif-signature")
    key, timestamp, nonce, sent = (headers.get(name, "") for name in names)
    if not (key and timestamp and nonce and sent):
        return MISSING
    if not _in_window(timestamp, now):
        return LATE
    if not hmac.compare_digest(key.encode(), signature.key.encode()):
        return UNKNOWN_KEY
    expected = tif_signature(signature.secret, timestamp, nonce)
    return None if hmac.compare_digest(sent.lower().encode(), expected.encode()) else WRONG


_CHECKS: Mapping[str, Callable[[Signature, Mapping[str, str], datetime], str | None]] = {
    "csb": _csb_fault,
    "tif": _tif_fault,
}


def _plain(name: str) -> str:
    return name.replace("_", "-")


def _in_window(timestamp: str, now: datetime) -> bool:
    """Senders write seconds (10 digits) or milliseconds (13 digits)."""
    if len(timestamp) not in (10, 13) or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    seconds = int(timestamp) / 1000 if len(timestamp) == 13 else int(timestamp)
    return abs(now.timestamp() - seconds) <= WINDOW.total_seconds()
