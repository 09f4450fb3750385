"""What commands about the rules ask for in common: a region's view on a day, and a topic or key that it has."""

from __future__ import annotations

import sys
from datetime import date
from typing import NoReturn

import typer

from mingzhang.rules.policy import PacksInvalid, PolicyView, UnknownRule, regions, view_for


def view_asked(region: str, day: str) -> PolicyView:
    """The rules of a region on a day as typed; a slip is told in words and ends the command with 2.

    A pack that holds mistakes is told line by line and ends it with 1.
    """
    try:
        return view_for(region, date.fromisoformat(day))
    except ValueError:
        refuse(f"{day} 不是日期，应为 YYYY-MM-DD。 Not a day; write it as YYYY-MM-DD.")
    except PacksInvalid as invalid:
        print(invalid, file=sys.stderr)
        raise typer.Exit(1) from invalid
    except UnknownRule:
        known = " ".join(f"{info.code} {info.name_zh}" for info in regions())
        refuse(f"没有 {region} 的政策包；现有 {known}。 No pack for {region}; there are {known}.")


def keys_asked(view: PolicyView, topic: str) -> tuple[str, ...]:
    """The keys of a topic, the one key that is named, or all when it is empty; there must be some."""
    declared = view.keys()
    keys = tuple(key for key in declared if topic in ("", key, key.partition(".")[0]))
    if not keys:
        topics = " ".join(sorted({key.partition(".")[0] for key in declared}))
        refuse(f"{view.region} 没有 {topic} 这个主题或键；有 {topics}。 No such topic or key; there are {topics}.")
    return keys


def refuse(words: str) -> NoReturn:
    """Say what was wrong with the question, and end with 2."""
    print(words, file=sys.stderr)
    raise typer.Exit(2)
