"""The bytes of a PDF to an open pypdfium2 document, or one clear error: encrypted, damaged, empty, too large."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.errors import UnreadableFileError

MOST_BYTES = 300 * 1024 * 1024
MOST_PAGES = 3000
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
_UNKNOWN_SECURITY = 5  # FPDF_ERR_SECURITY


def open_pdf(content: bytes, name: str, password: str | None = None) -> pypdfium2.PdfDocument:
    """The document, opened; one that only an owner's password protects opens without it.

    pdfium mends a broken cross-reference table by itself; what it cannot mend is an UnreadableFileError.
    """
    if not content:
        raise UnreadableFileError(name, "是空文件", "请重新下载或导出后再试")
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise UnreadableFileError(name, f"文件超过{limit}MB", "请拆分成较小的文件，或降低图片分辨率后再试")
    try:
        document = pypdfium2.PdfDocument(content, password=password)
    except pypdfium2.PdfiumError as error:
        raise _refusal(name, error, password) from error
    pages = len(document)
    if not 0 < pages <= MOST_PAGES:
        document.close()
        if pages:
            raise UnreadableFileError(name, f"共{pages}页，超过{MOST_PAGES}页", "请拆分成较小的文件再试")
        raise UnreadableFileError(name, "没有任何页面", "请重新下载或导出后再试")
    return document


def _refusal(name: str, error: pypdfium2.PdfiumError, password: str | None) -> UnreadableFileError:
    """Why pdfium did not open the file, for the person who tried.

    >>> print(_refusal("报告.pdf", pypdfium2.PdfiumError("", err_code=4), None))
    报告.pdf：文件已加密，需要密码才能打开。请用 --password 给出密码，或解除加密后再试。
    """
    code = error.err_code if error.err_code is not None else pdfium.FPDF_ERR_UNKNOWN
    if code == _NEEDS_PASSWORD and password is not None:
        return UnreadableFileError(name, "文件已加密，所给密码不正确", "请用 --password 给出正确的密码")
    if code == _NEEDS_PASSWORD:
        return UnreadableFileError(name, "文件已加密，需要密码才能打开", "请用 --password 给出密码，或解除加密后再试")
    if code == _UNKNOWN_SECURITY:
        return UnreadableFileError(name, "使用了不支持的加密方式", "请解除加密后再试")
    return UnreadableFileError(name, "PDF 文件已损坏，无法修复", "请重新下载或导出后再试")
