"""Lines of a scoring table to its groups: 投入（15分） over the rows of 投入, with the marks that the group has in brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jixiao.document import Document, Span
from jixiao.mentions import Mention
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.record import Points
from jixiao.tables.grid import GridCell
from jixiao.tables.labels import plain_name
from jixiao.tables.tables import TableReading


class ScoreGroup(Struct, frozen=True):
    """One group of indicators of a table: its name, its full marks where a bracket states them, the ids of its items."""

    name: str
    full_marks: Points | None
    items: tuple[str, ...]


def score_groups(
    document: Document,
    reading: TableReading,
    items: Mapping[int, str],
    by_block: Mapping[str, Sequence[Mention]],
    rules: Rules,
) -> tuple[ScoreGroup, ...]:
    """The outermost groups of one table, in order; `items` are the ids of the items by their lines."""
    heads: dict[str, list[GridCell]] = {}
    below: dict[str, list[str]] = {}
    for at, line in enumerate(reading.lines):
        outer = [cell for cell in (line.title, *line.names[:1]) if cell is not None]
        if at not in items or (line.title is None and len(line.names) < 2):
            continue
        name = plain_name(outer[0].squashed, rules)
        heads.setdefault(name, []).extend(cell for cell in outer if plain_name(cell.squashed, rules) == name)
        below.setdefault(name, []).append(items[at])
    return tuple(
        ScoreGroup(name, _marks(document, heads[name], by_block, rules), tuple(ids)) for name, ids in below.items()
    )


def _marks(
    document: Document, cells: Sequence[GridCell], by_block: Mapping[str, Sequence[Mention]], rules: Rules
) -> Points | None:
    """The full marks in brackets behind the first name that has them."""
    for cell in cells:
        found = rules.pattern("points_in_brackets").search(document.block(cell.block).normalised.rstrip())
        if found is None:
            continue
        span = Span(cell.block, *found.span("points"))
        span = next((m.span for m in by_block.get(cell.block, ()) if m.span.covers(span)), span)
        value = read_numeral(found["points"]).value
        return Points(role="full_marks", value=value, text=document.quote(span), span=span)
    return None
