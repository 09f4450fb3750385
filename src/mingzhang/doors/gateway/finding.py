"""Finding the person whom a credential means, and holding every claim against the register."""

from __future__ import annotations

from mingzhang.basics.identifiers import tidy_id_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.care.visits.facts import Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.records import PersonClaim
from mingzhang.care.visits.rules import refuse_credential, refuse_person
from mingzhang.doors.gateway.fields import Row
from mingzhang.doors.gateway.people import credential_of, refuse_two_documents
from mingzhang.doors.gateway.transaction import Caller
from mingzhang.registers.enrolment.queries import find_people
from mingzhang.registers.enrolment.records import Person, PersonKey

CHANNEL = "gateway"


def find_person(caller: Caller, data: Row) -> Person | Refusal:
    """The person, in the register that the envelope names or else the institution's; the look-up is kept.

    A card or e-voucher that does not serve is kept as a failed swipe. Refuses PERSON_UNKNOWN, PERSON_MISMATCH,
    DOCUMENT_OUTDATED, CREDENTIAL_*, CARD_SERIAL_MISSING, INSURED_PLACE_DIFFERS.
    """
    if data["mdtrt_cert_type"] == "03" and not data["card_sn"]:
        return Refusal("CARD_SERIAL_MISSING", {"field": "card_sn"})
    if (contradiction := refuse_two_documents(data)) is not None:
        return contradiction
    key = _key(caller, data)
    if isinstance(key, Refusal):
        return key
    question = Question(
        region=key.region,
        person=PersonClaim(key.person_id, None, data["psn_name"], tidy_id_number(data["certno"])),
        institution_code=caller.institution.code,
        now=caller.now,
        credential=credential_of(data),
        service_on=caller.now.date(),
    )
    facts = gather(caller.connection, question)
    refusal = refuse_person(facts, question)
    if refusal is None and (refusal := refuse_credential(facts, question)) is not None:
        _keep_failed_swipe(caller, key, refusal)
    if refusal is not None or facts.person is None:
        return refusal or Refusal("PERSON_UNKNOWN", retry="never")
    evidence.record_lookup(
        caller.connection,
        key.region,
        key.person_id,
        channel=CHANNEL,
        actor=caller.institution.name,
        purpose="1101",
        now=caller.now,
    )
    return facts.person


def _key(caller: Caller, data: Row) -> PersonKey | Refusal:
    keys = find_people(caller.connection, data["mdtrt_cert_no"]) or find_people(caller.connection, data["certno"])
    if not keys:
        return Refusal("PERSON_UNKNOWN", retry="never")
    wanted = caller.envelope.insured_area
    if not wanted:
        return next((key for key in keys if key.region == caller.institution.region), keys[0])
    for key in keys:
        if wanted.startswith(key.region.rstrip("0")):
            return key
    evidence.record_event(
        caller.connection,
        keys[0].region,
        "WRONG_REGION_LOOKUP",
        channel=CHANNEL,
        now=caller.now,
        person_id=keys[0].person_id,
        detail={"asked": wanted},
    )
    return Refusal("INSURED_PLACE_DIFFERS", {"sent": wanted, "registered": keys[0].region})


def _keep_failed_swipe(caller: Caller, key: PersonKey, refusal: Refusal) -> None:
    local = caller.institution.region == key.region
    evidence.record_event(
        caller.connection,
        key.region,
        "FAILED_SWIPE",
        channel=CHANNEL,
        now=caller.now,
        person_id=key.person_id,
        institution_id=caller.institution.id if local else None,
        detail={"code": refusal.code, "institution": caller.institution.code},
    )
