"""`python -m bench [NAME ...]`: each benchmark is one file of this folder with a `main()`, found by its name here."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = {
    "waterfall": "bills settled in one process, books aside",
    "settlement": "online settlement over HTTP, beside pgbench writing the same rows",
    "explain": "one explanation",
    "start": "cold and warm start",
    "monthly": "one monthly rule for a million people, beside OpenFisca",
    "allocation": "one month's allocation for a million people, beside the same rows by plain SQL",
    "replay": "claims through the compiled waterfall, beside plain Python and beside memory",
    "month": "a month of an agency for a hundred thousand people, from empty books",
    "reconcile": "a channel's bill of 10^5 rows, beside a plain full join",
    "growth": "a city drawn and replayed under a reform, from 10^5 to 10^7 claims",
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        listed = "\n".join(f"  {name:<12}{about}" for name, about in BENCHMARKS.items())
        print(f"no benchmark is called {', '.join(unknown)}; there are:\n{listed}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"\n== {name}: {BENCHMARKS[name]}", flush=True)
        import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
