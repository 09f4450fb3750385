"""The sources: one file each, named by its key."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.rules.policy.loading.lines import Document
from mingzhang.rules.policy.loading.schemas import hold_to_schema

ENACTING = ("regulation", "notice")
_YEAR_IN_NUMBER = re.compile(r"〔([0-9]{4})〕")


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from: a document or page, who issued it, its kind and how far it is trusted.

    `via` says through which copy it was read, when it was not the original. `published` is the first day on which a
    regulation or notice can have come out; the date of a page says nothing about its figures.
    """

    key: str
    title: str
    document: str
    issuer: str
    kind: str
    trust: str
    date: str
    locator: str
    via: str
    note: str
    published: datetime.date | None

    @property
    def cited_as(self) -> str:
        """How a figure names it: the document's number and title, and the copy it was read in."""
        named = f"{self.document}《{self.title}》" if self.document else self.title
        return f"{named}（转引自{self.via}）" if self.via else named

    def cited_at(self, article: str) -> str:
        """How an article of it is named: document, then article."""
        return f"{self.cited_as} {article}"

    @property
    def is_evidence(self) -> bool:
        """Whether it can carry a transcribed figure: low trust, general knowledge and our own decisions cannot."""
        return self.trust != "low" and self.kind not in ("own_decision", "knowledge")


def load_sources(documents: Mapping[str, Document]) -> dict[str, Source]:
    """Every source by its key; mistakes are reported in its document."""
    sources: dict[str, Source] = {}
    for key, document in documents.items():
        if not document.problems and hold_to_schema(document, "source"):
            optional = ("document", "date", "locator", "via", "note")
            rest = {name: str(document.data.get(name, "")) for name in optional}
            required = {name: str(document.data[name]) for name in ("title", "issuer", "kind", "trust")}
            sources[key] = Source(key=key, **required, **rest, published=_published(document))
    return sources


def _published(document: Document) -> datetime.date | None:
    """The earliest day that the printed date allows, else the year in the document's number.

    A year or a month alone counts from its first day.
    """
    number = _YEAR_IN_NUMBER.search(str(document.data.get("document", "")))
    printed = str(document.data.get("date", number[1] if number else ""))
    earliest = document.day(("date",), "-".join([*printed.split("-"), "01", "01"][:3])) if printed else None
    return earliest if document.data["kind"] in ENACTING else None
