"""The XML of one story (the body, a note, a header) to its paragraphs and tables, in the order of the page.

Text boxes are read after the paragraph that holds them. A paragraph whose mark is deleted or hidden runs into the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field

from jixiao.readers.docx_fields import Fields
from jixiao.readers.docx_names import (
    ALT_CHUNK,
    ALTERNATE,
    CUSTOM_XML,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    P_PR,
    P_STYLE,
    R_PR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SECT_PR,
    SMART_TAG,
    TBL,
    VANISH,
    Element,
    P,
    W,
    by_name,
    child,
    chosen,
    switched_on,
    value,
)
from jixiao.readers.docx_numbering import Counters, Lists, Ordinal
from jixiao.readers.docx_runs import Runs
from jixiao.readers.docx_styles import ParagraphStyle, Styles, is_centred, outline_level
from jixiao.readers.docx_tables import grid

_AROUND_BLOCKS = (CUSTOM_XML, SMART_TAG, INS, MOVE_TO)


class Paragraph(NamedTuple):
    """One paragraph as printed, its ordinal at its start.

    `contents`: its style or the control around it makes it an entry of a table of contents; `in_toc`: a field does.
    """

    text: str
    numbering: str | None = None
    level: int | None = None
    centred: bool = False
    bold: bool = False
    size: float | None = None
    contents: bool = False
    in_toc: bool = False


class TableCell(NamedTuple):
    """A cell with its place and what stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    items: tuple[Item, ...]


class TableItem(NamedTuple):
    """A table with its cells, row by row."""

    rows: int
    columns: int
    cells: tuple[TableCell, ...]


Item: TypeAlias = Paragraph | TableItem


def paragraphs(items: tuple[Item, ...]) -> Iterator[Paragraph]:
    """All paragraphs among items and in their tables."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for cell in item.cells:
                yield from paragraphs(cell.items)


class Met(Struct):
    """What stories meet on the way: notes referred to, sections, pictures without text, embedded objects and files, hidden text."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    foreign_parts: int = 0
    hidden: list[str] = field(default_factory=list)


class Story:
    """Reads one story. Fields reach over its paragraphs and lists count through it, tables included."""

    def __init__(self, styles: Styles, lists: Lists, met: Met, *, on_every_page: bool = False) -> None:
        self.styles = styles
        self.met = met
        self.fields = Fields(on_every_page)
        self.counters = Counters(lists)
        self._lists = lists
        self._boxes: Story | None = None

    def read(self, container: Element) -> tuple[Item, ...]:
        """The paragraphs and tables of the story.

        A table of contents whose field is never closed would swallow the report: then only styles tell its entries.
        """
        items = self.items(container)
        if self.fields.in_contents:
            items = [item._replace(in_toc=False) if isinstance(item, Paragraph) else item for item in items]
        return tuple(items)

    def items(self, container: Element) -> list[Item]:
        """The paragraphs and tables of a part of the story: its body, one cell."""
        return _Walk(self).walk(container)

    def table(self, table: Element) -> TableItem:
        """A table with all that stands in it."""
        form = grid(table)
        cells = (
            TableCell(c.row, c.column, c.rowspan, c.colspan, tuple(i for piece in c.pieces for i in self.items(piece)))
            for c in form.cells
        )
        return TableItem(form.rows, form.columns, tuple(cells))

    def gather(self, runs: Runs) -> Iterator[Item]:
        """Counts what hangs on a paragraph and reads its text boxes, a story of their own with lists of their own."""
        self.met.notes += runs.notes
        self.met.objects += runs.objects
        self.met.hidden += runs.hidden
        if runs.pictures and not runs.text.strip():
            self.met.pictures += runs.pictures
        for box in runs.boxes:
            if self._boxes is None:
                self._boxes = Story(self.styles, self._lists, self.met, on_every_page=self.fields.on_every_page)
            yield from self._boxes.read(box)


class _Carried(Struct, frozen=True):
    """A paragraph without its mark: its runs and, where it is hidden only, what the joined paragraph opens with."""

    runs: Runs
    ordinal: Ordinal | None = None
    level: int | None = None


class _Walk(Struct):
    """One walk through the blocks of a container; a paragraph without its mark is carried to the next one."""

    story: Story
    carried: _Carried | None = None
    items: list[Item] = field(default_factory=list)

    def walk(self, container: Element) -> list[Item]:
        """The items of the container and, at its end, what is still carried."""
        self._blocks(container, contents=False)
        self._uncarried()
        return self.items

    def _blocks(self, container: Element, contents: bool) -> None:
        for element in container:
            tag = element.tag
            if tag == P:
                self._paragraph(element, contents)
            elif tag == TBL:
                self._uncarried()
                if (table := self.story.table(element)).cells:
                    self.items.append(table)
            elif tag == SDT:
                if (content := element.find(SDT_CONTENT)) is not None:
                    self._blocks(content, contents or _holds_contents(element))
            elif tag in _AROUND_BLOCKS:
                self._blocks(element, contents)
            elif tag == ALTERNATE:
                if (branch := chosen(element)) is not None:
                    self._blocks(branch, contents)
            elif tag == SECT_PR:
                self.story.met.sections.append(element)
            elif tag == ALT_CHUNK:
                self.story.met.foreign_parts += 1

    def _paragraph(self, element: Element, contents: bool) -> None:
        properties = by_name(child(element, P_PR))
        style = self.story.styles.paragraph(value(properties.get(P_STYLE)))
        carried, self.carried = self.carried, None
        runs = carried.runs if carried else Runs(self.story.styles, self.story.fields)
        runs.read_paragraph(element, style.look)
        if (section := properties.get(SECT_PR)) is not None:
            self.story.met.sections.append(section)
        deleted, hidden = _mark(properties.get(R_PR), style)
        opened = carried or _Carried(runs)
        if deleted or (hidden and not runs.text.strip()):
            self.carried = opened
            return
        ordinal = opened.ordinal or self.story.counters.next(properties, style)
        level = opened.level or outline_level(properties, style.level)
        if hidden:
            self.carried = _Carried(runs, ordinal, level)
            return
        self._finish(runs, ordinal, level, is_centred(properties, style.centred), contents or style.contents)

    def _uncarried(self) -> None:
        """What is still carried when no paragraph follows."""
        if self.carried is not None:
            carried, self.carried = self.carried, None
            self._finish(carried.runs, carried.ordinal, carried.level)

    def _finish(
        self, runs: Runs, ordinal: Ordinal | None, level: int | None, centred: bool = False, contents: bool = False
    ) -> None:
        text = runs.text.strip(" \t\n\u3000\u00a0")
        shown = ordinal.before(text) if ordinal else text
        if shown:
            numbering = ordinal.text if ordinal else None
            self.items.append(
                Paragraph(shown, numbering, level, centred, runs.bold, runs.size, contents, runs.in_contents)
            )
        self.items.extend(self.story.gather(runs))


def _mark(look: Element | None, style: ParagraphStyle) -> tuple[bool, bool]:
    """Whether the mark at a paragraph's end is deleted, and whether it is hidden."""
    if look is None:
        return False, style.look.hidden
    deleted = look.find(DEL) is not None or look.find(MOVE_FROM) is not None
    vanish = look.find(VANISH)
    return deleted, style.look.hidden if vanish is None else switched_on(vanish)


def _holds_contents(control: Element) -> bool:
    """Whether a content control is Word's own frame around a table of contents."""
    gallery = control.find(f"{SDT_PR}/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"
