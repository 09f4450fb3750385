"""What 2203 and 2203A have in common: a visit's kind and its diagnoses, translated into one order."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits import operations
from mingzhang.care.visits.records import DiagnosesOrder, Diagnosis
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import Message, Row
from mingzhang.doors.gateway.people import benefit_here, person_id_of, visit_id_of
from mingzhang.doors.gateway.transaction import Answer, Caller, Done

_KEPT = ("main_cond_dscr", "dise_codg", "dise_name", "rxfixmedinsCode", "rxfixmedinsName")


def record(caller: Caller, message: Message) -> Answer:
    """Note what the visit is for."""
    visit = message["mdtrtinfo"]
    visit_id = visit_id_of(caller, visit["mdtrt_id"])
    if isinstance(visit_id, Refusal):
        return visit_id
    benefit = benefit_here(caller, visit["med_type"])
    if isinstance(benefit, Refusal):
        return benefit
    person_id = person_id_of(visit["psn_no"])
    order = DiagnosesOrder(
        institution_code=caller.institution.code,
        person_id=person_id,
        visit_id=visit_id,
        benefit=benefit,
        medical_type=visit["med_type"],
        diagnoses=tuple(_diagnosis(row) for row in message["diseinfo"]),
        emergency=visit["med_type"] == codes.EMERGENCY,
        details={name: visit[name] for name in _KEPT if visit.get(name)},
    )
    recorded = operations.record_diagnoses(caller.connection, caller.key.region, order, now=caller.now)
    return recorded if isinstance(recorded, Refusal) else Done({}, person_id)


def _diagnosis(row: Row) -> Diagnosis:
    return Diagnosis(
        kind=row["diag_type"],
        ordinal=int(row["diag_srt_no"]),
        code=row["diag_code"],
        name=row["diag_name"],
        valid=row["vali_flag"] == "1",
        department=row["diag_dept"],
        doctor=row["dise_dor_name"],
        diagnosed_at=row["diag_time"],
    )
