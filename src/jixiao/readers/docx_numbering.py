"""numbering.xml to the ordinals that Word shows before automatically numbered paragraphs: "（二）", "3.1", "第四章".

Word keeps no ordinal in the text. A paragraph (or its style) names a list and a level, a list names an abstract list,
and each level of that says how to count and what to write around the count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from jixiao.readers.docx_names import ALTERNATE, ILVL, NUM_ID, NUM_PR, P_STYLE, Element, W, number, switched_on, value
from jixiao.readers.docx_numerals import numeral
from jixiao.readers.docx_styles import ParagraphStyle

_COUNT = re.compile(r"%([1-9])")
_FIRST_LEVEL, _LAST_LEVEL = 0, 8


class Ordinal(Struct, frozen=True):
    """An ordinal as shown, and the gap that Word leaves between it and the text."""

    text: str
    gap: str

    def before(self, text: str) -> str:
        """The ordinal and the text after it, as they stand on the page; a count never runs into a figure.

        >>> Ordinal("1.", "").before("2023年收入")
        '1. 2023年收入'
        """
        runs_on = text[:1].isdigit() and (self.text[-1].isascii() or self.text[-1].isdigit()) and self.text[-1] != ")"
        return f"{self.text}{self.gap or ' ' * runs_on}{text}".rstrip()


class Level(Struct, frozen=True):
    """One level of a list: from where and how it counts, and what is written ("（%2）": the count of level two)."""

    start: int = 1
    number_format: str = "decimal"
    custom: str | None = None
    text: str = ""
    follows: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None

    def restarts_after(self, used: int) -> bool:
        """Whether a paragraph on the higher level `used` makes this level count from its start again."""
        return self.restart is None or used < self.restart


class List(Struct, frozen=True):
    """One list (w:num): its levels, and the levels it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def level_of(self, styles: tuple[str, ...]) -> int | None:
        """The level that is tied to the paragraph's style, or to one that it is based on."""
        tied = {level.style: index for index, level in self.levels.items() if level.style}
        return next((tied[style] for style in styles if style in tied), None)


class Lists:
    """The lists of one document, by the number that paragraphs call them by."""

    def __init__(self, root: Element | None, numbering_of_style: Callable[[str], int | None]) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[int, Element] = {}
        self._lists: dict[int, List | None] = {}
        self._numbering_of_style = numbering_of_style
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._abstract[element.get(W + "abstractNumId", "")] = element
            elif element.tag == W + "num" and (num_id := element.get(W + "numId", "")).isdecimal():
                self._nums[int(num_id)] = element

    def get(self, num_id: int) -> List | None:
        """The list of this number; None for 0 (no numbering) and for lists that are not there."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: int) -> List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id = self._abstract_id(num)
        abstract = self._abstract.get(abstract_id)
        levels = dict(map(_level, abstract.iterchildren(W + "lvl"))) if abstract is not None else {}
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = _index(override)
            if (redefined := override.find(W + "lvl")) is not None:
                levels[index] = _level(redefined)[1]
            if (start := number(override.find(W + "startOverride"))) is not None:
                starts[index] = start
                levels[index] = replace(levels.get(index, Level()), start=start)
        return List(abstract_id, levels, starts) if levels else None

    def _abstract_id(self, num: Element) -> str:
        """The abstract list of a list; one that only points to a numbering style is followed to that style's list."""
        followed: set[str] = set()
        while True:
            abstract_id = value(num.find(W + "abstractNumId")) or ""
            abstract = self._abstract.get(abstract_id)
            link = None if abstract is None else value(abstract.find(W + "numStyleLink"))
            linked = None if link is None else self._nums.get(self._numbering_of_style(link) or 0)
            if linked is None or abstract_id in followed:
                return abstract_id
            followed.add(abstract_id)
            num = linked


class Counters(Struct):
    """How far each list has counted in one story (the body, a note): lists of one abstract list count together."""

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[int, int]] = field(default_factory=set)

    def next(self, properties: Mapping[str, Element], style: ParagraphStyle) -> Ordinal | None:
        """The ordinal of the next paragraph, from its own numbering or its style's; None where Word shows none."""
        num_id, ilvl = style.num_id, None
        own = properties.get(NUM_PR)
        if own is not None:
            own_id, ilvl = number(own.find(NUM_ID)), number(own.find(ILVL))
            if own_id is not None:
                num_id, ilvl = own_id, ilvl or 0
        numbered = self.lists.get(num_id) if num_id else None
        if num_id is None or numbered is None:
            return None
        if ilvl is None:
            ilvl = numbered.level_of(style.chain)
        ilvl = min(max(style.ilvl or 0 if ilvl is None else ilvl, _FIRST_LEVEL), _LAST_LEVEL)
        counts = self._count(num_id, numbered, ilvl)
        return _shown(numbered, ilvl, counts)

    def _count(self, num_id: int, numbered: List, ilvl: int) -> dict[int, int]:
        counts = self._counts.setdefault(numbered.abstract, {})
        level = numbered.levels.get(ilvl, Level())
        begins = ilvl in numbered.starts and (num_id, ilvl) not in self._started
        counts[ilvl] = level.start if begins or ilvl not in counts else counts[ilvl] + 1
        self._started.add((num_id, ilvl))
        for deeper in [index for index in counts if index > ilvl]:
            if numbered.levels.get(deeper, Level()).restarts_after(ilvl):
                del counts[deeper]
        return counts


def _shown(numbered: List, ilvl: int, counts: dict[int, int]) -> Ordinal | None:
    """The ordinal as printed; a bullet is no ordinal. A level above that has not been used shows its start."""
    level = numbered.levels.get(ilvl)
    if level is None or level.number_format == "bullet":
        return None

    def count(place: re.Match[str]) -> str:
        index = int(place.group(1)) - 1
        of = numbered.levels.get(index, Level())
        shown_as = "decimal" if level.legal else of.number_format
        return numeral(counts.get(index, of.start), shown_as, of.custom)

    text = _COUNT.sub(count, level.text).strip()
    if not text:
        return None
    set_off = level.follows != "nothing" and (text[-1].isalnum() or text[-1].isascii()) and text[-1] != ")"
    return Ordinal(text, " " if set_off else "")


def _level(element: Element) -> tuple[int, Level]:
    number_format, custom = _number_format(element)
    restart = number(element.find(W + "lvlRestart"))
    return _index(element), Level(
        start=_or(number(element.find(W + "start")), 0),
        number_format=number_format,
        custom=custom,
        text=value(element.find(W + "lvlText")) or "",
        follows=value(element.find(W + "suff")) or "tab",
        restart=restart,
        legal=switched_on(element.find(W + "isLgl")),
        style=value(element.find(P_STYLE)),
    )


def _number_format(level: Element) -> tuple[str, str | None]:
    """The number format of a level; a custom one ("001, 002, ...") stands beside its replacement for older Words."""
    plain = level.find(W + "numFmt")
    if plain is None and (alternate := level.find(ALTERNATE)) is not None:
        plain = next(alternate.iter(W + "numFmt"), None)
    if plain is None:
        return "decimal", None
    return plain.get(W + "val", "decimal"), plain.get(W + "format")


def _index(element: Element) -> int:
    """The level that a w:lvl or w:lvlOverride is about, 0 for the first."""
    stated = element.get(ILVL, "")
    return int(stated) if stated.isdecimal() else _FIRST_LEVEL


def _or(stated: int | None, otherwise: int) -> int:
    return otherwise if stated is None else stated
