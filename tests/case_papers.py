"""Papers for tests: small sound ones, and those an attacker would hand in."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 40, height: int = 30, *, shade: int = 200) -> bytes:
    """A sound grey picture."""
    pixels = b"".join(b"\x00" + bytes([shade]) * width for _ in range(height))
    return png_of(struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0), zlib.compress(pixels))


def png_of(head: bytes, packed: bytes, *, after: bytes = b"") -> bytes:
    """A PNG of a head and packed pixels, whatever they say."""
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"") + after


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """The segments of a JPEG: start, application data, quantisation, frame, scan, end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        + _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
        + _segment(0xDB, bytes(65))
        + _segment(0xC0, frame)
        + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\x34\xff\x00\x56"
        + b"\xff\xd9"
    )


def _segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def pdf(*objects: bytes) -> bytes:
    """A one-page PDF with more objects before its end."""
    page = b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n"
    return b"%PDF-1.7\n" + page + b"\n".join(objects) + b"\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def object_stream(hidden: bytes, *, extra: bytes = b"", packed: bytes | None = None) -> bytes:
    """Objects packed away in a stream."""
    body = zlib.compress(hidden) if packed is None else packed
    head = b"7 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d %s >>\nstream\n" % (
        len(body),
        extra,
    )
    return head + body + b"\nendstream endobj"
