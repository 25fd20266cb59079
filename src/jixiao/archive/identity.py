"""A record to the key by which an archive knows that two files are of one report."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

from jixiao.record import Extractor, Record


def identity_of(record: Record) -> str:
    """A hash of department, year, kind, project and title; of the file alone where the record does not say whose it is.

    Width and spaces make no difference. Two forms that name neither their department nor their project are never taken for
    two versions of one report: rather one report too many than one hidden behind another.
    """
    project = record.project or ""
    known = record.department and record.fiscal_year and record.title and (project or record.kind != "project")
    if not known:
        return _hash("file", content_hash(record))
    named = (record.department or "", str(record.fiscal_year), record.kind, project, record.title or "")
    return _hash("report", *map(_plain, named))


def content_hash(record: Record) -> str:
    """The sha256 of the file; of its text where the report was given as lines and not as a file."""
    return record.source.sha256 or _hash("lines", *(block.text for block in record.blocks))


def reading_of(record: Record) -> str:
    """A hash of what was read and checked, whoever read it and whatever the file was called."""
    anonymous = {"source": replace(record.source, name=""), "extractor": Extractor(version="", rules="")}
    return _hash(record.model_copy(update=anonymous).to_json(None))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()
