"""Sealing a number for the database, opening it again, and finding it without opening."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from mingzhang.books.vault.keys import current_keys

_NUMBER_BYTES = 2
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SHORTEST = _NUMBER_BYTES + _NONCE_BYTES + _TAG_BYTES


class SealBroken(Exception):
    """A sealed text does not open: it was changed, cut, or sealed with a key this file does not hold."""


def seal(text: str) -> bytes:
    """Encrypt a text as `seal_content` does; two seals of one text differ."""
    return seal_content(text.encode())


def seal_content(content: bytes) -> bytes:
    """Encrypt bytes, such as a scanned document, with SM4-GCM under the newest key.

    The bytes are: the key's number (2), the nonce (12), the encrypted text, the tag (16). The number is authenticated.
    """
    keys = current_keys()
    number = keys.newest.to_bytes(_NUMBER_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    encryptor = Cipher(SM4(keys.sealing[keys.newest]), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(number)
    body = encryptor.update(content) + encryptor.finalize()
    return number + nonce + body + encryptor.tag


def open_sealed(sealed: bytes) -> str:
    """The text inside a seal; raises SealBroken as `open_content` does."""
    return open_content(sealed).decode()


def open_content(sealed: bytes) -> bytes:
    """The bytes inside a seal; raises SealBroken when one bit of it was changed or its key is not at hand."""
    sealed = bytes(sealed)
    if len(sealed) < _SHORTEST:
        raise SealBroken("a sealed text is longer than this")
    number, nonce = sealed[:_NUMBER_BYTES], sealed[_NUMBER_BYTES : _NUMBER_BYTES + _NONCE_BYTES]
    key = current_keys().sealing.get(int.from_bytes(number))
    if key is None:
        raise SealBroken(f"sealed with key {int.from_bytes(number)}, which the key file does not hold")
    decryptor = Cipher(SM4(key), GCM(nonce, sealed[-_TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(number)
    try:
        return decryptor.update(sealed[_NUMBER_BYTES + _NONCE_BYTES : -_TAG_BYTES]) + decryptor.finalize()
    except InvalidTag as error:
        raise SealBroken("the sealed text was changed") from error


def sealed_with_newest_key(sealed: bytes) -> bool:
    """Whether a seal uses the key in use; one that does not is sealed anew when its record is next written."""
    return int.from_bytes(bytes(sealed)[:_NUMBER_BYTES]) == current_keys().newest


def blind_index(text: str) -> bytes:
    """The keyed HMAC-SM3 of a text: equal texts, equal 32 bytes; without the key no guess can be tried."""
    mac = HMAC(current_keys().index, SM3())
    mac.update(text.encode())
    return mac.finalize()
