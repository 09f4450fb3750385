"""Fee lines: split by the catalogue of the line's day, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

import msgspec

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.records import FeeLine, LineRecord
from mingzhang.care.visits.rules import unknown_item
from mingzhang.registers.catalogs.queries import items_on
from mingzhang.registers.catalogs.records import Item
from mingzhang.rules.settlement.bill import Bill, ItemRule, split_line

_SQL = load_statements(__package__ or "", "lines.sql")


def split_lines(
    connection: Connection, catalogue_region: str, visit_id: int, lines: Sequence[FeeLine]
) -> tuple[LineRecord, ...] | Refusal:
    """Split each line by the catalogue of the place of treatment on the line's day; refuses ITEM_UNKNOWN."""
    found = _items(connection, catalogue_region, lines)
    if (refused := unknown_item(lines, found)) is not None:
        return refused
    return tuple(_record(visit_id, line, found[line.item_code, line.occurred_at.date()]) for line in lines)


def _items(connection: Connection, region: str, lines: Iterable[FeeLine]) -> dict[tuple[str, date], Item]:
    wanted: dict[date, set[str]] = defaultdict(set)
    for line in lines:
        wanted[line.occurred_at.date()].add(line.item_code)
    return {
        (code, day): item
        for day, codes in wanted.items()
        for code, item in items_on(connection, region, sorted(codes), day).items()
    }


def _record(visit_id: int, line: FeeLine, item: Item) -> LineRecord:
    """The line with its split. Who wishes to bear an item alone is split as if it were outside the catalogue."""
    class_ = "C" if line.own_cost_wished else item.class_
    rule = ItemRule(class_, item.first_share_bp, item.price_limit_fen, item.essential)
    split = split_line(rule, line.quantity, line.unit_price, line.amount_fen)
    return LineRecord(
        visit_id=visit_id,
        serial=line.serial,
        batch=line.batch,
        item_code=line.item_code,
        item_name=item.name,
        kind=item.kind,
        class_=item.class_,
        category=item.category,
        quantity=line.quantity,
        unit_price=line.unit_price,
        amount_fen=line.amount_fen,
        first_share_bp=item.first_share_bp,
        price_limit_fen=item.price_limit_fen,
        wholly_own_fen=split.wholly_own_fen,
        over_limit_fen=split.over_limit_fen,
        first_self_fen=split.first_self_fen,
        in_scope_fen=split.in_scope_fen,
        item_group=split.item_group,
        reason="OWN_COST_WISHED" if line.own_cost_wished else split.reason,
        occurred_at=line.occurred_at,
        settlement_id=None,
    )


def write_lines(connection: Connection, region: str, records: Sequence[LineRecord], lines: Sequence[FeeLine]) -> None:
    """Keep the lines with their splits."""
    rows = [
        {**asdict(record), "class": record.class_, "region": region, "details": line.details}
        for record, line in zip(records, lines, strict=True)
    ]
    connection.execute(_SQL["add_lines"], {"lines": msgspec.json.encode(rows).decode()})


def bill_of(records: Iterable[LineRecord]) -> Bill:
    """The sums of lines, in scope by item group, as the rules see them."""
    groups: dict[str, int] = defaultdict(int)
    total = wholly_own = over_limit = first_self = 0
    for record in records:
        total += record.amount_fen
        wholly_own += record.wholly_own_fen
        over_limit += record.over_limit_fen
        first_self += record.first_self_fen
        groups[record.item_group] += record.in_scope_fen
    return Bill(total, wholly_own, over_limit, first_self, tuple(sorted(groups.items())))
