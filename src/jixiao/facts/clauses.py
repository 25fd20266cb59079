"""A passage and its numbers to quantities in context: each with the words that lead to it and those that follow.

A comma inside a number, a bracket that closes before the number and a title in 《》 part nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.document import Span
from jixiao.mentions import Mention
from jixiao.patterns import Rules

QUANTITIES = ("amount", "ratio", "count")
_NUMBERS = frozenset((*QUANTITIES, "bare"))

# How strongly marks part what stands on either side: the members of a list, clauses, half-sentences, sentences.
LIST, CLAUSE, HALF, SENTENCE = 1, 2, 3, 4
_STOPS = dict.fromkeys(",，", CLAUSE) | {";": HALF} | dict.fromkeys("。!！?？\n", SENTENCE)
_STOP = re.compile("[" + "".join(_STOPS) + "]")
_LONGEST_LEAD = 120  # characters: what says what a number is stands near it
_MARK_ENDS = frozenset("号)①②③④⑤⑥⑦⑧⑨⑩")
_INSIDE_NAME = re.compile(r"[一-鿿]\(\d{1,2}\)[一-鿿]")
_BRACKETS = re.compile(r"[()]")
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s?年?度?\s?[-—－–~～至到]+\s?(?P<last>(?:19|20)\d\d)\s?年?度?$")
_LONGEST_PERIOD = 12  # years: of more no report lists the figures in one sentence
_NAMES = re.compile(r"《[^》]{0,120}》")


class Quantity(NamedTuple):
    """A number in its sentence.

    `lead` is the text since the last stop or number, `tail` the text up to the next stop or number, both normalised;
    `sentence` counts sentences in the passage; `stop` is the strongest stop since the number before (0, LIST,
    CLAUSE, HALF or SENTENCE); `depth` counts the brackets that it stands in; `years` are the years named
    since the number before, `compared` those of them that are only compared with (较2022年).
    """

    mention: Mention
    lead: str
    lead_start: int
    tail: str
    sentence: int
    stop: int
    depth: int
    before: str
    """The text between the number before (or the start of the passage) and the lead: cue words such as 其中："""
    years: tuple[int, ...]
    compared: tuple[int, ...]
    opens_sentence: bool
    clause: str = ""
    """The whole clause up to the number, numbers before it included."""
    period: tuple[int, ...] = ()
    """All years of a period named since the number before: 2021—2023年."""
    after: str = ""
    """The text after the number up to the next number or the end of the sentence: commas included."""


def quantities(text: str, start: int, end: int, mentions: Sequence[Mention], rules: Rules) -> Iterator[Quantity]:
    """The quantities of one passage (characters `start` to `end` of a block's normalised text), from left to right."""
    if not any(mention.kind in QUANTITIES for mention in mentions):
        return
    hidden = _hidden(text, start, end, mentions)
    marks = ((found.start(), found[0]) for found in _STOP.finditer(text, start, end))
    stops = [(i, _STOPS[mark]) for i, mark in marks if not hidden[i - start]]
    places = [i for i, _ in stops]
    full_stops = [i for i, strength in stops if strength == SENTENCE]
    numbers = [m for m in mentions if m.kind in _NUMBERS]
    scored = [m.span.end for m in mentions if m.kind == "points" and text[m.span.end : m.span.end + 1] == "、"]
    marks_end = [m.span for m in mentions if m.kind == "ordinal" or _is_mark(text, m.span)]
    depths = _depths(text, start, end)
    periods = [(m.span.start, period) for m in mentions if m.kind == "date" and (period := _period(m.text))]
    dated = [m for m in mentions if m.year and hidden[m.span.start - start] != 2]
    previous, behind, sentence, first_of_sentence = start, 0, 0, True
    for index, number in enumerate(numbers):
        at, number_end = number.span.start, number.span.end
        before = bisect_left(places, at)
        here = stops[behind:before]
        ended = bisect_left(full_stops, at)
        first_of_sentence = first_of_sentence or ended > sentence
        sentence = max(sentence, ended)
        parted = scored if number.kind == "ratio" else ()  # 得分19分、得分率95%
        lead_start = _lead_start(text, max([previous, *(end for end in parted if end <= at)]), at, here, marks_end)
        behind = bisect_left(places, number_end)
        if number.kind in QUANTITIES:
            following = numbers[index + 1].span.start if index + 1 < len(numbers) else end
            tail_end = places[behind] if behind < len(places) else end
            ends_later = bisect_left(full_stops, number_end)
            sentence_end = full_stops[ends_later] if ends_later < len(full_stops) else end
            years = [m for m in dated if previous <= m.span.start < at and not _is_beginning(text, m, rules)]
            compared = [m for m in years if _is_compared(text, m, rules)]
            yield Quantity(
                mention=number,
                lead=text[max(lead_start, at - _LONGEST_LEAD) : at],
                lead_start=lead_start,
                tail=text[number_end : min(following, tail_end)],
                sentence=sentence,
                stop=max([strength for _, strength in here], default=LIST if "、" in text[previous:at] else 0),
                depth=depths[bisect_left(depths, (at, 0)) - 1][1],
                before=text[previous:lead_start],
                years=tuple(m.year for m in years if m.year and m not in compared),
                compared=tuple(m.year for m in compared if m.year),
                period=next((period for at_period, period in periods if previous <= at_period < at), ()),
                opens_sentence=first_of_sentence,
                clause=text[places[before - 1] + 1 if before else start : at],
                after=text[number_end : min(following, sentence_end)],
            )  # fmt: skip
            first_of_sentence = False
        previous = number_end


def _hidden(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bytearray:
    """Which characters part no clauses: 1 in a number, 2 in 《》, also those of a number there."""
    hidden = bytearray(end - start)
    for mention in mentions:
        first, last = max(start, mention.span.start), min(end, mention.span.end)
        if first < last:
            hidden[first - start : last - start] = b"\1" * (last - first)
    for name in _NAMES.finditer(text, start, end):
        first, last = name.span()
        hidden[first - start : last - start] = b"\2" * (last - first)
    return hidden


def _is_mark(text: str, span: Span) -> bool:
    """；（1）小型水库11座: a mark, behind which a name begins; the one of 小（1）型水库11座 stands inside a name."""
    end = text[span.end - 1]
    return end in _MARK_ENDS and not (end == ")" and _INSIDE_NAME.match(text, max(0, span.start - 1)))


def _lead_start(text: str, previous: int, at: int, stops: Sequence[tuple[int, int]], marks_end: Sequence[Span]) -> int:
    """Where the words about a number begin: after the last stop, colon, open bracket or list mark before it."""
    begin = max(previous, stops[-1][0] + 1 if stops else previous)
    opened = text.rfind("(", begin, at)
    if opened >= 0 and text.find(")", opened, at) < 0:
        begin = opened + 1
    begin = max(begin, text.rfind(":", begin, at) + 1)
    return max([begin, *(span.end for span in marks_end if begin <= span.start and span.end <= at)])


def _period(printed: str) -> tuple[int, ...]:
    """The years from the first to the last of a period, () of any other date.

    >>> _period("2021—2023年"), _period("2021年3月")
    ((2021, 2022, 2023), ())
    """
    found = _PERIOD.match(printed)
    if not found or not 0 < int(found["last"]) - int(found["first"]) < _LONGEST_PERIOD:
        return ()
    return tuple(range(int(found["first"]), int(found["last"]) + 1))


def _is_compared(text: str, year: Mention, rules: Rules) -> bool:
    """较2022年减少, 与2021年相比: the year is the one compared with."""
    around = f"{text[max(0, year.span.start - 4) : year.span.start]}#{text[year.span.end : year.span.end + 60]}"
    return bool(rules.pattern("year_compared").search(around))


def _is_beginning(text: str, year: Mention, rules: Rules) -> bool:
    """创办于1938年，在校学生1,620人: the year in which something began is not that of the figures behind it."""
    around = f"{text[max(0, year.span.start - 4) : year.span.start]}#{text[year.span.end : year.span.end + 12]}"
    return bool(rules.pattern("year_of_beginning").search(around))


def _depths(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where brackets open and close, each with how many are open behind it."""
    depths = [(start - 1, 0)]
    for bracket in _BRACKETS.finditer(text, start, end):
        depth = depths[-1][1]
        depths.append((bracket.start(), depth + 1 if bracket[0] == "(" else max(0, depth - 1)))
    return depths
