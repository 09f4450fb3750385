"""What an employers' file says, what is wrong with it, and what it would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Change = Literal["join", "go_on", "leave"]
FileState = Literal["faulty", "checked", "declared"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where, which kind, what was expected and what stands there.

    `row` counts as a spreadsheet does, the header being row 1; 0 means the file as a whole. `got` repeats only what the
    file itself says; what the register knows of a person never stands in a fault. `code` has words in `why`. A fault
    that `stops` keeps the file from being declared; one that does not is a warning.
    """

    row: int
    column: str
    code: str
    expected: str
    got: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line of a file, read and sound in itself; amounts in fen, months as their first day."""

    number: int
    document: str
    name: str
    wage_fen: int
    change: Change
    reason: str
    from_month: date | None
    employer_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A file as read: its digest, its sound rows, and the faults that can be seen without any register."""

    file_name: str
    digest: bytes
    content: bytes
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row would do: `action` names it, `base_fen` is the wage after the limits, dues are of the month."""

    row: Row
    action: Literal["join", "leave", "change", "unchanged"]
    person_id: int | None
    employer_id: int
    base_fen: int
    person_due_fen: int
    employer_due_fen: int


@dataclass(frozen=True, slots=True)
class DeclarationFile:
    """A file as the room keeps it: what it says and what came of it; amounts in fen."""

    id: int
    employer_id: int | None
    month: date
    file_name: str
    state: FileState
    rows: int
    faults: int
    joins: int
    leaves: int
    changes: int
    unchanged: int
    person_due_fen: int
    employer_due_fen: int
    uploaded_by: str
    uploaded_at: datetime
    declared_by: str | None
    declared_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do if it were declared: nothing of it has been written.

    It can be declared when no fault stops it. Dues are those of the whole file for its month, in fen. `before` is the
    same file, if it was kept for the same employer and month already.
    """

    region: str
    employer_id: int | None
    month: date
    rows: Rows
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    before: DeclarationFile | None = None

    @property
    def stopped(self) -> bool:
        """Whether a fault keeps the file from being declared."""
        return any(fault.stops for fault in self.faults)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What deserves a look but does not stop the file."""
        return tuple(fault for fault in self.faults if not fault.stops)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What stops the file."""
        return tuple(fault for fault in self.faults if fault.stops)

    def count(self, action: str) -> int:
        """How many rows do this."""
        return sum(entry.action == action for entry in self.entries)

    @property
    def person_due_fen(self) -> int:
        """What the people of the file owe for the month."""
        return sum(entry.person_due_fen for entry in self.entries)

    @property
    def employer_due_fen(self) -> int:
        """What their employers owe for the month."""
        return sum(entry.employer_due_fen for entry in self.entries)
