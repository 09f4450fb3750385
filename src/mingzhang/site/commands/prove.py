"""`mingzhang prove`: every balance recomputed from its entries, every chain verified, every difference named."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.site.opening import open_books


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("prove", help="证明每一笔余额；有差异则以非零状态退出。 Prove every balance; exit 1 on a difference.")
    def run(
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
        head: Annotated[
            list[str] | None, typer.Option(help="REGION=DIGEST as `close-day` printed it: finds a chain cut at its end")
        ] = None,
    ) -> None:
        heads = dict(_read_head(item) for item in head or ())
        console = Console(highlight=False, soft_wrap=True)
        with open_books(data) as connection:
            regions = ledger.booked_regions(connection)
            if strange := heads.keys() - set(regions):
                raise typer.BadParameter(f"账上没有 {' '.join(strange)}。 No such region in these books.")
            if not regions:
                console.print("账上还没有分录。 Nothing is booked yet.")
            faults = sum(_prove(console, connection, region, heads.get(region)) for region in regions)
            others = (region for region in evidence.audited_regions(connection) if region not in regions)
            faults += sum(_prove_audit(console, connection, region) for region in others)
        raise typer.Exit(1 if faults else 0)


def _read_head(item: str) -> tuple[str, bytes]:
    """A region with the digest that its chain must end in; anything else is a slip of the one who asks."""
    region, _, digest = item.partition("=")
    try:
        found = bytes.fromhex(digest)
    except ValueError:
        found = b""
    if not found:
        raise typer.BadParameter(f"{item}：应为 REGION=DIGEST，DIGEST 为十六进制。 Write REGION=DIGEST, in hex.")
    return region, found


def _prove(console: Console, connection: Connection, region: str, head: bytes | None) -> int:
    """Prove one region and tell it; how many differences there are."""
    started = time.monotonic()
    differences = ledger.prove_region(connection, region, head=head)
    count = len(differences) + _prove_audit(console, connection, region)
    spent = time.monotonic() - started
    for difference in differences:
        console.print(
            f"[red]✗[/] {region} {difference.proof} {difference.subject}: "
            f"应为 expected {difference.expected}，实为 found {difference.found}"
        )
    if not count:
        size = ledger.size(connection, region)
        console.print(
            f"[green]✓[/] {region} {size.accounts} 个账户、{size.transfers} 笔分录全部相符，用时 {spent:.1f} 秒。 "
            f"{size.accounts} accounts and {size.transfers} transfers hold."
        )
    return count


def _prove_audit(console: Console, connection: Connection, region: str) -> int:
    """Verify one audit chain, also one without books, such as that of the staff's accounts."""
    faults = evidence.verify_audit(connection, region)
    for fault in faults:
        console.print(f"[red]✗[/] {region} AUDIT row {fault.row}: {fault.kind}")
    return len(faults)
