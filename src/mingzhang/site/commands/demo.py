"""`mingzhang demo`: a lively demo region on this machine, loaded once and then served."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from mingzhang.answers import demo
from mingzhang.books.database import Connection, connect
from mingzhang.site.demo_staff import hire_demo_staff
from mingzhang.site.emptying import empty_books
from mingzhang.site.opening import bring_tables_up_to_date, default_directory, open_for_serving
from mingzhang.site.postgres import DirectoryProblem
from mingzhang.site.serving import keep_secret, refuse_taken_port, serve
from mingzhang.site.welcome import welcome
from mingzhang.site.working import worker_beside

DEFAULT_PEOPLE = 3_000
DEFAULT_SEED = 20_261


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("demo", help="在本机启动演示统筹区。 A lively demo region on this machine.")
    def run(
        port: Annotated[int, typer.Option(help="HTTP port on this machine")] = 8000,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
        people: Annotated[
            int, typer.Option(min=2, max=2_000_000, help="how many people, in two regions")
        ] = DEFAULT_PEOPLE,
        reset: Annotated[bool, typer.Option(help="empty the books and load the demo anew")] = False,
        seed: Annotated[int, typer.Option(help="the same seed gives the same region")] = DEFAULT_SEED,
    ) -> None:
        console = Console(highlight=False, soft_wrap=True)
        refuse_taken_port(port)
        with open_for_serving(data) as server:
            _prepare(console, people=people, reset=reset, seed=seed)
            os.environ["MINGZHANG_DEMO"] = "1"
            if "MINGZHANG_SECRET_KEY" not in os.environ:
                os.environ["MINGZHANG_SECRET_KEY"] = keep_secret(data or default_directory(), "web.key")
            if server is not None:
                server.watch()
            with connect() as connection:
                hire_demo_staff(connection, datetime.now(ZoneInfo("Asia/Shanghai")))
                welcome(console, connection, port)
            with worker_beside():
                serve(port)


def _prepare(console: Console, *, people: int, reset: bool, seed: int) -> None:
    """Have the demo in the books: as it lies there, or loaded now."""
    if reset:
        empty_books()
    bring_tables_up_to_date()
    if _cut_short():
        console.print("上次载入没有完成，重新载入。 The last load was cut short; loading anew.")
        empty_books()
        bring_tables_up_to_date()
    with connect() as connection:
        if demo.is_loaded(connection):
            return
        if connection.execute("select 1 from enrolment_person limit 1").fetchone() is not None:
            raise DirectoryProblem(
                "这个目录里已有别的账本，不是演示数据；请用 --data 换一个目录。\n"
                "  These books hold something else than the demo; choose another directory with --data."
            )
        _load(console, connection, people, seed)


def _cut_short() -> bool:
    with connect() as connection:
        return demo.is_unfinished(connection)


def _load(console: Console, connection: Connection, people: int, seed: int) -> None:
    """Load the demo with a progress bar, its story ending today."""
    today: date = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    connection.execute("set synchronous_commit = off")  # a load cut short is begun anew, so no step waits for the disk
    connection.execute("set plan_cache_mode = force_custom_plan")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars: dict[str, TaskID] = {}

        def report(what: str, done: int, of: int) -> None:
            region, _, step = what.partition(" ")
            if region not in bars:
                bars[region] = progress.add_task(region, total=of)
            progress.update(bars[region], description=f"{region} {step:<12}", completed=done, total=of)

        demo.load_demo(connection, people=people, seed=seed, as_of=today, report=report)
    connection.execute("set synchronous_commit = on")
    connection.execute("select txid_current()")
