"""HTML and SVG written as nested calls; text is escaped unless it is markup already."""

from __future__ import annotations

from html import escape

_VOID = frozenset({"meta", "br"})
_EMPTY_SHAPES = frozenset({"line", "rect"})


class Markup(str):
    """Text that is markup, and is not escaped again."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str | int) -> Markup:
    """An element. An attribute's trailing underscore is dropped, others become dashes (class_, aria_label)."""
    written = "".join(f' {_named(key)}="{escape(str(value))}"' for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    if name in _EMPTY_SHAPES and not content:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{joined(*content)}</{name}>")


def joined(*content: str) -> Markup:
    """Several pieces one after another."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(piece, quote=False) for piece in content))


def both(zh: str, en: str) -> Markup:
    """A Chinese text and its English line."""
    return joined(zh, " ", tag("span", en, lang="en", class_="en"))


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
