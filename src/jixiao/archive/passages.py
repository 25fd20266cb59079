"""The lines of a report and the words that were looked for to the sentences that hold them, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from jixiao.archive.folding import fold, folded_places

_MOST = 3
_LONGEST = 120
_SENTENCE = regex.compile(r"[^。；！？;!?]+[。；！？;!?]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as printed; `marks` are the places in it, start and end, where the words stand. "…" stands for what is left out."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """With the words in 【】.

        >>> str(Passage("全年公务接待费9.2万元。", ((2, 7),)))
        '全年【公务接待费】9.2万元。'
        """
        out, at = "", 0
        for start, end in self.marks:
            out += f"{self.text[at:start]}【{self.text[start:end]}】"
            at = end
        return out + self.text[at:]


def passages(body: str, folded: str, words: Sequence[str]) -> tuple[Passage, ...]:
    """At most three sentences that show as many of the folded words as can be; the first line, the title, is none.

    >>> body = "标题\\n一、“三公”经费\\n全年公务接待费9万元。会议费1万元。"
    >>> [str(passage) for passage in passages(body, body.replace("“", "").replace("”", ""), ["会议费", "三公"])]
    ['一、“【三公】”经费', '【会议费】1万元。']
    """
    if not words:
        return ()
    printed, lines = body.split("\n"), folded.split("\n")
    missing = set(words)
    found: list[Passage] = []
    # the lines with most of the words first, then as they stand
    holding = [(sum(word in line for word in words), at) for at, line in enumerate(lines) if line != lines[0]]
    for count, at in sorted(holding, key=lambda each: (-each[0], each[1])):
        if not count or not missing or len(found) == _MOST:
            break
        if any(word in lines[at] for word in missing):
            shown = [word for word in words if word in lines[at]]
            found.append(_sentence(printed[at], shown))
            missing -= set(shown)
    return tuple(found)


def marked(line: str, words: Sequence[str]) -> Passage:
    """A whole line with every place of the words marked; places that touch become one.

    >>> marked("某县教育局2023年度自评报告", ["教育局2023", "自评"]).marks
    ((2, 9), (11, 13))
    """
    folded, places = folded_places(line)
    spans = sorted(
        (places[match.start()], places[match.end() - 1] + 1)
        for word in words
        for match in regex.finditer(regex.escape(word), folded, overlapped=True)
    )
    marks: list[tuple[int, int]] = []
    for start, end in spans:
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return Passage(line, tuple(marks))


def _sentence(line: str, words: Sequence[str]) -> Passage:
    """The sentence of a line with most of the words; the line where a word reaches over two; a part of it where it is long."""
    best = max(_SENTENCE.findall(line) or [line], key=lambda part: sum(word in fold(part) for word in words))
    if not all(word in fold(best) for word in words) and len(line) <= _LONGEST:
        best = line
    passage = marked(best.strip(), words)
    if not passage.marks:
        passage = marked(line.strip(), words)
    return passage if len(passage.text) <= _LONGEST else _cut(passage)


def _cut(passage: Passage) -> Passage:
    """The part around the first mark."""
    start, end = passage.marks[0]
    first = max(0, start - _LONGEST // 3)
    last = min(len(passage.text), max(first + _LONGEST, end))
    before, after = "…" * (first > 0), "…" * (last < len(passage.text))
    marks = tuple(
        (max(one, first) - first + len(before), min(two, last) - first + len(before))
        for one, two in passage.marks
        if one < last and two > first
    )
    return Passage(before + passage.text[first:last] + after, marks)
