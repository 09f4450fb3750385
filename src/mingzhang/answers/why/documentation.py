"""The page that lists every cause: its number, what it finds, for which symptoms, from which records."""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause
from mingzhang.answers.why.causes import checked_causes
from mingzhang.answers.why.symptoms import SYMPTOMS, all_causes

_HEAD = """# 原因一览 Causes

Written by `mingzhang cause-docs` from the causes themselves; do not edit. A cause with records is proved or refuted by
them (`src/mingzhang/answers/why/causes/<name>.py`); the others are told as *not known*, naming who has the fact.
To add a cause, add a file to that folder that looks like its neighbours.

## 现象 Symptoms

| code | 现象 | symptom |
| --- | --- | --- |
"""
_CAUSES = """
## 原因 Causes

| id | 原因 | cause | symptoms | proved or refuted by | file or who knows |
| --- | --- | --- | --- | --- | --- |
"""


def causes_page() -> str:
    """The whole page in Markdown."""
    symptoms = "".join(f"| `{code}` | {text.zh} | {text.en} |\n" for code, text in SYMPTOMS.items())
    return _HEAD + symptoms + _CAUSES + "".join(map(_row, all_causes()))


def _row(cause: Cause) -> str:
    checked = cause in checked_causes()
    records = ", ".join(f"`{name}`" for name in cause.reads) if checked else "–"
    where = f"`{cause.name}`" if checked else f"{cause.source.name.zh} {cause.source.number}"
    symptoms = " ".join(cause.symptoms)
    return f"| {cause.id} | {cause.title.zh} | {cause.title.en} | {symptoms} | {records} | {where} |\n"
