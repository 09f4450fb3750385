"""Writing the register of people: one function per business verb, one topic per file.

`people`, `coverage`, `credentials` and `bulk` write what is known; `status`, `staffing`, `transferring`, `doubles` and
`retiring` are the verbs of the counter, which check the facts and compute waits, and write down who did it.
"""

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
from mingzhang.registers.enrolment.operations.doubles import end_duplicate
from mingzhang.registers.enrolment.operations.people import (
    change_identity,
    enrol_person,
    record_death,
    register_employer,
)
from mingzhang.registers.enrolment.operations.restoring import restore_entitlement, restore_entitlements
from mingzhang.registers.enrolment.operations.retiring import record_deemed, retire, revoke_deemed
from mingzhang.registers.enrolment.operations.staffing import hire, leave, register_employers
from mingzhang.registers.enrolment.operations.staffing_many import (
    confirm_many,
    hire_faults,
    hire_many,
    leave_faults,
    leave_many,
)
from mingzhang.registers.enrolment.operations.status import (
    register,
    renew_coverage,
    report_death,
    resume,
    stop,
    suspend,
)
from mingzhang.registers.enrolment.operations.transferring import (
    ask_transfer_in,
    finish_transfer,
    refuse_transfer,
    transfer_in,
    transfer_out,
)

__all__ = [
    "activate_credential",
    "ask_transfer_in",
    "change_category",
    "change_identity",
    "confirm_coverage",
    "confirm_many",
    "end_credential",
    "end_duplicate",
    "enrol_many",
    "enrol_person",
    "finish_transfer",
    "hire",
    "hire_faults",
    "hire_many",
    "issue_credential",
    "leave",
    "leave_faults",
    "leave_many",
    "open_coverage",
    "record_death",
    "record_deemed",
    "refuse_transfer",
    "register",
    "register_employer",
    "register_employers",
    "renew_coverage",
    "report_bank_freeze",
    "report_death",
    "restore_entitlement",
    "restore_entitlements",
    "resume",
    "resume_coverage",
    "retire",
    "revoke_deemed",
    "stop",
    "stop_coverage",
    "suspend",
    "suspend_coverage",
    "transfer_in",
    "transfer_out",
]
