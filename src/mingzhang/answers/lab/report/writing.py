"""The report and its tables as files in a folder."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from mingzhang.answers.lab.report.page import Report, report_page


def write_report(folder: Path, report: Report) -> Path:
    """Write `report.html` and one Parquet file for each table of the comparison; the page's path."""
    for name, table in report.found.tables.items():
        if table.num_columns:
            pq.write_table(table, folder / f"{name}.parquet")
    page = folder / "report.html"
    page.write_text(report_page(report), encoding="utf-8")
    return page
