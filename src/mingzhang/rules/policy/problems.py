"""Mistakes in packs: each with the file, the line, the key and words, and all of them reported at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One mistake in one pack file. `code` is stable; `words` tell an author what to mend."""

    file: str
    line: int
    key: str
    code: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.words} [{self.code}]"


class PacksInvalid(Exception):
    """The packs hold mistakes and none of their rules is used; `problems` lists every one of them."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
