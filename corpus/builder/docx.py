"""A Source to the bytes of a .docx, the same bytes each time: plain WordprocessingML, written out by hand.

Written without a library on purpose: what readers find hard (tracked changes, content controls, text boxes that stand
twice, fields) is then exactly as Word writes it, and no template of another version changes the files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from .parts import CONTENT_TYPES, CORE, DOCUMENT_RELATIONS, PACKAGE_RELATIONS, STYLES, wrap
from .source import Grid, Paragraph, Piece, Source, level_forms

_EPOCH = (1980, 1, 1, 0, 0, 0)
_COUNTING = {"一": "chineseCounting", "1": "decimal", "①": "decimalEnclosedCircle"}
_CHANGE = 'w:id="{}" w:author="财务科" w:date="2024-03-01T09:00:00Z"'
_STYLE = {"title": "a3", "contents": "TOC1"}
_MARGINS = 3061  # twips, left and right together
_SHEETS = {"A4": (11906, 16838, ""), "A3": (23811, 16838, ' w:orient="landscape"')}  # width, height
_CELL = '<w:sz w:val="21"/>'
_ALIGN = {"title": "center", "centre": "center", "right": "right"}


def write(source: Source, title: str) -> bytes:
    """The .docx file of a report; `title` goes into its properties."""
    writer = _Writer()
    body = "".join(writer.body(source)) + _page_setup(source)
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/core.xml": CORE.format(title=escape(title)),
        "word/document.xml": wrap("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": STYLES,
        "word/numbering.xml": _numbering(source),
        "word/footnotes.xml": _footnotes(writer.notes),
        "word/header1.xml": wrap("hdr", f"<w:p>{_run(source.header)}</w:p>"),
        "word/footer1.xml": wrap("ftr", _footer(source.footer)),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), xml.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Writes the body; keeps count of footnotes and tracked changes, whose numbers Word wants unique."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.changes = 0

    def body(self, source: Source) -> Iterator[str]:
        contents = [i for i, item in enumerate(source.items) if isinstance(item, Paragraph) and item.role == "contents"]
        for i, item in enumerate(source.items):
            if isinstance(item, Grid):
                yield _table(item, _SHEETS[source.sheet][0] - _MARGINS)
            elif item.role == "contents":
                yield self._contents(item, i == contents[0], i == contents[-1])
            elif item.role == "box":
                yield _text_box(item.text)
            elif item.role == "page":
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            else:
                yield f"<w:p>{_properties(item)}{''.join(map(self._piece, item.pieces))}</w:p>"

    def _contents(self, item: Paragraph, first: bool, last: bool) -> str:
        text, _, page = item.text.rpartition(" ")
        opening = _field_char("begin") + _instruction(r' TOC \o "1-3" \h \z \u ') + _field_char("separate")
        number = _field_char("begin") + _instruction(r" PAGEREF _Toc25831 \h ") + _field_char("separate")
        number += _run(page) + _field_char("end")
        entry = f'<w:hyperlink w:anchor="_Toc25831">{_run(text)}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
        closing = _field_char("end") if last else ""
        return f"<w:p>{_properties(item)}{opening if first else ''}{entry}{closing}</w:p>"

    def _piece(self, piece: Piece) -> str:
        match piece.kind:
            case "ins" | "del":
                self.changes += 1
                run = _run(piece.text, deleted=piece.kind == "del")
                return f"<w:{piece.kind} {_CHANGE.format(self.changes)}>{run}</w:{piece.kind}>"
            case "note":
                self.notes.append(piece.text)
                mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                return f'<w:r>{mark}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
            case "control":
                return f"<w:sdt><w:sdtPr/><w:sdtContent>{_run(piece.text)}</w:sdtContent></w:sdt>"
            case "link":
                return f'<w:hyperlink w:anchor="top">{_run(piece.text)}</w:hyperlink>'
            case "field":
                return f'<w:fldSimple w:instr=" DOCPROPERTY Figure ">{_run(piece.text)}</w:fldSimple>'
            case "tag":
                return f'<w:smartTag w:uri="urn:corpus" w:element="figure">{_run(piece.text)}</w:smartTag>'
            case "br":
                return "<w:r><w:br/></w:r>"
            case "bold":
                return _run(piece.text, "<w:b/>")
            case _:
                return _run(piece.text)


def _run(text: str, properties: str = "", deleted: bool = False) -> str:
    name = "delText" if deleted else "t"
    format_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = "<w:tab/>".join(
        f'<w:{name} xml:space="preserve">{escape(part)}</w:{name}>' if part else "" for part in text.split("\t")
    )
    return f"<w:r>{format_}{inner}</w:r>" if text else ""


def _field_char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'


def _properties(item: Paragraph) -> str:
    style = str(item.level) if item.role == "heading" else _STYLE.get(item.role)
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item.role == "auto":
        inner += f'<w:numPr><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="1"/></w:numPr>'
    if item.role in ("plain", "heading"):
        inner += '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    if item.role in _ALIGN:
        inner += f'<w:jc w:val="{_ALIGN[item.role]}"/>'
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def _table(grid: Grid, width: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width * part:.0f}"/>' for part in grid.widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(f"<w:tr>{''.join(_cells(grid, row))}</w:tr>" for row in range(len(grid.rows)))
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cells(grid: Grid, row: int) -> Iterator[str]:
    cells = grid.rows[row]
    below = grid.rows[row + 1] if row + 1 < len(grid.rows) else ()
    for column, text in enumerate(cells):
        if text == "<":
            continue
        width = 1
        while column + width < len(cells) and cells[column + width] == "<":
            width += 1
        inner = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        if text == "^":
            inner += "<w:vMerge/>"
        elif below and below[column] == "^":
            inner += '<w:vMerge w:val="restart"/>'
        yield f"<w:tc><w:tcPr>{inner}</w:tcPr><w:p>{_run('' if text == '^' else text, _CELL)}</w:p></w:tc>"


def _text_box(text: str) -> str:
    """A text box as Word writes it: once for new readers, once more for old ones."""
    content = f"<w:txbxContent><w:p>{_run(text)}</w:p></w:txbxContent>"
    choice = (
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="3600000" cy="720000"/><wp:docPr id="1" name="1"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="720000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    )
    fallback = f'<mc:Fallback><w:pict><v:rect style="width:283pt;height:57pt"><v:textbox>{content}</v:textbox></v:rect></w:pict></mc:Fallback>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"


def _numbering(source: Source) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{_COUNTING[counting]}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{escape(form.replace("{}", f"%{i + 1}"))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (counting, form) in enumerate(level_forms(source))
    )
    abstract = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    return wrap("numbering", f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def _footnotes(notes: list[str]) -> str:
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    written = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>{_run(text)}</w:p></w:footnote>'
        for i, text in enumerate(notes, 1)
    )
    return wrap("footnotes", separators + written)


def _footer(text: str) -> str:
    number = _field_char("begin") + _instruction(" PAGE ") + _field_char("separate") + _run("1") + _field_char("end")
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_run(text)}{_run("— ")}{number}{_run(" —")}</w:p>'


def _page_setup(source: Source) -> str:
    wide, tall, across = _SHEETS[source.sheet]
    header = '<w:headerReference w:type="default" r:id="rId4"/>' if source.header else ""
    return (
        f'<w:sectPr>{header}<w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="{wide}" w:h="{tall}"{across}/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )
