"""Writing applications: handing in, handling at the desk, deciding.

Every step refuses CASE_UNKNOWN, CASE_CHANGED (the screen was older than the application) and CASE_STATE (the step may
not be taken where the application stands), writes one entry of the timeline and one of the audit chain, and tells the
applicant where the state changes.
"""

from mingzhang.books.cases.operations.deciding import decide, propose, send_back
from mingzhang.books.cases.operations.handling import accept, ask_for_papers, extend, papers_arrived
from mingzhang.books.cases.operations.submitting import add_document, submit, withdraw

__all__ = [
    "accept",
    "add_document",
    "ask_for_papers",
    "decide",
    "extend",
    "papers_arrived",
    "propose",
    "send_back",
    "submit",
    "withdraw",
]
