"""The whole tree of packs: sources, national entries, regions with their topics and plan templates.

A region is read when it is asked for, and then kept: a mistake in one region does not keep the others from answering.
`whole` reads all of them and also holds them against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mingzhang.rules.policy.loading.across import check_names, warn_of_uncited
from mingzhang.rules.policy.loading.lines import Document, read_document
from mingzhang.rules.policy.loading.parameters import TopicReader
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.policy.loading.seeds import SeedFigure, read_seeds
from mingzhang.rules.policy.loading.sources import Source, load_sources
from mingzhang.rules.policy.loading.templates import read_templates
from mingzhang.rules.policy.loading.wages import warn_of_formulas
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.problems import PackProblem, PacksInvalid
from mingzhang.rules.policy.records import PlanTemplate, RegionInfo

NATIONAL = "national"
_NOT_TOPICS = ("region.yaml", "plans.yaml")


@dataclass(frozen=True, slots=True)
class RegionPack:
    """One region's rules: its names, its parameters by key, its plan templates."""

    info: RegionInfo
    parameters: Mapping[str, Parameter]
    plans: tuple[PlanTemplate, ...]


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything in the tree, checked; `warnings` are what an author should mend or confirm."""

    sources: Mapping[str, Source]
    national: Mapping[str, Parameter]
    regions: Mapping[str, RegionPack]
    seeds: tuple[SeedFigure, ...]
    warnings: tuple[PackProblem, ...]


@dataclass(frozen=True, slots=True)
class _Topics:
    """The topic files of one folder and the parameters in them."""

    documents: Mapping[str, Document]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class _Region:
    """One region as read, with every file it was read from; no pack where it has no sound name."""

    pack: RegionPack | None
    topics: _Topics
    others: tuple[Document, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        return (*self.topics.documents.values(), *self.others)


def load_packs(root: Path) -> Packs:
    """Read and check the whole tree; raises PacksInvalid with every problem when there is any."""
    return PackTree(root).whole


class PackTree:
    """The folder of packs, read piece by piece."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[str, _Region] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The regions that have a folder."""
        return tuple(sorted(folder.name for folder in (self.root / "regions").iterdir() if folder.is_dir()))

    @cached_property
    def infos(self) -> tuple[RegionInfo, ...]:
        """The regions' names, by code, without reading their rules."""
        found = [self._info(code) for code in self.codes]
        _raise_for([document for _, document in found])
        return tuple(info for info, _ in found if info is not None)

    def region(self, code: str) -> RegionPack | None:
        """One region's pack, None where there is no such folder; raises PacksInvalid for its mistakes."""
        if code not in self.codes:
            return None
        read = self._region(code)
        _raise_for([*self._shared_documents, *read.documents])
        return read.pack

    @cached_property
    def whole(self) -> Packs:
        """Every region, held against the others; raises PacksInvalid with every problem of the tree."""
        read = {code: self._region(code) for code in self.codes}
        groups = {NATIONAL: self._national, **{code: region.topics for code, region in read.items()}}
        check_names((topics.documents, topics.parameters) for topics in groups.values())
        documents = [*self._shared_documents, *(document for region in read.values() for document in region.documents)]
        warn_of_uncited(self._sources[0], documents)
        seeds = self._seeds(groups, documents)
        _raise_for(documents)
        return Packs(
            sources=self._sources[1],
            national=self._national.parameters,
            regions={code: region.pack for code, region in read.items() if region.pack is not None},
            seeds=seeds,
            warnings=tuple(sorted(warning for document in documents for warning in document.warnings)),
        )

    @cached_property
    def _sources(self) -> tuple[dict[str, Document], dict[str, Source]]:
        """The sources' files by key, and the sources in them."""
        paths = sorted((self.root / "sources").glob("*.yaml"))
        documents = {path.stem: self._document(path) for path in paths}
        return documents, load_sources(documents)

    @cached_property
    def _national(self) -> _Topics:
        return self._topics(self.root / NATIONAL, {})

    @property
    def _shared_documents(self) -> tuple[Document, ...]:
        return (*self._sources[0].values(), *self._national.documents.values())

    def _seeds(self, groups: Mapping[str, _Topics], documents: list[Document]) -> tuple[SeedFigure, ...]:
        """Where the seeds' figures went; the file joins the documents that are checked."""
        path = self.root / "seed-figures.yaml"
        if not path.is_file():
            return ()
        documents.append(self._document(path))
        return read_seeds(documents[-1], lambda region, key: _raw_parameter(groups, region, key))

    def _region(self, code: str) -> _Region:
        if code not in self._read:
            folder = self.root / "regions" / code
            topics = self._topics(folder, self._national.parameters)
            warn_of_formulas(topics.documents, topics.parameters)
            info, named = self._info(code)
            others, plans = [named], tuple[PlanTemplate, ...]()
            if (folder / "plans.yaml").is_file():
                others.append(self._document(folder / "plans.yaml"))
                plans = read_templates(others[-1], topics.parameters)
            pack = RegionPack(info, topics.parameters, plans) if info else None
            self._read[code] = _Region(pack, topics, tuple(others))
        return self._read[code]

    def _topics(self, folder: Path, national: Mapping[str, Parameter]) -> _Topics:
        documents = {
            path.stem: self._document(path) for path in sorted(folder.glob("*.yaml")) if path.name not in _NOT_TOPICS
        }
        parameters: dict[str, Parameter] = {}
        for topic, document in documents.items():
            parameters |= TopicReader(document, self._sources[1], national).read(topic)
        return _Topics(documents, parameters)

    def _info(self, code: str) -> tuple[RegionInfo | None, Document]:
        path = self.root / "regions" / code / "region.yaml"
        if not path.is_file():
            document = Document(str(path.relative_to(self.root)))
            document.report((), "REGION_UNNAMED", "缺 region.yaml。 The region has no region.yaml.")
            return None, document
        document = self._document(path)
        if document.problems or not hold_to_schema(document, "region"):
            return None, document
        if document.data["code"] != code:
            document.report(("code",), "REGION_CODE", "代码应与文件夹同名。 Code and folder name differ.")
        name = document.data["name"]
        first = document.day(("covers_from",), document.data["covers_from"])
        return RegionInfo(document.data["code"], name["zh"], name["en"], first) if first else None, document

    def _document(self, path: Path) -> Document:
        return read_document(path, str(path.relative_to(self.root)))


def _raw_parameter(groups: Mapping[str, _Topics], region: str, key: str) -> Mapping[str, Any] | None:
    """A parameter as written, the national one where a region takes it over; None when there is none."""
    topics = groups.get(region)
    if topics is None or key not in topics.parameters:
        return None
    topic, _, name = key.partition(".")
    raw: Mapping[str, Any] = topics.documents[topic].data["parameters"][name]
    inherited = raw.get("inherit")
    return _raw_parameter(groups, *inherited.split("/")) if inherited else raw


def _raise_for(documents: Iterable[Document]) -> None:
    problems = {problem for document in documents for problem in document.problems}
    if problems:
        raise PacksInvalid(tuple(sorted(problems)))
