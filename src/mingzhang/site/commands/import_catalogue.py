"""`mingzhang import-catalogue`: a whole drug catalogue or diagnosis list from a file into the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import Progress, TaskID

from mingzhang.registers.catalogs.importing import import_diagnoses, import_drugs
from mingzhang.registers.catalogs.queries import DIAGNOSIS_VERSION
from mingzhang.registers.catalogs.records import Imported
from mingzhang.site.opening import open_books

FAULTS_SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("import-catalogue", help="导入药品目录或诊断代码。 Import a drug catalogue or a diagnosis list.")
    def run(
        kind: Annotated[Literal["drugs", "diagnoses"], typer.Argument(help="what the file holds")],
        path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV file, UTF-8, may be gzipped")],
        region: Annotated[str | None, typer.Option(help="pooling region, six digits (drugs)")] = None,
        starts: Annotated[date | None, typer.Option(parser=date.fromisoformat, help="first day (drugs)")] = None,
        class_b_share: Annotated[int, typer.Option(min=0, max=100, help="self-paid percent of class 乙 (drugs)")] = 5,
        version: Annotated[str, typer.Option(help="name of the list's version (diagnoses)")] = DIAGNOSIS_VERSION,
        data: Annotated[Path | None, typer.Option(help="directory of the books")] = None,
    ) -> None:
        if kind == "drugs" and (region is None or starts is None):
            raise typer.BadParameter("a drug catalogue needs --region and --starts")
        with open_books(data) as connection, Progress(transient=True) as bar:
            tell = _teller(bar, bar.add_task(path.name, total=None))
            if region is not None and starts is not None and kind == "drugs":
                imported = import_drugs(
                    connection,
                    region,
                    path,
                    starts=starts,
                    ends=None,
                    class_b_share_bp=class_b_share * 100,
                    source=path.name,
                    progress=tell,
                )
            else:
                imported = import_diagnoses(connection, path, version=version, progress=tell)
        _report(imported)


def _teller(bar: Progress, task: TaskID) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    return tell


def _report(imported: Imported) -> None:
    """Say what was written, or every fault, row by row; faults end the command with 1."""
    for fault in imported.faults[:FAULTS_SHOWN]:
        typer.echo(f"第 {fault.row} 行 {fault.column}: 应为 {fault.expected}，实为 {fault.got!r}", err=True)
    if imported.faults:
        typer.echo(f"共 {len(imported.faults)} 处错误，未写入任何数据", err=True)
        raise typer.Exit(1)
    typer.echo(f"读入 {imported.read} 行，写入 {imported.written} 条")
