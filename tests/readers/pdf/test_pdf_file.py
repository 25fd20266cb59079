"""A PDF that cannot be read ends in one sentence that says why and what to do; one that can be opened is."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from jixiao.errors import UnreadableFileError
from jixiao.readers import pdf_file
from jixiao.readers.pdf import read


def encrypted(make_sheet, user: str, owner: str) -> bytes:
    sheet = make_sheet(encrypt=StandardEncryption(user, owner, strength=128))
    sheet.text("部门绩效自评报告")
    return sheet.content()


def test_an_owner_password_alone_hinders_nobody_from_reading(make_sheet):
    assert read(encrypted(make_sheet, "", "owner"), "报告.pdf").blocks[0].text == "部门绩效自评报告"


def test_a_user_password_is_asked_for(make_sheet):
    with pytest.raises(UnreadableFileError, match=r"报告\.pdf：文件已加密，需要密码.*--password"):
        read(encrypted(make_sheet, "user", "owner"), "报告.pdf")


def test_a_wrong_password_is_called_wrong_and_the_right_one_opens(make_sheet):
    content = encrypted(make_sheet, "user", "owner")
    with pytest.raises(UnreadableFileError, match="密码不正确"):
        read(content, "报告.pdf", "guess")
    assert read(content, "报告.pdf", "user").blocks[0].text == "部门绩效自评报告"


def test_a_broken_cross_reference_table_is_mended(sheet):
    sheet.text("部门绩效自评报告")
    content = sheet.content()
    broken = content[: content.rindex(b"xref")] + b"xref\n0 1\ntrailer\n<<>>\nstartxref\n7\n%%EOF"
    for damaged in (content.replace(b"startxref", b"startxerf"), content[:-200], broken):
        try:
            blocks = read(damaged, "报告.pdf").blocks
        except UnreadableFileError as error:
            assert "损坏" in error.reason  # noqa: PT017 - either outcome is an answer
        else:
            assert blocks[0].text == "部门绩效自评报告"


@pytest.mark.parametrize("content", [b"%PDF-1.7 and nothing more", b"%PDF-1.4\n" + b"\x00" * 5000])
def test_a_file_past_mending_is_called_damaged(content):
    with pytest.raises(UnreadableFileError, match=r"报告\.pdf：PDF 文件已损坏.*重新下载"):
        read(content, "报告.pdf")


def test_an_empty_file_is_called_empty():
    with pytest.raises(UnreadableFileError, match="空文件"):
        read(b"", "报告.pdf")


def test_too_many_pages_and_bytes_are_refused(sheet, monkeypatch):
    for _ in range(3):
        sheet.text("正文")
        sheet.next_page()
    content = sheet.content()
    monkeypatch.setattr(pdf_file, "MOST_PAGES", 2)
    with pytest.raises(UnreadableFileError, match="共3页，超过2页"):
        read(content, "报告.pdf")
    monkeypatch.setattr(pdf_file, "MOST_BYTES", 100)
    with pytest.raises(UnreadableFileError, match="文件超过"):
        read(content, "报告.pdf")


def test_the_source_says_what_was_read(sheet):
    sheet.text("正文")
    sheet.next_page()
    sheet.text("正文")
    source = sheet.read().source
    assert (source.name, source.media_type, source.reader, source.pages) == ("报告.pdf", "application/pdf", "pdf", 2)
    assert len(source.sha256) == 64
