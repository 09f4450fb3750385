"""Papers: receipts and statements as PDF, and the square code by which anybody can verify them.

A door fills a `Paper` with words it has already translated; this room only sets it. It knows nothing of the books.
"""

from mingzhang.doors.papers.codes import square_code
from mingzhang.doors.papers.paper import Paper, Table
from mingzhang.doors.papers.printing import print_paper

__all__ = ["Paper", "Table", "print_paper", "square_code"]
