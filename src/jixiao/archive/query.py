"""What a person types into the search field to a Query: words to find, and conditions on the report and its figures.

    公务接待费 年份:2023 部门:教育局 地区:徐水区 得分<90 三公经费>10 检查:未通过

Whatever is no word and no condition is a QueryError, one Chinese sentence that says what could be meant instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

import regex

from jixiao.archive.folding import fold
from jixiao.archive.query_values import Bounds, UnreadableValueError, bounds_of, years_of
from jixiao.errors import JixiaoError
from jixiao.record import Measure, ReportKind, Rule

Named = Literal["department", "region", "title", "grade"]
ScoreName = Literal["score", "converted"]
CheckResult = Literal["failed", "minor", "clean"]

RULE_NAMES: dict[Rule, str] = {
    "score_total": "总分", "score_subtotal": "分项得分", "score_average": "平均分", "score_bounds": "得分界限",
    "score_conversion": "换算得分", "breakdown_sum": "分项合计", "table_sum": "表内合计", "share": "占比",
    "share_sum": "占比合计", "change_amount": "增减额", "change_rate": "增减率", "ratio_definition": "比率",
    "balance": "平衡关系", "restatement": "前后不一", "wording": "文字与数字", "grade": "等级",
}  # fmt: skip
"""What each kind of re-calculation is called in conditions and facets."""

KIND_NAMES: dict[ReportKind, str] = {
    "department": "部门整体",
    "project": "项目",
    "accounts": "决算预算说明",
    "other": "其他",
}

MEASURE_NAMES: dict[Measure, str] = {
    "budget": "预算", "adjusted": "调整预算", "received": "到位", "final": "决算", "balance": "时点数",
    "carryover": "结转结余", "change": "增减额",
}  # fmt: skip

_NAMED: dict[str, Named] = {
    "部门": "department", "单位": "department", "地区": "region", "区划": "region", "标题": "title", "题名": "title",
    "等级": "grade", "级别": "grade", "等次": "grade",
}  # fmt: skip
_SCORES: dict[str, ScoreName] = {
    "得分": "score",
    "分数": "score",
    "总分": "score",
    "自评得分": "score",
    "换算得分": "converted",
}
_YEAR, _CHECK, _KIND = ("年份", "年度", "年"), ("检查", "核算"), ("类型", "种类")
_FIELDS = (*_NAMED, *_SCORES, *_YEAR, *_CHECK, *_KIND)
_CHECK_RESULTS: dict[str, CheckResult] = {
    "未通过": "failed", "不通过": "failed", "不符": "failed", "有误": "failed", "尾差": "minor",
    "通过": "clean", "相符": "clean", "无误": "clean",
}  # fmt: skip
_MEASURES: tuple[tuple[str, Measure], ...] = (
    ("年初预算数", "budget"), ("年初预算", "budget"), ("预算数", "budget"), ("预算", "budget"),
    ("调整预算数", "adjusted"), ("调整预算", "adjusted"), ("决算数", "final"), ("决算", "final"), ("执行数", "final"),
    ("增加", "change"), ("减少", "change"),
)  # fmt: skip


_MOST_TERMS, _MOST_VALUES = 50, 100


class QueryError(JixiaoError):
    """A search that cannot be understood; its text says what and why."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase that stands in the report (or must not: `negated`)."""

    text: str
    negated: bool = False

    @property
    def folded(self) -> str:
        """As the index has it."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class InYears:
    """The report is on a year within one of the ranges, ends included; None is open."""

    ranges: tuple[tuple[int | None, int | None], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasName:
    """A name of the report contains one of the values (a grade begins with it)."""

    field: Named
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class IsKind:
    """The report is of one of these kinds."""

    kinds: tuple[ReportKind, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasChecks:
    """One of the results: some check failed, one failed only in its last digit, none failed; or one of the rules failed."""

    results: tuple[CheckResult, ...]
    rules: tuple[Rule, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasScore:
    """The overall score lies within bounds."""

    field: ScoreName
    bounds: Bounds
    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasFigure:
    """A figure of the report's own year lies within bounds.

    It goes by indicator or by label: the label contains `name`, or is it (`exact`); or contains `stem` and has the `measure`
    ("公务接待费决算" is 公务接待费, final). Money is in 万元, ratios in percent, counts in `unit` (None is any).
    """

    name: str
    bounds: Bounds
    kind: Literal["amount", "ratio", "count"]
    unit: str | None = None
    exact: bool = False
    stem: str | None = None
    measure: Measure | None = None
    negated: bool = False


Condition = InYears | HasName | IsKind | HasChecks | HasScore | HasFigure


@dataclass(frozen=True, slots=True)
class Query:
    """All words and all conditions hold; without any, every report is meant. `text` is what was typed."""

    text: str = ""
    words: tuple[Word, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """One piece of the query: a word, or a name, a sign and a value; the name without its quotation marks."""

    name: str
    sign: str
    value: str
    negated: bool
    quoted: bool


_SIGNS = str.maketrans("＞＜＝：＂“”„‟「」『』－﹣−％，", '><=:"""""""""---%,')
_QUOTED = r'"[^"]*"'
_SIGN = r"<=|>=|!=|≤|≥|≠|==|<|>|=|:"
_TERM = regex.compile(
    rf"""\s*(?<minus>-(?=\S))?
    (?<name>(?:{_QUOTED}|(?!{_SIGN})[^\s"])+)?
    (?:\s*(?<sign>{_SIGN})\s*(?<value>(?:{_QUOTED}|[^\s"])*(?:(?<=[\d.])\s+(?:万|亿|千)?(?:元|万|亿|%|分)(?=\s|$))?))?""",
    regex.VERBOSE,
)
_SIGN_NAMES = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
_LISTED = regex.compile(r"(?:{_QUOTED}|[^,、;；|])+".replace("{_QUOTED}", _QUOTED))


def parse_query(text: str) -> Query:
    """The query that a person typed.

    >>> parse_query('公务接待费 年份:2021-2023 -"三公 经费"').words
    (Word(text='公务接待费', negated=False), Word(text='三公 经费', negated=True))
    >>> parse_query("部门：教育局、体育局").conditions
    (HasName(field='department', values=('教育局', '体育局'), negated=False),)
    >>> parse_query("部们:教育局")
    Traceback (most recent call last):
    jixiao.archive.query.QueryError: 没有“部们”这个条件，是不是要写“部门”？要原样查找这几个字，请加引号："部们:教育局"。
    """
    words: list[Word] = []
    conditions: list[Condition] = []
    terms = _terms(text)
    if len(terms) > _MOST_TERMS:
        raise QueryError(
            f"查询里有 {len(terms)} 个词和条件，最多 {_MOST_TERMS} 个。请减少一些，或把长句用引号括成一个词。"
        )
    for term in terms:
        try:
            if not term.sign:
                words.append(_word(term))
            else:
                conditions.append(_condition(term))
        except UnreadableValueError as error:
            raise QueryError(f"“{term.name}”的条件看不懂：{error}。") from error
    return Query(text, tuple(dict.fromkeys(words)), tuple(dict.fromkeys(conditions)))


def _terms(text: str) -> list[_Term]:
    typed = text.translate(_SIGNS)
    if typed.count('"') % 2:
        raise QueryError(f"引号没有成对：{text.strip()}。请补上另一半，或去掉引号。")
    terms: list[_Term] = []
    at = 0
    while typed[at:].strip():
        match = _TERM.match(typed, at)
        if match is None or not match[0].strip():  # pragma: no cover - every character is matched by name or sign
            raise QueryError(f"看不懂“{text[at:].strip()}”。")
        name, value = match["name"] or "", match["value"] or ""
        sign = _SIGN_NAMES.get(match["sign"] or "", match["sign"] or "")
        quoted = name.startswith('"')
        terms.append(_Term(name.replace('"', ""), sign, value, bool(match["minus"]), quoted))
        at = match.end()
    return terms


def _word(term: _Term) -> Word:
    word = Word(term.name, term.negated)
    if not word.folded:
        raise QueryError(f"“{term.name or '-'}”里没有可查找的字。请写出要找的词；减号后面写不要的词，如 -会议费。")
    return word


def _condition(term: _Term) -> Condition:
    name, value, negated = term.name, term.value.replace('"', ""), term.negated != (term.sign == "!=")
    if not name:
        raise QueryError(f"“{term.sign}{value}”前面缺名称，例如 得分<90、三公经费>10。")
    if not value.strip():
        raise QueryError(f"“{name}{term.sign}”后面缺内容，例如 {_example(name, term.sign)}。")
    if not term.quoted:
        if name in _YEAR:
            return InYears(years_of(term.sign, value), negated)
        if name in _SCORES:
            return HasScore(_SCORES[name], bounds_of(term.sign, value, "分").bounds, negated)
        if name in _NAMED or name in _CHECK or name in _KIND:
            return _listed(term, negated)
    if term.sign == ":":
        raise QueryError(_unknown_field(term))
    return _figure(term, negated)


def _listed(term: _Term, negated: bool) -> Condition:
    if term.sign not in (":", "=", "!="):
        raise QueryError(f"“{term.name}”不能比大小，请写成 {_example(term.name, ':')}。")
    values = tuple(value for part in _LISTED.findall(term.value) if (value := part.replace('"', "").strip()))
    if len(values) > _MOST_VALUES:
        raise QueryError(f"“{term.name}”后面有 {len(values)} 个名称，最多 {_MOST_VALUES} 个。")
    if not values:
        raise QueryError(f"“{term.name}{term.sign}”后面缺内容，例如 {_example(term.name, ':')}。")
    if term.name in _NAMED:
        return HasName(_NAMED[term.name], values, negated)
    if term.name in _KIND:
        return IsKind(tuple(_kind(value) for value in values), negated)
    rules = {name: rule for rule, name in RULE_NAMES.items()}
    for value in values:
        if value not in _CHECK_RESULTS and value not in rules:
            known = "、".join((*dict.fromkeys(_CHECK_RESULTS), *rules))
            raise QueryError(f"“{term.name}:{value}”看不懂，可以写：{known}。")
    results = tuple(_CHECK_RESULTS[value] for value in values if value in _CHECK_RESULTS)
    return HasChecks(results, tuple(rules[value] for value in values if value in rules), negated)


def _kind(value: str) -> ReportKind:
    for kind, name in KIND_NAMES.items():
        if value and (name.startswith(value) or value.startswith(name)):
            return kind
    raise QueryError(f"没有“{value}”这一类报告，可以写：{'、'.join(KIND_NAMES.values())}。")


_RATIO_ENDINGS = ("率", "比", "比例", "比重", "幅", "满意度", "进度")


def _figure(term: _Term, negated: bool) -> HasFigure:
    figure = figure_named(term.name, exact=term.quoted)
    quantity = bounds_of(term.sign, term.value.replace('"', ""), "%" if figure.kind == "ratio" else "万元")
    return replace(figure, bounds=quantity.bounds, kind=quantity.kind, unit=quantity.unit, negated=negated)


def measure_named(name: str) -> Measure:
    """The measure of this name: 预算 is budget; QueryError for what is none."""
    for measure, known in MEASURE_NAMES.items():
        if name in (known, measure):
            return measure
    raise QueryError(f"没有“{name}”这个口径，可以写：{'、'.join(MEASURE_NAMES.values())}。")


def figure_named(name: str, *, exact: bool = False) -> HasFigure:
    """A figure of this name, whatever its value; its kind is the one that the name tells.

    >>> figure_named("公务接待费决算").stem, figure_named("资产负债率").kind
    ('公务接待费', 'ratio')
    """
    kind: Literal["amount", "ratio"] = "ratio" if name.endswith(_RATIO_ENDINGS) else "amount"
    for ending, measure in () if exact else _MEASURES:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return HasFigure(name, Bounds(), kind, stem=name.removesuffix(ending), measure=measure)
    return HasFigure(name, Bounds(), kind, exact=exact)


def _unknown_field(term: _Term) -> str:
    close = get_close_matches(term.name, _FIELDS, n=1, cutoff=0.4)
    guess = f"，是不是要写“{close[0]}”" if close else f"；可以写：{'、'.join(_FIELDS[:6])}、得分、年份、检查、类型等"
    end = "？" if close else "。"
    return f'没有“{term.name}”这个条件{guess}{end}要原样查找这几个字，请加引号："{term.name}:{term.value.replace(chr(34), "")}"。'


def _example(name: str, sign: str) -> str:
    if name in _YEAR:
        return f"{name}:2023"
    if name in _CHECK:
        return f"{name}:未通过"
    if name in _KIND:
        return f"{name}:项目"
    if name in _NAMED:
        values = {"department": "教育局", "region": "徐水区", "title": "自评报告", "grade": "优"}
        return f"{name}:{values[_NAMED[name]]}"
    return f"{name}{'=' if sign == ':' else sign}{Decimal(90) if name in _SCORES else Decimal(10)}"
