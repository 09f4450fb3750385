"""What a payment that was just posted sets right: the benefit that a gap had taken away counts again from its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mingzhang.books.database import Connection


def after_posting(connection: Connection, region: str, receipt_ids: Sequence[int], at: datetime) -> None:
    """Restore what the payments repaired; called in the transaction that posts them, after months are marked paid."""
