"""How long the agency may take for a kind of application, by the packs."""

from __future__ import annotations

from datetime import date

from mingzhang.books.cases.kinds import Term
from mingzhang.rules.policy import UnknownRule, view_for


def term(parameter: str) -> Term:
    """The workdays that the packs give by a parameter of the topic `casework`; None where it is a listed gap."""

    def given(region: str, on: date) -> int | None:
        try:
            return view_for(region, on).find(f"casework.{parameter}").number
        except UnknownRule:
            return None

    return given
