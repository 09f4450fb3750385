"""The pages that list every cause with its symptoms and records, and every question with what answers it."""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause
from mingzhang.answers.why.causes import checked_causes
from mingzhang.answers.why.questions import Question, questions
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


_QUESTIONS = """# 常见问题 Questions

Written by `mingzhang question-docs` from `src/mingzhang/answers/why/questions.yaml`; do not edit. Each question about
contributions, accounts and entitlement is answered by a page of the portal; a question “why” by the same causes in a
terminal too. The numbers are those of the seed matrix, the words our own; causes are listed in
[causes.md](causes.md).

| no. | 问题 | question | the answer tells | page | command | causes |
| --- | --- | --- | --- | --- | --- | --- |
"""
_TELLS = {
    "causes": "why, and what to do",
    "amount": "an amount",
    "date": "a day",
    "ledger": "records",
    "document": "a receipt",
}


def questions_page() -> str:
    """The page of questions in Markdown."""
    return _QUESTIONS + "".join(map(_question_row, questions()))


def _question_row(asked: Question) -> str:
    command = f"`{asked.command}`" if asked.command is not None else "–"
    causes = " ".join(asked.causes) or "–"
    return (
        f"| {asked.id} | {asked.asks.zh} | {asked.asks.en} | {_TELLS[asked.kind]} | `{asked.page}` | {command} "
        f"| {causes} |\n"
    )
