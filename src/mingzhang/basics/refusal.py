"""The foreseen kind of trouble, and the kind that is our own defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Retry = Literal["never", "later", "after_fix"]
Fact = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A foreseen no: a stable code, the facts behind it, and whether trying again can help.

    `code` is upper case and stable for ever. The sentence a person reads is written at the door, from the code and
    the facts, never here. Facts hold no person's data beyond what the asker already sent.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    retry: Retry = "after_fix"


class InvariantBroken(Exception):
    """Our own defect: the books would no longer hold. The transaction is lost and an alarm is due."""
