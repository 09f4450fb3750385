"""A tree of packs small enough to read: a document, a later notice, a guess, one region, and what a test brings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

REGION = "999999"
SOURCES = {
    "doc": "title: 办法\nissuer: 医保局\nkind: regulation\ntrust: high\n",
    "guess": "title: 一般知识\nissuer: 录入者\nkind: knowledge\ntrust: high\n",
    "late": "title: 通知\nissuer: 医保局\nkind: notice\ntrust: high\ndate: '2024-05'\n",
    "page": "title: 资讯页\nissuer: 资讯站\nkind: page\ntrust: low\n",
}
NAMED = 'code: "999999"\nname: {zh: 试验区, en: Testland}\ncovers_from: 2023-01-01\n'


def plant(root: Path, files: Mapping[str, str]) -> Path:
    """Write the tree with the given files (paths from the root) over its plain ones; the root."""
    plain = {f"sources/{key}.yaml": text for key, text in SOURCES.items()}
    for name, text in {**plain, f"regions/{REGION}/region.yaml": NAMED, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def parameter(name: str, body: str, unit: str = "percent") -> str:
    """One parameter of a topic file, its body indented by four blanks."""
    return f"  {name}:\n    name: {{zh: 名, en: Name}}\n    unit: {unit}\n{body}"


def topic(name: str, *parameters: str) -> str:
    """A topic file."""
    return f"topic: {name}\nparameters:\n{''.join(parameters)}"


def entry(starts: str, value: str, extra: str = "") -> str:
    """One entry that gives one value to everybody in its scope."""
    return f'      - {{starts: {starts}, source: "doc#1", state: transcribed, value: "{value}"{extra}}}\n'
