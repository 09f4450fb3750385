"""The sources: one file each, named by its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.rules.policy.loading.lines import read_document
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.policy.problems import PackProblem


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from: a document or page, who issued it, its kind and how far it is trusted.

    `via` says through which copy it was read, when it was not the original.
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


def load_sources(folder: Path, problems: list[PackProblem]) -> dict[str, Source]:
    """Every source of the folder by its key; mistakes are added to the problems."""
    sources: dict[str, Source] = {}
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path, f"sources/{path.name}")
        if not document.problems and hold_to_schema(document, "source"):
            optional = ("document", "date", "locator", "via", "note")
            rest = {name: str(document.data.get(name, "")) for name in optional}
            required = {name: str(document.data[name]) for name in ("title", "issuer", "kind", "trust")}
            sources[path.stem] = Source(key=path.stem, **required, **rest)
        problems.extend(document.problems)
    return sources
