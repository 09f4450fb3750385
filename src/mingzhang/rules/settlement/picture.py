"""The picture of a settlement: its falling steps as one SVG, complete in itself, with words and figures in it.

Lengths are shares of the width and multiples of the letters' height, so that one drawing fits every screen and grows
with large letters. Kinds differ by fill, hatch and outline, not by colour alone. Only whole numbers are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.rules.settlement.falling import Step, falling_steps, step_name
from mingzhang.rules.settlement.outcome import Outcome
from mingzhang.rules.settlement.phrases import BAND, HEADLINE, KINDS, SEMICOLON, Language

_WIDEST = 5_400  # of the width in hundredths of a percent; the amounts stand right of it
_EDGE = 20  # so that an outline at the left is not cut
_THINNEST = 60  # a fen is still seen
# Heights in hundredths of the letters' height: a step's name, its bar, the line of a band, the air between steps.
_NAME, _BAR, _NOTE, _AIR, _LEGEND = 140, 90, 130, 50, 170
_FILLS = {"whole": "none", "fund": "#0b5cad", "own": "url(#hatch)"}
_STROKES = {"whole": "#1f2933", "fund": "#0b5cad", "own": "#b4690e"}
_PLACES = {"whole": 20, "fund": 3_300, "own": 6_600}  # of the legend's samples, in hundredths of a percent


def picture(outcome: Outcome, language: Language = "zh") -> str:
    """Draw a settlement; every figure in it is one of the statement's."""
    steps = falling_steps(outcome)
    highest = max(1, *(max(step.from_fen, step.to_fen) for step in steps))
    tops = [sum(map(_height, steps[:number])) for number in range(len(steps) + 1)]
    joints = [
        _joint(step, top + _NAME + _BAR, below + _NAME, highest)
        for step, following, top, below in zip(steps, steps[1:], tops, tops[1:], strict=False)
        if step.to_fen and following.kind != "whole"
    ]
    bars = [part for step, top in zip(steps, tops, strict=False) for part in _bars(step, top + _NAME, highest)]
    words = [part for step, top in zip(steps, tops, strict=False) for part in _words(step, top, language)]
    return "".join(
        (
            *_head(outcome, steps, tops[-1] + _LEGEND, language),
            *(*joints, *bars, *_boxes(tops[-1])),
            '<g class="words" paint-order="stroke" stroke="#fff" stroke-width="4">',
            *(*words, *_legend(tops[-1], language)),
            "</g></svg>",
        )
    )


def _head(outcome: Outcome, steps: Sequence[Step], height: int, language: Language) -> Iterator[str]:
    """The frame, its title and description, and the hatch."""
    title = HEADLINE[language].format(
        total=yuan_text(outcome.total_fen),
        fund=yuan_text(outcome.fund_fen),
        person=yuan_text(outcome.total_fen - outcome.fund_fen),
    )
    told = SEMICOLON[language].join(f"{step_name(step, language)} {yuan_text(step.amount_fen)}" for step in steps)
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" class="waterfall" role="img" aria-labelledby="fall fall-steps" '
        f'width="100%" height="{_em(height)}" font-size="15" font-family="sans-serif" fill="#1f2933">'
    )
    yield f'<title id="fall">{escape(title)}</title><desc id="fall-steps">{escape(told)}</desc>'
    yield (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="bar-own" width="3" height="6" fill="#b4690e"/></pattern></defs>'
    )


def _words(step: Step, y: int, language: Language) -> Iterator[str]:
    """A step's name, the amount behind its bar, and under it the cost and rate of each band."""
    amount = f"¥{yuan_text(step.amount_fen)}"
    yield f'<text y="{_em(y + _NAME - 40)}">{escape(step_name(step, language))}</text>'
    yield f'<text x="100%" y="{_em(y + _NAME + _BAR - 12)}" text-anchor="end">{amount}</text>'
    for number, band in enumerate(step.bands, start=1):
        note = BAND[language].format(cost=yuan_text(band.cost_fen), rate=percent_text(band.rate_bp))
        yield f'<text class="note" y="{_em(y + _NAME + _BAR + number * _NOTE - 20)}">{escape(note)}</text>'


def _bars(step: Step, y: int, highest: int) -> Iterator[str]:
    """A step's bar, with a line across it where one band's part ends and the next begins; nothing for nothing."""
    if step.amount_fen:
        yield _bar(step, y, highest)
    parts = [band.cost_fen * band.rate_bp for band in step.bands]
    whole, so_far = max(1, sum(parts)), 0
    for part in parts[:-1]:
        so_far += part
        x = _percent(_along(step.from_fen - (step.from_fen - step.to_fen) * so_far // whole, highest) + _EDGE)
        yield f'<line class="cut" x1="{x}" x2="{x}" y1="{_em(y)}" y2="{_em(y + _BAR)}" stroke="#fff"/>'


def _bar(step: Step, y: int, highest: int) -> str:
    low, high = sorted((step.from_fen, step.to_fen))
    start = _along(low, highest) + _EDGE
    width = max(_along(high, highest) + _EDGE - start, _THINNEST)
    return (
        f'<rect class="fall-{step.kind}" x="{_percent(start)}" y="{_em(y)}" width="{_percent(width)}" '
        f'height="{_em(_BAR)}" fill="{_FILLS[step.kind]}" stroke="{_STROKES[step.kind]}"/>'
    )


def _joint(step: Step, top: int, end: int, highest: int) -> str:
    """The thin line from where one step ends to where the next begins."""
    x = _percent(_along(step.to_fen, highest) + _EDGE)
    return f'<line class="joint" x1="{x}" x2="{x}" y1="{_em(top)}" y2="{_em(end)}" stroke="#8592a0"/>'


def _boxes(y: int) -> Iterator[str]:
    """The legend's samples of fill, hatch and outline."""
    for kind, x in _PLACES.items():
        size = f'width="1em" height="{_em(_BAR)}" fill="{_FILLS[kind]}" stroke="{_STROKES[kind]}"'
        yield f'<rect class="fall-{kind}" x="{_percent(x)}" y="{_em(y + 55)}" {size}/>'


def _legend(y: int, language: Language) -> Iterator[str]:
    """What fill, hatch and outline mean."""
    for kind, x in _PLACES.items():
        words = escape(KINDS[kind][language])
        yield f'<text class="note" dx="1.4em" x="{_percent(x)}" y="{_em(y + 133)}">{words}</text>'


def _height(step: Step) -> int:
    return _NAME + _BAR + len(step.bands) * _NOTE + _AIR


def _along(fen: int, highest: int) -> int:
    """How far along the bars' width a level lies, in hundredths of a percent."""
    return max(fen, 0) * _WIDEST // highest


def _percent(hundredths: int) -> str:
    return f"{_decimal(hundredths)}%"


def _em(hundredths: int) -> str:
    return f"{_decimal(hundredths)}em"


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
