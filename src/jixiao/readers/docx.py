"""A Word document (DOCX) to a Document: its package opened, and the parts that hold words read.

Only those are unpacked and parsed: the body, styles, numbering, notes, headers and footers. What a package asks for
beyond a zip file is how its parts refer to one another, so zipfile and lxml are all it takes.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree
from msgspec import Struct, field

from jixiao.document import BlockKind, Document, Source, Table, Warning
from jixiao.errors import UnreadableFileError
from jixiao.readers.docx_blocks import Blocks
from jixiao.readers.docx_names import BODY, FOOTNOTE_REF, ID, REL_ID, TYPE, Element, W, switched_on
from jixiao.readers.docx_numbering import Lists
from jixiao.readers.docx_story import Met, Story
from jixiao.readers.docx_styles import Styles
from jixiao.readers.foreign_kinds import DAMAGED_ZIP

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_UNPACKED = 128 * 1024 * 1024
"""More than this many bytes of words no report has; a small file that unpacks to more is a trap."""

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_LOCKED = 1  # bit of a zip entry's flags
_RESAVE = "请用 Word 或 WPS 打开并另存为新的 .docx，或重新获取文件"
_DAMAGE = (etree.XMLSyntaxError, *DAMAGED_ZIP)  # too deep a nesting ends in one of them as well
_IDLE = ((b'<w:style w:type="table"', b"</w:style>"), (b"<w:latentStyles", b"</w:latentStyles>"))
"""Styles that say nothing of words, nine tenths of Word's own template: those of tables, and those it merely offers."""
_OPENED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<[A-Za-z]")
"""How a part begins that has no document type: a declaration and the first element."""
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def recognises(data: bytes) -> bool:
    """Whether the bytes are a package with a Word document in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "word/document.xml" in package.NameToInfo:
                return True
            with package.open("[Content_Types].xml") as types:
                return b"wordprocessingml" in types.read(1024 * 1024)
    except (KeyError, *DAMAGED_ZIP):
        return False


def read(data: bytes, name: str, password: str | None = None) -> Document:
    """The report in a DOCX file; UnreadableFileError if it is damaged, unsafe or without text."""
    try:
        package = _Package(name, _opened(data, name))
        blocks, met = _read_stories(package)
    except _DAMAGE as error:
        raise UnreadableFileError(name, "文件已损坏，读不出正文", _RESAVE) from error
    if not any(block.text for block in blocks.blocks if block.kind not in ("header", "footer")):
        reason = "正文只有图片，没有文字" if met.pictures else "文档里没有文字"
        raise UnreadableFileError(name, reason, "请提供有文字的文件，或先做文字识别（OCR）")
    source = Source(name, hashlib.sha256(data).hexdigest(), MEDIA_TYPE, len(data), "docx")
    tables = tuple(table for table in blocks.tables if isinstance(table, Table))
    return Document(source, tuple(blocks.blocks), tables, tuple(_warnings(met, package)))


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    """The parts of a package, none of them unpacked yet; refuses one that is locked."""
    package = zipfile.ZipFile(io.BytesIO(data))
    if any(part.flag_bits & _LOCKED for part in package.infolist()):
        raise UnreadableFileError(name, "压缩包设有密码", "请用 Word 或 WPS 打开，去掉密码后另存再试")
    return package


class _Package(Struct, dict=True):
    """The parts of a package that hold words, each parsed when it is asked for.

    A part that is referred to but is not there, or damaged, is noted in `missing`; the report is read on without it.
    """

    name: str
    parts: zipfile.ZipFile
    missing: list[str] = field(default_factory=list)
    _unpacked: int = 0

    @cached_property
    def _main(self) -> str:
        """The name of the part that holds the body; some programs call it document2.xml."""
        office_document = next((name for kind, _, name in self._relations("/") if kind == "officeDocument"), None)
        return office_document or "/word/document.xml"

    @cached_property
    def body(self) -> Element:
        """The body of the main part, without which there is nothing to read."""
        root = self._parse(self._main)
        body = None if root is None else root.find(BODY)
        if body is None:
            raise UnreadableFileError(self.name, "文件里找不到正文", _RESAVE)
        return body

    def related(self, kind: str, rel_id: str | None = None) -> Element | None:
        """The root of the part that the body refers to as its "styles", "header" and so on; None if it has none."""
        for each_kind, each_id, name in self._main_relations:
            if each_kind == kind and rel_id in (None, each_id):
                try:
                    root = self._parse(name)
                except _DAMAGE:
                    root = None
                if root is None:
                    self.missing.append(name)
                return root
        return None

    @cached_property
    def _main_relations(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(self._relations(self._main))

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Each relation of a part within the package: its kind, its id and the name of the other part."""
        folder, name = posixpath.split(source)
        root = self._parse(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in root if root is not None else ():
            kind, target = relation.get("Type", ""), relation.get("Target")
            if kind.startswith(_RELATION) and target and relation.get("TargetMode") != "External":
                part = posixpath.abspath(posixpath.join(folder, target))
                yield kind.removeprefix(_RELATION), relation.get("Id", ""), part

    def _parse(self, name: str) -> Element | None:
        """The root of a part; None where there is no such part. Word writes no document type, and one can be a trap."""
        part = self.parts.NameToInfo.get(name.removeprefix("/"))
        if part is None:
            return None
        self._unpacked += part.file_size
        if self._unpacked > MOST_UNPACKED:
            raise UnreadableFileError(self.name, "解压后大得不像一份报告", "请确认文件来源可靠，必要时重新获取文件")
        blob = self.parts.read(part)
        if not _OPENED.match(blob) and any(doctype in blob for doctype in _DOCTYPES):
            raise UnreadableFileError(self.name, "内部含有文档类型声明（DTD），可能不安全", _RESAVE)
        for opening, closing in _IDLE:
            blob = _without(blob, opening, closing)
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _without(blob: bytes, opening: bytes, closing: bytes) -> bytes:
    """A part without the elements that begin so; one written otherwise than Word does is merely parsed for nothing."""
    kept: list[bytes] = []
    at = 0
    while (start := blob.find(opening, at)) >= 0 and (end := blob.find(closing, start)) >= 0:
        kept.append(blob[at:start])
        at = end + len(closing)
    return b"".join((*kept, blob[at:])) if kept else blob


def _read_stories(package: _Package) -> tuple[Blocks, Met]:
    """The body, the notes it refers to, and the headers and footers of its sections."""
    styles, met, blocks = Styles(package.related("styles")), Met(), Blocks()
    lists = Lists(package.related("numbering"), styles.numbering_of)
    blocks.add_body(Story(styles, lists, met).read(package.body))
    for note in _notes(package, met):
        blocks.add_notes(Story(styles, lists, met).read(note))
    for kind, root in _running(package, met):
        blocks.add_running(Story(styles, lists, Met(), on_every_page=True).read(root), kind)
    return blocks, met


def _notes(package: _Package, met: Met) -> Iterator[Element]:
    """The notes that the body refers to, in the order of their marks, footnotes before endnotes."""
    marks = dict.fromkeys(met.notes)
    for is_footnote, kind in ((True, "footnote"), (False, "endnote")):
        wanted = [note_id for tag, note_id in marks if (tag == FOOTNOTE_REF) == is_footnote]
        root = package.related(kind + "s") if wanted else None
        if root is not None:
            by_id = {note.get(ID): note for note in root.iterchildren(W + kind)}
            yield from (by_id[note_id] for note_id in wanted if note_id in by_id)


def _running(package: _Package, met: Met) -> Iterator[tuple[BlockKind, Element]]:
    """The headers and footers in use; those of a first or an even page only where such pages are set apart."""
    settings = package.related("settings")
    even = settings is not None and switched_on(settings.find(W + "evenAndOddHeaders"))
    kinds: tuple[BlockKind, ...] = ("header", "footer")
    for section in met.sections:
        used = {"default": True, "even": even, "first": switched_on(section.find(W + "titlePg"))}
        for kind in kinds:
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                if used.get(reference.get(TYPE, "default"), True):
                    root = package.related(kind, reference.get(REL_ID))
                    if root is not None:
                        yield kind, root


def _warnings(met: Met, package: _Package) -> Iterator[Warning]:
    if met.pictures:
        yield Warning("picture", f"文中有{met.pictures}处图片，图片里的文字和数字没有读取，请对照原文。")
    if met.objects:
        yield Warning("object", f"文中有{met.objects}个嵌入对象（如 Excel 表格），其中的内容没有读取，请对照原文。")
    hidden = "".join("".join(met.hidden).split())
    if any(sign.isdigit() for sign in hidden):
        advice = "没有读取：请在 Word 中显示隐藏文字对照，属于报告内容的取消“隐藏”后再读。"
        yield Warning("hidden_text", f"文中有{len(hidden)}个字设为隐藏，其中有数字，打印时看不见，{advice}")
    if met.foreign_parts:
        message = f"文中并入了{met.foreign_parts}个外部文件，其内容没有读取，请用 Word 打开并另存后再试。"
        yield Warning("embedded_file", message)
    if package.missing:
        names = "、".join(dict.fromkeys(package.missing))
        yield Warning("missing_part", f"文件的内部部件缺失或已损坏（{names}），已按没有这些部件读取，请对照原文。")
