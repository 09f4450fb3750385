"""Who answers a question: names, numbers and hours. A remedy always names one of these, never "the department"."""

from __future__ import annotations

from mingzhang.answers.why.records import Contact, Text
from mingzhang.registers.enrolment.records import Employer
from mingzhang.registers.institutions.records import Institution

OFFICE_HOURS = Text("工作日 9:00—12:00，13:00—17:00", "working days 9:00–12:00, 13:00–17:00")

AGENCY = Contact(Text("医保热线", "Medical insurance hotline"), "12393", OFFICE_HOURS)
TAX = Contact(Text("税务热线", "Tax hotline"), "12366", OFFICE_HOURS)
CARD_OFFICE = Contact(Text("人社（社保卡）热线", "Social security card hotline"), "12333", OFFICE_HOURS)
BANK = Contact(
    Text(
        "发卡银行客服（号码印在卡背面）；没有卡时先问医保热线",
        "The card's bank (number on its back); without the card ask",
    ),
    "12393",
    OFFICE_HOURS,
)
NOBODY = Contact(Text("不需要办理；有疑问可问医保热线", "Nothing to do; for questions ask"), "12393", OFFICE_HOURS)


def employer_contact(employer: Employer | None) -> Contact:
    """The employer by name and telephone; where the register has no telephone, the hotline that can urge it."""
    if employer is None:
        return Contact(Text("所在单位（经医保热线联系）", "Your employer, through the hotline"), "12393", OFFICE_HOURS)
    if employer.phone:
        return Contact(Text(employer.name, employer.name), employer.phone, OFFICE_HOURS)
    return Contact(
        Text(
            f"{employer.name}（登记无电话，可经医保热线联系）",
            f"{employer.name} (no telephone on file; through the hotline)",
        ),
        "12393",
        OFFICE_HOURS,
    )


def institution_contact(institution: Institution | None) -> Contact:
    """The institution's insurance office by name and telephone, or the hotline where none is on file."""
    if institution is None:
        return Contact(
            Text("就诊机构医保办（经医保热线联系）", "The institution's insurance office"), "12393", OFFICE_HOURS
        )
    name = Text(f"{institution.name}医保办", f"{institution.name}, insurance office")
    return Contact(name, institution.phone or "12393", OFFICE_HOURS)
