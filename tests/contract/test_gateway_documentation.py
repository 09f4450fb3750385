"""The committed page of the interface is the one that today's tables give."""

from __future__ import annotations

from pathlib import Path

from mingzhang.doors.gateway.documentation import gateway_page
from mingzhang.doors.gateway.transactions import all_transactions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "gateway.md"
ISSUED = {"9001", "9002", "1101", "1201", "2001", "2101", "2102", "2103", "2601"} | {
    "2201",
    "2202",
    "2203",
    "2203A",
    "2204",
    "2205",
    "2206",
    "2207",
    "2208",
}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == gateway_page(), "run `./run mingzhang gateway-docs`"


def test_every_transaction_has_its_chapter() -> None:
    assert set(all_transactions()) == ISSUED
    for number in ISSUED:
        assert f"## {number} " in gateway_page()
