"""`mingzhang replay`: a file of claims settled anew under a region's rules, and under a reform of them beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer
from rich.console import Console

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.policy.loading.reforms import ReformInvalid
from mingzhang.site.extras import needed
from mingzhang.site.landing import landing_in
from mingzhang.site.progress import progress_of
from mingzhang.site.refusing import refuse
from mingzhang.site.replay_shown import show_claim, show_comparison

if TYPE_CHECKING:
    from mingzhang.answers.lab.replaying import Settled

Engine = Literal["local", "spark"]
MOST = 2**63 - 1  # what a claim's number can be


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("replay", help="按某地某日的规则重算一批费用。 Settle claims anew, under a reform as well.")
    def run(
        claims: Annotated[Path, typer.Argument(dir_okay=False, help="a Parquet file of claims, see docs/replaying.md")],
        rules: Annotated[str, typer.Option(help="REGION@DATE, such as 440100@2025-06-01")],
        reform: Annotated[Path | None, typer.Option(dir_okay=False, help="a YAML file of changed figures")] = None,
        out: Annotated[Path | None, typer.Option(file_okay=False, help="folder for the report and the tables")] = None,
        balances: Annotated[
            Path | None, typer.Option(dir_okay=False, help="a YAML file of the funds' opening and income")
        ] = None,
        claim: Annotated[
            int | None, typer.Option(min=-MOST - 1, max=MOST, help="only tell this claim, line by line")
        ] = None,
        engine: Annotated[Engine, typer.Option(help="where it runs")] = "local",
        master: Annotated[str, typer.Option(help="of the Spark cluster")] = "local[*]",
        threads: Annotated[int, typer.Option(min=1, help="of the local engine")] = os.cpu_count() or 1,
    ) -> None:
        with needed("lab"):
            from mingzhang.answers.lab.asking import read_rules
            from mingzhang.answers.lab.balances import BalancesInvalid, read_balances
            from mingzhang.answers.lab.batch import funds_of
            from mingzhang.answers.lab.following import follow_claim
            from mingzhang.answers.lab.replaying import compare
            from mingzhang.answers.lab.report import FILES, PAGE, Report, write_report
        console = Console(soft_wrap=True, highlight=False)
        asked = read_rules(rules, reform)
        if isinstance(asked, Refusal):
            refuse(asked)
        try:
            views, told = asked.views(), asked.reform()
            funds = [fund for view in views for fund in funds_of(view)]
            years = read_balances(balances, funds) if balances is not None else {}
        except (ReformInvalid, BalancesInvalid) as invalid:
            _refuse_file(invalid)
        if claim is not None:
            followed = follow_claim(views, claims, claim)
            refuse(followed) if isinstance(followed, Refusal) else show_claim(console, followed)
            return
        with nullcontext() if out is None else landing_in(out, FILES) as folder:
            with _settled(engine, views, claims, threads, master) as settled, progress_of(claims.name) as tell:
                found = compare(views, settled, folder, tell)
            if isinstance(found, Refusal):
                refuse(found)
            show_comparison(console, found)
            if folder is not None:
                write_report(folder, Report(claims.name, views, told, found, years))
        if out is not None:
            console.print(f"报告 report: {out / PAGE}")


@contextmanager
def _settled(
    engine: Engine, views: tuple[PolicyView, ...], claims: Path, threads: int, master: str
) -> Iterator[Iterator[Settled | Refusal]]:
    """The claims with their results, from the engine that was asked for."""
    if engine == "local":
        from mingzhang.answers.lab.replaying import replay_here

        yield replay_here(views, claims, threads)
        return
    with needed("spark"):
        from mingzhang.answers.lab.spark import replay_on_spark
    with TemporaryDirectory(prefix="mingzhang-replay-") as scratch:
        yield replay_on_spark(views, claims, master, Path(scratch) / "settled")


def _refuse_file(invalid: Exception) -> NoReturn:
    """Say every mistake of an analyst's file, with its line and key."""
    print(invalid, file=sys.stderr)
    raise typer.Exit(2)
