"""What stands around a table to its caption and unit: the lines above it, and rows of the table that hold one text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jixiao.document import Block, Document, Span, Table
from jixiao.numbers import money_in_wan
from jixiao.patterns import Rules
from jixiao.tables.grid import cell_form

_LINES_ABOVE = 3
_LONGEST_CAPTION = 60
_STOPS = re.compile(r"[。;；!?]$|[。；].")


class Caption(Struct, frozen=True):
    """The name of a table and the unit that is declared for all of it, with the place where it is."""

    text: str | None = None
    unit: str | None = None
    unit_span: Span | None = None


def caption_of(
    above: Sequence[Block], titles: Sequence[Block], corner: Block | None, rules: Rules, below: Block | None = None
) -> Caption:
    """The caption and unit of a table under some lines, whose first rows may be a title and a unit themselves.

    The nearest line comes first, before it the corner of the head (单位：万元 | 预算数), last the note below. A unit that the report declares
    for all its money is not looked for here.
    """
    text, unit, span = None, None, None
    if (
        corner is not None
        and (line := corner.normalised)
        and _only_unit(line, rules)
        and (found := unit_in(line, rules))
    ):
        unit, span = found[0], Span(corner.id, *found[1])
    for block in (*reversed(titles), *reversed(above)):
        line = block.normalised
        if unit is None and (found := unit_in(line, rules) or _counter_in(line, rules)):
            unit, span = found[0], Span(block.id, *found[1])
        if text is None and _names_table(line, rules, inside=block.kind == "cell"):
            text = block.text.strip()
    if unit is None and below is not None and (found := unit_in(below.normalised, rules)):
        unit, span = found[0], Span(below.id, *found[1])
    return Caption(text, unit, span)


def notes_below(document: Document, rules: Rules) -> Mapping[str, Block]:
    """For tables with a note or a unit directly under them, that line; a unit right above the next table is that table's."""
    found: dict[str, Block] = {}
    for place, block in enumerate(document.blocks[1:], start=1):
        table = document.blocks[place - 1].table
        if table is None or block.kind != "paragraph":
            continue
        line = block.normalised.strip()
        after = document.blocks[place + 1] if place + 1 < len(document.blocks) else None
        is_note = rules.pattern("table_note").search(line)
        if is_note or (_only_unit(line, rules) and (after is None or after.kind != "cell")):
            found[table] = block
    return found


def lines_above(document: Document, tables: Sequence[Table]) -> Mapping[str, tuple[Block, ...]]:
    """For every table the paragraphs directly above it, top down, none farther than another table."""
    first = {table.cells[0].block: table.id for table in tables if table.cells}
    found: dict[str, tuple[Block, ...]] = {}
    paragraphs: list[Block] = []
    for block in document.blocks:
        if block.id in first:
            found[first[block.id]] = tuple(paragraphs[-_LINES_ABOVE:])
        if block.kind == "cell":
            paragraphs = []
        elif block.kind == "paragraph" and block.text.strip():
            paragraphs.append(block)
    return found


def continues(document: Document, table: Table, above: Sequence[Block], before: Table, rules: Rules) -> bool:
    """Whether a table goes on with the one before: as wide, nothing between them but 续表 or the unit, no head of its own.

    A head that repeats the first row of the table before is not its own.
    """
    between = [block.normalised.strip() for block in above]
    if table.columns != before.columns or not all(_is_passed_over(line, rules) for line in between):
        return False
    first, earlier = _first_row(document, table), _first_row(document, before)
    return first == earlier or any(cell_form(text) == "value" for text in first)


def _is_passed_over(line: str, rules: Rules) -> bool:
    return bool(rules.any_of("continued_table").search(line)) or _only_unit(line, rules)


def _first_row(document: Document, table: Table) -> list[str]:
    return [document.block(cell.block).normalised.strip() for cell in table.cells if cell.row == 0]


def unit_in(line: str, rules: Rules) -> tuple[str, tuple[int, int]] | None:
    """The unit of money that a line declares and its place in it: 单位：万元."""
    for pattern in (rules.pattern("unit_line"), rules.pattern("unit_bracket")):
        for found in pattern.finditer(line):
            name = "unit" if found["unit"] else "bracketed"
            if is_money(found[name]):
                return found[name], found.span(name)
    return None


def _counter_in(line: str, rules: Rules) -> tuple[str, tuple[int, int]] | None:
    """The counter that a line declares for all figures under it: 单位：人."""
    found = rules.pattern("unit_line_counted").search(line)
    return (found["unit"], found.span("unit")) if found else None


def is_money(unit: str) -> bool:
    """Whether a printed unit is one of money.

    >>> [is_money(unit) for unit in ("万 元", "(元)", "%", "座")]
    [True, True, False, False]
    """
    try:
        return bool(money_in_wan(unit))
    except KeyError:
        return False


def _only_unit(line: str, rules: Rules) -> bool:
    return is_unit_line(line, rules) or _counter_in(line, rules) is not None


def is_unit_line(line: str, rules: Rules) -> bool:
    """Whether a line says what unit money is in and little more: 金额单位：万元."""
    found = rules.pattern("unit_line").search(line)
    return found is not None and len(line) <= len(found[0]) + 4


def _names_table(line: str, rules: Rules, inside: bool) -> bool:
    text = line.strip()
    if not text or len(text) > _LONGEST_CAPTION or _STOPS.search(text) or _only_unit(text, rules):
        return False
    return inside or bool(rules.pattern("table_caption").search(text))
