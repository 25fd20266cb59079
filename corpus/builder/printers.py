"""A case's report to the bytes of its report.pdf, by one of three producers: libreoffice, chromium, reportlab."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import docx, typeset, web_page
from .source import Source

PRODUCERS = ("libreoffice", "chromium", "reportlab")
_PROGRAMS = {
    "libreoffice": ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    "chromium": (
        *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
}
_CHROMIUM_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--no-pdf-header-footer", "--disable-pdf-tagging"),
)
_PATIENCE = 120  # seconds
_DATE = re.compile(rb"(/(?:Creation|Mod)Date ?\(D:)\d{14}[^)]*")
_IDENTITY = re.compile(rb"(/ID ?\[|/DocChecksum ?/)([^\]>]*>[^\]]*\]|[0-9A-F]+)")
_PRINTED = b"20240301090000"


class PrinterError(Exception):
    """A producer that is not installed or did not print; says what to do."""


def write(producer: str, source: Source, title: str) -> bytes:
    """The PDF of a report as this producer prints it, dated like its .docx."""
    if producer == "reportlab" and source.sheet != "A4":
        raise PrinterError("reportlab sets A4 only: name another producer in case.toml")
    if producer == "reportlab":
        return typeset.write(source, title)
    if producer == "libreoffice":
        return _undated(_libreoffice(docx.write(source, title)))
    if producer == "chromium":
        return _undated(_chromium(web_page.write(source, title)))
    raise PrinterError(f"case.toml names no producer of report.pdf: pdf = {' | '.join(PRODUCERS)}")


def _libreoffice(report: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(report)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", name)
        return _run("libreoffice", [profile, *options, str(folder / "report.docx")], folder / "report.pdf")


def _chromium(page: str) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.html").write_text(page, encoding="utf-8")
        to = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'report.pdf'}")
        return _run("chromium", [*_CHROMIUM_OPTIONS, *to, (folder / "report.html").as_uri()], folder / "report.pdf")


def _run(producer: str, arguments: list[str], printed: Path) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS[producer])), None)
    if program is None:
        raise PrinterError(f"{producer} is not installed: run scripts/install-test-parts")
    done = subprocess.run([program, *arguments], capture_output=True, timeout=_PATIENCE, check=False)
    if not printed.exists():
        raise PrinterError(f"{program} printed nothing: {done.stderr.decode(errors='replace')[-400:]}")
    return printed.read_bytes()


def _undated(pdf: bytes) -> bytes:
    """The same file, every byte in its place, without what tells one run from another: its date and its number."""
    pdf = _DATE.sub(lambda found: found[1] + _PRINTED + found[0][len(found[1]) + len(_PRINTED) :], pdf)
    return _IDENTITY.sub(lambda found: found[1] + re.sub(rb"[0-9A-Fa-f]", b"0", found[2]), pdf)
