"""SM3 digests and HMAC-SM3 signatures, in lower-case hexadecimal. Pure."""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC


def sm3_hex(content: bytes) -> str:
    """The SM3 digest of some bytes."""
    running = Hash(SM3())
    running.update(content)
    return running.finalize().hex()


def mac_hex(secret: str, content: bytes) -> str:
    """The HMAC-SM3 of some bytes under a shared secret."""
    mac = HMAC(secret.encode(), SM3())
    mac.update(content)
    return mac.finalize().hex()


def same(one: str, other: str) -> bool:
    """Whether two signatures are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def call_text(path: str, region: str, channel: str, moment: str, nonce: str, body: bytes) -> bytes:
    """What a signed call signs: method, path, region, channel, time, nonce and the body's digest, a line each."""
    return "\n".join(("POST", path, region, channel, moment, nonce, sm3_hex(body))).encode()
