"""The shape of a message as a table: nodes and fields; checked once, every fault reported at once.

A field says its name, its Chinese label, its kind and length, whether it must be there and from which code list it
comes. `check` reads a whole message by such a table. The documentation's tables are made from the same objects.
A fault never repeats personal data: text is told by its length, long digit runs and Chinese characters are masked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.doors.gateway import values
from mingzhang.doors.gateway.codes import CodeList
from mingzhang.doors.gateway.values import Reader, Unreadable

Row = dict[str, Any]
Message = dict[str, Any]

REQUIRED = True
OPTIONAL = False
MOST_ROWS = 1000
MUST_BE_THERE = "必填"


@dataclass(frozen=True, slots=True)
class Field:
    """One member of a node."""

    name: str
    label: str
    kind: str
    length: str
    required: bool
    read: Reader = field(repr=False, compare=False)
    codes: CodeList | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One member of `input` or `output`: an object, or rows of objects."""

    name: str
    label: str
    fields: tuple[Field, ...]
    many: bool = False
    required: bool = True
    other_names: tuple[str, ...] = ()
    bare: bool = False  # some regions put the fields straight under `input`


Shape = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one member: where, what it is called, what was expected and what came (masked)."""

    node: str
    row: int | None
    field: str
    label: str
    expected: str
    got: str

    def sentence(self) -> str:
        """The fault in a clerk's words, short."""
        place = self.node if self.row is None else f"{self.node}第{self.row}行"
        if self.expected == MUST_BE_THERE:
            return f"{place}.{self.field}（{self.label}）必填，{self.got}"
        return f"{place}.{self.field}（{self.label}）应为{self.expected}，收到{self.got}"


def text(name: str, label: str, length: int, required: bool = OPTIONAL, note: str = "") -> Field:
    """Free text."""
    return Field(name, label, "文本", str(length), required, values.text_reader(length), note=note)


def code(name: str, label: str, length: int, codes: CodeList, required: bool = OPTIONAL, note: str = "") -> Field:
    """A value of a code list."""
    return Field(name, label, "代码", str(length), required, values.code_reader(codes.members), codes, note)


def digits(name: str, label: str, length: int, required: bool = OPTIONAL, note: str = "") -> Field:
    """A serial of digits."""
    return Field(name, label, "数字串", str(length), required, values.digits_reader(length), note=note)


def number(
    name: str, label: str, length: str, required: bool = OPTIONAL, *, lowest: int | None = 0, note: str = ""
) -> Field:
    """A number; `length` as the interface prints it: "16,4" is at most 16 digits, 4 of them decimals."""
    whole, _, decimals = length.partition(",")
    reader = values.number_reader(int(whole), int(decimals or 0), lowest)
    return Field(name, label, "数字", length, required, reader, note=note)


def money(name: str, label: str, required: bool = OPTIONAL, *, lowest: int | None = 0, note: str = "") -> Field:
    """An amount in yuan; read as fen."""
    return Field(name, label, "金额", "16,2", required, values.money_reader(lowest), note=note)


def moment(name: str, label: str, required: bool = OPTIONAL, note: str = "") -> Field:
    """A time."""
    return Field(name, label, "时间", "19", required, values.read_moment, note=note)


def day(name: str, label: str, required: bool = OPTIONAL, note: str = "") -> Field:
    """A day."""
    return Field(name, label, "日期", "10", required, values.read_day, note=note)


def anything(name: str, label: str, length: int = 4000, note: str = "") -> Field:
    """A member of free form (`exp_content`, a file's bytes): carried by senders as text, object or list; not read."""
    return Field(name, label, "任意", str(length), OPTIONAL, lambda raw: raw, note=note)


def check(shape: Shape, body: Mapping[str, Any]) -> tuple[Message, list[Fault]]:
    """Read a whole message by its shape: the values by node and field, and every fault found."""
    faults: list[Fault] = []
    message: Message = {}
    for node in shape:
        rows = _rows_of(node, body, faults)
        if rows is None:
            message[node.name] = [] if node.many else {}
            continue
        read = [_read_row(node, row, index if node.many else None, faults) for index, row in enumerate(rows, 1)]
        message[node.name] = read if node.many else read[0]
    return message, faults


def check_row(node: Node, row: Mapping[str, Any]) -> tuple[Row, list[Fault]]:
    """Read one object by a node's table."""
    faults: list[Fault] = []
    return _read_row(node, row, None, faults), faults


def shown(raw: Any) -> str:
    """What came, said without personal data."""
    if raw is None:
        return "空"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Mapping):
        return "对象"
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        return "列表"
    written = str(raw)[:200]
    if not written.strip() or written.strip() in values.EMPTY_WORDS:
        return "空"
    masked = re.sub(r"[0-9]{7,}[0-9Xx]?", lambda run: f"{run.group()[:2]}***", written)
    masked = re.sub(r"[^\x20-\x7e]", "＊", masked)
    return f"“{masked[:16]}{'…' if len(masked) > 16 or len(str(raw)) > 200 else ''}”（{len(str(raw))}字）"


def _rows_of(node: Node, body: Mapping[str, Any], faults: list[Fault]) -> list[Mapping[str, Any]] | None:
    """The node's objects, found by its own name, another region's name, or the fields standing bare."""
    raw = next((body[name] for name in (node.name, *node.other_names) if body.get(name) is not None), None)
    if raw is None and node.bare and any(member.name in body for member in node.fields):
        raw = body
    if raw in (None, "", "null", "NULL", [], {}):
        if node.required:
            faults.append(Fault("input", None, node.name, node.label, "至少一行" if node.many else "对象", shown(raw)))
        return None
    rows = raw if isinstance(raw, list) else [raw]
    expected = f"对象列表，最多{MOST_ROWS}行" if node.many else "一个对象"
    too_many = len(rows) > (MOST_ROWS if node.many else 1)
    if too_many or not all(isinstance(row, dict) for row in rows):
        faults.append(
            Fault("input", None, node.name, node.label, expected, f"{len(rows)}行" if too_many else shown(raw))
        )
        return None
    return rows


def _read_row(node: Node, row: Mapping[str, Any], index: int | None, faults: list[Fault]) -> Row:
    read: Row = {}
    for member in node.fields:
        raw = row.get(member.name)
        try:
            value = member.read(raw) if raw is not None else None
        except Unreadable as trouble:
            faults.append(Fault(node.name, index, member.name, member.label, str(trouble), shown(raw)))
            value = None
        else:
            if value is None and member.required:
                got = "空" if member.name in row else "缺失"
                faults.append(Fault(node.name, index, member.name, member.label, MUST_BE_THERE, got))
        read[member.name] = value
    return read
