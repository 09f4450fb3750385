"""The whole tree of packs: sources, national entries, regions with their topics and plan templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mingzhang.rules.policy.loading.lines import Document, read_document
from mingzhang.rules.policy.loading.parameters import TopicReader
from mingzhang.rules.policy.loading.schemas import SCHEMAS, hold_to_schema
from mingzhang.rules.policy.loading.sources import Source, load_sources
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.problems import PackProblem, PacksInvalid
from mingzhang.rules.policy.records import PlanTemplate, RegionInfo

_NOT_TOPICS = ("region.yaml", "plans.yaml")


@dataclass(frozen=True, slots=True)
class RegionPack:
    """One region's rules: its names, its parameters by key, its plan templates."""

    info: RegionInfo
    parameters: Mapping[str, Parameter]
    plans: tuple[PlanTemplate, ...]


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything in the tree, checked."""

    sources: Mapping[str, Source]
    national: Mapping[str, Parameter]
    regions: Mapping[str, RegionPack]


def load_packs(root: Path) -> Packs:
    """Read and check the whole tree; raises PacksInvalid with every problem when there is any."""
    problems: list[PackProblem] = []
    sources = load_sources(root / "sources", problems)
    national = _topics(root / "national", root, sources, {}, problems)
    regions = {
        folder.name: _region(folder, root, sources, national, problems)
        for folder in sorted((root / "regions").iterdir())
        if folder.is_dir()
    }
    if problems:
        raise PacksInvalid(tuple(sorted(problems)))
    return Packs(sources, national, {code: pack for code, pack in regions.items() if pack is not None})


def _region(
    folder: Path,
    root: Path,
    sources: Mapping[str, Source],
    national: Mapping[str, Parameter],
    problems: list[PackProblem],
) -> RegionPack | None:
    parameters = _topics(folder, root, sources, national, problems)
    plans = _plans(folder / "plans.yaml", root, problems)
    info = _info(folder, root, problems)
    return RegionPack(info, parameters, plans) if info else None


def _topics(
    folder: Path,
    root: Path,
    sources: Mapping[str, Source],
    national: Mapping[str, Parameter],
    problems: list[PackProblem],
) -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in _NOT_TOPICS:
            continue
        document = read_document(path, str(path.relative_to(root)))
        parameters |= TopicReader(document, sources, national).read(path.stem)
        problems.extend(document.problems)
    return parameters


def _info(folder: Path, root: Path, problems: list[PackProblem]) -> RegionInfo | None:
    path = folder / "region.yaml"
    document = Document(str(path.relative_to(root)))
    if path.is_file():
        document = read_document(path, document.file)
    else:
        document.report((), "REGION_UNNAMED", "缺 region.yaml。 The region has no region.yaml.")
    info = None
    if not document.problems and hold_to_schema(document, "region"):
        if document.data["code"] != folder.name:
            document.report(("code",), "REGION_CODE", "代码应与文件夹同名。 Code and folder name differ.")
        name = document.data["name"]
        first = document.day(("covers_from",), document.data["covers_from"])
        if first is not None:
            info = RegionInfo(document.data["code"], name["zh"], name["en"], first)
    problems.extend(document.problems)
    return info


def _plans(path: Path, root: Path, problems: list[PackProblem]) -> tuple[PlanTemplate, ...]:
    """The plan templates as written, held to the schema that the settlement room keeps beside the others."""
    if not path.is_file():
        return ()
    document = read_document(path, str(path.relative_to(root)))
    templates: list[PlanTemplate] = []
    if not document.problems and (SCHEMAS / "plans.schema.json").is_file() and hold_to_schema(document, "plans"):
        templates = [
            template
            for index, raw in enumerate(document.data["plans"])
            if (template := _template(document, index, raw)) is not None
        ]
    problems.extend(document.problems)
    return tuple(templates)


def _template(document: Document, index: int, raw: Mapping[str, Any]) -> PlanTemplate | None:
    bounds: dict[str, date | None] = {"starts": date.min, "until": None}
    for name in bounds:
        if name in raw:
            bounds[name] = document.day(("plans", index, name), raw[name])
    starts, until = bounds["starts"], bounds["until"]
    if starts is None:
        return None
    if until is not None and until <= starts:
        document.report(("plans", index, "until"), "ENDS_BEFORE_START", "结束不晚于开始。 It ends before it starts.")
    return PlanTemplate(starts, until, raw)
