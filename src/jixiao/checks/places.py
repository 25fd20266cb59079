"""A place of a record to words for it: 三（二）预算执行管理."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from jixiao.checks.once import Once
from jixiao.document import Span
from jixiao.record import Record, Section, path_to

_MARKS = "、.．,， "


class Places:
    """The sections and texts of one record, to say where something stands."""

    def __init__(self, record: Record) -> None:
        self.sections = {section.id: section for section in record.sections}
        self.blocks = {block.id: block for block in record.blocks}
        self.path: Callable[[str | None], tuple[Section, ...]] = Once[str | None, tuple[Section, ...]](
            lambda section: path_to(section, self.sections)
        ).__getitem__
        """A section and those above it, outermost first."""
        self.of_section: Callable[[str | None], str] = Once(self._of_section).__getitem__
        """Where a section stands, in its ordinals and its title; the opening of the report has none."""

    @cached_property
    def below(self) -> dict[str | None, list[Section]]:
        """The sections right under each section, in their order."""
        found: dict[str | None, list[Section]] = {}
        for section in self.sections.values():
            found.setdefault(section.parent, []).append(section)
        return found

    @cached_property
    def texts(self) -> dict[str | None, list[str]]:
        """The texts of the blocks of each section, without those of the sections under it."""
        found: dict[str | None, list[str]] = {}
        for block in self.blocks.values():
            found.setdefault(block.section, []).append(block.text)
        return found

    def _of_section(self, section: str | None) -> str:
        path = self.path(section)
        if not path:
            return "报告开头"
        return "".join(part.ordinal.strip(_MARKS) for part in path) + path[-1].title

    def of_span(self, span: Span) -> str:
        """The section that a place stands in, and the table."""
        block = self.blocks.get(span.block)
        if block is None:
            return "正文"
        place = self.of_section(block.section)
        return f"{place}的表格" if block.table is not None else place

    def text(self, block: str) -> str:
        """The text of a block; empty for one that the record does not keep."""
        found = self.blocks.get(block)
        return found.text if found is not None else ""

    def one_sentence(self, *spans: Span) -> bool:
        """Whether places stand in one sentence."""
        if len({span.block for span in spans}) != 1:
            return False
        between = self.text(spans[0].block)[min(s.start for s in spans) : max(s.end for s in spans)]
        return not any(stop in between for stop in "。；;\n")
