"""The head of a column to its role: what the cells under 分值, 实际完成值, 年初预算数 or 扣分原因 are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from jixiao.normalise import normalise, squash
from jixiao.patterns import Rules
from jixiao.plain_regexes import plain

Role = Literal[
    "serial", "year", "unit", "level", "code", "rule", "reason", "converted", "deduction", "full_marks", "score",
    "rate", "actual", "target", "date", "attribute", "name", "figure",
]  # fmt: skip
"""What a column holds. "rate" is a column of percentages, "attribute" one of words about the thing of the row."""

POINTS: frozenset[Role | None] = frozenset({"converted", "deduction", "full_marks", "score"})
FIGURES: frozenset[Role | None] = frozenset({"figure", "rate", "actual"})
NUMERIC: frozenset[Role | None] = POINTS | FIGURES | {"target"}
NAMES: frozenset[Role | None] = frozenset({"name", "level"})

_ORDER: tuple[tuple[Role, str], ...] = (
    ("serial", "header_serial_whole"),
    ("year", "header_year_whole"),
    ("unit", "header_unit_whole"),
    ("code", "header_code"),
    ("code", "header_code_whole"),
    ("name", "header_name_with_target"),
    ("rate", "header_rate_of_points"),
    ("rule", "header_rule"),
    ("rule", "header_rule_whole"),
    ("reason", "header_reason"),
    ("converted", "header_converted"),
    ("deduction", "header_deduction"),
    ("full_marks", "header_full"),
    ("score", "header_score"),
    ("score", "header_score_whole"),
    ("full_marks", "header_full_late"),
    ("full_marks", "header_full_whole"),
    ("rate", "header_rate"),
    ("actual", "header_actual"),
    ("target", "header_target"),
    ("target", "header_target_whole"),
    ("actual", "header_achieved"),
    ("date", "header_date"),
    ("name", "header_project"),
    ("name", "header_name_whole"),
    ("attribute", "header_attribute"),
    ("name", "header_name"),
    ("figure", "header_figure"),
    ("figure", "header_figure_whole"),
)
_REGEXES = ("header_name_with_target", "header_rate")
"""Roles told by a regex; the others are told by lists of words."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)|\([一二三四五六七八九十\d]{1,3}\))")
_IN_PERCENT = re.compile(r"\(\s?%\s?\)\s*$")
_LONGEST_HEADER = 24
_HEADS = 4096
"""Heads whose role is remembered; those of one report are some dozens."""


def bare_header(text: str) -> str:
    """A header without spaces, brackets and ordinal: "1. 预算 安排(万元)" is 预算安排; "(万元)" alone stays.

    >>> bare_header("1. 预算 安排(万元)")
    '预算安排'
    """
    squashed = squash(text)
    plain = _BRACKETS.sub("", _ORDINAL.sub("", squashed)).strip(":*※、,，;")
    return plain or squashed


def header_role(text: str, rules: Rules) -> Role | None:
    """The role that the words of a header name, or None.

    >>> from jixiao.patterns import load_rules
    >>> [header_role(text, load_rules()) for text in ("分值", "评分标准", "自评得分", "得分折合(%)", "预算执行率(%)", "校舍维修")]
    ['full_marks', 'rule', 'score', 'rate', 'rate', None]

    A weight in percent is the marks of one hundred: 权重(%) is "full_marks".
    """
    return rules.once(_roles)(text)


def _roles(rules: Rules) -> Callable[[str], Role | None]:
    """What `header_role` answers from: the heads of a table are asked for again and again, and come again in other reports."""
    words = _Words(rules)

    @lru_cache(_HEADS)
    def role(text: str) -> Role | None:
        header = bare_header(text)
        if not header or len(header) > _LONGEST_HEADER:
            return None
        if _level(header, rules):
            return "level"
        if named := words.role_of(header):
            weight = named == "full_marks" and rules.any_of("header_full_late").search(header)
            is_rate = named in POINTS and not weight and _IN_PERCENT.search(text)  # 得分系数(%) is no column of points
            return "rate" if is_rate else named
        if _says_a_year(header, rules):
            return "figure"
        return "score" if _is_unnamed_points(header, rules) else None

    return role


class _Words:
    """The words of `_ORDER`, each known by its place there: those that are a whole head, and what finds the others in one."""

    def __init__(self, rules: Rules) -> None:
        self.whole: dict[str, int] = {}
        self.inside: list[tuple[int, Callable[[str], object]]] = []
        self.by_regex: list[tuple[int, Callable[[str], object]]] = []
        lists = []
        for place, (_, words) in enumerate(_ORDER):
            if words.endswith("_whole"):
                self.whole = dict.fromkeys(map(normalise, rules.words[words]), place) | self.whole
            elif words in _REGEXES:
                self.by_regex.append((place, rules.pattern(words).search))
                self.inside.append(self.by_regex[-1])
            else:
                self.inside.append((place, rules.any_of(words).search))
                lists.append(rules.any_of(words).pattern)
        self.any_listed = plain("|".join(lists))

    def role_of(self, header: str) -> Role | None:
        """The first role whose words say what a head is; most heads of rows hold no word of any list."""
        last = self.whole.get(header, len(_ORDER))
        for place, search in self.inside if self.any_listed.search(header) else self.by_regex:
            if place > last:
                break
            if search(header):
                return _ORDER[place][0]
        return _ORDER[last][0] if last < len(_ORDER) else None


def is_unnamed_points(text: str, rules: Rules) -> bool:
    """Whether a head is known for points by its last sign alone: 履职分, and no word says of which kind they are."""
    return _is_unnamed_points(bare_header(text), rules)


def _is_unnamed_points(header: str, rules: Rules) -> bool:
    if not rules.pattern("header_points").search(header):
        return False
    return not any(rules.any_of(words).search(header) for words in ("header_full", "header_score", "header_deduction"))


def header_level(text: str, rules: Rules) -> int | None:
    """The depth of 二级指标: 2. "二级公路改造" has none."""
    return _level(bare_header(text), rules)


def _level(header: str, rules: Rules) -> int | None:
    for words, depth in rules.maps["header_levels"].items():
        if words in header:
            rest = header.replace(words, "", 1)
            if not rest or rules.any_of("level_rest").fullmatch(rest):
                return int(depth)
    return None


def is_known_header(text: str, rules: Rules) -> bool:
    """Whether the words name a column by themselves; a rate that nobody listed may as well be an indicator's name."""
    role = header_role(text, rules)
    return role is not None and (role != "rate" or bool(rules.any_of("header_figure").search(bare_header(text))))


def is_figure_word(text: str, rules: Rules) -> bool:
    """Whether a label by itself says which figure stands beside or under it: 全年执行数, 得分, 执行率, 2022年."""
    return header_role(text, rules) in NUMERIC


def _says_a_year(header: str, rules: Rules) -> bool:
    return bool(rules.pattern("bare_year").search(header) or rules.pattern("year").search(header))
