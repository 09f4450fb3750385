"""Each claim's result on each side, written to Parquet beside the next piece's settling."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from mingzhang.answers.lab.batch import Replayed


class ResultFiles:
    """The files baseline.parquet and reform.parquet of a folder, open while pieces come in."""

    def __init__(self, folder: Path, sides: Sequence[str]) -> None:
        self._paths = [folder / f"{side}.parquet" for side in sides]
        self._writers: list[pq.ParquetWriter] = []
        self._pool = ThreadPoolExecutor(1)
        self._waiting: Future[None] | None = None

    def keep(self, results: Sequence[Replayed]) -> None:
        """Write a piece's results; waits until the piece before is written, so that memory stays bounded."""
        self._settle()
        self._waiting = self._pool.submit(self._write, [result.table for result in results])

    def __enter__(self) -> ResultFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ExitStack() as closing:
            for writer in self._writers:
                closing.callback(writer.close)
            closing.callback(self._pool.shutdown)
            self._settle()

    def _settle(self) -> None:
        """Wait for the piece before; what went wrong in writing it is raised here."""
        if self._waiting is not None:
            self._waiting.result()
            self._waiting = None

    def _write(self, tables: Sequence[pa.Table]) -> None:
        if not self._writers:
            self._writers = [
                pq.ParquetWriter(path, table.schema, compression="zstd", use_dictionary=False)
                for path, table in zip(self._paths, tables, strict=True)
            ]
        for writer, table in zip(self._writers, tables, strict=True):
            writer.write_table(table)
