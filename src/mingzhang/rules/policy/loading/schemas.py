"""The shape of pack files, held by JSON Schema; every departure is reported with its line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from mingzhang.rules.policy.loading.lines import Document

SCHEMAS = Path(__file__).parent.parent / "packs" / "schema"


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a named schema, with what it refers to written into place: that halves the time it takes."""
    file = f"{name}.schema.json"
    return Draft202012Validator(_in_place(_schema(file), file))


@cache
def _schema(file: str) -> Any:
    return json.loads((SCHEMAS / file).read_text(encoding="utf-8"))


def _in_place(node: Any, file: str) -> Any:
    """The node with each `$ref` to a definition, of this file or another, replaced by the definition."""
    if isinstance(node, list):
        return [_in_place(item, file) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        other, _, name = node["$ref"].partition("#/$defs/")
        return _in_place(_schema(other or file)["$defs"][name], other or file)
    return {key: _in_place(value, file) for key, value in node.items() if key != "$defs"}


def hold_to_schema(document: Document, name: str) -> bool:
    """Report where the document departs from the named schema; True when it does not."""
    departures = sorted(validator(name).iter_errors(document.data), key=lambda error: list(map(str, error.path)))
    for error in departures:
        document.report(tuple(error.path), "SHAPE", f"格式不符：{error.message}")
    return not departures
