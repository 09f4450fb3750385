"""Background work of this room: taking over a kept declaration file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact
from mingzhang.money.contributions.declaring import check_declaration, declare, file_by_id, kept_rows

DECLARE = "contributions.declare"


@jobs.job(DECLARE)
def declare_file(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact] | Refusal:
    """Take over the kept file `file` for the clerk `by`; run again after being cut short, it changes nothing twice.

    Refuses FILE_UNKNOWN and what checking and declaring refuse.
    """
    file_id, by = int(str(facts["file"])), str(facts["by"])
    kept = file_by_id(connection, region, file_id)
    rows = kept_rows(connection, region, file_id)
    if kept is None or isinstance(rows, Refusal):
        return rows if isinstance(rows, Refusal) else Refusal("FILE_UNKNOWN", {}, "never")
    preview = check_declaration(connection, region, kept.employer_id, kept.month, rows, on=now.date())
    if isinstance(preview, Refusal):
        return preview
    done = declare(connection, region, preview, by=by, now=now, report=report)
    if isinstance(done, Refusal):
        return done
    return {"file": done.id, "joins": done.joins, "leaves": done.leaves, "changes": done.changes}
