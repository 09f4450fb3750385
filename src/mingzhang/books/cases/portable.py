"""PDF documents that only show: no scripts, no programs started, nothing embedded, no encryption.

Names are found wherever they stand, written plainly or in hexadecimal, also inside compressed object streams; a
document that hides more than can be looked through is refused as broken.
"""

from __future__ import annotations

import re
import zlib

BROKEN = "DOCUMENT_BROKEN"
ENCRYPTED = "DOCUMENT_ENCRYPTED"
ACTIVE = "DOCUMENT_ACTIVE"

_ACTIVE_NAMES = (
    *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData"),
    *("GoToE", "Rendition", "FileAttachment"),
)
_UNREADABLE_FILTERS = ("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt", "AHx", "A85", "LZW")
_ENDS_WITHIN = 1024
_MOST_UNPACKED = 64 << 20
_PIECE = 16 << 10
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")


def _name(*names: str) -> re.Pattern[bytes]:
    """Finds one of the names, each of its characters written as it is or as #xx."""
    spelled = ("".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9#])".encode())


_ACTIVE = _name(*_ACTIVE_NAMES)
_ENCRYPT = _name("Encrypt")
_OBJECT_STREAM = _name("ObjStm")
_UNREADABLE = _name(*_UNREADABLE_FILTERS)


def fault(content: bytes) -> str | None:
    """Why a PDF is not taken, or None when it only shows."""
    if b"%%EOF" not in content[-_ENDS_WITHIN:] or not re.match(rb"%PDF-[12]\.[0-9]", content):
        return BROKEN
    if _ENCRYPT.search(content):
        return ENCRYPTED
    if _ACTIVE.search(content):
        return ACTIVE
    return _hidden_fault(content) if _OBJECT_STREAM.search(content) else None


def _hidden_fault(content: bytes) -> str | None:
    """What the packed streams hide, of a document that keeps objects in some of them."""
    if _UNREADABLE.search(content):
        return BROKEN
    left = _MOST_UNPACKED
    for mark in _STREAM.finditer(content):
        if not _is_packed(content, mark.end()):
            continue
        unpacked = _unpacked(content, mark.end(), left)
        if unpacked is None:
            return BROKEN
        left -= len(unpacked)
        if _ACTIVE.search(unpacked):
            return ACTIVE
    return None


def _is_packed(content: bytes, at: int) -> bool:
    """Whether a stream begins as packed ones do (RFC 1950: method 8, a head divisible by 31)."""
    head = int.from_bytes(content[at : at + 2])
    return head >> 8 & 0x0F == 8 and head % 31 == 0


def _unpacked(content: bytes, at: int, most: int) -> bytes | None:
    """What a packed stream holds; None when it does not unpack to its end, or beyond `most` bytes."""
    unpacking, found, total = zlib.decompressobj(), [], 0
    try:
        while at < len(content) and not unpacking.eof:
            piece = unpacking.unconsumed_tail or content[at : at + _PIECE]
            at += 0 if unpacking.unconsumed_tail else _PIECE
            found.append(unpacking.decompress(piece, most - total + 1))
            total += len(found[-1])
            if total > most:
                return None
    except zlib.error:
        return None
    return b"".join(found) if unpacking.eof else None
