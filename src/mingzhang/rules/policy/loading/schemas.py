"""The shape of pack files, held by JSON Schema; every departure is reported with its line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry

from mingzhang.rules.policy.loading.lines import Document

SCHEMAS = Path(__file__).parent.parent / "packs" / "schema"


SHARED = "parameters.schema.json"  # what other schemas refer to: a `when`, a printed figure, a day


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = _schema(f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    registry: Registry[Any] = Registry()
    return Draft202012Validator(schema, registry=registry.with_contents([(SHARED, _schema(SHARED))]))


def _schema(file: str) -> Any:
    return json.loads((SCHEMAS / file).read_text(encoding="utf-8"))


def hold_to_schema(document: Document, name: str) -> bool:
    """Report where the document departs from the named schema; True when it does not."""
    departures = sorted(_validator(name).iter_errors(document.data), key=lambda error: list(map(str, error.path)))
    for error in departures:
        document.report(tuple(error.path), "SHAPE", f"格式不符：{error.message}")
    return not departures
