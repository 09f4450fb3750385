"""A worker that takes a bank's answer or reconciles a bill in a process of its own, and tells each step it has done."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from tests import cast
from tests import collection_cases as cases

from mingzhang.books.database import Connection, connect
from mingzhang.money.collection import operations
from mingzhang.money.collection.channels import answers
from mingzhang.money.collection.orders import moving

NOW: datetime = cast.NOW
CHUNK = 3  # rows of an answer in one transaction


def take(connection: Connection, path: str) -> None:
    """Take the answer in a file in small chunks, telling after each."""
    answers.CHUNK = CHUNK
    content = Path(path).read_bytes()
    operations.take_answer(connection, cases.REGION, content, now=NOW, report=lambda *_step: print("chunk", flush=True))


def reconcile(connection: Connection, bill_id: str) -> None:
    """Reconcile a bill, telling after each order that it decided."""
    settle = moving.settle

    def told(*given: object, **named: object) -> object:
        done = settle(*given, **named)  # type: ignore[arg-type]
        print("order", flush=True)
        return done

    moving.settle = told  # type: ignore[assignment]
    operations.reconcile(connection, cases.REGION, int(bill_id), now=NOW)


if __name__ == "__main__":
    with connect() as own:
        {"take": take, "reconcile": reconcile}[sys.argv[1]](own, sys.argv[2])
