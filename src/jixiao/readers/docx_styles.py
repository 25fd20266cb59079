"""styles.xml to what each style says of a paragraph or a run, with what it inherits from the styles it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jixiao.readers.docx_names import (
    BOLD,
    ILVL,
    JC,
    NUM_ID,
    NUM_PR,
    OUTLINE_LVL,
    P_PR,
    R_PR,
    R_STYLE,
    SIZE,
    VAL,
    VANISH,
    Element,
    W,
    by_name,
    number,
    switched_on,
    value,
)

_CONTENTS_NAME = re.compile(r"(?:toc|目录|contents)\s*(?:[1-9]|heading|标题)|table of figures|图表目录", re.IGNORECASE)
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9


class Look(NamedTuple):
    """How a run looks: bold, size in points, hidden."""

    bold: bool = False
    size: float | None = None
    hidden: bool = False

    def changed(self, properties: Iterable[Element]) -> Look:
        """The look changed by what the children of one w:rPr say."""
        bold, size, hidden = self.bold, self.size, self.hidden
        for child in properties:
            tag = child.tag
            if tag == SIZE:
                size = _points(child, size)
            elif tag == BOLD:
                bold = switched_on(child)
            elif tag == VANISH:
                hidden = switched_on(child)
        return Look(bold, size, hidden)


PLAIN = Look()
_OF_LOOK = frozenset((SIZE, BOLD, VANISH))


class ParagraphStyle(Struct, frozen=True):
    """What a paragraph's style says: `level` 1 is Heading 1; `chain` is the style and those it is based on."""

    look: Look = PLAIN
    level: int | None = None
    centred: bool = False
    contents: bool = False
    num_id: int | None = None
    ilvl: int | None = None
    chain: tuple[str, ...] = ()


class Styles:
    """The styles of one document; a style that is not there says nothing."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._base = PLAIN
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        if root is None:
            return
        for style in root.iterchildren(W + "style"):
            style_id = style.get(W + "styleId", "")
            self._elements[style_id] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = style_id
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{R_PR}")
        if defaults is not None:
            self._base = PLAIN.changed(defaults)

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """What the style of this id says; the default style's word where a paragraph names none."""
        if style_id not in self._paragraphs:
            resolved = ParagraphStyle(self._base)
            for ancestor in reversed(self._chain(style_id if style_id in self._elements else self._default)):
                resolved = _inherited(resolved, ancestor, self._elements[ancestor])
            self._paragraphs[style_id] = resolved
        return self._paragraphs[style_id]

    def run(self, look: Look, properties: Element) -> Look:
        """The look of a run in a paragraph of that look: its character style first, then its own properties."""
        own: list[Element] = []
        for child in properties:
            tag = child.tag
            if tag == R_STYLE:
                look = self._styled(look, child.get(VAL))
            elif tag in _OF_LOOK:
                own.append(child)
        return look.changed(own) if own else look

    def _styled(self, look: Look, style_id: str | None) -> Look:
        for ancestor in reversed(self._chain(style_id)):
            if (inherited := self._elements[ancestor].find(R_PR)) is not None:
                look = look.changed(inherited)
        return look

    def numbering_of(self, style_id: str) -> int | None:
        """The list that a numbering style stands for."""
        element = self._elements.get(style_id)
        return None if element is None else number(element.find(f"{P_PR}/{NUM_PR}/{NUM_ID}"))

    def _chain(self, style_id: str | None) -> tuple[str, ...]:
        """A style, the style it is based on, and so on; a circle ends where it closes."""
        chain: list[str] = []
        while style_id is not None and style_id in self._elements and style_id not in chain:
            chain.append(style_id)
            style_id = value(self._elements[style_id].find(W + "basedOn"))
        return tuple(chain)


def _inherited(base: ParagraphStyle, style_id: str, style: Element) -> ParagraphStyle:
    """What a style says, where it is silent what its base says."""
    name = value(style.find(W + "name")) or ""
    resolved = replace(base, chain=(style_id, *base.chain), contents=bool(_CONTENTS_NAME.match(name)) or base.contents)
    if heading := _HEADING_NAME.fullmatch(name):
        resolved = replace(resolved, level=int(heading.group(1)))
    if (look := style.find(R_PR)) is not None:
        resolved = replace(resolved, look=resolved.look.changed(look))
    if (stated := style.find(P_PR)) is not None:
        properties = by_name(stated)
        resolved = replace(
            resolved,
            level=outline_level(properties, resolved.level),
            centred=is_centred(properties, resolved.centred),
        )
        if (numbering := properties.get(NUM_PR)) is not None:
            num_id, ilvl = number(numbering.find(NUM_ID)), number(numbering.find(ILVL))
            resolved = replace(
                resolved,
                num_id=resolved.num_id if num_id is None else num_id,
                ilvl=resolved.ilvl if ilvl is None else ilvl,
            )
    return resolved


def outline_level(properties: Mapping[str, Element], inherited: int | None) -> int | None:
    """The outline level that a w:pPr states, 1 for Heading 1; None for body text."""
    stated = number(properties.get(OUTLINE_LVL))
    if stated is None:
        return inherited
    return stated + 1 if 0 <= stated < _BODY_TEXT_LEVEL else None


def is_centred(properties: Mapping[str, Element], inherited: bool) -> bool:
    """Whether a w:pPr centres its paragraph."""
    stated = value(properties.get(JC))
    return inherited if stated is None else stated == "center"


def _points(size: Element, otherwise: float | None) -> float | None:
    """w:sz counts half points."""
    text = size.get(VAL, "")
    return int(text) / 2 if text.isdecimal() else otherwise
