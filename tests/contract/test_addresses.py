"""Numbers in addresses that no row can have are not found; they do not fail."""

from __future__ import annotations

import pytest
from tests.counter_stage import CounterStage

TOO_LONG = "9" * 20


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("finance", f"collecting/bills/{TOO_LONG}"),
        ("finance", f"collecting/refunds/{TOO_LONG}"),
        ("finance", f"collecting/bank/{TOO_LONG}"),
        ("clerk", f"declaring/files/{TOO_LONG}"),
        ("supervisor", f"work/{TOO_LONG}"),
        ("supervisor", "allocating/9999-12"),
        ("supervisor", "allocating/0001-01"),
    ],
)
def test_a_number_beyond_every_row_is_not_found(counter: CounterStage, role: str, page: str) -> None:
    assert counter.browser(role).get(f"/counter/{page}").status_code == 404
