"""Ordinals in another style, the same for all of one kind: 1． for 1., 第一部分 for 一、, 1.1 for （一）."""

from __future__ import annotations

import unicodedata
from random import Random

import regex

from jixiao.document import Document
from jixiao.record import Record

from .texts import ASIDE, rewritten

_HAN = "零一二三四五六七八九十"
_MARKS = {
    "part": regex.compile(r"^第(?P<n>[一二三四五六七八九十]+)部分[\s　]*"),
    "han": regex.compile(r"^(?P<n>[一二三四五六七八九十]+)、\s*"),
    "bracketed": regex.compile(r"^[（(](?P<n>[一二三四五六七八九十]+)[)）]\s*"),
    "arabic": regex.compile(r"^(?P<n>[0-9０-９]{1,2})[.．、]\s*(?![0-9０-９])"),
    "round": regex.compile(r"^[（(](?P<n>[0-9０-９]{1,2})[)）]\s*"),
    "circled": regex.compile(r"^(?P<n>[①-⑳])\s*"),
}
_OTHER_SIGNS: dict[str, tuple[str, ...]] = {
    "part": ("第{一}部分　", "第{一}部分 "),
    "han": ("{一}、", "{一}．"),
    "bracketed": ("（{一}）", "({一})", "（{一}） "),
    "arabic": ("{1}.", "{1}．", "{1}、"),
    "round": ("（{1}）", "({1})"),
    "circled": ("{①}", "{①} "),
}
_ONE_UP = {"han": "第{一}部分　", "bracketed": "{一}、", "arabic": "（{一}）", "round": "{1}.", "circled": "（{1}）"}


def other_signs(document: Document, record: Record, random: Random) -> Document:
    """Other signs around the same numbers: (一) for （一）, 1、 for 1."""
    style = {kind: random.choice(forms[1:]) for kind, forms in _OTHER_SIGNS.items()}
    return _restyled(document, style)


def one_level_up(document: Document, record: Record, random: Random) -> Document:
    """Every kind of ordinal for the next: 第一部分 for 一、, 一、 for （一）, （一） for 1. A report with parts stays as it is."""
    if any(_kind(block.text)[0] == "part" for block in document.blocks):
        return document
    return _restyled(document, _ONE_UP)


def decimal(document: Document, record: Record, random: Random) -> Document:
    """Headings as 1. and 1.1 and 1.1.1, by their place; where the same kinds of ordinal are not always at one level, as it is."""
    texts: dict[str, str] = {}
    kinds: dict[str, set[int]] = {}
    numbers: dict[str | None, str] = {None: ""}
    children: dict[str | None, int] = {}
    by_id = {block.id: block for block in document.blocks}
    for section in record.sections:
        block = by_id[section.span.block]
        kind, _ = _kind(block.text)
        if not kind or section.span.start or block.table:
            return document
        kinds.setdefault(kind, set()).add(section.level)
        children[section.parent] = children.get(section.parent, 0) + 1
        numbers[section.id] = f"{numbers[section.parent]}.{children[section.parent]}".lstrip(".")
        shown = numbers[section.id] + ("." if section.level == 1 else " ")
        texts[block.id] = _MARKS[kind].sub(shown, block.text)
    other_lists = {_kind(block.text)[0] for block in document.blocks if block.id not in texts} & {"arabic", *kinds}
    levels_clash = any(len(levels) > 1 for levels in kinds.values())
    return document if other_lists or levels_clash else rewritten(document, texts)


def _restyled(document: Document, style: dict[str, str]) -> Document:
    texts = {}
    for block in document.blocks:
        kind, value = _kind(block.text)
        if kind in style and block.kind not in ASIDE and block.table is None:
            texts[block.id] = _MARKS[kind].sub(_written(style[kind], value), block.text)
    return rewritten(document, texts)


def _kind(text: str) -> tuple[str, int]:
    for kind, mark in _MARKS.items():
        if found := mark.match(text):
            return kind, _value(found["n"])
    return "", 0


def _value(written: str) -> int:
    if written[0] not in _HAN:
        return int(unicodedata.normalize("NFKC", written))
    tens, mark, ones = written.rpartition("十")
    return ((_HAN.index(tens) if tens else 1) * 10 if mark else 0) + (_HAN.index(ones) if ones else 0)


def _written(form: str, value: int) -> str:
    tens, ones = divmod(value, 10)
    han = _HAN[value] if value <= 10 else ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
    circled = chr(ord("①") + value - 1) if 1 <= value <= 20 else str(value)
    return form.replace("{一}", han).replace("{1}", str(value)).replace("{①}", circled)
