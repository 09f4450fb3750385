"""Papers that are taken and papers that are not: types, sizes, broken and active ones, and names."""

from __future__ import annotations

import hashlib
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_papers import jpeg, object_stream, pdf, png, png_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases.examining import LARGEST_BYTES, examine, harmless_name


def str_of_case(value: object) -> str:
    """Short names for the cases: papers by their length."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


HEAD = struct.Struct(">IIBBBBB")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("身份证.png", png(), "image/png"),
        ("a.PNG", png(), "image/png"),
        ("a.jpg", jpeg(), "image/jpeg"),
        ("a.jpeg", jpeg() + b"\xff\xd8 a telephone's second picture \xff\xd9", "image/jpeg"),
        ("a.pdf", pdf(), "application/pdf"),
        ("a.pdf", pdf(b"5 0 obj << /S /URI /URI (https://example.org) >> endobj"), "application/pdf"),
        ("a.pdf", pdf(object_stream(b"8 0 << /Type /Page >>")), "application/pdf"),
        ("a.pdf", pdf(b"6 0 obj << /Note (JavaScript /JSON /Encryption) >> endobj"), "application/pdf"),
    ],
    ids=str_of_case,
)
def test_sound_papers_are_taken(name: str, content: bytes, media_type: str) -> None:
    examined = examine(name, content)
    assert not isinstance(examined, Refusal)
    assert (examined.media_type, examined.digest) == (media_type, hashlib.sha256(content).digest())


def test_a_picture_of_interlaced_rows_is_taken() -> None:
    # 16 × 16 grey: the seven passes hold 2×2, 2×2, 4×2, 4×4, 8×4, 8×8 and 16×8 pixels, each row one byte more.
    passes = ((2, 2), (2, 2), (4, 2), (4, 4), (8, 4), (8, 8), (16, 8))
    pixels = b"".join(bytes(1 + width) * height for width, height in passes)
    assert not isinstance(examine("a.png", png_of(HEAD.pack(16, 16, 8, 0, 0, 0, 1), zlib.compress(pixels))), Refusal)


ACTIVE = (b"/S /JavaScript /JS (app.alert\\(1\\))", b"/S /Launch /F (cmd.exe)", b"/Type /EmbeddedFile", b"/S /GoToE")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", b"", "DOCUMENT_EMPTY"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_BYTES), "DOCUMENT_TOO_LARGE"),
        ("a.exe", png(), "DOCUMENT_TYPE"),
        ("a.svg", b"<svg onload=alert(1)>", "DOCUMENT_TYPE"),
        ("a.png.html", png(), "DOCUMENT_TYPE"),
        ("png", png(), "DOCUMENT_TYPE"),
        ("a.jpg", png(), "DOCUMENT_TYPE"),
        ("a.png", pdf(), "DOCUMENT_TYPE"),
        ("a.pdf", b"MZ" + pdf(), "DOCUMENT_TYPE"),
        ("a.pdf", b"%PDF-1.7\n no end", "DOCUMENT_BROKEN"),
        ("a.pdf", pdf(b"5 0 obj << /Encrypt 6 0 R >> endobj"), "DOCUMENT_ENCRYPTED"),
        *(("a.pdf", pdf(b"5 0 obj << " + action + b" >> endobj"), "DOCUMENT_ACTIVE") for action in ACTIVE),
        ("a.pdf", pdf(b"5 0 obj << /S /J#61va#53cript /JS (x) >> endobj"), "DOCUMENT_ACTIVE"),
        ("a.pdf", pdf(b"5 0 obj (>> stream\n << /S /JavaScript >> endstream) endobj"), "DOCUMENT_ACTIVE"),
        ("a.pdf", pdf(object_stream(b"8 0 << /S /JavaScript /JS (x) >>")), "DOCUMENT_ACTIVE"),
        ("a.pdf", pdf(object_stream(b"8 0 << /S /L#61unch >>", extra=b"/X (endstream)")), "DOCUMENT_ACTIVE"),
        ("a.pdf", pdf(object_stream(b"", packed=zlib.compress(b"8 0 << /S /JavaScript >>")[:-4])), "DOCUMENT_BROKEN"),
        ("a.pdf", pdf(object_stream(b"", extra=b"/Filter [/ASCIIHexDecode /FlateDecode]")), "DOCUMENT_BROKEN"),
        ("a.pdf", pdf(object_stream(bytes(70 << 20))), "DOCUMENT_BROKEN"),
        ("a.png", png()[:-3], "DOCUMENT_BROKEN"),
        ("a.png", png().replace(b"IDAT", b"IDAX"), "DOCUMENT_BROKEN"),
        ("a.png", png() + b"<script>", "DOCUMENT_BROKEN"),
        ("a.png", png_of(HEAD.pack(40, 30, 8, 0, 0, 0, 0), zlib.compress(bytes(41 * 29))), "DOCUMENT_BROKEN"),
        ("a.png", png_of(HEAD.pack(40, 30, 8, 0, 0, 0, 0), zlib.compress(bytes(4 << 20))), "DOCUMENT_BROKEN"),
        ("a.png", png_of(HEAD.pack(40, 30, 8, 0, 0, 0, 0), b"no pixels"), "DOCUMENT_BROKEN"),
        ("a.png", png_of(HEAD.pack(40, 30, 3, 0, 0, 0, 0), zlib.compress(bytes(480))), "DOCUMENT_BROKEN"),
        ("a.png", png_of(HEAD.pack(60_000, 60_000, 8, 0, 0, 0, 0), b""), "DOCUMENT_SIZE_ODD"),
        ("a.png", png(2, 2), "DOCUMENT_SIZE_ODD"),
        ("a.jpg", jpeg(60_000, 60_000), "DOCUMENT_SIZE_ODD"),
        ("a.jpg", jpeg(10_000, 10_000), "DOCUMENT_SIZE_ODD"),
        ("a.jpg", jpeg()[:-2], "DOCUMENT_BROKEN"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "DOCUMENT_BROKEN"),
        ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff", "DOCUMENT_BROKEN"),
        ("a.jpg", b"\xff\xd8\xff<?php", "DOCUMENT_BROKEN"),
    ],
    ids=str_of_case,
)
def test_other_papers_are_refused_with_their_reason(name: str, content: bytes, code: str) -> None:
    examined = examine(name, content)
    assert isinstance(examined, Refusal)
    assert examined.code == code


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("身份证 正面.png", "身份证 正面.png"),
        ("C:\\Users\\x\\证明.pdf", "证明.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ('"><script>.png', "___script_.png"),
        (".pdf", "材料.pdf"),
        ("...", "材料"),
        ("", "材料"),
        ("长" * 300 + ".jpeg", "长" * 80 + ".jpeg"),
    ],
)
def test_names_are_made_harmless(given_name: str, kept: str) -> None:
    assert harmless_name(given_name) == kept


@given(st.text(max_size=120))
def test_no_name_keeps_what_could_do_harm(text: str) -> None:
    name = harmless_name(text)
    assert name
    assert len(name) <= 90
    assert not set(name) & set('/\\"<>\r\n\x00\u202e')
    assert harmless_name(name) == name


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.png", "a.jpg"]), st.booleans())
def test_whatever_comes_is_judged_and_never_raises(content: bytes, name: str, dressed: bool) -> None:
    starts = {"a.pdf": b"%PDF-1.4\n/ObjStm stream\n", "a.png": b"\x89PNG\r\n\x1a\n", "a.jpg": b"\xff\xd8\xff"}
    ends = b"\n%%EOF" if name == "a.pdf" else b""
    examine(name, starts[name] + content + ends if dressed else content)
