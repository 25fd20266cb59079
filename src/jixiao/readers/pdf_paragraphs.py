"""Lines of running text to paragraphs, over page breaks too.

A paragraph ends where its last line stops although the next word would still have fitted, and begins with an indent, a
wider gap, another size, or a heading mark. In centred lines what counts is whether both would have fitted on one.
Chinese lines are joined without a space, so that a figure and its unit come together again; words of letters with one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import compress, pairwise

from msgspec import Struct

from jixiao.readers.pdf_contents import ends_entry
from jixiao.readers.pdf_joining import first_word, join_texts
from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_margins import Column, is_centred, is_set_in, is_symmetric
from jixiao.readers.pdf_marks import BULLETS, NO_START, PROSE, STOPS, has_heading_mark

_ENOUGH = 10  # lines to tell by whether a text is justified
_EVEN = 1.5  # points that lines of justified text end apart, at most
_WIDER = 1.3  # usual distances between lines: what is more parts paragraphs


class Placed(Struct, frozen=True):
    """A line and the column it runs in; `opens` where something stands between it and the text before."""

    line: Line
    column: Column
    opens: bool = False


class Paragraph(Struct, frozen=True):
    """One paragraph: its text, and where in it each of its lines begins.

    `ends_entry` says that its last line ends as an entry of a table of contents does.
    """

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]
    centred: bool = False
    ends_entry: bool = False


class _Habits(Struct, frozen=True):
    """How a text is set: the usual distance from line to line for each size, and whether headings begin at the edge.

    `flush`: paragraphs that begin with a heading mark at the left edge are seen; `flush_close`: without a wider gap above.
    `justified`: lines that go on reach the right edge, all but a few.
    """

    pitch: dict[int, float]
    flush: bool = False
    flush_close: bool = False
    justified: bool = False


def read_paragraphs(lines: Sequence[Placed]) -> list[Paragraph]:
    """The paragraphs that lines in reading order form."""
    if not lines:
        return []
    habits = _habits(lines)
    groups: list[list[Placed]] = []
    for placed, after in zip(lines, (*lines[1:], None), strict=True):
        if not groups or placed.opens or _begins(groups[-1], placed, after, habits):
            groups.append([placed])
        else:
            groups[-1].append(placed)
    return [_paragraph(group) for group in groups]


def _habits(lines: Sequence[Placed]) -> _Habits:
    """What the sure places of a text show: full lines followed by one at the left edge, and lines after short ones."""
    pairs = [(before, after) for before, after in pairwise(lines) if not after.opens]
    filled = [_full(before, after.line) for before, after in pairs]
    pitches: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for before, after in compress(pairs, filled):
        a, b = before.line, after.line
        if a.page == b.page and b.top > a.top and _flush(after) and abs(a.size - b.size) < 0.6:
            pitches[round(b.size)][round(b.base - a.base)] += 1
    habits = _Habits({size: min(counts, key=lambda p: (-counts[p], p)) for size, counts in pitches.items()})
    gaps = [
        _gap(before, after, habits)
        for (before, after), is_full in zip(pairs, filled, strict=True)
        if not is_full and _flush(after) and has_heading_mark(after.line.text)
    ]
    full = [before.column.right - before.line.x1 for before, _ in compress(pairs, filled)]
    return _Habits(
        habits.pitch,
        flush=len(gaps) >= 2,
        flush_close=sum(gap <= _WIDER for gap in gaps) >= max(2, len(gaps) // 4),
        justified=len(full) >= _ENOUGH and sum(room < _EVEN for room in full) >= 0.8 * len(full),
    )


def _full(placed: Placed, after: Line) -> bool:
    """Whether the next line's first word would not have fitted on this one any more."""
    room = placed.column.right - placed.line.x1 - 0.25 * placed.line.size
    return room < 0 or room < first_word(after)


def _flush(placed: Placed) -> bool:
    return placed.line.x0 - placed.column.left < 0.6 * placed.line.size


def _begins(group: Sequence[Placed], placed: Placed, after: Placed | None, habits: _Habits) -> bool:
    """Whether a line begins a new paragraph after those of a group; `after` is the line below it."""
    last, line = group[-1], placed.line
    if line.text[0] in NO_START and line.text[0] not in "—…·":
        return False
    if ends_entry(last.line, last.column) or abs(line.size - last.line.size) > 0.12 * max(line.size, last.line.size):
        return True
    gap = _gap(last, placed, habits)
    if gap > _WIDER:
        return True
    centred = (
        is_centred(line, placed.column) and not _is_below(last.line, line),
        is_centred(last.line, last.column) and not (_flush(placed) and is_set_in(last.line, last.column)),
    )  # an indented line before one at the edge is no title
    if (
        any(centred)
        and is_symmetric(line, placed.column)
        and is_symmetric(group[0].line, group[0].column)
        and not _hanging(group, placed, after)
    ):
        return _centred_begins(last, placed, gap)
    if centred[1] and len(group) == 1 and not _full(last, line):
        return True
    if not _full(last, line) and not _unfinished(group, placed):
        return True
    if _flush(placed):
        ended = habits.justified and last.line.text[-1] in STOPS and last.column.right - last.line.x1 > 2 * _EVEN
        return ended or _flush_begins(group, placed, habits)
    return not _hanging(group, placed, after)


def _is_below(last: Line, line: Line) -> bool:
    """Whether a line begins where the one before begins, and ends elsewhere."""
    return abs(line.x0 - last.x0) < 0.1 * line.size and abs(line.x1 - last.x1) > line.size


def _gap(last: Placed, placed: Placed, habits: _Habits) -> float:
    """The distance to the line before, in usual distances; 1 where it cannot be measured, as over a page break.

    Large type may take the room of two lines of the text.
    """
    if last.line.page != placed.line.page or placed.line.top < last.line.top:
        return 1.0
    usual = habits.pitch.get(round(placed.line.size), 0.0)
    step = placed.line.base - last.line.base
    if usual:
        return step / usual
    return 1.0 if step < max(2.2 * placed.line.size, 2.1 * max(habits.pitch.values(), default=0.0)) else 2.0


def _centred_begins(last: Placed, placed: Placed, gap: float) -> bool:
    """Whether a centred line is a paragraph of its own, and not the rest of a title too long for one line."""
    room = last.column.right - last.column.left
    fits = last.line.x1 - last.line.x0 + first_word(placed.line) < room - 0.5 * placed.line.size
    return fits or gap > 1.15 or last.line.text[-1] in STOPS


def _flush_begins(group: Sequence[Placed], placed: Placed, habits: _Habits) -> bool:
    """Whether a line at the left edge after a full one begins a paragraph: only where headings are set so.

    An entry of a list of headings that fills its line is no sentence: the next mark is the next entry.
    """
    last = group[-1].line
    if not has_heading_mark(placed.line.text):
        return False
    if len(group) == 1 and _flush(group[0]) and has_heading_mark(last.text) and not PROSE.search(last.text):
        return True
    return last.text[-1] in STOPS and (habits.flush_close if last.page == placed.line.page else habits.flush)


def _unfinished(group: Sequence[Placed], placed: Placed) -> bool:
    """Whether prose stops in the middle of a sentence: programs part lines early before a long figure, or beside a frame.

    Prose has commas, or was set in where the line after it is not. Far from the edge it must be both, and no heading.
    """
    last = group[-1].line
    near = group[-1].column.right - last.x1 < 6 * last.size
    set_in = is_set_in(group[0].line, group[0].column)
    commas = any(PROSE.search(each.line.text) for each in group)
    sentence = set_in and commas and not (len(group) == 1 and has_heading_mark(last.text))
    plain = _flush(placed) and not has_heading_mark(placed.line.text)
    return (sentence or (near and (set_in or commas))) and plain and last.text[-1] not in STOPS


def _hanging(group: Sequence[Placed], placed: Placed, after: Placed | None) -> bool:
    """Whether an indented line runs on below other lines of its paragraph that begin at the same place.

    The second line of an item does below the sign that the item begins with. After the end of a sentence it is one if the
    line below it begins at the same place, and no paragraph that goes on at the edge.
    """
    heading = has_heading_mark(placed.line.text)
    if len(group) > 1:
        item = heading and group[-1].line.text[-1] in STOPS
        return abs(placed.line.x0 - group[-1].line.x0) < 0.6 * placed.line.size and not item
    first = group[0].line
    marked = has_heading_mark(first.text) or first.text[0] in BULLETS
    if not (marked and 0.6 * placed.line.size < placed.line.x0 - first.x0 < 4 * placed.line.size):
        return False
    below = after is not None and abs(after.line.x0 - placed.line.x0) < 0.6 * placed.line.size
    return first.text[-1] not in STOPS or (not heading and (below or not is_set_in(placed.line, placed.column)))


def _paragraph(group: Sequence[Placed]) -> Paragraph:
    lines = tuple(placed.line for placed in group)
    text, starts = join_texts(lines)
    centred = all(is_centred(placed.line, placed.column) for placed in group)
    return Paragraph(lines, text, starts, centred, ends_entry(group[-1].line, group[-1].column))
