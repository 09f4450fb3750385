"""Our tables of fields against the reference of the national interface, where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.doors.gateway.fields import Node
from mingzhang.doors.gateway.transaction import Transaction
from mingzhang.doors.gateway.transactions import all_transactions

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "national-interface" / "transactions"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference is not beside this checkout")


def documented() -> dict[str, dict[str, Any]]:
    """Every transaction of the reference by its number."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(REFERENCE.glob("[1-9]*.yaml")):
        found |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def reference() -> dict[str, dict[str, Any]]:
    return documented()


@pytest.mark.parametrize("transaction", all_transactions().values(), ids=lambda one: one.number)
@pytest.mark.parametrize("side", ["input", "output"])
def test_every_documented_field_is_in_our_table(
    reference: dict[str, dict[str, Any]], transaction: Transaction, side: str
) -> None:
    ours = {node.name: node for node in getattr(transaction, side)}
    problems: list[str] = []
    for node in reference[transaction.number][side]:
        if node["node"] not in ours:
            problems.append(f"no node {node['node']}")
            continue
        problems += _differences(side, node, ours[node["node"]])
    assert problems == []


def _differences(side: str, documented_node: dict[str, Any], ours: Node) -> list[str]:
    problems = []
    if ours.many != (documented_node["count"] == "many"):
        problems.append(f"{ours.name}: one or many")
    by_name = {field.name: field for field in ours.fields}
    for field in documented_node["fields"]:
        name = field["name"]
        found = by_name.get(name)
        if found is None:
            if side == "input" or field["req"]:
                problems.append(f"{ours.name}.{name} is missing")
            continue
        required = field["req"] and field.get("only") != "hunan"
        if found.required != required and side == "input":
            problems.append(f"{ours.name}.{name} required: documented {required}")
        if side == "input" and _shorter(found.length, str(field.get("len") or "0")):
            problems.append(f"{ours.name}.{name} length {found.length} < {field['len']}")
    return problems


def _shorter(ours: str, documented_length: str) -> bool:
    return int(ours.split(",")[0]) < int(documented_length.split(",")[0])
