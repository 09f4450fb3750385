"""`mingzhang`: one command a file in `mingzhang.site.commands`, found by listing that folder."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import psycopg
import typer

from mingzhang.site import commands
from mingzhang.site.postgres import DirectoryProblem
from mingzhang.site.serving import PortTaken

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="明账：医保，每一分钱、每一个零，都说得清。 Every fen and every zero explains itself.",
)

for _module in sorted(iter_modules(commands.__path__), key=lambda found: found.name):
    import_module(f"{commands.__name__}.{_module.name}").register(app)


def main() -> None:
    """Run a command; a problem the user can mend is said in words, without a trace."""
    try:
        app()
    except (DirectoryProblem, PortTaken) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except psycopg.OperationalError as trouble:
        print(f"连不上数据库。The database cannot be reached: {trouble}", file=sys.stderr)
        sys.exit(3)
