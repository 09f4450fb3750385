"""Asking the why room."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

from mingzhang.answers.why.records import Explanation
from mingzhang.books.database import Connection


def explain(
    connection: Connection, region: str, person_id: int, symptom: str, as_of: datetime, context: Any = None
) -> Explanation:
    """The explanation of one symptom for one person."""
    if os.environ.get("PORTAL_SAMPLE"):
        from portal_sample import sample

        return sample(region, person_id, symptom, as_of)
    from mingzhang.answers.why import explain as answer

    return answer(connection, region, person_id, symptom, as_of, context)
