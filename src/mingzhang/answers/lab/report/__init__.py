"""The report of a replay: one HTML file that needs nothing else, with a table under every chart.

Read `page.py` first, then `people.py` and `money.py` (its sections), `charts.py`, `tables.py` and `markup.py`.
"""

from mingzhang.answers.lab.report.page import Report, report_page
from mingzhang.answers.lab.report.writing import FILES, PAGE, write_report

__all__ = ["FILES", "PAGE", "Report", "report_page", "write_report"]
