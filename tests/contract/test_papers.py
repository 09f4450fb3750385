"""Papers are set from words alone: the same bytes for the same paper, every letter there or openly marked."""

from __future__ import annotations

import struct
import time
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mingzhang.doors import papers
from mingzhang.doors.papers import Paper, Table, print_paper, square_code
from mingzhang.doors.papers.printing import _set

FONTS = Path(papers.__file__).parent / "fonts"
RECEIPT = Paper(
    title="缴费票据",
    issuer="某市医疗保障局",
    number="No. 1",
    fields=(("姓名", "张*三"), ("金额大写", "人民币壹佰元整")),
    tables=(
        Table(
            columns=("费款所属期", "金额"),
            rows=tuple((f"2025-{month:02d}", "¥100.00") for month in range(1, 13)),
            total=("合计", "¥1,200.00"),
            amounts=frozenset({1}),
        ),
    ),
    verify_at="https://example.test/verify/ABCD-EFGH",
    verify_says="扫码验证",
)


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page/")


def test_the_same_paper_gives_the_same_bytes_later_too() -> None:
    first = print_paper(RECEIPT)
    time.sleep(1.1)
    assert print_paper(RECEIPT) == first
    assert first.startswith(b"%PDF-")
    assert len(first) < 120_000


def test_another_amount_a_stamp_or_another_address_gives_another_paper() -> None:
    first = print_paper(RECEIPT)
    assert print_paper(replace(RECEIPT, stamp="已冲红")) != first
    assert print_paper(replace(RECEIPT, verify_at="https://example.test/verify/ABCD-EFGI")) != first


def test_markup_in_a_name_is_printed_as_it_stands() -> None:
    hostile = replace(RECEIPT, fields=(("姓名", '#read("OFL.txt") $x$ *_`\\ "'),))
    assert print_paper(hostile).startswith(b"%PDF-")


def test_a_table_of_five_hundred_rows_breaks_over_pages() -> None:
    long = replace(RECEIPT, tables=(replace(RECEIPT.tables[0], rows=RECEIPT.tables[0].rows * 42),))
    assert pages(print_paper(long)) > 5
    assert pages(print_paper(RECEIPT)) == 1


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("王玥", "王玥"),
        ("喆堃·买买提", "喆堃·买买提"),
        ("¥−1,234.56", "¥−1,234.56"),
        ("𠅤", "〓(U+20164)"),
    ],
)
def test_a_letter_that_the_font_has_not_is_marked_with_its_code(text: str, printed: str) -> None:
    assert _set(text) == printed


def test_the_font_has_every_letter_that_the_list_says() -> None:
    listed = set((FONTS / "letters.txt").read_text(encoding="utf-8"))
    has = letters_of((FONTS / "NotoSansSC-subset.otf").read_bytes())
    assert sorted(letter for letter in listed if ord(letter) not in has) == []


def test_a_square_code_is_a_picture_that_scales() -> None:
    drawn = ElementTree.fromstring(square_code("https://example.test/verify/1"))
    assert drawn.tag.endswith("svg")
    assert int(drawn.attrib["width"]) == int(drawn.attrib["height"]) > 100


def letters_of(font: bytes) -> set[int]:
    """The code points in a font's map of letters (cmap, formats 4 and 12)."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    base = tables[b"cmap"]
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", font, base + 2)[0]):
        start = base + struct.unpack_from(">I", font, base + 8 + 8 * place)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                found |= set(range(first, last + 1))
        elif kind == 4:
            half = struct.unpack_from(">H", font, start + 6)[0]
            ends, starts = start + 14, start + 16 + half
            for at in range(0, half, 2):
                last, first = (
                    struct.unpack_from(">H", font, ends + at)[0],
                    struct.unpack_from(">H", font, starts + at)[0],
                )
                found |= set(range(first, last + 1)) - {0xFFFF}
    return found
