"""Payments for the person: orders and receipts, how far each is, and what went back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.payments import payment_rows, refund_rows
from mingzhang.doors.counter.section import Section
from mingzhang.money.collection.queries import orders_of_person, refunds_of
from mingzhang.money.contributions.queries import receipts_for
from mingzhang.registers.enrolment.queries import employer_names
from mingzhang.registers.enrolment.records import Person

NEWEST = 8


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The newest payments and all refunds."""
    orders = orders_of_person(connection, desk.region, person.id)
    receipts = receipts_for(connection, desk.region, person.id)
    payers = {one.payer_id for one in (*orders, *receipts) if one.payer_kind == "employer"}
    names = employer_names(connection, desk.region, payers)
    rows = payment_rows(orders, receipts, names, desk.language)
    return {
        "rows": rows[:NEWEST],
        "more": max(0, len(rows) - NEWEST),
        "refunds": refund_rows(refunds_of(connection, desk.region, person.id), desk.language),
    }


SECTION = Section("orders", _("缴费和退费"), "main", 50, gather)
