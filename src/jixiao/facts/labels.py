"""The words that lead to a number to its label: "2023年我部门预算收入" becomes "预算收入".

A label is the noun phrase that a person would put in the first column of a spreadsheet. It carries no year, no copula and
not whom the sentence is about. The words cut away are lists in patterns/labels.toml; words.cut keeps terms whole, so
that "其他收入" never loses its 其.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from jixiao.patterns import Rules
from jixiao.words import cut

_CODE = re.compile(r"\(\d{5,7}\)")
_BRACKETS_AT_END = re.compile(r"\((?:含[^()]*|[^()]{5,})\)$")
_DATES = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)\s?年?(?:度)?(?:\s?\d{1,2}\s?月(?:份|末|底)?(?:\s?\d{1,2}\s?日)?)?(?:末|底|初)?|\d{1,2}\s?月(?:份)?\s?\d{1,2}\s?日"
)
_OF, _SPENDING = "的", "支出"
_LONE_OPENINGS = ("共", "因")
"""What opens a phrase though one character before an unknown word may be the word's own."""
_BOTH = ("收入", _SPENDING)
_MONTH = re.compile(r"\d{1,2}\s?月(?:份|末|底|初)?|[一二三四]季度[末底]?|前三季度|[上下]半年")
_MONTH_AT_END, _LONGEST_MONTH = re.compile(r"\d{1,2}\s?月(?:份|末|底|初)?$"), 5
_EDGES = " 、,，.。;:-—/÷\n\t"
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))
_PAIRED = re.compile("[()“”《》]")
_SHORT = 4  # characters of a name in a list that may leave its measure to the last one
_LABELS = 1024
"""Phrases whose labels are remembered: a sentence asks several times, and other sentences speak of the same things."""
_JOINTS = frozenset(("和", "与", "及", "以及"))
_DATED = re.compile(r"[\d》]")


def label_of(lead: str, rules: Rules) -> str:
    """The noun phrase at the end of what leads to a number; "" where nothing is left.

    >>> from jixiao.patterns import load_rules
    >>> label_of("2023年我部门安排三公经费", load_rules())
    '三公经费'
    """
    return rules.once(_labels)(lead)


class _CutAway(NamedTuple):
    """The words that are no part of a label, by why they are not; `may_open` are all that a label may lose in front."""

    opening: frozenset[str]
    verbs: frozenset[str]
    times: frozenset[str]
    connectives: frozenset[str]
    whole_year: frozenset[str]
    may_open: frozenset[str]
    closing: frozenset[str]
    cuts: frozenset[str]


def _cut_away(rules: Rules) -> _CutAway:
    names = ("label_opening", "label_verbs", "label_time", "label_connectives", "label_whole_year")
    opening, verbs, times, connectives, whole_year = (frozenset(rules.words[name]) for name in names)
    may_open = opening | verbs | times | connectives | whole_year
    closing, cuts = frozenset(rules.words["label_closing"]), frozenset(rules.words["label_cut"])
    return _CutAway(opening, verbs, times, connectives, whole_year, may_open, closing, cuts)


def _labels(rules: Rules) -> Callable[[str], str]:
    return lru_cache(_LABELS)(lambda lead: _label_of(lead, rules))


def _label_of(lead: str, rules: Rules) -> str:
    away = rules.once(_cut_away)
    said = _CODE.sub("", lead.strip(_EDGES))  # 行政运行（2010101）支出
    words = _without_closing(list(cut(_after_dates(_without_brackets(said)), rules)), away.closing)
    kept = "".join(words)
    bare = _after_dates(_without_brackets(kept))
    if bare != kept:  # else its words are those it has: the best way to cut a text is the best for each beginning
        words = list(cut(bare, rules))
    words = _without_opening(_after_cuts(words, away.cuts), away, rules)
    words = _without_closing(words, away.closing)
    timeless = _without_closing(words, away.times)
    if timeless and len(timeless) < len(words):
        words = _without_closing(timeless, away.closing)
    if len(words) > 2 and words[-1] in rules.words["budget_changes"]:
        words = words[-1:]
    if _MONTH.fullmatch("".join(words)) or "".join(words) in rules.words["label_other_years"]:
        return ""
    label = _tidy("".join(_without_name(_after_clause(words, rules), rules)))
    found = rules.find("classified_account", label)
    return _tidy(found["name"] + found["rest"]) if found else label


def _after_clause(words: list[str], rules: Rules) -> list[str]:
    """The term that a relative clause describes: 财政拨款安排的 + 会议费预算支出, where it says enough by itself."""
    terms = rules.words["fiscal_terms"]
    grants = rules.words["label_grants"]
    for i in range(len(words) - 2, 0, -1):
        rest = words[i + 1 :]
        if (words[i] == _OF or words[i] in grants) and rest[0] in terms and not is_generic("".join(rest), rules):
            return rest
    return words


def _without_name(words: list[str], rules: Rules) -> list[str]:
    """Without the department's own name, where a known term follows it."""
    text = "".join(words)
    found = rules.find("organisation_opening", text)
    rest = list(cut(text[found.end() :], rules)) if found else []
    known = bool(rest) and len(rest[0]) > 1 and any(word in rules.words["fiscal_terms"] for word in rest)
    return rest if known and not _is_term(text, rules) else words


def _is_term(text: str, rules: Rules) -> bool:
    return len(cut(text, rules)) == 1


def listed_names(names: str, count: int, rules: Rules) -> tuple[str, ...]:
    """The names of a list whose figures follow in the same order, or () where they are not as many.

    "工资福利支出、商品和服务支出和公用经费" is three names: 、 parts first, and then, from the end, 和.
    """
    if count == len(_BOTH) and (both := rules.find("income_and_spending", names)):
        return tuple(label_of(both["of"] + way + both["end"], rules) for way in _BOTH)
    *parts, last = spelled_out(names, rules).split("、")
    words = cut(last, rules)
    joints = [i for i, word in enumerate(words) if word in _JOINTS][-max(0, count - len(parts) - 1) or len(words) :]
    start = 0
    for joint in joints:
        parts.append("".join(words[start:joint]))
        start = joint + 1
    parts.append("".join(words[start:]))
    if found := rules.find("so_many_of_them", parts[-1]):
        parts[-1] = parts[-1][: found.start()]
    if months := _of_months(parts):
        return tuple(month + label_of(names, rules) for month, names in months)
    cleaned = _with_shared_end([label_of(part, rules) or _organisation(part, rules) for part in parts], rules)
    return cleaned if len(cleaned) == count and all(cleaned) else ()


def spelled_out(label: str, rules: Rules) -> str:
    """收、支预算总计 is 收入、支出预算总计."""
    for short, long in rules.maps["spelled_out"].items():
        label = label.replace(short, long)
    return label


def _of_months(names: Sequence[str]) -> list[tuple[str, str]]:
    """6月、9月、11月支出进度: each month with the one thing that is told of all; [] where it is no such list."""
    if len(names) < 2 or not all(_MONTH.fullmatch(name.strip(_EDGES)) for name in names[:-1]):
        return []
    last = _MONTH.match(names[-1].strip(_EDGES))
    if last is None or last.end() == len(names[-1].strip(_EDGES)):
        return []
    thing = names[-1].strip(_EDGES)[last.end() :]
    return [(month, thing) for month in (*(name.strip(_EDGES) for name in names[:-1]), last.group())]


def _organisation(name: str, rules: Rules) -> str:
    """A department as a member of a list: 城市管理局、水务局, each with its figure."""
    found = rules.find("organisation_opening", name + _OF)
    return name.strip(_EDGES) if found and found.end() == len(name.strip(_EDGES)) else ""


def _with_shared_end(names: list[str], rules: Rules) -> tuple[str, ...]:
    """收入、支出预算总计 is 收入预算总计 and 支出预算总计."""
    if len(names) > 1 and not is_generic(names[0], rules) and all(is_generic(name, rules) for name in names[1:]):
        topic = topic_of(names[0], rules)  # 三公经费年初预算数与决算数
        return (names[0], *(topic + name for name in names[1:])) if topic != names[0] else tuple(names)
    last = cut(names[-1], rules) if names else ()
    ends = [
        names[-1][len(name) :]
        for name in names[:-1]
        if is_generic(name, rules) and is_generic(names[-1][: len(name)], rules)
    ]
    if last and len(ends) == len(names) - 1 and all(ends):
        return (*(name + end for name, end in zip(names, ends, strict=False)), names[-1])
    if len(last) > 1 and len(names) > 1 and all(names):  # 数量指标、质量指标完成率
        end = last[-1]
        alike = names[-1].removesuffix(end)[-2:]
        if (is_generic(end, rules) or end in rules.words["fiscal_terms"]) and all(
            n.endswith(alike) for n in names[:-1]
        ):
            return (*(name + end for name in names[:-1]), names[-1])
    measured = rules.find("measured_so", names[-1]) if len(names) > 1 and all(names) else None
    if measured and not any(rules.find("measured_so", name) or len(name) > _SHORT for name in names[:-1]):
        return (*(name + measured["end"] for name in names[:-1]), names[-1])  # 化肥、农药使用量
    return tuple(names)


def topic_of(label: str, rules: Rules) -> str:
    """What a label is about, without the word that says which of its figures it is: 三公经费年初预算 -> 三公经费."""
    return rules.once(_topics)(label)


def _topics(rules: Rules) -> Callable[[str], str]:
    return lru_cache(_LABELS)(lambda label: _topic_of(label, rules))


def _topic_of(label: str, rules: Rules) -> str:
    topic = _tidy(rules.ending("topic_tail").sub("", label))
    known = topic in rules.words["fiscal_terms"] or all(len(word) > 1 for word in cut(topic, rules))
    if not known and not _falls_between_words(label, len(topic), rules):
        # 一般公共 is no word of 一般公共预算支出, 教育 none of 教育支出决算数: whole words come off
        return _tidy("".join(_without_closing(list(cut(label, rules)), rules.words["topic_tail"]))) or label
    cut_off = label[len(topic) :]
    spending = rules.pattern("spending_noun")
    return f"{topic}{_SPENDING}" if cut_off.startswith(_SPENDING) and topic and not spending.search(topic) else topic


def _falls_between_words(text: str, cut_at: int, rules: Rules) -> bool:
    at = 0
    for word in cut(text, rules):
        if at >= cut_at:
            break
        at += len(word)
    return at == cut_at


def heading_topic(title: str, rules: Rules) -> str:
    """What a heading is about: "“三公”经费预算编制情况" -> "“三公”经费"."""
    return topic_of(_tidy(rules.ending("heading_tail").sub("", title)), rules)


def is_generic(label: str, rules: Rules) -> bool:
    """Whether a label says only which figure it is (实际支出) and not of what."""
    return rules.once(_generic)(label)


def _generic(rules: Rules) -> Callable[[str], bool]:
    generic = rules.words["label_generic"]
    return lru_cache(_LABELS)(
        lambda label: label in generic or (bool(label) and all(word in generic for word in cut(label, rules)))
    )


def _without_brackets(text: str) -> str:
    return _BRACKETS_AT_END.sub("", text).strip(_EDGES) if text.endswith(")") else text.strip(_EDGES)


def _after_dates(text: str) -> str:
    """What follows the last date or 《title》; where next to nothing follows, the date is cut from the end."""
    if not _DATED.search(text):
        return text
    if len(text) - text.rfind("》") > 2:
        text = text[text.rfind("》") + 1 :]
    for found in reversed(list(_DATES.finditer(text))):
        rest = text[found.end() :].strip(_EDGES)
        if len(rest) > 1 and not text[: found.start()].endswith(_OF):
            return rest
        text = text[: found.start()] + rest
    return _MONTH_AT_END.sub("", text) if len(text) > _LONGEST_MONTH else text


def _without_closing(words: list[str], closing: Container[str]) -> list[str]:
    end = len(words)
    while end and (words[end - 1] in closing or not words[end - 1].strip(_EDGES)):
        end -= 1
    return words[:end] if end < len(words) else words


def _after_cuts(words: list[str], cuts: frozenset[str]) -> list[str]:
    """What follows the last cutting word that leaves a phrase of two characters or more."""
    for i in range(len(words) - 1, -1, -1):
        if words[i] in cuts and len("".join(words[i + 1 :])) >= 2:
            return words[i + 1 :]
    return words


def _without_opening(words: list[str], away: _CutAway, rules: Rules) -> list[str]:
    """Whom and when the phrase begins with, and the verb before its noun; a lone character only before a known word."""
    opening, verbs, times = away.opening, away.verbs, away.times
    start = 0
    while start < len(words) - 1:
        word = words[start]
        if word not in away.may_open and word.strip(_EDGES):
            break
        following = "".join(words[start + 1 :])
        joining = word in away.connectives
        known = (
            joining or word in _LONE_OPENINGS or len(word) > 1 or len(words[start + 1]) > 1 or not word.strip(_EDGES)
        )
        droppable = (
            word in opening or not word.strip(_EDGES) or joining or (word in verbs and "的" not in words[start:])
        )
        droppable = droppable or (word in away.whole_year and not is_generic(word + following, rules))
        droppable = droppable or (word in times and (words[start + 1] in verbs or words[start + 1] in opening))
        if word in verbs and word not in opening and is_generic(following.strip(_EDGES), rules):
            break  # 完成投资 is more than 投资
        if not (droppable and known and len(following.strip(_EDGES)) >= 2):
            break
        start += 1
    rest = words[start:]
    return [] if all(word in opening or word in times for word in rest) else rest


def _tidy(text: str) -> str:
    """Without stray punctuation at its ends, and without half a pair of brackets or quotes."""
    text = text.strip(_EDGES)
    if not _PAIRED.search(text):
        return text
    for left, right in _PAIRS:
        if text.count(left) > text.count(right):
            text = text.removeprefix(left) if text.startswith(left) else text.rsplit(left, 1)[0] or text
        elif text.count(right) > text.count(left):
            text = text.removesuffix(right) if text.endswith(right) else text.split(right, 1)[1]
    return text.strip(_EDGES)
