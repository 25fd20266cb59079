"""The lines of all pages to body and furniture: running heads, footers and page numbers.

Furniture is known by three things together: it stands in the margin, it comes back on other pages at the same height,
and it is no larger than the text. On few pages it must stand at the very edge too, or well apart from the text of each. A
page number counts with the pages. A title that stands once, or larger, or where text begins, stays. Furniture must be
gone before lines are joined, or "增长", "4", "17.31%" becomes 417.31%.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jixiao.readers.pdf_lines import Line
from jixiao.readers.pdf_page import Page

_MARGIN = 0.13  # how much of a page's height, at top and bottom, may hold furniture
_EDGE = 0.085  # within this part no text begins
_OUTSIDE = 0.065  # where not even titles stand
_DEEP = 3  # so many lines there at most
_APART = 1.5  # characters between furniture and text, where it does not stand at the very edge
_SAME_HEIGHT = 4.0  # points
_SHARE = 0.6  # of the pages, or of the left or right ones, carry a running head
_DASH = "[-—–―－_~·•|]"
_NUMBER = r"(\d{1,4}|[ivxIVX]{1,7}|[Ⅰ-ⅿ])"
_LONGEST = 20  # characters of a page number
_PLAIN = re.compile(r"\d{1,4}")
_DRESSED = re.compile(
    rf"{_DASH}{{1,3}}{_NUMBER}{_DASH}{{1,3}}|第{_NUMBER}页[/／,，(（]?(?:共{_NUMBER}页)?[)）]?|{_NUMBER}[/／]{_NUMBER}页?"
    rf"|共{_NUMBER}页[/／,，]?第{_NUMBER}页|[Pp]age{_NUMBER}(?:of{_NUMBER})?|[ivx]{{1,7}}|[IVX]{{1,7}}|[Ⅰ-ⅿ]"
)
_BESIDE = r"第\d{1,4}页(?:[/／,，(（]?共\d{1,4}页[)）]?)?|共\d{1,4}页[/／,，]?第\d{1,4}页|\d{1,4}(?:[/／]\d{1,4}页?)?"
_BEFORE, _AFTER = (
    re.compile(rf"{_DASH}?(?:{_BESIDE})(?!\d){_DASH}?"),
    re.compile(rf"{_DASH}?(?<!\d)(?:{_BESIDE}){_DASH}?$"),
)
_SHORT = 16  # characters, more than such a number has


class Parted(Struct, frozen=True):
    """Body lines page by page, and what was printed around them, each wording once."""

    body: tuple[tuple[Line, ...], ...]
    headers: tuple[Line, ...]
    footers: tuple[Line, ...]


class _Candidate(Struct, frozen=True):
    """A line in a page's margin, so deep below or above its edge.

    `wording` is its text without spaces and without a page number beside it.
    """

    line: Line
    at_top: bool
    depth: float
    wording: str
    number: int | None
    dressed: bool


class _Form(NamedTuple):
    """A wording less one number, and how far that is from counting the pages."""

    at_top: bool
    words: str
    offset: int

    @classmethod
    def of(cls, candidate: _Candidate, found: re.Match[str]) -> _Form:
        """The form of a candidate with a number at one end of its wording; of two numbers, as in 共9页第1页, which is the page's."""
        numbers = re.findall(r"\d+", found[0])
        page = numbers[-1 if found[0].startswith("共") else 0]
        words = candidate.wording[: found.start()] + candidate.wording[found.end() :]
        return cls(candidate.at_top, words, candidate.line.page - int(page))


def part_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]], body_size: float) -> Parted:
    """Part the lines of all pages into body and furniture."""
    candidates = _without_numbers(
        [c for page, page_lines in zip(pages, lines, strict=True) for c in _candidates(page, page_lines)]
    )
    numbers = _page_numbers(candidates, len(pages))
    running = _running(candidates, pages, lines, body_size)
    away = {id(line) for line in (*numbers, *(c.line for c in running))}
    body = tuple(tuple(line for line in page_lines if id(line) not in away) for page_lines in lines)
    return Parted(body, _once(c for c in running if c.at_top), _once(c for c in running if not c.at_top))


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number.

    >>> [is_page_number(text) for text in ("5", "- 5 -", "— 5 —", "第5页 共9页", "3/12", "iv", "17.31%", "（1）")]
    [True, True, True, True, True, True, False, False]
    """
    bare = text.replace(" ", "")
    return len(bare) <= _LONGEST and bool(_PLAIN.fullmatch(bare) or _DRESSED.fullmatch(bare))


def _candidates(page: Page, lines: Sequence[Line]) -> list[_Candidate]:
    """The lines in the margins of a page, which are as broad where the sheet lies on its side."""
    margin = _MARGIN * max(page.width, page.height)
    top = [_candidate(line, True, line.bottom) for line in lines[:_DEEP]]
    bottom = [_candidate(line, False, page.height - line.top) for line in lines[-_DEEP:]]
    return [candidate for candidate in (*top, *bottom) if candidate.depth < margin]


def _candidate(line: Line, at_top: bool, depth: float) -> _Candidate:
    bare = line.text.replace(" ", "")
    if is_page_number(bare):
        digits = re.search(r"\d+", bare)
        return _Candidate(line, at_top, depth, "", int(digits[0]) if digits else None, not _PLAIN.fullmatch(bare))
    parts = [part.text.replace(" ", "") for part in line.split(2.0)]
    words = [part for part in parts if not is_page_number(part)]
    return _Candidate(line, at_top, depth, "".join(words), None, False)


def _without_numbers(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates, of each wording a number at its beginning or end left out that counts with the pages."""
    forms = [[_Form.of(candidate, found) for found in _numbers_beside(candidate.wording)] for candidate in candidates]
    times = Counter(form for each in forms for form in each)
    counted = [next((form for form in each if form.words and times[form] > 1), None) for each in forms]
    return [
        replace(candidate, wording=form.words) if form else candidate
        for candidate, form in zip(candidates, counted, strict=True)
    ]


def _numbers_beside(wording: str) -> Iterator[re.Match[str]]:
    """What may be a page number at the beginning or the end of a wording."""
    for found in (_BEFORE.match(wording), _AFTER.search(wording, max(len(wording) - _SHORT, 0))):
        if found:
            yield found


def _page_numbers(candidates: Iterable[_Candidate], pages: int) -> list[Line]:
    """Lines that are page numbers: dressed as one, or bare and counting with the pages."""
    bare = [c for c in candidates if not c.wording]
    offsets = Counter(c.line.page - c.number for c in bare if c.number is not None)
    usual, votes = max(offsets.items(), key=lambda item: item[1], default=(0, 0))
    counting = votes >= min(2, pages)
    return [
        c.line
        for c in bare
        if c.dressed or (counting and c.number is not None and (c.line.page - c.number == usual or _alone(c, bare)))
    ]


def _alone(candidate: _Candidate, others: Iterable[_Candidate]) -> bool:
    """Whether a bare number stands at the height of at least two others, as after numbering began anew."""
    heights = [other.depth for other in others if other.at_top == candidate.at_top and other is not candidate]
    return sum(abs(height - candidate.depth) < _SAME_HEIGHT for height in heights) >= 2


def _running(
    candidates: Iterable[_Candidate], pages: Sequence[Page], lines: Sequence[Sequence[Line]], body_size: float
) -> list[_Candidate]:
    """Running heads and footers: the same words at the same height, page after page."""
    groups: dict[tuple[bool, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.wording and candidate.line.size <= 1.15 * body_size:
            groups[candidate.at_top, candidate.wording].append(candidate)
    back = [
        height
        for group in groups.values()
        for height in _heights(group)
        if _comes_back({candidate.line.page for candidate in height}, len(pages))
    ]
    away = {id(candidate.line) for height in back for candidate in height}
    body = {
        page.number: (page, [line for line in page_lines if id(line) not in away])
        for page, page_lines in zip(pages, lines, strict=True)
    }
    margins = _margins(body.values())
    sheet = {page.number: max(page.width, page.height) for page in pages}
    running = [
        candidate
        for height in back
        if all(candidate.depth < margins[candidate.at_top] + _SAME_HEIGHT for candidate in height)
        and (
            _at_edge(height, sheet)
            or len({candidate.line.page for candidate in height}) > _DEEP
            or _APART * body_size <= min(_room(c, *body[c.line.page]) for c in height) < math.inf
        )
        for candidate in height
    ]
    places = {(c.at_top, round(c.depth), round(c.line.size)) for c in running}
    told = {id(c) for c in running}
    alone = (c for group in groups.values() for c in group if id(c) not in told and _at_edge([c], sheet))
    return running + [
        c
        for c in alone
        if (c.at_top, round(c.depth), round(c.line.size)) in places or _is_small_print(c, body_size, *body[c.line.page])
    ]


def _is_small_print(candidate: _Candidate, body_size: float, page: Page, body: Sequence[Line]) -> bool:
    """Whether a line that stands once is furniture all the same: small, high up or low down, and well apart from the text."""
    outside = candidate.depth < _OUTSIDE * max(page.width, page.height)
    room = _room(candidate, page, body)
    return outside and candidate.line.size < 0.9 * body_size and _APART * body_size < room < math.inf


def _margins(body: Iterable[tuple[Page, Sequence[Line]]]) -> tuple[float, float]:
    """How far from the lower and the upper edge text ends and begins on the fuller half of the pages."""
    ends: tuple[list[float], list[float]] = ([], [])
    for page, lines in body:
        text = [line for line in lines if not is_page_number(line.text)]
        if text:
            ends[0].append(page.height - max(line.bottom for line in text))
            ends[1].append(min(line.top for line in text))
    low, high = (sorted(places)[len(places) // 2] if places else math.inf for places in ends)
    return low, high


def _at_edge(group: Sequence[_Candidate], sheet: Mapping[int, float]) -> bool:
    """Whether lines stand beyond where text begins or ends, even on pages with narrow margins; `sheet` is a page's longer side."""
    return all(candidate.depth < _EDGE * sheet[candidate.line.page] for candidate in group)


def _room(candidate: _Candidate, page: Page, body: Sequence[Line]) -> float:
    """How far a line in the margin keeps from the text of its page; where a table is next, as below its title, no matter."""
    line = candidate.line
    if candidate.at_top:
        text = min((other.top for other in body if other.top > line.top), default=page.height)
        ruled = any(line.top < stroke.top < text for stroke in page.strokes if stroke.bottom > stroke.top)
        return math.inf if ruled else text - line.bottom
    text = max((other.bottom for other in body if other.bottom < line.bottom), default=0.0)
    ruled = any(text < stroke.bottom < line.bottom for stroke in page.strokes if stroke.bottom > stroke.top)
    return math.inf if ruled else line.top - text


def _heights(group: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Candidates of the same words by the height they stand at."""
    heights: list[list[_Candidate]] = []
    for candidate in sorted(group, key=lambda c: c.depth):
        if heights and candidate.depth - heights[-1][-1].depth < _SAME_HEIGHT:
            heights[-1].append(candidate)
        else:
            heights.append([candidate])
    return heights


def _comes_back(found: set[int], pages: int) -> bool:
    """Whether words on these pages run through the document: on most pages, most left or right ones, or four in a row.

    >>> _comes_back({2, 3, 4}, 4), _comes_back({1, 3, 5, 7}, 7), _comes_back({6, 7}, 20)
    (True, True, False)
    """
    if len(found) < 2:
        return False
    sides = [{page for page in found if page % 2 == side} for side in (0, 1)]
    row = any({page, page + 1, page + 2, page + 3} <= found for page in found)
    return (
        row
        or len(found) >= _SHARE * (pages if pages < 4 else pages - 1)
        or any(len(side) >= max(2, _SHARE * (pages // 2)) and len(found - side) == 0 for side in sides)
    )


def _once(candidates: Iterable[_Candidate]) -> tuple[Line, ...]:
    """The first line of each wording."""
    kept: dict[str, Line] = {}
    for candidate in candidates:
        kept.setdefault(candidate.wording, candidate.line)
    return tuple(kept.values())
