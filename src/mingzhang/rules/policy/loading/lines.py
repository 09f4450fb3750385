"""YAML that remembers on which line each key and each value stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mingzhang.rules.policy.problems import PackProblem

Where = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's where it is built in: some eight times faster
_BOOL, _NULL, _INTEGER = (f"tag:yaml.org,2002:{kind}" for kind in ("bool", "null", "int"))


@dataclass(slots=True)
class Document:
    """One file's plain data, the line of every value, and the problems and warnings found in it so far.

    Scalars stay as written (a day is its ISO text) except true, false, null and whole numbers.
    """

    file: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[PackProblem] = field(default_factory=list)
    warnings: list[PackProblem] = field(default_factory=list)

    def report(self, where: Where, code: str, words: str) -> None:
        """Note a problem, once, at the line where the value (or the nearest value around it) stands."""
        self._note(self.problems, where, code, words)

    def warn(self, where: Where, code: str, words: str) -> None:
        """Note what looks wrong but may be right: an author mends it or confirms it."""
        self._note(self.warnings, where, code, words)

    def _note(self, notes: list[PackProblem], where: Where, code: str, words: str) -> None:
        note = PackProblem(self.file, self.line(where), dotted(where), code, words)
        if note not in notes:
            notes.append(note)

    def line(self, where: Where) -> int:
        """The line of a value; of the value around it when it has none of its own."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def day(self, where: Where, text: str) -> date | None:
        """An ISO day, or None after reporting that it is none."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.report(where, "DAY_UNREADABLE", f"不是日期：{text}。 Not a day of the calendar.")
            return None


def dotted(where: Where) -> str:
    """A place in a document as one word: parameters.rate.entries.0.starts."""
    return ".".join(map(str, where)) or "-"


def read_document(path: Path, name: str) -> Document:
    """Read one YAML file; what YAML itself refuses, and a key given twice, become problems of the document."""
    document = Document(name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
        document.data = None if node is None else _plain(document, node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        document.lines[()] = mark.line + 1 if mark else 1
        document.report((), "YAML_UNREADABLE", f"YAML 读不通：{error.problem}。 Not readable as YAML.")
    except (UnicodeDecodeError, yaml.YAMLError):
        document.report((), "FILE_UNREADABLE", "不是 UTF-8 文本。 Not a text in UTF-8.")
    except RecursionError:
        document.data = None
        document.report((), "YAML_UNREADABLE", "自己套着自己，或套得太深。 It holds itself, or is nested too deeply.")
    return document


def _plain(document: Document, node: yaml.Node, where: Where) -> Any:
    document.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(document, node, where))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(document, item, (*where, index)) for index, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(document: Document, node: yaml.MappingNode, where: Where) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        inner = (*where, key)
        if key in seen:
            document.lines[inner] = key_node.start_mark.line + 1
            document.report(inner, "KEY_TWICE", "同一处写了两次。 The same key is given twice.")
        seen.add(key)
        document.lines[inner] = key_node.start_mark.line + 1
        yield key, _plain(document, value_node, inner)


def _scalar(node: yaml.Node) -> str | bool | int | None:
    text = str(node.value)
    if node.tag == _BOOL:
        return text.lower() in ("true", "yes", "on")
    if node.tag == _NULL:
        return None
    if node.tag == _INTEGER and text.isdecimal():
        return int(text)
    return text
