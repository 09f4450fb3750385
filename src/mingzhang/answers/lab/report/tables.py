"""A table under a chart: heads in two languages, a row's name first, figures to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.answers.lab.report.markup import Markup, tag

Head = tuple[str, str]


def table(caption: Head, heads: Sequence[Head], rows: Iterable[Sequence[str]], words: int = 1) -> Markup:
    """A table whose first `words` columns are words and whose others are figures."""
    body = [_row(row, words) for row in rows]
    head = tag("tr", *(_head(one, place < words) for place, one in enumerate(heads)))
    if not body:
        body = [tag("tr", tag("td", "没有。 None.", colspan=len(heads)))]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption[0], " ", tag("span", caption[1], lang="en", class_="en")),
            tag("thead", head),
            tag("tbody", *body),
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=caption[0],
    )


def _head(head: Head, is_words: bool) -> Markup:
    zh, en = head
    text = (zh, tag("br"), tag("span", en, lang="en", class_="en"))
    return tag("th", *text, scope="col", class_="words" if is_words else "figure")


def _row(row: Sequence[str], words: int) -> Markup:
    cells = [tag("th", row[0], scope="row")]
    cells += [
        tag("td", cell, class_="words" if place < words else "figure") for place, cell in enumerate(row[1:], start=1)
    ]
    return tag("tr", *cells)
