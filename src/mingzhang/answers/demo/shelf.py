"""What is prescribed and sold in the demo: the region's catalogue, with a price for each item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from mingzhang.basics.fen import half_up
from mingzhang.registers.catalogs.records import Item, ItemClass, ItemKind

_CHEAPEST_FEN, _STEPS, _STEP_FEN = 800, 60, 150


class Shelf:
    """The items of one region on the demo's day, found by kind and class."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = {item.code: item for item in sorted(items, key=lambda item: item.code)}
        self._by_class: defaultdict[tuple[ItemKind, ItemClass], list[Item]] = defaultdict(list)
        for item in self.items.values():
            self._by_class[item.kind, item.class_].append(item)

    def some(self, generator: Random, kind: ItemKind, class_: ItemClass) -> Item:
        """Any item of a kind and class."""
        return generator.choice(self._by_class[kind, class_])

    def first(self, kind: ItemKind, class_: ItemClass) -> Item:
        """The item of a kind and class with the lowest code: always the same one."""
        return self._by_class[kind, class_][0]

    def plain(self) -> Item:
        """The first medicine that is wholly in scope and has no price limit: whatever it costs is paid as such."""
        return next(item for item in self._by_class["drug", "A"] if item.price_limit_fen is None)

    def limited(self) -> Item:
        """The first item that the catalogue pays only up to a price."""
        return next(item for item in self.items.values() if item.price_limit_fen and item.class_ != "C")

    def price_fen(self, item: Item) -> int:
        """The demo's price of one unit: the catalogue's limit, else an amount that the item's code gives."""
        if item.price_limit_fen:
            return item.price_limit_fen
        turn = sum(place * ord(letter) for place, letter in enumerate(item.code, start=1))
        return _CHEAPEST_FEN + turn % _STEPS * _STEP_FEN

    def quantity_for(self, item: Item, about_fen: int) -> int:
        """How many units cost about an amount; at least one."""
        return max(1, half_up(about_fen, self.price_fen(item)))
