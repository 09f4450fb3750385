"""Causes that no record of ours can prove or refute yet: always Unknown, naming who has the fact and what to check."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.answers.why.cause import Cause, Proved, Unknown, Verdict
from mingzhang.answers.why.directory import AGENCY, BANK, TAX, employer_contact, institution_contact
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.basics.refusal import InvariantBroken

_WHO = {
    "agency": AGENCY,
    "tax": TAX,
    "bank": BANK,
    "institution": institution_contact(None),
    "employer": employer_contact(None),
}
_MISSING = Text("还缺：{missing}", "Still missing: {missing}")
LAST = 200  # they are never proved, so the rank only keeps their order


@cache
def unseen_causes() -> tuple[Cause, ...]:
    """The causes of `not_yet_seen.yaml`, by matrix id."""
    written = yaml.safe_load(files(__package__ or "").joinpath("not_yet_seen.yaml").read_text(encoding="utf-8"))
    return tuple(_cause(cause_id, entry) for cause_id, entry in written.items())


def _cause(cause_id: str, entry: Mapping[str, Any]) -> Cause:
    missing = Text(**entry["missing"])
    return Cause(
        id=cause_id,
        name=entry["name"],
        symptoms=tuple(entry["symptoms"]),
        rank=LAST,
        reads=(),
        title=Text(**entry["title"]),
        check=_unknown,
        proved=missing,
        refuted=missing,
        remedy=_no_remedy,
        unknown=_MISSING.filled({"missing": missing}),
        source=_WHO[entry["who"]],
        ask=Text(**entry["ask"]),
    )


def _unknown(facts: Facts) -> Verdict:
    return Unknown()


def _no_remedy(facts: Facts, proved: Proved) -> Remedy:
    raise InvariantBroken("a cause that cannot be seen was called proved")
