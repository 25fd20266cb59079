"""Blocks to sections and passages. A heading begins a line; （一） inside a sentence is prose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from jixiao.document import Block, Document, Span
from jixiao.outline.contents import contents_lines
from jixiao.outline.headings import Heading, brief_headings, heading_of, unnumbered_headings
from jixiao.outline.lines import Line, printed_lines
from jixiao.outline.named_lines import Named, named_lines
from jixiao.outline.neighbours import above_tables, attachment_lists, in_sequence, without_listed_points
from jixiao.outline.nesting import levels
from jixiao.outline.ordinals import Opening, leading_label, marks_of_lists, nesting_order
from jixiao.outline.passages import Passage, Role
from jixiao.outline.titles import title_lines
from jixiao.patterns import Rules
from jixiao.record import Section

_BLOCK_ROLES: Mapping[str, Role] = {
    "cell": "cell",
    "note": "note",
    "contents": "aside",
    "header": "aside",
    "footer": "aside",
}


class Outline(Struct, frozen=True):
    """The sections of a report and what every stretch of its text belongs to; passages cover all text, in order.

    `ordinals` are the places of the marks themselves ("（一）", "1."), also of numbered points in prose; `title` says which
    of the `lines` (by index) are the report's own title.
    """

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    ordinals: tuple[Span, ...] = ()
    title: range = range(0)
    lines: tuple[Line, ...] = ()
    named: Mapping[str, Named] = MappingProxyType({})
    """The blocks that speak of what a line above them names."""

    @classmethod
    def of_paragraph(cls, text: str, *ordinals: Span) -> Outline:
        """The outline of one paragraph, p1, that is text from end to end under no heading."""
        return cls((), (Passage("p1", 0, len(text), "text", None),), ordinals)

    @property
    def title_lines(self) -> tuple[Line, ...]:
        """The lines of the title; none where the report has none."""
        return self.lines[self.title.start : self.title.stop]


def read_outline(document: Document, rules: Rules) -> Outline:
    """The sections of a report, by the numbering, style, length and sequence of its lines.

    >>> from jixiao.patterns import load_rules
    >>> report = Document.of_lines("某县水利局2022年度绩效自评报告", "一、部门概况", "（一）政府采购。全年采购10万元。")
    >>> [(section.level, section.ordinal, section.title) for section in read_outline(report, load_rules()).sections]
    [(1, '一、', '部门概况'), (2, '（一）', '政府采购')]
    """
    lines = printed_lines(document, rules)
    contents = contents_lines(lines, rules)
    title, headings = _title_and_headings(document, lines, contents, rules)
    sections = _sections(tuple(headings.values()), rules)
    placed = {index: (heading, section) for (index, heading), section in zip(headings.items(), sections, strict=True)}
    passages = tuple(_passages(document, lines, _Marked(placed, title, contents)))
    return Outline(
        sections,
        passages,
        tuple(_ordinals(lines, contents, placed, rules)),
        title,
        lines,
        named_lines(document, passages, rules),
    )


def _title_and_headings(
    document: Document, lines: Sequence[Line], contents: Collection[int], rules: Rules
) -> tuple[range, dict[int, Heading]]:
    """The lines of the title, and the headings behind it by the index of their line."""
    listed = attachment_lists(lines, rules)
    shaped = in_sequence(
        {
            index: heading
            for index, line in enumerate(lines)
            if index not in contents and index not in listed and (heading := heading_of(line, rules))
        },
        rules,
    )
    title = title_lines(lines, contents, [index for index, heading in shaped.items() if heading.mark], rules)
    body = {index: heading for index, heading in shaped.items() if index >= title.stop and index not in title}
    words = {lines[index].squashed for index in title}
    again = {index for index, line in enumerate(lines) if line.squashed in words}
    behind = range(max(body, default=len(lines)) + 1, len(lines))
    taken = {*contents, *listed, *shaped, *range(title.stop), *again, *above_tables(document, lines), *behind}
    looks = unnumbered_headings(lines, taken, rules) or ({} if body else brief_headings(lines, taken, rules))
    return title, without_listed_points(dict(sorted({**body, **looks}.items())), rules)


class _Marked(Struct, frozen=True):
    """What was found at which line, by its index."""

    headings: Mapping[int, tuple[Heading, Section]]
    title: Collection[int]
    contents: Collection[int]


def _sections(headings: Sequence[Heading], rules: Rules) -> tuple[Section, ...]:
    sections: list[Section] = []
    path: list[Section] = []
    for number, (heading, level) in enumerate(zip(headings, levels(headings, nesting_order(rules)), strict=True), 1):
        path = path[: level - 1]
        place = Span(heading.line.block.id, heading.line.start, heading.line.start + heading.end)
        parent = path[-1].id if path else None
        section = Section(
            id=f"s{number}", parent=parent, level=level, ordinal=heading.ordinal, title=heading.title, span=place
        )
        sections.append(section)
        path.append(section)
    return tuple(sections)


def _passages(document: Document, lines: Sequence[Line], marked: _Marked) -> Iterator[Passage]:
    """Every block cut where its role or section changes; neighbours of one role are one passage."""
    by_block: dict[str, list[tuple[int, Line]]] = {}
    for index, line in enumerate(lines):
        by_block.setdefault(line.block.id, []).append((index, line))
    section: str | None = None
    for block in document.blocks:
        if not block.text:
            continue
        if block.kind in _BLOCK_ROLES:
            role = _BLOCK_ROLES[block.kind]
            yield Passage(block.id, 0, len(block.text), role, None if role == "aside" else section)
            continue
        pieces = list(_pieces(by_block.get(block.id, []), section, marked))
        section = pieces[-1][2] if pieces else section
        yield from _tiled(block, pieces or [(0, "text", section)])


def _pieces(
    lines: Sequence[tuple[int, Line]], section: str | None, marked: _Marked
) -> Iterator[tuple[int, Role, str | None]]:
    """Where each role begins in a block, line by line: (offset, role, section)."""
    for index, line in lines:
        if index in marked.headings:
            heading, opened = marked.headings[index]
            section = opened.id
            yield line.start, "heading", section
            if heading.run_in:
                yield line.start + heading.end, "text", section
        elif index in marked.title:
            yield line.start, "title", section
        elif index in marked.contents:
            yield line.start, "aside", section
        else:
            yield line.start, "text", section


def _tiled(block: Block, pieces: Sequence[tuple[int, Role, str | None]]) -> Iterator[Passage]:
    """The pieces as passages that cover the block from end to end; indent and line breaks go to what precedes them."""
    merged: list[tuple[int, Role, str | None]] = []
    for piece in pieces:
        if not merged or merged[-1][1:] != piece[1:]:
            merged.append(piece)
    for number, (start, role, section) in enumerate(merged):
        end = merged[number + 1][0] if number + 1 < len(merged) else len(block.text)
        yield Passage(block.id, start if number else 0, end, role, None if role == "aside" else section)


def _ordinals(
    lines: Sequence[Line], contents: Collection[int], placed: Mapping[int, tuple[Heading, Section]], rules: Rules
) -> Iterator[Span]:
    """The marks of headings, of numbered points and of lists inside a line, and labels such as 附件1."""
    weak, attached = rules.words["marks_in_sequence"], rules.pattern("attachment_list")
    mark_of = rules.once(Opening).mark
    for index, line in enumerate(lines):
        found: dict[int, int] = {}
        if index in placed and (own := placed[index][0].mark):
            found[own.start] = own.end
        elif mark := line.mark or leading_label(line.text, rules):
            if index in contents or mark.kind not in weak:
                found[mark.start] = mark.end
        if opening := attached.opens(line.text):
            if mark := mark_of(line.text[opening.end() :]):
                found[opening.end() + mark.start] = opening.end() + mark.end
        if line.runs:
            following = lines[index + 1].mark if index + 1 < len(lines) else None
            for mark in marks_of_lists(line.runs, following):
                found.setdefault(mark.start, mark.end)
        for start, end in sorted(found.items()):
            yield Span(line.block.id, line.start + start, line.start + end)
