"""The usual shapes of a remedy: who acts, through which channel, on which page of the portal, and what is seen then."""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why.directory import (
    AGENCY,
    BANK,
    CARD_OFFICE,
    NOBODY,
    TAX,
    employer_contact,
    institution_contact,
)
from mingzhang.answers.why.records import Actor, Contact, Remedy, Text
from mingzhang.registers.enrolment.records import Employer
from mingzhang.registers.institutions.records import Institution

ID_CARD = Text("本人身份证", "your identity card")
SOCIAL_CARD = Text("社会保障卡", "the social security card")
PAY, PAY_LATE, CONTRIBUTIONS, RECEIPTS, ENTITLEMENT = "/pay", "/pay/late", "/contributions", "/receipts", "/entitlement"
CORRECT_IDENTITY, ASK_REFUND = "/applications/identity-correction", "/applications/premium-refund"
ONLINE_OR_COUNTER = Text("医保 App、小程序或医保经办大厅", "the insurance app or the agency's counter")
COUNTER = Text("医保经办大厅", "the agency's counter")


def remedy(
    actor: Actor,
    who: Contact,
    *steps: Text,
    channel: Text,
    then: Text,
    documents: tuple[Text, ...] = (),
    deadline: date | None = None,
    deadline_text: Text | None = None,
    page: str | None = None,
) -> Remedy:
    """A remedy with every part named."""
    return Remedy(actor, who, steps, channel, documents, deadline, deadline_text, then, page)


def self_acts(
    *steps: Text,
    then: Text,
    channel: Text = ONLINE_OR_COUNTER,
    who: Contact = AGENCY,
    documents: tuple[Text, ...] = (),
    deadline: date | None = None,
    deadline_text: Text | None = None,
    page: str | None = None,
) -> Remedy:
    """The person acts, on `page` where the portal has one; `who` answers questions."""
    return remedy(
        "self",
        who,
        *steps,
        channel=channel,
        then=then,
        documents=documents,
        deadline=deadline,
        deadline_text=deadline_text,
        page=page,
    )


def employer_acts(employer: Employer | None, *steps: Text, then: Text, deadline: date | None = None) -> Remedy:
    """The employer acts, the person urges it."""
    return remedy(
        "employer",
        employer_contact(employer),
        *steps,
        channel=Text("单位社保经办人；单位不办可拨 12393 反映", "your employer's office; 12393 if it does not act"),
        then=then,
        deadline=deadline,
        deadline_text=Text(
            "越早越好，到账后才补划；下一个缴费截止日见日期", "as soon as possible; the date is the next closing day"
        ),
    )


def agency_acts(
    *steps: Text,
    then: Text,
    deadline: date | None = None,
    deadline_text: Text | None = None,
    documents: tuple[Text, ...] = (),
    page: str | None = None,
) -> Remedy:
    """The agency acts; the person applies on `page` where the portal has one."""
    return remedy(
        "agency",
        AGENCY,
        *steps,
        channel=COUNTER,
        then=then,
        documents=documents,
        deadline=deadline,
        deadline_text=deadline_text,
        page=page,
    )


def operator_acts(
    *steps: Text,
    then: Text,
    deadline: date | None = None,
    deadline_text: Text | None = None,
    page: str | None = None,
) -> Remedy:
    """The system's operator acts; the person waits, and follows it on `page` where the portal has one."""
    return remedy(
        "operator",
        AGENCY,
        *steps,
        channel=Text("不需要本人办理", "nothing for you to do"),
        then=then,
        deadline=deadline,
        deadline_text=deadline_text,
        page=page,
    )


def institution_acts(institution: Institution | None, *steps: Text, then: Text) -> Remedy:
    """The hospital or pharmacy acts."""
    return remedy(
        "institution",
        institution_contact(institution),
        *steps,
        channel=Text("就诊机构的医保窗口", "the institution's insurance window"),
        then=then,
    )


def bank_acts(*steps: Text, then: Text, page: str | None = None) -> Remedy:
    """The card's bank acts, at the person's request."""
    return remedy(
        "bank",
        BANK,
        *steps,
        channel=Text("发卡银行网点", "a branch of the card's bank"),
        then=then,
        documents=(ID_CARD, SOCIAL_CARD),
        page=page,
    )


def card_office_acts(
    *steps: Text, then: Text, documents: tuple[Text, ...] = (ID_CARD,), page: str | None = None
) -> Remedy:
    """The card's issuer acts, at the person's request."""
    return remedy(
        "self",
        CARD_OFFICE,
        *steps,
        channel=Text("社保卡服务网点或发卡银行", "a card service point or bank"),
        then=then,
        documents=documents,
        page=page,
    )


def tax_acts(*steps: Text, then: Text, deadline: date | None = None, page: str | None = None) -> Remedy:
    """The person pays or confirms at the tax side, or on the portal's `page`."""
    return remedy(
        "self",
        TAX,
        *steps,
        channel=Text("税务缴费 App、小程序或办税大厅", "the tax app or a tax counter"),
        then=then,
        deadline=deadline,
        page=page,
    )


def nothing_to_do(*steps: Text, then: Text) -> Remedy:
    """By rule, nothing needs mending; the steps say what still works."""
    return remedy("nobody", NOBODY, *steps, channel=Text("不需要办理", "nothing to do"), then=then)
