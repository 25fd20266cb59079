"""Cue words for others that mean the same, and labels made comparable again."""

from __future__ import annotations

from functools import partial
from random import Random

import regex

from jixiao.document import Document
from jixiao.record import Record

from .said import plain
from .texts import ASIDE, rewritten

PAIRS = (
    ("其中：", "其中，"),
    ("其中：", "包括："),
    ("比上年", "较上年"),
    ("比上年", "与上年相比"),
    ("比年初预算", "较年初预算"),
    ("增长", "上升"),
    ("下降", "降低"),
    ("减少", "下降"),
    ("分别为", "依次为"),
    ("合计", "共计"),
    ("我部门", "我单位"),
    ("我局", "我单位"),
    ("我部门无", "我部门没有"),
    ("年末", "年底"),
    ("截至", "截止"),
    ("上年", "去年"),
    ("同比", "较上年"),
    ("换算得分", "折算得分"),
    ("自评得分", "自评分"),
    ("主要是", "主要为"),
    ("编列", "安排"),
    ("低于", "小于"),
    ("高于", "大于"),
    ("超过", "高于"),
    ("由于", "因"),
    ("围绕", "紧扣"),
    ("全年", "全年度"),
    ("实际支出", "实际支付"),
    ("约", "大约"),
    ("均为", "都是"),
)
"""What may be written for what; the figures stay the same, and so do the labels but for the word itself."""

_KEPT = ("约定", "节约", "合约", "制约", "签约", "集约", "公约", "约谈", "履约", "违约", "条约", "预约", "增长点", "去年同期")


def exchanged(pair: tuple[str, str], document: Document, record: Record, random: Random) -> Document:
    """One word for the other, either way, in every sentence; names and cells stay."""
    there, back = (partial(_word, *way) for way in (pair, pair[::-1]))
    told = [block for block in document.blocks if block.table is None and block.kind not in ASIDE]
    change = there if any(pair[0] in block.text for block in told) else back
    return rewritten(document, {block.id: change(block.text) for block in told})


def without_choice(pair: tuple[str, str], text: str) -> str:
    """A label whichever word of the pair it was written with."""
    first, second = map(plain, pair)
    return plain(text).replace(second, first) if second not in first else plain(text).replace(first, second)


def _word(old: str, new: str, text: str) -> str:
    kept = "|".join(map(regex.escape, _KEPT))
    already = f"|{regex.escape(new)}" if old in new else ""
    return regex.sub(f"(?:{kept}{already})(*SKIP)(*FAIL)|{regex.escape(old)}", new, text)
