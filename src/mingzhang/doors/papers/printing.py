"""Setting a paper as PDF with typst: our own font inside, no system font, no network, nothing kept on disk."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from mingzhang.doors.papers.codes import square_code
from mingzhang.doors.papers.paper import Paper, Table

_ROOM = Path(__file__).resolve().parent
_FONTS = _ROOM / "fonts"
_LAYOUT = (_ROOM / "layout.typ").read_bytes()
MISSING = "〓"  # the typesetter's mark for a letter that the font has not


def print_paper(paper: Paper) -> bytes:
    """The paper as PDF; the same paper always gives the same bytes.

    A letter that our font does not have (very rare names) is printed as 〓 with its code point, never left out.
    """
    data = json.dumps(_data(paper), ensure_ascii=False)
    return bytes(
        typst.compile(
            _LAYOUT,
            root=str(_FONTS),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"paper": data},
            format="pdf",
            timestamp=0,
        )
    )


def _data(paper: Paper) -> dict[str, object]:
    return {
        "title": _set(paper.title),
        "issuer": _set(paper.issuer),
        "number": _set(paper.number),
        "fields": [[_set(label), _set(value)] for label, value in paper.fields],
        "tables": [_table(table) for table in paper.tables],
        "notes": [_set(note) for note in paper.notes],
        "stamp": _set(paper.stamp),
        "code": square_code(paper.verify_at) if paper.verify_at else "",
        "verify_at": paper.verify_at,
        "verify_says": _set(paper.verify_says),
        "footer": _set(paper.footer),
        "language": paper.language,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "heading": _set(table.heading),
        "columns": [_set(cell) for cell in table.columns],
        "rows": [[_set(cell) for cell in row] for row in table.rows],
        "total": [_set(cell) for cell in table.total],
        "amounts": sorted(table.amounts),
    }


def _set(text: str) -> str:
    """The text in letters that the font has."""
    have = _letters()
    return "".join(letter if letter in have else f"{MISSING}(U+{ord(letter):04X})" for letter in text)


@cache
def _letters() -> frozenset[str]:
    return frozenset((_FONTS / "letters.txt").read_text(encoding="utf-8"))
