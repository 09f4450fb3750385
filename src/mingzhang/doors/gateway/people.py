"""Numbers and people of a message: whose region, which record, who is claimed to be served."""

from __future__ import annotations

from mingzhang.basics.identifiers import id_card_fault, read_record_number, tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.records import PersonClaim, ShownCredential
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import Message, Row
from mingzhang.doors.gateway.transaction import Caller
from mingzhang.registers.enrolment.queries import identities

_DOUBTS = frozenset({"PERSON_UNKNOWN", "PERSON_MISMATCH"})


def number_in(message: Message) -> str | None:
    """The person number a message is about: that of its first object that has one."""
    for node in message.values():
        row = node[0] if isinstance(node, list) and node else node
        if isinstance(row, dict) and row.get("psn_no"):
            return str(row["psn_no"])
    return None


def refuse_place(region: str, treatment_area: str) -> Refusal | None:
    """The envelope's place of treatment must be the institution's; its province or one of its districts will do."""
    registered, sent = region.rstrip("0"), treatment_area.rstrip("0")
    if sent and (sent.startswith(registered) or registered.startswith(sent)):
        return None
    return Refusal("TREATMENT_PLACE_DIFFERS", {"sent": treatment_area, "registered": region})


def region_of(number: str, insured_area: str) -> str | Refusal:
    """The region that keeps the person; refused when the number is none of ours or the envelope names another place."""
    key = read_record_number(number)
    if key is None:
        return Refusal("PERSON_NUMBER_UNKNOWN", {"field": "psn_no"})
    if insured_area and not insured_area.startswith(key[0].rstrip("0")):
        return Refusal("INSURED_PLACE_DIFFERS", {"sent": insured_area, "registered": key[0]})
    return key[0]


def person_id_of(number: str) -> int:
    """The person's record; the reception has already read the number."""
    key = read_record_number(number)
    if key is None:
        raise ValueError("a person number reached a transaction unread")
    return key[1]


def subject_of(number: str | None, refusal: Refusal) -> int | None:
    """Of whom a refusal is kept, so that it can be explained to them; of nobody when it doubts who they are."""
    key = read_record_number(number) if number is not None and refusal.code not in _DOUBTS else None
    return key[1] if key is not None else None


def visit_id_of(caller: Caller, number: str) -> int | Refusal:
    """The visit behind `mdtrt_id`, which must be of the person's region."""
    return _record_of(caller, number, "VISIT_NUMBER_UNKNOWN", "mdtrt_id")


def settlement_id_of(caller: Caller, number: str) -> int | Refusal:
    """The settlement behind `setl_id`, which must be of the person's region."""
    return _record_of(caller, number, "SETTLEMENT_NUMBER_UNKNOWN", "setl_id")


def claim_of(row: Row) -> PersonClaim | Refusal:
    """Whom the sender says it serves, and under which insurance."""
    scheme = codes.SCHEME_OF_INSURANCE.get(row["insutype"])
    if scheme is None:
        name = codes.INSURANCE.values[row["insutype"]]
        return Refusal("INSURANCE_TYPE_NOT_HANDLED", {"insutype": row["insutype"], "name": name}, retry="never")
    if (contradiction := refuse_two_documents(row)) is not None:
        return contradiction
    return PersonClaim(
        person_id_of(row["psn_no"]), scheme, name=row.get("psn_name"), document_number=_claimed_document(row)
    )


def refuse_two_documents(row: Row) -> Refusal | None:
    """An identity card that is shown must carry the identity number that is claimed."""
    is_identity_card = row["mdtrt_cert_type"] == "02" and row.get("psn_cert_type") in (None, "01")
    if not is_identity_card or not row.get("certno"):
        return None
    same = tidy_id_number(row["mdtrt_cert_no"]) == tidy_id_number(row["certno"])
    return None if same else Refusal("PERSON_MISMATCH", {"field": "number"})


def credential_of(row: Row) -> ShownCredential:
    """What the person showed."""
    number = row["mdtrt_cert_no"]
    kind = codes.CREDENTIAL_KIND[row["mdtrt_cert_type"]]
    return ShownCredential(kind, tidy_id_number(number) if kind == "document" else number)


def benefit_of(medical_type: str) -> str | Refusal:
    """The benefit that stands for a 医疗类别."""
    benefit = codes.BENEFIT_OF_MEDICAL_TYPE.get(medical_type)
    if benefit is None:
        name = codes.MEDICAL_TYPE.values[medical_type]
        return Refusal("MEDICAL_TYPE_NOT_HANDLED", {"med_type": medical_type, "name": name}, retry="never")
    return benefit


def benefit_here(caller: Caller, medical_type: str) -> str | Refusal:
    """The benefit that stands for a 医疗类别, when the sender's kind of institution gives it."""
    benefit = benefit_of(medical_type)
    if isinstance(benefit, Refusal) or (benefit == "pharmacy") == (caller.institution.kind == "pharmacy"):
        return benefit
    name = codes.MEDICAL_TYPE.values[medical_type]
    return Refusal("MEDICAL_TYPE_ELSEWHERE", {"med_type": medical_type, "name": name})


def document_of(caller: Caller, message: Message) -> str:
    """The identity number a receipt shows: as the message itself carries it, else as the register has it."""
    for row in message.values():
        if isinstance(row, dict) and row.get("certno"):
            return str(row["certno"])
        if isinstance(row, dict) and row.get("mdtrt_cert_type") == "02":
            return str(row["mdtrt_cert_no"])
    person_id = person_id_of(number_in(message) or "")
    held = identities(caller.connection, caller.key.region, person_id)
    return next((one.number for one in reversed(held) if one.holder == "register"), "")


def _claimed_document(row: Row) -> str | None:
    """The identity number claimed; real senders also write it where a card's or e-voucher's number belongs."""
    if row.get("certno"):
        return tidy_id_number(row["certno"])
    shown = tidy_id_number(row["mdtrt_cert_no"])
    return shown if id_card_fault(shown) is None else None


def _record_of(caller: Caller, number: str, code: str, field: str) -> int | Refusal:
    key = read_record_number(number)
    if key is None or key[0] != caller.key.region:
        return Refusal(code, {"field": field})
    return key[1]
