"""Passages to mentions: every number of the text with its unit, its kind and its place, and no meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypedDict, Unpack

import regex
from msgspec import Struct

from jixiao.anchors import Sieve
from jixiao.document import Block, Document, Span
from jixiao.normalise import normalise
from jixiao.numbers import money_in_wan, multiple, plain_unit, ratio_unit, read_numeral, read_year
from jixiao.outline.outline import Outline
from jixiao.outline.passages import Passage, Role
from jixiao.patterns import Pattern, Rules
from jixiao.record import ReferenceKind

MentionKind = Literal[
    "amount", "ratio", "count", "points", "bare", "year", "date", "ordinal", "document_number", "name"
]


PERCENTAGE_POINT = "百分点"
LOOSE_COUNTERS = ("个", "项")
"""Counters of anything: what they count only the noun beside them says."""


class Mention(NamedTuple):
    """One number as found: `value` is in `unit` (万元 for amounts, % for ratios, 分 for points, else the counter).

    "points" are numbers of 分 (a score, a deduction, a bound of a grade: the scores stage decides). "bare" is a number
    without a unit. "year" and "date" have the year in `year` where one is printed. `value` is None for what is no
    quantity ("ordinal", "document_number", "name", "date").
    """

    kind: MentionKind
    span: Span
    text: str
    role: Role
    section: str | None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    stated_unit: str | None = None
    unit_span: Span | None = None
    resolution: Decimal | None = None
    qualifier: str | None = None
    year: int | None = None


REFERENCES: Mapping[MentionKind, ReferenceKind] = {
    "ordinal": "ordinal", "date": "date", "year": "date", "document_number": "document_number", "name": "name",
}  # fmt: skip
"""The kinds of number that are no quantity, with what a record calls them."""


class _Meaning(TypedDict, total=False):
    """The fields of a mention that say what its number means."""

    value: Decimal
    value_to: Decimal | None
    unit: str
    stated_unit: str
    resolution: Decimal | None
    qualifier: str | None
    year: int | None


_GROUPS: tuple[tuple[str, MentionKind], ...] = (
    ("document_numbers", "document_number"),
    ("names", "name"),
    ("durations", "count"),
    ("dates", "date"),
    ("ratios", "ratio"),
    ("amounts", "amount"),
    ("points", "points"),
    ("counts", "count"),
)
"""The order in which patterns claim digits: a document number before its year, 百分点 before 个."""


class _Finder(Struct, frozen=True):
    """A pattern of one kind with the numbers of its groups, by which `regex` finds them quicker than by name.

    `printed` make up the number as printed, `years` stand for a whole date.
    """

    kind: MentionKind
    pattern: Pattern
    numbers: tuple[tuple[str, int], ...]
    printed: tuple[int, ...]
    years: tuple[int, ...]

    def groups(self, match: regex.Match[str]) -> dict[str, str | None]:
        """What each named group holds."""
        held = match.groups()
        return {name: held[number - 1] for name, number in self.numbers}


def _finders(rules: Rules) -> Sieve[_Finder]:
    return Sieve((_finder(kind, pattern), pattern.anchors) for group, kind in _GROUPS for pattern in rules.group(group))


def _finder(kind: MentionKind, pattern: Pattern) -> _Finder:
    numbers = tuple(pattern.compiled.groupindex.items())
    printed = tuple(number for name, number in numbers if name not in _AROUND_NUMBER)
    return _Finder(kind, pattern, numbers, printed, tuple(number for name, number in numbers if name in _WHOLE_DATE))


_ANCHOR = re.compile(r"[\d零〇○一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEHIND_NUMBER = re.compile(r"\d\s*\(\s*(?:金额)?$")
_PROPORTION, _PROPORTIONED = re.compile(r"\s?:\s?\d"), re.compile(r"\d\s?:\s?\Z")
_NEAR = 12
_BARE = re.compile(r"(?<![\d.])-?\d+(?:[,，]\d{3})*(?:\.\d+)?")
_DIGIT = re.compile(r"\d+")
_POINT = re.compile(r"[.,，]")
_AROUND_NUMBER = ("qualifier", "after")
_WHOLE_DATE = ("year", "year_only")
_PIECE = "个"
_MORE = re.compile(r"[余多]")
_LIST_JOINT = re.compile(r"\s?(?:、|,|，|和|与|及|以及)\s?")


def find_mentions(document: Document, outline: Outline, rules: Rules) -> tuple[Mention, ...]:
    """Every number of the report, in the order of the text; together they hold every digit that is printed.

    "分别为228.00、264.35和58.60万元" is three amounts: a unit on the last of a list is inherited by the others.
    """
    declared = declared_unit(document, rules)
    ordinals: dict[str, list[Span]] = {}
    for span in outline.ordinals:
        ordinals.setdefault(span.block, []).append(span)
    found: list[Mention] = []
    by_block: dict[str, list[Passage]] = {}
    for passage in outline.passages:
        by_block.setdefault(passage.block, []).append(passage)
    for block_id, passages in by_block.items():
        text = document.block(block_id).normalised
        if not _ANCHOR.search(text):
            continue
        finder = _BlockScan(document.block(block_id), text, passages, rules)
        found.extend(finder.mentions(ordinals.get(block_id, []), declared))
    return tuple(found)


def by_block(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each block that has some, in their order."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.span.block, []).append(mention)
    return found


def declared_unit(document: Document, rules: Rules) -> tuple[str, Span] | None:
    """The unit that the text declares for all its money, and where: （单位：万元，下同）, or behind its first number.

    A unit behind a bare number ("收入4,215.60（单位：万元）") holds for those that follow too: they have no other.
    """
    for_all, line = rules.pattern("unit_for_all"), rules.pattern("unit_line")
    texts = [(block.id, block.normalised) for block in document.blocks if block.kind != "cell"]
    for block, text in texts:
        if for_all.may_be_in(text) and (found := for_all.search(text)):
            name = "unit" if found["unit"] else "unit_all"
            return found[name], Span(block, *found.span(name))
    for block, text in texts:
        for found in line.finditer(text) if line.may_be_in(text) else ():
            if found["unit"] and _BEHIND_NUMBER.search(text[: found.start()]):
                return found["unit"], Span(block, *found.span("unit"))
    return None


class _BlockScan:
    """One block's text read once: patterns claim stretches, in order; what no pattern claims is a bare number."""

    def __init__(self, block: Block, text: str, passages: Sequence[Passage], rules: Rules) -> None:
        self.block, self.text, self.passages, self.rules = block, text, passages, rules
        self.taken = bytearray(len(text))

    def mentions(self, ordinals: Sequence[Span], declared: tuple[str, Span] | None) -> list[Mention]:
        counting = [span for span in ordinals if self._claim(span.start, span.end)]
        found = [self._mention("ordinal", span.start, span.end) for span in counting]
        for finder in self.rules.once(_finders).passing(_without_ordinals(self.text, counting)):
            for match in finder.pattern.finditer(self.text):
                start, end = _extent(match, finder)
                if self._claim(start, end):
                    found.append(self._meaning(finder, match, start, end))
        for number in _BARE.finditer(self.text):
            if self._claim(*number.span()):
                found.append(self._bare(*number.span()))
        for digits in _DIGIT.finditer(self.text):
            found.extend(self._left_over(*digits.span()))
        found.sort(key=lambda mention: mention.span.start)
        found = _inherit_units(self.text, found, self.block)
        if declared is not None and self.passages[0].role in ("text", "heading"):
            said = _HAN.search(self.text)  # what opens a line is an ordinal, known or not
            after = said.start() if said else len(self.text)
            money = (each.span.start > after and self._may_be_money(each) for each in found)
            found = [
                _under_declared_unit(each, *declared) if is_it else each
                for each, is_it in zip(found, money, strict=True)
            ]
        return found

    def _may_be_money(self, number: Mention) -> bool:
        """Whether a bare number is neither points (得14.9，得分合计94.4) nor one side of a proportion (2.60:1)."""
        start, end = number.span.start, number.span.end
        if number.kind != "bare" or _PROPORTION.match(self.text, end) or _PROPORTIONED.search(self.text, 0, start):
            return False
        return self.rules.pattern("points_announced").search(self.text[max(0, start - _NEAR) : start]) is None

    def _left_over(self, start: int, end: int) -> Iterator[Mention]:
        """What of a run of digits nothing has claimed, also where a pattern claimed some of them."""
        while (start := self.taken.find(0, start, end)) >= 0:
            claimed = self.taken.find(1, start, end)
            stop = claimed if claimed >= 0 else end
            self._claim(start, stop)
            yield self._mention("name", start, stop)

    def _claim(self, start: int, end: int) -> bool:
        if self.taken.find(1, start, end) >= 0:
            return False
        self.taken[start:end] = b"\1" * (end - start)
        return True

    def _mention(self, kind: MentionKind, start: int, end: int, **meaning: Unpack[_Meaning]) -> Mention:
        for passage in self.passages:
            if start < passage.end:
                break
        span = Span(self.block.id, start, end)
        return Mention(kind, span, self.block.text[start:end], passage.role, passage.section, **meaning)

    def _bare(self, start: int, end: int) -> Mention:
        numeral = read_numeral(self.text[start:end])
        return self._mention("bare", start, end, value=numeral.value, resolution=numeral.resolution)

    def _meaning(self, finder: _Finder, match: regex.Match[str], start: int, end: int) -> Mention:
        kind = finder.kind
        if kind in ("name", "document_number"):
            return self._mention(kind, start, end)
        groups = finder.groups(match)
        if kind == "date":
            printed = groups.get("year") or groups.get("year_only")
            exact = match.re is self.rules.pattern("year").compiled
            return self._mention("year" if exact else "date", start, end, year=read_year(printed) if printed else None)
        more = _MORE.search(groups.get("unit") or "") if kind == "amount" else None
        qualifier = (
            more[0]
            if more
            else next((groups[name] for name in ("qualifier", "more", "more_after", "after") if groups.get(name)), None)
        )
        return self._mention(kind, start, end, **(_valued(kind, groups) | {"qualifier": qualifier}))


def _without_ordinals(text: str, ordinals: Sequence[Span]) -> str:
    """A text without the numerals of its ordinals: they are claimed, so they make no other pattern worth trying."""
    for span in ordinals:
        text = text[: span.start] + _ANCHOR.sub(" ", text[span.start : span.end]) + text[span.end :]
    return text


def _extent(match: regex.Match[str], finder: _Finder) -> tuple[int, int]:
    """What is printed as the number: from its sign or numeral to its unit, without the qualifiers around it."""
    spans = match.regs
    for number in finder.years:
        if spans[number][0] >= 0:
            return spans[0]
    printed = [spans[number] for number in finder.printed if spans[number][0] >= 0]
    return (min(printed)[0], max(end for _, end in printed)) if printed else spans[0]


def _valued(kind: MentionKind, groups: dict[str, str | None]) -> _Meaning:
    """The value in the unit of the contract: money in 万元, ratios in percent, counts in their counter."""
    if groups.get("whole"):
        return {"value": Decimal(100), "unit": "%", "stated_unit": "%", "resolution": Decimal(1)}
    if denominator := groups.get("denominator"):
        return _fraction(read_numeral(denominator).value, read_numeral(groups["number"] or "").value)
    unit, stated, factor = _unit(kind, groups)
    low = read_numeral(groups["number"] or "").times(factor)
    high = read_numeral(number_to).times(factor).value if (number_to := groups.get("number_to")) else None
    value = low.value + (Decimal("5") if groups.get("half") else 0)
    return {"value": value, "value_to": high, "unit": unit, "stated_unit": stated, "resolution": low.resolution}


def _fraction(denominator: Decimal, numerator: Decimal) -> _Meaning:
    percent = (numerator * 100 / denominator).quantize(Decimal("0.01"))
    return {"value": percent, "unit": "%", "stated_unit": "%", "resolution": Decimal("0.01")}


def _unit(kind: MentionKind, groups: dict[str, str | None]) -> tuple[str, str, Decimal]:
    """The unit of the value, the unit as printed, and what one of the printed is worth in the other."""
    if kind == "ratio":
        sign = groups.get("sign") or "%"
        sign = PERCENTAGE_POINT if sign.endswith("点") else sign
        unit, worth = ratio_unit(sign)
        return unit, sign, worth
    printed = plain_unit(groups.get("unit") or "个")
    if kind == "amount":
        return "万元", printed, money_in_wan(printed)
    times = groups.get("multiple") or ""
    return printed, times + printed, multiple(times)


def _inherit_units(text: str, mentions: list[Mention], block: Block) -> list[Mention]:
    """A list whose last item alone carries the unit: each bare number before it takes that unit, 0.5个和1.2个百分点 too."""
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        between = text[here.span.end : after.span.start]
        bare = here.kind == "bare" or (after.unit == PERCENTAGE_POINT and here.stated_unit == _PIECE)
        if bare and after.kind in ("amount", "ratio", "count") and _LIST_JOINT.fullmatch(between):
            out[i] = _with_unit_of(here, after, block)
    return out


def _with_unit_of(bare: Mention, donor: Mention, block: Block) -> Mention:
    numeral = read_numeral(normalise(bare.text).removesuffix(_PIECE)).times(_worth_of_unit(donor))
    at = donor.unit_span or Span(block.id, donor.span.end - len(donor.stated_unit or ""), donor.span.end)
    return bare._replace(
        kind=donor.kind, value=numeral.value, resolution=numeral.resolution, unit=donor.unit,
        stated_unit=donor.stated_unit, unit_span=at,
    )  # fmt: skip


def _worth_of_unit(mention: Mention) -> Decimal:
    """What one of the unit as printed is worth in the unit of the value: of 1.5万人 it is 10,000."""
    stated, unit = mention.stated_unit or "", mention.unit or ""
    if mention.kind == "amount":
        return money_in_wan(stated)
    return ratio_unit(stated)[1] if mention.kind == "ratio" else multiple(stated.removesuffix(unit))


def _under_declared_unit(mention: Mention, unit: str, at: Span) -> Mention:
    """A bare number with decimals or thousands, where the text declares the unit of all its money."""
    if mention.kind != "bare" or not _POINT.search(normalise(mention.text)):
        return mention
    numeral = read_numeral(normalise(mention.text)).times(money_in_wan(unit))
    return mention._replace(
        kind="amount", value=numeral.value, resolution=numeral.resolution, unit="万元",
        stated_unit=plain_unit(unit), unit_span=at,
    )  # fmt: skip
