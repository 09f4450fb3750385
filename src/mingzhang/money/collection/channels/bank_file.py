"""The bank's file of debits and the file that answers it. Pure; every fault of a file is told at once.

UTF-8, one record a line, fields parted by `|`, each line ended by a line feed:

    MZDEBIT|1|<region>|<batch>|<day>|<rows>|<sum in fen>
    <place>|<order number>|<account name>|<account number>|<fen>
    END|<key number>|<HMAC-SM3 of all bytes before this line>

    MZANSWER|1|<region>|<batch>|<day>|<rows>|<sum in fen>
    <place>|<order number>|<fen>|<result>|<bank's serial>|<moment>
    END|...

Days are 20250315, moments 20250315093000 in China's time. A result is OK or a code of `kinds.FAILURES`; the serial is
empty for a failure. An answer may leave orders out: it says nothing about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from mingzhang.basics.identifiers import read_record_number
from mingzhang.money.collection.channels.signing import mac_hex, same
from mingzhang.money.collection.kinds import FAILURES

DEBIT, ANSWER, VERSION, END = "MZDEBIT", "MZANSWER", "1", "END"
PAID = "OK"
CHINA = timezone(timedelta(hours=8))
_LONGEST_SERIAL = 64


@dataclass(frozen=True, slots=True)
class DebitRow:
    """One debit that the bank is asked for; fen."""

    order_number: str
    account_name: str
    account_number: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What the bank did: `result` is OK or why not; fen."""

    order_number: str
    amount_fen: int
    result: str
    serial: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Header:
    """Which batch a file is for."""

    region: str
    batch_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: the line (from 1; 0 is the file), the column's name, what was expected and found."""

    line: int
    column: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file that was not taken: nothing of it had any effect."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """An answer whose form holds; `keyed_by` is the number of the key that signed it."""

    header: Header
    rows: tuple[AnswerRow, ...]
    keyed_by: str


def write_debits(header: Header, rows: Sequence[DebitRow], key_id: str, secret: str) -> bytes:
    """The file that asks a bank for debits."""
    lines = [
        f"{place}|{row.order_number}|{_plain(row.account_name)}|{row.account_number}|{row.amount_fen}"
        for place, row in enumerate(rows, 1)
    ]
    return _signed(DEBIT, header, lines, sum(row.amount_fen for row in rows), key_id, secret)


def write_answer(header: Header, rows: Sequence[AnswerRow], key_id: str, secret: str) -> bytes:
    """The file that a bank answers with, as this side expects it; for banks' tests and our own."""
    lines = [
        f"{place}|{row.order_number}|{row.amount_fen}|{row.result}|{row.serial}|"
        f"{row.happened_at.astimezone(CHINA):%Y%m%d%H%M%S}"
        for place, row in enumerate(rows, 1)
    ]
    return _signed(ANSWER, header, lines, sum(row.amount_fen for row in rows), key_id, secret)


def key_named(content: bytes) -> str | None:
    """The number of the key that a file says it is signed with, None when its last line does not say."""
    last = content.rstrip(b"\n").rpartition(b"\n")[2].split(b"|")
    if len(last) != 3 or last[0] != END.encode():
        return None
    return last[1].decode("utf-8", "replace")


def read_answer(content: bytes, secret: str | None) -> AnswerFile | FaultyFile:
    """Read a bank's answer; `secret` is that of the key it names (None: no such key). Tells every fault at once."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return FaultyFile((Fault(0, "file", "UTF-8", f"byte {error.start}"),))
    lines = text.split("\n")
    if lines[-1] != "" or len(lines) < 3:
        return FaultyFile((Fault(len(lines), "file", "a header, rows and END, each ended by a line feed", text[-20:]),))
    faults = [*_end_faults(content, lines[-2], len(lines) - 1, secret)]
    header, count, total = _read_header(lines[0], faults)
    rows = [row for number, line in enumerate(lines[1:-2], 2) if (row := _read_row(line, number, faults)) is not None]
    if not faults:
        _expect(faults, 1, "rows", str(count), str(len(rows)))
        _expect(faults, 1, "sum", str(total), str(sum(row.amount_fen for row in rows)))
        faults += _twice(rows)
    if faults or header is None:
        return FaultyFile(tuple(faults))
    return AnswerFile(header, tuple(rows), key_named(content) or "")


def _signed(kind: str, header: Header, lines: Sequence[str], total: int, key_id: str, secret: str) -> bytes:
    head = f"{kind}|{VERSION}|{header.region}|{header.batch_id}|{header.day:%Y%m%d}|{len(lines)}|{total}"
    body = "".join(f"{line}\n" for line in (head, *lines)).encode()
    return body + f"{END}|{key_id}|{mac_hex(secret, body)}\n".encode()


def _end_faults(content: bytes, end: str, line: int, secret: str | None) -> Iterable[Fault]:
    fields = end.split("|")
    if len(fields) != 3 or fields[0] != END:
        yield Fault(line, "end", "END|key|signature", end[:40])
    elif secret is None:
        yield Fault(line, "key", "a key that holds", fields[1][:40])
    elif not same(fields[2], mac_hex(secret, content[: content.rindex(b"END|")])):
        yield Fault(line, "signature", "the HMAC-SM3 of all bytes before this line", fields[2][:8] + "…")


def _read_header(line: str, faults: list[Fault]) -> tuple[Header | None, int, int]:
    fields = line.split("|")
    if len(fields) != 7 or fields[:2] != [ANSWER, VERSION]:
        faults.append(Fault(1, "header", f"{ANSWER}|{VERSION}|region|batch|day|rows|sum", line[:80]))
        return None, 0, 0
    day = _day(fields[4])
    checks = (
        ("region", "six digits", fields[2], len(fields[2]) == 6 and _is_number(fields[2])),
        ("batch", "a number", fields[3], _is_number(fields[3])),
        ("day", "a day such as 20250315", fields[4], day is not None),
        ("rows", "a number", fields[5], _is_number(fields[5])),
        ("sum", "fen", fields[6], _is_number(fields[6])),
    )
    wrong = [Fault(1, column, expected, found[:40]) for column, expected, found, holds in checks if not holds]
    faults.extend(wrong)
    if wrong or day is None:
        return None, 0, 0
    return Header(fields[2], int(fields[3]), day), int(fields[5]), int(fields[6])


def _read_row(line: str, number: int, faults: list[Fault]) -> AnswerRow | None:
    fields = line.split("|")
    if len(fields) != 6:
        faults.append(Fault(number, "row", "six fields", str(len(fields))))
        return None
    place, order_number, amount, result, serial, moment = fields
    happened_at = _moment(moment)
    paid = result == PAID
    checks = (
        ("place", str(number - 1), place, place == str(number - 1)),
        ("order number", "20 digits", order_number, read_record_number(order_number) is not None),
        ("fen", "a number above 0", amount, _is_number(amount) and int(amount) > 0),
        ("result", "OK or a failure's code", result, paid or result in FAILURES),
        ("serial", "the bank's serial" if paid else "nothing", serial, _serial_holds(serial, paid)),
        ("moment", "a moment such as 20250315093000", moment, happened_at is not None),
    )
    wrong = [Fault(number, column, expected, found[:40]) for column, expected, found, holds in checks if not holds]
    faults.extend(wrong)
    if wrong or happened_at is None:
        return None
    return AnswerRow(order_number, int(amount), result, serial, happened_at)


def _twice(rows: Sequence[AnswerRow]) -> Iterable[Fault]:
    """An order or a serial that stands in two rows."""
    orders: dict[str, int] = {}
    serials: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if (first := orders.setdefault(row.order_number, number)) != number:
            yield Fault(number, "order number", "each order once", f"also in line {first}")
        if row.serial and (first := serials.setdefault(row.serial, number)) != number:
            yield Fault(number, "serial", "each serial once", f"also in line {first}")


def _expect(faults: list[Fault], line: int, column: str, expected: str, found: str) -> None:
    if expected != found:
        faults.append(Fault(line, column, expected, found))


def _serial_holds(serial: str, paid: bool) -> bool:
    return 0 < len(serial) <= _LONGEST_SERIAL if paid else serial == ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _day(text: str) -> date | None:
    moment = _moment(text + "000000")
    return moment.date() if moment is not None else None


def _moment(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) == 14):
        return None
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=CHINA)
    except ValueError:
        return None


def _plain(name: str) -> str:
    """A name without the signs that part fields and lines."""
    return "".join("｜" if sign == "|" else sign for sign in name if sign.isprintable())
