"""Digits and punctuation in the other width."""

from __future__ import annotations

from random import Random

import regex

from jixiao.document import Document
from jixiao.record import Record

from .texts import everywhere

_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789%()"}
_NARROW = {full: full - 0xFEE0 for full in map(ord, "０１２３４５６７８９％（）；：．")}
_COMMA_OF_CLAUSES = regex.compile(r"(?<![0-9])，|，(?![0-9])")
_POINT = regex.compile(r"(?<=[0-9])\.(?=[0-9])")
_THOUSANDS = regex.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


def wide(document: Document, record: Record, random: Random) -> Document:
    """１，２１０．７４万元（占５３．３３％）for 1,210.74万元（占53.33%）."""
    return everywhere(document, lambda text: _POINT.sub("．", _THOUSANDS.sub("，", text)).translate(_WIDE))


def narrow(document: Document, record: Record, random: Random) -> Document:
    """Brackets, colons, semicolons and the commas of clauses in half width."""
    return everywhere(document, lambda text: _COMMA_OF_CLAUSES.sub(",", text).translate(_NARROW))


def spaced(document: Document, record: Record, random: Random) -> Document:
    """A space between digits and what stands before and after them, as word processors leave one."""
    return everywhere(document, lambda text: _BEFORE_UNIT.sub(r"\1 \2", _AFTER_HAN.sub(r"\1 \2", text)))


_BEFORE_UNIT = regex.compile(r"([0-9])(万元|元|亿元|%|个|分|人|项)")
_AFTER_HAN = regex.compile(r"([\u4e00-\u9fff])([0-9])")
