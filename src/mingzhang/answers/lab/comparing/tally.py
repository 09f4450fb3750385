"""Running sums by group, exact and in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

_MOST_WAITING = 1_000_000  # rows


class Tally:
    """Sums of whole numbers by the values of some key columns; every other column of what is added is summed."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        self._parts: list[pa.Table] = []
        self._waiting = 0

    def add(self, rows: pa.Table) -> None:
        """Add rows; all lots have the same columns."""
        part = self._summed(rows)
        self._parts.append(part)
        self._waiting += part.num_rows
        if self._waiting > _MOST_WAITING and len(self._parts) > 1:
            self._parts = [self.table()]
            self._waiting = self._parts[0].num_rows

    def table(self) -> pa.Table:
        """One row a group, in the order of the keys; without any group when nothing was added."""
        if not self._parts:
            return pa.table({key: pa.array([], pa.int64()) for key in self.keys})
        summed = self._summed(pa.concat_tables(self._parts))
        return summed.sort_by([(key, "ascending") for key in self.keys])

    def _summed(self, rows: pa.Table) -> pa.Table:
        columns = [name for name in rows.column_names if name not in self.keys]
        summed = rows.group_by(self.keys).aggregate([(name, "sum") for name in columns])
        named = {name: summed[name if name in self.keys else f"{name}_sum"] for name in (*self.keys, *columns)}
        return pa.table(named)
