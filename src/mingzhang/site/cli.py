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


def build_app(asked: str | None) -> typer.Typer:
    """The program with the command that was asked for; with all of them when it is none of ours, as for --help.

    Only what is asked for is loaded, so that a small command does not wait for the large ones' rooms.
    """
    app = typer.Typer(
        callback=lambda: None,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="明账：医保，每一分钱、每一个零，都说得清。 Every fen and every zero explains itself.",
    )
    names = sorted(module.name for module in iter_modules(commands.__path__))
    wanted = (asked or "").replace("-", "_")
    for name in [wanted] if wanted in names else names:
        import_module(f"{commands.__name__}.{name}").register(app)
    return app


def main() -> None:
    """Run a command; a problem the user can mend is said in words, without a trace."""
    try:
        build_app(sys.argv[1] if len(sys.argv) > 1 else None)()
    except (DirectoryProblem, PortTaken) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except (PermissionError, NotADirectoryError, FileExistsError) as trouble:
        print(f"不能使用 {trouble.filename}：{trouble.strerror}\n  This place cannot be used.", file=sys.stderr)
        sys.exit(2)
    except psycopg.OperationalError as trouble:
        print(f"连不上数据库。The database cannot be reached: {trouble}", file=sys.stderr)
        sys.exit(3)
