"""Which states an order may move to, and what it becomes when a party says something about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from mingzhang.money.collection.orders.records import OrderState

Word = Literal["accepted", "paid", "failed"]

MOVES: Mapping[OrderState, tuple[OrderState, ...]] = MappingProxyType(
    {
        # A channel's word may overtake our own note of sending.
        "created": ("sent", "accepted", "posted", "failed", "unknown"),
        "sent": ("accepted", "posted", "failed", "unknown"),
        "accepted": ("posted", "failed", "unknown"),
        "unknown": ("accepted", "posted", "failed"),
        "failed": ("unknown",),  # told otherwise later: query or bill decides
        "posted": ("reversed",),
        "reversed": (),
    }
)
OPEN: tuple[OrderState, ...] = ("created", "sent", "accepted", "unknown")
TAKEN: tuple[OrderState, ...] = ("sent", "accepted", "unknown")  # a channel has it: a second one might charge twice

# What an order is after a party's word. A word that says nothing new, or comes late, leaves the state as it is.
_HEARD: Mapping[Word, Mapping[OrderState, OrderState]] = MappingProxyType(
    {
        "accepted": {"created": "accepted", "sent": "accepted", "unknown": "accepted", "failed": "unknown"},
        "paid": {"created": "posted", "sent": "posted", "accepted": "posted", "unknown": "posted", "failed": "unknown"},
        "failed": {"created": "failed", "sent": "failed", "accepted": "failed", "unknown": "failed"},
    }
)
_CONTRADICTIONS: frozenset[tuple[OrderState, Word]] = frozenset(
    {("failed", "accepted"), ("failed", "paid"), ("posted", "failed"), ("reversed", "paid")}
)


def may_move(state: OrderState, to: OrderState) -> bool:
    """Whether an order may go from one state to another."""
    return to in MOVES[state]


def heard(state: OrderState, word: Word, *, contradicted: bool = False) -> OrderState:
    """What an order is after a channel, bank or tax office said a word about it.

    Once a party has contradicted itself (`contradicted`) its word decides nothing more: query or bill does.
    """
    if contradicted and state == "unknown":
        return state
    return _HEARD[word].get(state, state)


def contradicts(state: OrderState, word: Word) -> bool:
    """Whether a word says the opposite of what the same party had told before."""
    return (state, word) in _CONTRADICTIONS
