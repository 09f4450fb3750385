"""Background work: what was asked for, by whom, how far it is, and how it ended; it survives being killed.

A room says in its own `jobs.py` what a kind of work does (`@job`); this room keeps the queue, runs one at a time for
each worker, and never looks inside the work. Work that was cut short is run again, so work must be safe to run again:
it either does all in one transaction, or takes up where it stopped. Read first: `records.py`, then `operations.py`.
"""

from mingzhang.books.jobs.kinds import Kind, Report, Work, daily_kinds, job, kind_named
from mingzhang.books.jobs.operations import ask, run_next
from mingzhang.books.jobs.queries import asked_on, job_by_id, jobs_of
from mingzhang.books.jobs.records import Job, JobState

__all__ = [
    "Job",
    "JobState",
    "Kind",
    "Report",
    "Work",
    "ask",
    "asked_on",
    "daily_kinds",
    "job",
    "job_by_id",
    "jobs_of",
    "kind_named",
    "run_next",
]
