"""What a document must be before it is kept: PDF, JPEG or PNG by name and content alike, small, whole, passive."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import pictures, portable

LARGEST_BYTES = 5 * 1024 * 1024
MOST_DOCUMENTS = 20
LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%;&$`\'#{}\\/]')


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that may be kept: its harmless name, its media type, and the SHA-256 of its bytes."""

    file_name: str
    media_type: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class _Type:
    media_type: str
    starts: bytes
    fault: Callable[[bytes], str | None]


_PDF = _Type("application/pdf", b"%PDF-", portable.fault)
_JPEG = _Type("image/jpeg", b"\xff\xd8\xff", pictures.jpeg_fault)
_PNG = _Type("image/png", b"\x89PNG\r\n\x1a\n", pictures.png_fault)
_BY_EXTENSION: Mapping[str, _Type] = MappingProxyType({"pdf": _PDF, "jpg": _JPEG, "jpeg": _JPEG, "png": _PNG})


def examine(file_name: str, content: bytes) -> Examined | Refusal:
    """The document as it may be kept.

    Refuses DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE (the name's ending is none of the three, or the content is
    something else), DOCUMENT_BROKEN, DOCUMENT_ENCRYPTED, DOCUMENT_ACTIVE (it would do something when opened) and
    DOCUMENT_SIZE_ODD (a picture of no sane size).
    """
    if not content:
        return Refusal("DOCUMENT_EMPTY", {})
    if len(content) > LARGEST_BYTES:
        return Refusal("DOCUMENT_TOO_LARGE", {"most": LARGEST_BYTES // (1024 * 1024)})
    name = harmless_name(file_name)
    stem, _, ending = name.rpartition(".")
    expected = _BY_EXTENSION.get(ending.lower()) if stem else None
    if expected is None or not content.startswith(expected.starts):
        return Refusal("DOCUMENT_TYPE", {"file": name})
    fault = expected.fault(content)
    if fault is not None:
        return Refusal(fault, {"file": name})
    return Examined(name, expected.media_type, hashlib.sha256(content).digest())


def harmless_name(file_name: str) -> str:
    """A file's name without folders, control and direction characters and shell marks, and not too long.

    The ending stays; a name of which nothing is left is called 材料.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", file_name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029")
    stem, dot, ending = _NOT_IN_NAMES.sub("_", seen).strip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.strip(" .")[:LONGEST_NAME] or "材料"
    return f"{stem}.{ending.strip()[:8]}" if ending.strip() else stem
