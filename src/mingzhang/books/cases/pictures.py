"""Pictures, read far enough to know that they are whole and of a sane size. Standard library only."""

from __future__ import annotations

import struct
import zlib

LEAST_SIDE = 16
LARGEST_SIDE = 12_000
MOST_PIXELS = 60_000_000
BROKEN = "DOCUMENT_BROKEN"
SIZE_ODD = "DOCUMENT_SIZE_ODD"

_PNG_HEAD = 8
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INFLATE_STEP = 1 << 20

_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9


def png_fault(content: bytes) -> str | None:
    """What is wrong with a PNG: its chunks, their checksums, its size, or the pixels that they hold."""
    chunks = _png_chunks(content)
    if chunks is None or not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        return BROKEN
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth not in _PNG_DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        return BROKEN
    if _odd(width, height):
        return SIZE_ODD
    row = (width * depth * _PNG_CHANNELS[colour] + 7) // 8 + 1
    least, most = height * row, height * row
    if interlaced:  # seven passes, each with rows, rounding and filter bytes of its own
        least, most = height * (row - 1), 2 * (height + 8) * (row + 8)
    packed = b"".join(data for name, data in chunks if name == b"IDAT")
    return None if least <= _inflated(packed, most) <= most else BROKEN


def jpeg_fault(content: bytes) -> str | None:
    """What is wrong with a JPEG: its segments, its size, or the missing end.

    What telephones put after the end (a second picture, a short film) is left alone: it is served as one picture only.
    """
    at, size = 2, None
    while True:
        marker, at = _jpeg_marker(content, at)
        if marker is None:
            return BROKEN
        if marker in _JPEG_ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2 or at + length > len(content):
            return BROKEN
        if marker in _JPEG_FRAMES and length >= 8:
            size = struct.unpack(">HH", content[at + 3 : at + 7])
        if marker == _JPEG_SCAN:
            break
        at += length
    if size is None or content.find(bytes((0xFF, _JPEG_END)), at) < 0:
        return BROKEN
    return SIZE_ODD if _odd(size[1], size[0]) else None


def _odd(width: int, height: int) -> bool:
    return not (LEAST_SIDE <= width <= LARGEST_SIDE and LEAST_SIDE <= height <= LARGEST_SIDE) or (
        width * height > MOST_PIXELS
    )


def _png_chunks(content: bytes) -> list[tuple[bytes, bytes]] | None:
    """The chunks in order; None when one is cut, has another checksum, or something follows the end."""
    found, at = [], _PNG_HEAD
    while at < len(content):
        if at + 12 > len(content):
            return None
        length, name = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        checksum = content[at + 8 + length : at + 12 + length]
        if len(data) != length or checksum != zlib.crc32(name + data).to_bytes(4):
            return None
        found.append((name, data))
        at += 12 + length
        if name == b"IEND":
            return found if at == len(content) else None
    return None


def _inflated(packed: bytes, most: int) -> int:
    """How many bytes the pixels take, counted piece by piece and not beyond `most`; -1 when they do not unpack."""
    unpacking, total = zlib.decompressobj(), 0
    try:
        while packed and total <= most and not unpacking.eof:
            total += len(unpacking.decompress(packed, _INFLATE_STEP))
            packed = unpacking.unconsumed_tail
        return total + len(unpacking.flush()) if unpacking.eof else -1
    except zlib.error:
        return -1


def _jpeg_marker(content: bytes, at: int) -> tuple[int | None, int]:
    """The marker at a place, fill bytes skipped, and the place behind it; None when there is none."""
    if at >= len(content) or content[at] != 0xFF:
        return None, at
    while at < len(content) and content[at] == 0xFF:
        at += 1
    return (content[at], at + 1) if at < len(content) and content[at] not in (0x00, _JPEG_END) else (None, at)
