"""What is done in the register is written down: for whom, from which day, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.registers.enrolment", "events.sql")


@dataclass(frozen=True, slots=True)
class Done:
    """Who does something in the register, when, and by which case if there is one."""

    by: str
    now: datetime
    case_id: int | None = None

    @property
    def today(self) -> date:
        """The day on which it is done."""
        return self.now.date()


def write_event(
    connection: Connection,
    region: str,
    person_id: int,
    verb: str,
    takes_effect: date,
    done: Done,
    *,
    coverage_id: int | None = None,
    cause: str = "",
    note: str = "",
) -> None:
    """Write down one thing done for one person."""
    connection.execute(
        _SQL["insert"],
        {
            "region": region,
            "person_id": person_id,
            "coverage_id": coverage_id,
            "verb": verb,
            "cause": cause,
            "takes_effect": takes_effect,
            "done_by": done.by,
            "done_at": done.now,
            "case_id": done.case_id,
            "note": note,
        },
    )
