"""report.txt to a Source: paragraphs, tables and their marks, as README.md describes them. Knows no file format.

`lines` gives the text as a reader of the report sees it: with the ordinals that Word would show and without what
tracked changes have deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "ins", "del", "note", "control", "link", "field", "tag", "bold", "br"]
Role = Literal["plain", "title", "centre", "right", "heading", "auto", "contents", "box", "page"]
LineKind = Literal["paragraph", "cell", "note", "contents"]

_PIECE = re.compile(r"\{\{(\w+)(?: ([^{}]*))?\}\}")
_LEVEL_FORM = re.compile(r"\{([一1①])\}")
_MARKS: dict[str, Role] = {"!": "title", ">": "centre", "<": "right", "~": "contents"}
_CHINESE = "零一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


class SourceError(Exception):
    """A report.txt or gold.txt that breaks its own rules; says which line and why."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that Word keeps in one construct."""

    kind: PieceKind
    text: str

    @property
    def visible(self) -> str:
        """What a person sees of it in the running text."""
        return {"del": "", "note": "", "br": "\n"}.get(self.kind, self.text)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `level` counts from 1 for headings and for automatic numbering."""

    role: Role
    pieces: tuple[Piece, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        """Its visible text, without an ordinal that Word adds."""
        return "".join(piece.visible for piece in self.pieces)


@dataclass(frozen=True)
class Grid:
    """A table: "<" stands for a cell merged with the one on its left, "^" with the one above."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def header_rows(self) -> int:
        """The first row and those that its merged cells reach into; 0 where that heads no columns, as on a form."""
        height = max(tall for row, _, tall, _, _ in self.spans() if row == 0)
        lowest = [text for row, _, tall, wide, text in self.spans() if row + tall == height and wide == 1]
        return height if len(lowest) == len(self.rows[0]) else 0

    @property
    def widths(self) -> tuple[float, ...]:
        """The part of the table's width that each column takes: long texts get more of it, but are wrapped."""
        weights = [2.0] * len(self.rows[0])
        for _, column, _, wide, text in self.spans():
            if wide == 1:
                weights[column] = max(weights[column], len(text) ** 0.5 + 1)
        return tuple(weight / sum(weights) for weight in weights)

    def spans(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Every cell with how far it reaches: row, column, rows, columns, text."""
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                if text in ("<", "^"):
                    continue
                wide = next((i for i in range(column + 1, len(cells)) if cells[i] != "<"), len(cells)) - column
                below = (i for i in range(row + 1, len(self.rows)) if self.rows[i][column] != "^")
                yield row, column, next(below, len(self.rows)) - row, wide, text


@dataclass(frozen=True)
class Source:
    """A whole report.txt. `numbering` holds one form a level, such as "（{一}）"; `sheet` is "A4" or "A3", which lies across."""

    items: tuple[Paragraph | Grid, ...]
    numbering: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    sheet: str = "A4"


@dataclass(frozen=True)
class Line:
    """One paragraph or cell as seen; `where` counts paragraphs and tables together from 0, `cell` is (row, column)."""

    where: int
    kind: LineKind
    text: str
    cell: tuple[int, int] | None = None


def parse(text: str) -> Source:
    """Read the markup; SourceError names the line that breaks it."""
    items: list[Paragraph | Grid] = []
    rows: list[tuple[str, ...]] = []
    settings = {"numbering": "", "header": "", "footer": "", "sheet": "A4"}
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            items.append(_grid(rows, number))
            rows = []
        if line.startswith("%"):
            key, _, value = line[1:].partition(" ")
            if key == "box":
                items.append(Paragraph("box", _pieces(value, number)))
            elif key in settings:
                settings[key] = value.strip()
            else:
                raise SourceError(f"line {number}: no such setting: %{key}")
        elif line.strip():
            items.append(_paragraph(line, number))
    if settings["sheet"] not in ("A4", "A3"):
        raise SourceError(f"%sheet {settings['sheet']}: A4, or A3, which lies across")
    return Source(
        tuple(items), tuple(settings["numbering"].split()), settings["header"], settings["footer"], settings["sheet"]
    )


def _grid(rows: list[tuple[str, ...]], number: int) -> Grid:
    if len({len(row) for row in rows}) > 1:
        raise SourceError(f"line {number}: the rows of the table above differ in length")
    return Grid(tuple(rows))


def _paragraph(line: str, number: int) -> Paragraph:
    if line.strip() == "---":
        return Paragraph("page")
    mark, _, rest = line.partition(" ")
    if re.fullmatch(r"#+", mark):
        return Paragraph("heading", _pieces(rest, number), len(mark))
    if re.fullmatch(r"@\d", mark):
        return Paragraph("auto", _pieces(rest, number), int(mark[1]))
    if mark in _MARKS:
        return Paragraph(_MARKS[mark], _pieces(rest, number))
    return Paragraph("plain", _pieces(line, number))


def _pieces(text: str, number: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            pieces.append(Piece("text", text[end : match.start()]))
        if match[1] not in PieceKind.__args__:
            raise SourceError(f"line {number}: no such mark: {match[0]}")
        pieces.append(Piece(match[1], match[2] or ""))  # type: ignore[arg-type]
        end = match.end()
    if end < len(text):
        pieces.append(Piece("text", text[end:]))
    if any("{{" in piece.text or "}}" in piece.text for piece in pieces):
        raise SourceError(f"line {number}: unbalanced {{{{ }}}}")
    return tuple(pieces)


def numbered(source: Source) -> Iterator[tuple[Paragraph | Grid, str]]:
    """Every item with the ordinal that Word would put in front of it, mostly none."""
    ordinals = _Counter(source.numbering)
    for item in source.items:
        yield item, ordinals(item.level) if isinstance(item, Paragraph) and item.role == "auto" else ""


def lines(source: Source) -> tuple[Line, ...]:
    """Every line of the report in reading order; footnotes come after the body."""
    found: list[Line] = []
    notes: list[str] = []
    where = 0
    for item, shown in numbered(source):
        if isinstance(item, Grid):
            for row, cells in enumerate(item.rows):
                for column, text in enumerate(cells):
                    if text not in ("", "<", "^"):
                        found.append(Line(where, "cell", text, (row, column)))
        elif item.role == "page":
            continue
        else:
            kind: LineKind = "contents" if item.role == "contents" else "paragraph"
            found.append(Line(where, kind, shown + item.text))
            notes += [piece.text for piece in item.pieces if piece.kind == "note"]
        where += 1
    found += [Line(where + i, "note", text) for i, text in enumerate(notes)]
    return tuple(found)


class _Counter:
    """Word's automatic numbering: a level counts on, and starts again below a new one above it."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self.forms = forms
        self.counts = [0] * len(forms)

    def __call__(self, level: int) -> str:
        if not 1 <= level <= len(self.forms):
            raise SourceError(f"@{level} has no form in %numbering")
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (len(self.forms) - level)
        count = self.counts[level - 1]
        return _LEVEL_FORM.sub(lambda form: _numeral(form[1], count), self.forms[level - 1])


def _numeral(form: str, count: int) -> str:
    if form == "1":
        return str(count)
    if form == "①":
        return _CIRCLED[count - 1]
    tens, ones = divmod(count, 10)
    if tens == 0 or count == 10:
        return _CHINESE[count]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")


def level_forms(source: Source) -> Iterator[tuple[str, str]]:
    """For each level of automatic numbering: how it counts ("一", "1", "①") and its text with {} for the number."""
    for form in source.numbering:
        found = _LEVEL_FORM.search(form)
        if not found:
            raise SourceError(f"%numbering: {form} counts nothing")
        yield found[1], _LEVEL_FORM.sub("{}", form)
