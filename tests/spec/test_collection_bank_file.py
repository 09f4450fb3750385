"""The bank's file of debits and its answer: what is written, and every fault of a file at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from mingzhang.money.collection.channels.bank_file import (
    CHINA,
    AnswerFile,
    AnswerRow,
    DebitRow,
    FaultyFile,
    Header,
    key_named,
    read_answer,
    write_answer,
    write_debits,
)
from mingzhang.money.collection.channels.signing import sm3_hex

SECRET = "between bank and agency"
HEADER = Header("440100", 7, date(2025, 3, 15))
AT = datetime(2025, 3, 15, 9, 30, tzinfo=CHINA)
FIRST, SECOND = "44010000000000000001", "44010000000000000002"
ROWS = (AnswerRow(FIRST, 40_000, "OK", "B1", AT), AnswerRow(SECOND, 1_234, "INSUFFICIENT", "", AT))


def test_the_digest_is_the_one_of_the_standard() -> None:
    # GB/T 32905-2016, annex A.1: the message "abc".
    assert sm3_hex(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_file_of_debits_is_written_as_documented() -> None:
    rows = [DebitRow(FIRST, "张|三", "6222000012345678", 40_000), DebitRow(SECOND, "李四", "62220000", 1_234)]
    content = write_debits(HEADER, rows, "k1", SECRET)
    body = (
        f"MZDEBIT|1|440100|7|20250315|2|41234\n1|{FIRST}|张｜三|6222000012345678|40000\n2|{SECOND}|李四|62220000|1234\n"
    ).encode()
    mac = HMAC(SECRET.encode(), SM3())
    mac.update(body)
    assert content == body + f"END|k1|{mac.finalize().hex()}\n".encode()


def test_an_answer_is_read_back() -> None:
    content = write_answer(HEADER, ROWS, "k1", SECRET)
    assert key_named(content) == "k1"
    assert read_answer(content, SECRET) == AnswerFile(HEADER, ROWS, "k1")


def signed(text: str) -> bytes:
    """A file with a good signature over whatever it says."""
    mac = HMAC(SECRET.encode(), SM3())
    mac.update(text.encode())
    return text.encode() + f"END|k1|{mac.finalize().hex()}\n".encode()


GOOD_ROW = f"1|{FIRST}|40000|OK|B1|20250315093000\n"
GOOD_HEAD = "MZANSWER|1|440100|7|20250315|1|40000\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (GOOD_HEAD.replace("|1|40000", "|2|40001") + GOOD_ROW, [(1, "rows"), (1, "sum")]),
        (GOOD_HEAD.replace("20250315", "20250230") + GOOD_ROW, [(1, "day")]),
        (GOOD_HEAD.replace("440100", "4401"), [(1, "region")]),
        ("MZDEBIT|1|440100|7|20250315|1|40000\n" + GOOD_ROW, [(1, "header")]),
        (GOOD_HEAD + GOOD_ROW.replace("1|4401", "2|4401"), [(2, "place")]),
        (GOOD_HEAD + GOOD_ROW.replace(FIRST, "123"), [(2, "order number")]),
        (GOOD_HEAD + GOOD_ROW.replace("40000", "0"), [(2, "fen")]),
        (GOOD_HEAD + GOOD_ROW.replace("|OK|", "|MAYBE|"), [(2, "result"), (2, "serial")]),
        (GOOD_HEAD + GOOD_ROW.replace("|B1|", "||"), [(2, "serial")]),
        (GOOD_HEAD + GOOD_ROW.replace("|OK|", "|INSUFFICIENT|"), [(2, "serial")]),
        (GOOD_HEAD + GOOD_ROW.replace("093000", "253000"), [(2, "moment")]),
        (
            GOOD_HEAD + "1|2|3\n" + GOOD_ROW.replace("OK", "ok"),
            [(2, "row"), (3, "place"), (3, "result"), (3, "serial")],
        ),
        (
            GOOD_HEAD.replace("|1|40000", "|2|80000") + GOOD_ROW + GOOD_ROW.replace("1|4", "2|4", 1),
            [(3, "order number"), (3, "serial")],
        ),
    ],
)
def test_every_fault_of_a_file_is_told_at_once(text: str, faults: list[tuple[int, str]]) -> None:
    read = read_answer(signed(text), SECRET)
    assert isinstance(read, FaultyFile)
    assert [(fault.line, fault.column) for fault in read.faults] == faults


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (b"", "file"),
        (b"\xff\xfe", "file"),
        (b"one\ntwo", "file"),
        ((GOOD_HEAD + GOOD_ROW).encode() + b"END|k1|00\n", "signature"),
        (signed(GOOD_HEAD + GOOD_ROW).replace(b"40000|OK", b"40001|OK"), "signature"),
        ((GOOD_HEAD + GOOD_ROW + "FIN\n").encode(), "end"),
    ],
)
def test_a_file_that_was_cut_or_changed_is_not_taken(content: bytes, column: str) -> None:
    read = read_answer(content, SECRET)
    assert isinstance(read, FaultyFile)
    assert column in {fault.column for fault in read.faults}


def test_a_key_that_does_not_hold_is_a_fault() -> None:
    read = read_answer(write_answer(HEADER, ROWS, "k9", SECRET), None)
    assert isinstance(read, FaultyFile)
    assert [(fault.column, fault.found) for fault in read.faults] == [("key", "k9")]
