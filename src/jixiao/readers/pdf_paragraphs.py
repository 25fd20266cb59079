"""Lines of running text to paragraphs, over page breaks too.

A paragraph ends where its last line stops although the next word would still have fitted, and begins with an indent, a
wider gap, another size, or a heading mark. In centred lines what counts is whether both would have fitted on one.
Chinese lines are joined without a space, so that a figure and its unit come together again; words of letters with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jixiao.readers.pdf_lines import Line, Pieces, is_wide
from jixiao.readers.pdf_page import Glyph

_WIDER = 1.3  # usual distances between lines: what is more parts paragraphs
_STOPS = "。！？；：!?;:…"
_FEWEST = 3  # lines that show where the edge of a column is
_MARGIN = 0.15  # of a page's width, where no line shows the margin
_PROSE = re.compile("[，。；,;]")
_NO_START = frozenset("，。、；：！？）》〉】〕”’％%,.;:!?)]}…—·℃")
_NO_END = frozenset("（《〈【〔“‘([{")
_NUMERALS = "一二三四五六七八九十百零〇"
_HEADING_MARK = re.compile(
    rf"第[{_NUMERALS}\d]{{1,4}}[章节部分编篇条款]|[{_NUMERALS}]{{1,4}}、|[(（][{_NUMERALS}]{{1,4}}[)）]"
    rf"|\d{{1,2}}\s?[.．、](?!\d)|[(（]\d{{1,2}}[)）]|\d{{1,2}}[)）]|[①-⑳]|附件\d{{0,2}}[:：]?|附[:：表]"
)


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right edge of the column that text runs in."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the column it runs in; `opens` where something stands between it and the text before."""

    line: Line
    column: Column
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text, and the glyph of each of its characters (None for a space)."""

    lines: tuple[Line, ...]
    text: str
    pieces: Pieces
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a text is set: the usual distance from line to line for each size, and whether headings begin at the edge.

    `flush`: paragraphs that begin with a heading mark at the left edge are seen; `flush_close`: without a wider gap above.
    """

    pitch: dict[int, float]
    flush: bool = False
    flush_close: bool = False


def read_paragraphs(lines: Sequence[Placed]) -> list[Paragraph]:
    """The paragraphs that lines in reading order form."""
    if not lines:
        return []
    habits = _habits(lines)
    groups: list[list[Placed]] = []
    for placed in lines:
        if not groups or placed.opens or _begins(groups[-1], placed, habits):
            groups.append([placed])
        else:
            groups[-1].append(placed)
    return [_paragraph(group) for group in groups]


def join_lines(lines: Iterable[Line]) -> tuple[str, Pieces]:
    """The text of lines that run on, with the glyph of each character.

    A space comes between two words of letters only; figures broken at the end of a line are one again.
    """
    text = ""
    pieces: list[Glyph | None] = []
    for line in lines:
        if text and _needs_space(text[-1], line.text[0]):
            text += " "
            pieces.append(None)
        text += line.text
        pieces.extend(line.pieces)
    return text, tuple(pieces)


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def first_word(line: Line) -> float:
    """How wide the beginning of a line is that cannot be parted: a figure, a character and the comma after it."""
    glyphs = line.glyphs
    end = 1
    while end < len(glyphs):
        before, after = glyphs[end - 1].text, glyphs[end].text
        glued = (
            after in _NO_START
            or before in _NO_END
            or not (is_wide(before) or is_wide(after))
            or (before in _NO_START and not is_wide(after))
        )
        if not glued:
            break
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0


def is_centred(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle of its column, clear of both edges.

    A marked line or a sentence set in by two characters is an indented one that happens to end there.
    """
    left, right = line.x0 - column.left, column.right - line.x1
    if abs(left - 2 * line.size) < 0.4 * line.size and (has_heading_mark(line.text) or line.text[-1] in _STOPS):
        return False
    return min(left, right) > line.size and abs(left - right) < max(1.5 * line.size, 0.08 * (left + right))


def has_heading_mark(text: str) -> bool:
    """Whether a text begins as headings and list items do.

    >>> [has_heading_mark(text) for text in ("一、部门概况", "（二）收入", "1.人员", "1.5万元", "第二部分 决算", "2023年")]
    [True, True, True, False, True, False]
    """
    return bool(_HEADING_MARK.match(text))


def _habits(lines: Sequence[Placed]) -> _Habits:
    """What the sure places of a text show: full lines followed by one at the left edge, and lines after short ones."""
    pairs = [pair for pair in pairwise(lines) if not pair[1].opens]
    pitches: dict[int, Counter[float]] = {}
    for before, after in pairs:
        a, b = before.line, after.line
        if a.page == b.page and b.top > a.top and _full(before, b) and _flush(after) and abs(a.size - b.size) < 0.6:
            pitches.setdefault(round(b.size), Counter())[round(b.bottom - a.bottom)] += 1
    habits = _Habits({size: min(counts, key=lambda p: (-counts[p], p)) for size, counts in pitches.items()})
    gaps = [
        _gap(before, after, habits)
        for before, after in pairs
        if not _full(before, after.line) and _flush(after) and has_heading_mark(after.line.text)
    ]
    return _Habits(habits.pitch, len(gaps) >= 2, sum(gap <= _WIDER for gap in gaps) >= max(2, len(gaps) // 4))


def _full(placed: Placed, after: Line) -> bool:
    """Whether the next line's first word would not have fitted on this one any more."""
    return placed.column.right - placed.line.x1 < first_word(after) + 0.25 * placed.line.size


def _flush(placed: Placed) -> bool:
    return placed.line.x0 - placed.column.left < 0.6 * placed.line.size


def _begins(group: Sequence[Placed], placed: Placed, habits: _Habits) -> bool:
    """Whether a line begins a new paragraph after those of a group."""
    last, line = group[-1], placed.line
    if line.text[0] in _NO_START and line.text[0] not in "—…·":
        return False
    if abs(line.size - last.line.size) > 0.12 * max(line.size, last.line.size):
        return True
    gap = _gap(last, placed, habits)
    if gap > _WIDER:
        return True
    if is_centred(line, placed.column) and _symmetric(group[0]):
        return _centred_begins(last, placed, gap)
    if is_centred(last.line, last.column) and len(group) == 1 and not _full(last, line):
        return True
    if not _full(last, line) and not _unfinished(group, placed):
        return True
    if _flush(placed):
        return _flush_begins(group, placed, habits)
    return not _hanging(group, placed)


def _gap(last: Placed, placed: Placed, habits: _Habits) -> float:
    """The distance to the line before, in usual distances; 1 where it cannot be measured, as over a page break."""
    if last.line.page != placed.line.page or placed.line.top < last.line.top:
        return 1.0
    usual = habits.pitch.get(round(placed.line.size), 0.0)
    step = placed.line.bottom - last.line.bottom
    return step / usual if usual else (1.0 if step < 2.2 * placed.line.size else 2.0)


def _centred_begins(last: Placed, placed: Placed, gap: float) -> bool:
    """Whether a centred line is a paragraph of its own, and not the rest of a title too long for one line."""
    room = last.column.right - last.column.left
    fits = last.line.x1 - last.line.x0 + first_word(placed.line) < room - 0.5 * placed.line.size
    return fits or gap > 1.15 or last.line.text[-1] in _STOPS


def _symmetric(placed: Placed) -> bool:
    """Whether a line stands as far from the left as from the right edge, as a title that fills its line does too."""
    left, right = placed.line.x0 - placed.column.left, placed.column.right - placed.line.x1
    return abs(left - right) < max(1.5 * placed.line.size, 0.08 * (left + right))


def _flush_begins(group: Sequence[Placed], placed: Placed, habits: _Habits) -> bool:
    """Whether a line at the left edge after a full one begins a paragraph: only where headings are set so.

    An entry of a list of headings that fills its line is no sentence: the next mark is the next entry.
    """
    last = group[-1].line
    if not has_heading_mark(placed.line.text):
        return False
    if len(group) == 1 and _flush(group[0]) and has_heading_mark(last.text) and not _PROSE.search(last.text):
        return True
    return last.text[-1] in _STOPS and (habits.flush_close if last.page == placed.line.page else habits.flush)


def _unfinished(group: Sequence[Placed], placed: Placed) -> bool:
    """Whether prose stops in the middle of a sentence not far from the edge: some programs part lines early.

    Prose has commas, or was set in where the line after it is not.
    """
    last = group[-1].line
    near = group[-1].column.right - last.x1 < 6 * last.size
    prose = not _flush(group[0]) or any(_PROSE.search(each.line.text) for each in group)
    plain = _flush(placed) and not has_heading_mark(placed.line.text)
    return near and prose and plain and last.text[-1] not in _STOPS


def _hanging(group: Sequence[Placed], placed: Placed) -> bool:
    """Whether an indented line runs on below other lines of its paragraph that begin at the same place."""
    if len(group) > 1:
        return abs(placed.line.x0 - group[-1].line.x0) < 0.6 * placed.line.size
    first = group[0]
    if group[-1].line.text[-1] in _STOPS:
        return False
    deeper = placed.line.x0 - first.line.x0
    return has_heading_mark(first.line.text) and 0.6 * placed.line.size < deeper < 4 * placed.line.size


def _paragraph(group: Sequence[Placed]) -> Paragraph:
    lines = tuple(placed.line for placed in group)
    text, pieces = join_lines(lines)
    centred = all(is_centred(placed.line, placed.column) for placed in group)
    return Paragraph(lines, text, pieces, centred)


def column_of(lines: Sequence[Line], width: float | None = None) -> Column:
    """The column that lines run in: the usual left edge, and the right edge that full lines reach.

    The right edge is taken from the longest lines, since unjustified ones end where the last word fits. Where too few
    lines show an edge, a page so wide is taken to have a usual margin, as broad on the right as on the left.
    """
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    long = [line for line in lines if line.x1 - line.x0 > 0.6 * widest]
    lefts = Counter(round(line.x0) for line in long)
    left = min((float(x) for x, n in lefts.items() if n >= 0.15 * len(long)), default=0.0)
    ends = sorted((line.x1 for line in long), reverse=True)
    right = median(ends[: max(1, len(ends) // 4)]) if ends else 0.0
    if width is not None:
        if lefts[round(left)] < _FEWEST or left > 2 * _MARGIN * width:
            left = min([_MARGIN * width, *(line.x0 for line in lines)])
        if sum(line.x1 > right - 1.5 * line.size for line in long) < _FEWEST or right < (1 - 2 * _MARGIN) * width:
            right = max([width - left, *ends[:1]])
    return Column(left, right)
