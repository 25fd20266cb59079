"""A Source to a web page, as a department's site shows its report; printed, it has running heads and page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .source import Grid, Paragraph, Piece, Source, numbered

_STYLE = """
@page { size: %s; margin: 32mm 26mm; font: 9pt "WenQuanYi Micro Hei", "Songti SC", serif;
  @top-center { content: "%s" } @bottom-center { content: "第" counter(page) "页" } }
body { margin: 0; font: 15pt/26pt "WenQuanYi Micro Hei", "Songti SC", serif }
p { margin: 0; text-indent: 2em; text-align: justify }
h1 { font-size: 20pt; line-height: 32pt; letter-spacing: 2pt; text-align: center }
h2, h3, h4 { font-weight: normal; margin: 12pt 0 6pt; font-size: 15pt; letter-spacing: 1pt; break-after: avoid }
.centre, .right { text-align: center; text-indent: 0 } .right { text-align: right }
.contents { display: flex; text-indent: 0 } .contents i { flex: 1; border-bottom: 1pt dotted; margin: 0 4pt 8pt }
.box { border: 1pt solid; padding: 6pt; margin: 8pt auto; width: 70%%; text-indent: 0; text-align: center }
.page { break-after: page }
.notes { border-top: 1pt solid; margin-top: 12pt; font-size: 10.5pt; line-height: 18pt }
sup { font-size: 8pt; line-height: 0 }
table { border-collapse: collapse; width: 100%%; margin: 8pt 0; font-size: 10.5pt; line-height: 16pt }
thead { display: table-header-group }
tr { break-inside: avoid }
td { border: 0.75pt solid; padding: 3pt 4pt; text-align: center }
"""
_SHEETS = {"A4": "A4", "A3": "A3 landscape"}
_TAGS = {"title": "h1", "centre": 'p class="centre"', "right": 'p class="right"', "box": 'div class="box"'}


def write(source: Source, title: str) -> str:
    """The page as HTML; `title` is what the browser shows in its tab."""
    page = _Page()
    body = "\n".join(page.body(source))
    style = _STYLE % (_SHEETS[source.sheet], source.header.replace('"', "”"))
    return (
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style>\n<body>\n{body}\n</body></html>\n"
    )


class _Page:
    """Writes the body and keeps the notes, which a web page has at its end."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def body(self, source: Source) -> Iterator[str]:
        for item, ordinal in numbered(source):
            if isinstance(item, Grid):
                yield _table(item)
            elif item.role == "page":
                yield '<div class="page"></div>'
            elif item.role == "contents":
                text, _, number = item.text.rpartition(" ")
                yield f'<p class="contents">{escape(text)}<i></i>{number}</p>'
            else:
                tag = f"h{item.level + 1}" if item.role == "heading" else _TAGS.get(item.role, "p")
                yield f"<{tag}>{ordinal}{self._text(item)}</{tag.split()[0]}>"
        if self.notes:
            notes = "".join(f"<p>[{i}] {escape(note)}</p>" for i, note in enumerate(self.notes, 1))
            yield f'<div class="notes">{notes}</div>'

    def _text(self, paragraph: Paragraph) -> str:
        return "".join(map(self._piece, paragraph.pieces))

    def _piece(self, piece: Piece) -> str:
        match piece.kind:
            case "note":
                self.notes.append(piece.text)
                return f"<sup>[{len(self.notes)}]</sup>"
            case "br":
                return "<br>"
            case "bold":
                return f"<b>{escape(piece.text)}</b>"
            case _:
                return escape(piece.visible)


def _table(grid: Grid) -> str:
    rows = [""] * len(grid.rows)
    for row, _, tall, wide, text in grid.spans():
        rowspan = f' rowspan="{tall}"' if tall > 1 else ""
        colspan = f' colspan="{wide}"' if wide > 1 else ""
        rows[row] += f"<td{rowspan}{colspan}>{escape(text)}</td>"
    head = grid.header_rows
    first, rest = ("".join(f"<tr>{row}</tr>" for row in part) for part in (rows[:head], rows[head:]))
    columns = "".join(f'<col style="width:{100 * part:.1f}%">' for part in grid.widths)
    return f"<table>{columns}<thead>{first}</thead><tbody>{rest}</tbody></table>"
