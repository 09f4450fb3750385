"""The report and its tables as files in a folder."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from mingzhang.answers.lab.comparing.records import SIDES, TABLES
from mingzhang.answers.lab.report.page import Report, report_page

PAGE = "report.html"
FILES = (PAGE, *(f"{name}.parquet" for name in (*SIDES, *TABLES)))  # all that a replay may leave in a folder


def write_report(folder: Path, report: Report) -> None:
    """Write `report.html` and one Parquet file for each table of the comparison."""
    for name, table in report.found.tables.items():
        if table.num_columns:
            pq.write_table(table, folder / f"{name}.parquet")
    (folder / PAGE).write_text(report_page(report), encoding="utf-8")
