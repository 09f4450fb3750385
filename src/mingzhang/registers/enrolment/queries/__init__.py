"""Reading the register of people. Numbers of documents and phones are opened only here."""

from mingzhang.registers.enrolment.queries.coverage import (
    clocks_on,
    coverage_on,
    coverages,
    entitlement_on,
    events,
    people_by_numbers,
)
from mingzhang.registers.enrolment.queries.moving import (
    deemed_months,
    duplicates,
    open_transfers,
    transfer,
    transferred_months,
    transfers,
    years_towards_retirement,
)
from mingzhang.registers.enrolment.queries.people import (
    credentials,
    find_people,
    identities,
    identity_differences,
    person,
)
from mingzhang.registers.enrolment.queries.searching import search_people
from mingzhang.registers.enrolment.queries.staffing import (
    employer,
    employer_by_code,
    employer_names,
    employers,
    staff,
    staff_count,
)

__all__ = [
    "clocks_on",
    "coverage_on",
    "coverages",
    "credentials",
    "deemed_months",
    "duplicates",
    "employer",
    "employer_by_code",
    "employer_names",
    "employers",
    "entitlement_on",
    "events",
    "find_people",
    "identities",
    "identity_differences",
    "open_transfers",
    "people_by_numbers",
    "person",
    "search_people",
    "staff",
    "staff_count",
    "transfer",
    "transferred_months",
    "transfers",
    "years_towards_retirement",
]
