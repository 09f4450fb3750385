"""Sets of facts as boxes: what is left of one box when others are taken out, and few boxes instead of many.

A box is a `When`: it holds everybody whose facts pass all of its tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.rules.policy.facts import CATEGORIES, FLAGS, WORDS, Among, Span, Test, When, meet, possible
from mingzhang.rules.policy.parameters import Parameter

LEAST = {"admission": 1, "band": 1}


def domain(parameter: Parameter) -> When:
    """Everybody whom a parameter may mean: what it applies to, and only such bands as it names."""
    cells = (value.when for entry in parameter.entries for value in entry.values)
    tests = [when["band"] for when in (*cells, *(gap.when for gap in parameter.gaps)) if "band" in when]
    ends = [test.below for test in tests if isinstance(test, Span)]
    if not ends or None in ends:
        return parameter.applies
    return {"band": Span(LEAST["band"], max(end for end in ends if end is not None)), **parameter.applies}


def left_of(whole: When, parts: Iterable[When]) -> tuple[When, ...]:
    """What none of the parts holds of the whole, in boxes that do not meet."""
    left: tuple[When, ...] = (whole,)
    for part in parts:
        left = tuple(box for piece in left for box in _without(piece, part))
    return left


def joined(boxes: Iterable[When]) -> tuple[When, ...]:
    """The same facts in fewer boxes: two that differ in one test only become one."""
    kept = [_plain(box) for box in boxes]
    while pair := _first_pair(kept):
        index, other, union = pair
        kept = [*kept[:index], union, *kept[index + 1 : other], *kept[other + 1 :]]
    return tuple(kept)


def _without(whole: When, part: When) -> Iterator[When]:
    if meet(whole, part) is None:
        yield whole
        return
    inside = dict(whole)
    for name, test in part.items():
        for outside in _outside(name, inside.get(name), test):
            box = possible({**inside, name: outside})
            if box is not None:
                yield box
        inside[name] = _narrowed(inside.get(name), test)


def _outside(name: str, have: Test | None, test: Test) -> Iterator[Test]:
    """What a fact may still be when it fails the test."""
    if isinstance(test, Among):
        words = (have.values if isinstance(have, Among) else _all_words(name)) - test.values
        if words:
            yield Among(words)
        return
    known = have if isinstance(have, Span) else Span(LEAST.get(name, 0))
    if known.first < test.first:
        yield Span(known.first, min(test.first, known.below or test.first))
    if test.below is not None and (known.below is None or test.below < known.below):
        yield Span(max(test.below, known.first), known.below)


def _narrowed(have: Test | None, test: Test) -> Test:
    """A fact's test where it passes another as well; the two are known to meet."""
    if have is None:
        return test
    both = meet({"": have}, {"": test})
    assert both is not None, "a part is taken out only where it meets the whole"
    return both[""]


def _all_words(name: str) -> frozenset[str | int | bool]:
    return frozenset((False, True) if name in FLAGS else WORDS[name])


def _first_pair(boxes: list[When]) -> tuple[int, int, When] | None:
    for index, box in enumerate(boxes):
        for other in range(index + 1, len(boxes)):
            union = _union(box, boxes[other])
            if union is not None:
                return index, other, union
    return None


def _union(one: When, other: When) -> When | None:
    """One box for both, when they differ in a single test and the two tests make one."""
    if one.keys() != other.keys():
        return None
    differing = [name for name in one if one[name] != other[name]]
    if not differing:
        return one
    if len(differing) > 1:
        return None
    name = differing[0]
    test = _united(one[name], other[name])
    return None if test is None else _plain({**one, name: test})


def _united(one: Test, other: Test) -> Test | None:
    if isinstance(one, Among) and isinstance(other, Among):
        return Among(one.values | other.values)
    assert isinstance(one, Span) and isinstance(other, Span), "a fact is either a word or a number"
    low, high = sorted((one, other), key=lambda span: span.first)
    if low.below is not None and low.below < high.first:
        return None
    ends = [span.below for span in (low, high)]
    return Span(low.first, None if None in ends else max(end for end in ends if end is not None))


def _plain(box: When) -> When:
    """The box without tests that everybody passes."""
    return {name: test for name, test in box.items() if not _holds_always(name, test, box)}


def _holds_always(name: str, test: Test, box: When) -> bool:
    if isinstance(test, Span):
        return test.below is None and test.first <= LEAST.get(name, 0)
    schemes = box.get("scheme")
    if name == "category" and isinstance(schemes, Among):
        return test.values >= {category for scheme in schemes.values for category in CATEGORIES[str(scheme)]}
    return test.values >= _all_words(name)
