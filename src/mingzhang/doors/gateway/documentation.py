"""The interface's documentation, written from the same tables that check the messages."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from mingzhang.doors.gateway.codes import CodeList
from mingzhang.doors.gateway.envelope import HEADER
from mingzhang.doors.gateway.fields import Node
from mingzhang.doors.gateway.transaction import Transaction
from mingzhang.doors.gateway.transactions import all_transactions

_INTRODUCTION = files(__package__ or "").joinpath("introduction.md")
_KEPT = {"not": "每次重新应答", "by_door": "一次", "with_booking": "一次，应答与记账同存"}


def gateway_page() -> str:
    """The whole page, in Markdown."""
    transactions = tuple(all_transactions().values())
    parts = (
        _INTRODUCTION.read_text(encoding="utf-8"),
        _overview(transactions),
        _node(HEADER, "##"),
        *map(_transaction, transactions),
    )
    return "\n".join((*parts, _code_lists(transactions)))


def _overview(transactions: Iterable[Transaction]) -> str:
    rows = [f"| [{one.number}](#{one.number.lower()}) | {one.name} | {_KEPT[one.kept]} |" for one in transactions]
    return "\n".join(["## 交易一览", "", "| 编号 | 名称 | 重发 |", "| --- | --- | --- |", *rows, ""])


def _transaction(transaction: Transaction) -> str:
    lines = [f'<a id="{transaction.number.lower()}"></a>', "", f"## {transaction.number} {transaction.name}", ""]
    for title, shape in (("输入", transaction.input), ("输出", transaction.output)):
        lines.append(f"### {title}" if shape else f"### {title}：无")
        lines.append("")
        lines.extend(_node(node, "####") for node in shape)
    return "\n".join(lines)


def _node(node: Node, heading: str) -> str:
    many = "，多行" if node.many else ""
    other = f"；也接受 {'、'.join(f'`{name}`' for name in node.other_names)}" if node.other_names else ""
    rows = [
        f"| `{one.name}` | {one.label} | {one.kind} | {one.length} | {'是' if one.required else ''} "
        f"| {f'[{one.codes.name}](#{one.codes.name})' if one.codes else ''} | {one.note} |"
        for one in node.fields
    ]
    return "\n".join(
        [
            f"{heading} `{node.name}` {node.label}{many}{other}",
            "",
            "| 名称 | 中文 | 类型 | 长度 | 必填 | 代码 | 说明 |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _code_lists(transactions: Iterable[Transaction]) -> str:
    lists: dict[str, CodeList] = {}
    for one in transactions:
        for node in (HEADER, *one.input, *one.output):
            lists |= {field.codes.name: field.codes for field in node.fields if field.codes}
    lines = ["## 代码", ""]
    for name in sorted(lists):
        values = "；".join(f"`{value}` {meaning}" for value, meaning in lists[name].values.items())
        lines += [f'<a id="{name}"></a>', "", f"**{name}** {lists[name].label}：{values}", ""]
    return "\n".join(lines)
