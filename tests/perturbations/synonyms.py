"""Cue words for others that mean the same, and labels made comparable again."""

from __future__ import annotations

from random import Random

import regex

from jixiao.document import Document
from jixiao.record import Record

from .said import plain
from .texts import ASIDE, rewritten

_TOTALS = ("合计", "共计")
PAIRS = (
    ("其中：", "其中，"),
    ("其中：", "包括："),
    ("比上年增", "较上年增"),
    ("比上年减", "与上年相比减"),
    ("比上年增", "同上年相比增"),
    ("比20", "较20"),
    ("比年初预算", "较年初预算"),
    ("增长", "上升"),
    ("下降", "降低"),
    ("减少", "下降"),
    ("同比", "较上年"),
    ("分别为", "依次为"),
    ("分别为", "分别是"),
    ("均为", "都是"),
    ("占比为", "占"),
    _TOTALS,
    ("我部门", "我单位"),
    ("我局", "本单位"),
    ("无", "没有"),
    ("未安排", "没有安排"),
    ("未发生", "没有发生"),
    ("年末", "年底"),
    ("截至", "截止"),
    ("上年", "去年"),
    ("换算得分", "折算得分"),
    ("自评得分", "自评分"),
    ("综合得分", "总得分"),
    ("，得", "，自评得"),
    ("等级为", "等次为"),
    ("主要是", "主要为"),
    ("编列", "安排"),
    ("低于", "小于"),
    ("高于", "大于"),
    ("实际支出", "实际支付"),
    ("约", "大约"),
)
"""What may be written for what; the figures stay the same, and so do the labels but for the word itself."""

_KEPT = (
    "上年结转", "上年结余", "无线", "无形", "无障碍", "无偿", "有无", "无法", "无关", "无害", "占比", "占总",
    "约定", "节约", "合约", "制约", "签约", "集约", "公约", "约谈", "履约", "违约", "条约", "预约", "增长点", "去年同期",
)  # fmt: skip


def exchanged(pair: tuple[str, str], document: Document, record: Record, random: Random) -> Document:
    """The second word for the first, in every sentence; cells stay."""
    told = [block for block in document.blocks if block.table is None and block.kind not in ASIDE]
    return rewritten(document, {block.id: _word(*pair, block.text) for block in told})


def without_choice(pair: tuple[str, str], text: str) -> str:
    """A label whichever word of the pair it was written with."""
    first, second = map(plain, pair)
    if pair == _TOTALS:
        return (
            plain(text).replace(first, "").replace(second, "")
        )  # 收入合计 is a name, 收入共计 says what income adds up to
    return plain(text).replace(second, first) if second not in first else plain(text).replace(first, second)


def _word(old: str, new: str, text: str) -> str:
    kept = "|".join(map(regex.escape, _KEPT))
    already = f"|{regex.escape(new)}" if old in new else ""
    return regex.sub(f"(?:{kept}{already})(*SKIP)(*FAIL)|{regex.escape(old)}", new, text)
