"""What cannot be read is refused in one clear sentence that names the file, the reason and the next step."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import UnreadableFileError
from jixiao.readers import read, read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return packed.getvalue()


WHOLE = zipped(
    **{
        "[Content_Types].xml": "<Types>wordprocessingml.document.main+xml</Types>",
        "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body><w:p><w:r><w:t>绩效自评</w:t></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>',
    }
)


def types(kind: str) -> bytes:
    return zipped(**{"[Content_Types].xml": f"<Types>application/vnd.openxmlformats-officedocument.{kind}</Types>"})


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "报告.docx")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "是空文件"),
        (b" \r\n\x00", "是空文件"),
        (stream("WordDocument"), "是旧版 Word 文档（.doc）"),
        (stream("EncryptedPackage"), "设有打开密码，内容已加密"),
        (stream("Workbook"), "是 Excel 工作簿，不是报告文档"),
        (OLE, "是旧版 Office 或 WPS 文件"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8), "是图片，没有可读的文字"),
        (b"\xff\xd8\xff\xe0JFIF", "是图片，没有可读的文字"),
        (b"II*\x00\x08\x00", "是图片，没有可读的文字"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "是图片，没有可读的文字"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "是图片，没有可读的文字"),
        (rb"{\rtf1\ansi report}", "是 RTF 文档"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "是网页（HTML）"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "是网页存档（MHT）"),
        (types("spreadsheetml.sheet.main+xml"), "是 Excel 工作簿，不是报告文档"),
        (types("presentationml.presentation.main+xml"), "是演示文稿，不是报告文档"),
        (zipped(**{"OFD.xml": "<OFD/>"}), "是 OFD 版式文件"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "是 OpenDocument 文档"),
        (zipped(**{"报告.txt": "正文"}), "是压缩包"),
        (zipped(**{"_rels/.rels": STRICT, "word/document.xml": ""}), "是“严格 Open XML”格式的文档"),
        (b"PK\x03\x04 broken off", "文件不完整或已损坏，可能没有下载完"),
        (zlib.compress(struct.pack("<500H", *range(500))), "认不出文件的格式，可能已损坏或被加密软件锁定"),
    ],
)
def test_a_file_of_another_kind_is_refused_for_what_it_is(data, reason):
    assert refusal(data).startswith(f"报告.docx：{reason}。请")


@pytest.mark.parametrize(
    ("name", "data"), [("old.docx", stream("WordDocument")), ("scan.pdf", b"\x89PNG\r\n\x1a\n"), ("empty.txt", b"")]
)
def test_a_refusal_is_one_line_with_the_name_the_reason_and_the_next_step(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert re.fullmatch(rf"{re.escape(name)}：[^。\n]+。请[^。\n]+。", str(caught.value))


def test_a_word_file_broken_off_while_downloading_is_refused(make_docx):
    whole = make_docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>" * 50)
    assert "不完整" in refusal(whole[: len(whole) // 2])


@pytest.mark.parametrize("body", ["<w:p><w:r><w:t>正文</w:p>", "<w:p>" + "<w:sdt><w:sdtContent>" * 400])
def test_a_word_file_with_broken_xml_is_refused(make_docx, body):
    assert "文件已损坏，读不出正文" in refusal(make_docx(body))


def test_a_word_file_without_text_is_refused_and_one_of_pictures_says_so(make_docx):
    assert "文档里没有文字" in refusal(make_docx("<w:p/>"))
    picture = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    assert "正文只有图片，没有文字" in refusal(make_docx(picture))


@pytest.mark.parametrize("before", ["", "<!-- 注 -->", "<?a b?>", "\n "])
def test_a_word_file_with_a_document_type_is_refused_before_its_entities_grow(make_docx, before):
    bomb = before + '<!DOCTYPE w [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "文档类型声明" in refusal(make_docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", prolog=bomb))


def test_a_small_word_file_that_unpacks_to_more_than_any_report_is_refused(make_docx, monkeypatch):
    from jixiao.readers import docx

    monkeypatch.setattr(docx, "MOST_UNPACKED", 100_000)
    assert "大得不像一份报告" in refusal(make_docx("<w:p><w:r><w:t>" + "万" * 100_000 + "</w:t></w:r></w:p>"))


def test_folders_and_files_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="是文件夹"):
        read(tmp_path)
    with pytest.raises(UnreadableFileError, match="找不到这个文件"):
        read(tmp_path / "没有.docx")


@given(st.data())
def test_a_damaged_word_file_is_read_or_refused_but_never_a_crash(data):
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFileError):
        assert read_bytes(bytes(whole), "报告.docx").blocks
