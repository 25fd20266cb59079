"""The words before a score to what they name: this section, the whole report, a project, a thing, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from jixiao.patterns import Rules

SubjectKind = Literal["none", "here", "report", "project", "thing"]

_LONGEST_NAME = 24
_HAN = re.compile("[\u4e00-\u9fff]")
_OF_DEPARTMENT, _LONGER_THAN_PREFIX = "部门", 4
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
_CLAUSE_END = re.compile(r"[,，。;:！？!?\n(]")


class Subject(Struct, frozen=True):
    """What a score is said of. `name` is as printed, without the words that lead in; `part` follows a 其中.

    `collective` marks words that gather up several sub-sections (该类指标, 以上各项).
    """

    kind: SubjectKind
    name: str = ""
    part: bool = False
    collective: bool = False


def subject_of(clause: str, rules: Rules) -> Subject:
    """The subject in the words before a cue such as 得分 or 扣.

    >>> from jixiao.patterns import load_rules
    >>> subject_of("以上投入类指标", load_rules()).name, subject_of("此项", load_rules()).kind
    ('投入类指标', 'here')
    >>> subject_of("2020年度部门整体支出绩效", load_rules()).kind
    'report'
    """
    part = rules.pattern("subject_part").search(clause) is not None
    if rules.pattern("subject_here").opens(clause.strip()):
        return Subject("here", clause, part, rules.pattern("subject_here_and_above").search(clause) is not None)
    name = without_lead_in(clause, rules)
    if rules.pattern("subject_here").opens(name):
        return Subject("here", name, part, rules.pattern("subject_here_and_above").search(clause) is not None)
    if rules.pattern("subject_report").search(name) or (not name and clause and not part):
        return Subject("report" if _says_who(clause, rules) or name else "none", name, part)
    if not _HAN.search(name) or rules.pattern("subject_none").opens(name):
        return Subject("none", "", part)
    if rules.pattern("subject_project").search(name):
        return Subject("project", name, part)
    return Subject("thing", scored_name(name, rules), part)


def _says_who(clause: str, rules: Rules) -> bool:
    """Whether the words that led in name the department: 我局, 本部门."""
    return rules.pattern("subject_reporter").search(clause) is not None


def without_lead_in(clause: str, rules: Rules) -> str:
    """A clause without the words in front of the name of what is scored: 投入 of 其中投入."""
    name = clause
    while found := rules.pattern("subject_lead_in").opens(name):
        if found.end() == 0:
            break
        name = name[found.end() :]
    return _unquoted(name.strip(" :,，、"))


def _unquoted(name: str) -> str:
    """A name without quotes around it; those of “三公”经费, which are only of its first word, stay."""
    bare = name.strip('“”" ')
    return bare if bare.count("“") == bare.count("”") else name


def scored_name(name: str, rules: Rules) -> str:
    """The name of a scored thing as a table would print it.

    >>> from jixiao.patterns import load_rules
    >>> [scored_name(name, load_rules()) for name in ("投入类指标", "投入指标", "产出指标", "个性指标")]
    ['投入类指标', '投入', '产出指标', '个性指标']
    """
    if found := rules.pattern("told_of_name").opens(name):
        name = found["title"]
    if rules.pattern("title_kept_whole").search(name):
        return name
    return _unquoted(_without_tail(name, rules, rules.words["short_frame"]))


def _without_tail(name: str, rules: Rules, shortest: Collection[str] | None = None) -> str:
    """Without 类指标, 情况 …; of a bare 指标 only what `shortest` names may be left with two characters."""
    while found := rules.pattern("scored_name_tail").search(name):
        rest = name[: found.start()]
        if len(rest) < 2 or (shortest is not None and found[0] == "指标" and len(rest) == 2 and rest not in shortest):
            break
        name = rest
    return name


def plain_name(name: str, rules: Rules) -> str:
    """A name reduced to what tells it from others, to see whether two say the same: 投入类指标, 投入指标情况 are 投入."""
    kept = "".join(character for character in name if character.isalnum())
    kept = kept.removeprefix(_OF_DEPARTMENT) if len(kept) >= _LONGER_THAN_PREFIX else kept  # 部门产出 is 产出
    kept = rules.pattern("title_of_analysis").sub("", kept) or kept
    kept = _without_tail(kept, rules)
    return kept[:-1] if len(kept) > 2 and kept.endswith("项") else kept


def same_thing(name: str, other: str, rules: Rules) -> bool:
    """Whether one name is the other with little more: 预算执行 and 预算执行情况."""
    a, b = sorted((plain_name(name, rules), plain_name(other, rules)), key=len)
    return bool(a) and (a == b or (len(a) >= 2 and a in b and len(a) * 2 > len(b)))


def noun_of(clause: str, rules: Rules) -> str:
    """The noun phrase that a clause is about: 预算执行率 of "预算执行率为98.5%"; empty if there is none short enough."""
    found = rules.pattern("subject_noun").search(without_lead_in(clause, rules))
    return scored_name(_unquoted(found["title"].strip("、")), rules) if found else ""


def cause_of(clause: str, rules: Rules) -> str:
    """What a deduction is made for: "因往来款清理不及时" is 往来款清理不及时."""
    name = without_lead_in(clause, rules)
    while found := rules.pattern("cause_lead_in").opens(name):
        if found.end() == 0 or found.end() >= len(name):
            break
        name = name[found.end() :]
    return _unquoted(name.strip(" :,，、"))


def respective_names(words: str, rules: Rules) -> list[str]:
    """The names in front of 分别, in order.

    >>> from jixiao.patterns import load_rules
    >>> respective_names("投入、过程和产出三项指标分别得", load_rules())
    ['投入', '过程', '产出']
    """
    found = rules.pattern("respective_names").search(without_lead_in(words, rules))
    names = [name for name in NAME_JOINT.split(found["names"]) if name] if found else []
    return [noun_of(name, rules) or name for name in names] if len(names) > 1 else []


NAME_JOINT = re.compile(r"[、,，]|和(?!谐|解|平)|与(?!会|否)|(?:以)?及(?!时|格|其)")
"""What parts the names of a list; 完成及时率 is one name."""


def states_result(title: str | None, rules: Rules) -> bool:
    """Whether a section of this title, or the opening that has none, speaks of the report as a whole."""
    return not title or rules.find("section_of_result", title) is not None


def is_name(subject: Subject) -> bool:
    """Whether the words are short enough to name something instead of telling a story."""
    return subject.kind == "thing" and len(subject.name) <= _LONGEST_NAME


def _without_ordinal(text: str, start: int, clause: str) -> str:
    """The clause of "（一）评价得分：86.5分" names nothing: 一 is what stands in the bracket."""
    opened = start > 0 and text[start - 1] == "("
    return "" if opened and _ORDINAL.fullmatch(clause) else clause


def clause_before(text: str, previous: int, cue: int, floor: int) -> tuple[str, str]:
    """The clause before a cue, and the clause before that one.

    An empty clause that opens with a bracket or a colon takes what stands before it: 投入 of "投入（15分）" or "投入：14分".
    """
    start = max((match.end() for match in _CLAUSE_END.finditer(text, previous, cue)), default=previous)
    clause = _without_ordinal(text, start, text[start:cue].strip(" 、,，)和及与"))
    if not clause and start > previous and text[start - 1] in "(:":
        cue = start - 1
        start = max((match.end() for match in _CLAUSE_END.finditer(text, previous, cue)), default=previous)
        clause = text[start:cue].strip(" 、,，)和及与")
    end = max(start - 1, floor)
    earlier = max((match.end() for match in _CLAUSE_END.finditer(text, floor, end)), default=floor)
    return clause, text[earlier:end].strip(" ,，")
