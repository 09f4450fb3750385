"""Writing the register of people: one function per business verb, one topic per file."""

from mingzhang.registers.enrolment.operations.bulk import enrol_many
from mingzhang.registers.enrolment.operations.coverage import (
    change_category,
    confirm_coverage,
    open_coverage,
    resume_coverage,
    stop_coverage,
    suspend_coverage,
)
from mingzhang.registers.enrolment.operations.credentials import (
    activate_credential,
    end_credential,
    issue_credential,
    report_bank_freeze,
)
from mingzhang.registers.enrolment.operations.people import (
    change_identity,
    enrol_person,
    record_death,
    register_employer,
)

__all__ = [
    "activate_credential",
    "change_category",
    "change_identity",
    "confirm_coverage",
    "end_credential",
    "enrol_many",
    "enrol_person",
    "issue_credential",
    "open_coverage",
    "record_death",
    "register_employer",
    "report_bank_freeze",
    "resume_coverage",
    "stop_coverage",
    "suspend_coverage",
]
