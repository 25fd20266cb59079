"""The registry finds the reader by content, and what readers return keeps the contract of a Document."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from jixiao.document import Document
from jixiao.readers import formats, read, read_bytes

GOLD = Path(__file__).parents[3] / "shared" / "gold"
TABLE = "".join(
    f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in row)}</w:tr>"
    for row in (("项目", "金额"), ("绿化", "12.5"))
)


def insist_on_the_contract(document: Document) -> None:
    """Ids are unique, the cells of a table are cell blocks at their places, none covers another, all within it."""
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    assert len(document.source.sha256) == 64
    tables = {table.id: table for table in document.tables}
    assert {block.table for block in document.blocks if block.kind == "cell"} == set(tables)
    for table in tables.values():
        blocks = [block for block in document.blocks if block.table == table.id]
        assert [cell.block for cell in table.cells] == [block.id for block in blocks]
        covered = [
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.rowspan)
            for right in range(cell.colspan)
        ]
        assert len(covered) == len(set(covered))
        assert all(0 <= row < table.rows and 0 <= column < table.columns for row, column in covered)
        assert [(cell.row, cell.column) for cell in table.cells] == [(block.row, block.column) for block in blocks]
    for block in document.blocks:
        assert block.text == block.text.strip()
        assert block.text or block.kind == "cell"
        assert block.numbering is None or block.text.startswith(block.numbering)
        assert len(block.boxes) in (0, len(block.text))
    for warning in document.warnings:
        assert warning.span is None or warning.span.end <= len(document.block(warning.span.block).text)


def test_every_module_without_an_underscore_is_a_reader():
    for name in formats():
        reader = import_module(f"jixiao.readers.{name}")
        assert callable(reader.recognises)
        assert callable(reader.read)


def test_the_content_and_not_the_suffix_says_what_a_file_is(make_docx, tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(make_docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"))
    document = read(path)
    assert (document.source.reader, document.source.name) == ("docx", "报告.txt")
    path.write_text("正文", encoding="utf-8")
    assert read(path).source.reader == "txt"


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_a_small_report_keeps_the_contract(make_docx, kind):
    docx = make_docx(f"<w:p><w:r><w:t>一、收支</w:t></w:r></w:p><w:tbl>{TABLE}</w:tbl>")
    data = {"docx": docx, "txt": "一、收支\n项目\t金额\n绿化\t12.5".encode()}[kind]
    document = read_bytes(data, "报告")
    insist_on_the_contract(document)
    assert [block.text for block in document.blocks] == ["一、收支", "项目", "金额", "绿化", "12.5"]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold reports are not beside the repository")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.docx")) + sorted(GOLD.glob("*.txt")), ids=lambda path: path.name)
def test_the_gold_reports_keep_the_contract(path):
    insist_on_the_contract(read(path))


def test_reading_text_loads_no_package_for_other_formats():
    code = (
        "import sys; from jixiao.readers import read_bytes; read_bytes('正文'.encode(), 'a.txt');"
        "print(sorted({'docx', 'pdfplumber', 'pypdfium2'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
