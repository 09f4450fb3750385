"""Columns drawn as SVG on the server, in whole numbers; the table under each holds the same figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mingzhang.answers.lab.report.markup import Markup, tag

WIDTH, HEIGHT = 960, 300
LEFT, RIGHT, TOP, BOTTOM = 78, 8, 14, 34
TICKS = 4
_PLOT_WIDTH, _PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Series:
    """One row of columns: what it is called, its values, and the class that colours it (`base`, `reform`, `change`)."""

    name_zh: str
    name_en: str
    values: Sequence[int]
    colour: str


def columns(
    title: str, labels: Sequence[str], series: Sequence[Series], written: Callable[[int], str], unit: str
) -> Markup:
    """A chart of one or more series side by side; `written` writes a value for the axis, `unit` says what it is."""
    values = [value for one in series for value in one.values]
    step = _step(max([0, *values]) - min([0, *values]))
    low, high = min([0, *values]) // step * step, -(-max([0, *values]) // step) * step
    high = high or (0 if low else step)
    shapes = [*_axis(low, high, step, written), *_bars(labels, series, low, high, written)]
    drawing = tag(
        "svg",
        tag("title", title),
        *shapes,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=title,
        class_="chart",
    )
    return tag("figure", tag("figcaption", title), _legend(series, unit), drawing, tabindex=0)


def _step(span: int) -> int:
    """A round distance between the lines of the axis: 1, 2 or 5 and zeros."""
    step = 1
    while step * TICKS < span:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _axis(low: int, high: int, step: int, written: Callable[[int], str]) -> list[Markup]:
    """The lines of the axis with their values."""
    shapes = []
    for value in range(low, high + 1, step):
        height = _height(value, low, high)
        kind = "zero" if value == 0 else "grid"
        shapes.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=height, y2=height, class_=kind))
        shapes.append(tag("text", written(value), x=LEFT - 8, y=height + 4, class_="value"))
    return shapes


def _bars(
    labels: Sequence[str], series: Sequence[Series], low: int, high: int, written: Callable[[int], str]
) -> list[Markup]:
    """The columns, group by group, and the label under each group."""
    shapes = []
    group = _PLOT_WIDTH // max(1, len(labels))
    bar = max(2, group * 7 // 10 // max(1, len(series)))
    zero = _height(0, low, high)
    for place, label in enumerate(labels):
        start = LEFT + place * group + (group - bar * len(series)) // 2
        for number, one in enumerate(series):
            value = one.values[place]
            end = _height(value, low, high)
            colour = one.colour if one.colour != "change" else "more" if value >= 0 else "less"
            told = tag("title", f"{label} {one.name_zh} {written(value)}")
            box = {"x": start + number * bar, "y": min(zero, end), "width": bar - 1, "height": abs(zero - end)}
            shapes.append(tag("rect", told, **box, class_=colour))
        shapes.append(tag("text", label, x=LEFT + place * group + group // 2, y=HEIGHT - 12, class_="label"))
    return shapes


def _height(value: int, low: int, high: int) -> int:
    """Where a value stands, from the top of the drawing."""
    return TOP + (high - value) * _PLOT_HEIGHT // max(1, high - low)


def _legend(series: Sequence[Series], unit: str) -> Markup:
    """Which colour is what, and the unit; a change has one colour upwards and one downwards."""
    keys: list[Markup] = []
    for one in series:
        if one.colour == "change":
            keys += [_key("more", "增加", "more"), _key("less", "减少", "less")]
        else:
            keys.append(_key(one.colour, one.name_zh, one.name_en))
    return tag("p", *keys, tag("span", f"单位 unit: {unit}"), class_="legend")


def _key(colour: str, zh: str, en: str) -> Markup:
    swatch = tag("svg", tag("rect", width=12, height=12, class_=colour), viewBox="0 0 12 12", aria_hidden="true")
    return tag("span", swatch, f" {zh} {en}")
