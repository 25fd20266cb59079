"""A pattern as written to the regex that is run: fragments put in, what would never match or name nothing refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from jixiao.anchors import glance_at
from jixiao.entries import PatternEntry
from jixiao.errors import PatternError

_FRAGMENT = regex.compile(r"\(\?&(\w+)\)")
_STRAY_BRACE = regex.compile(r"(?<!\\[pP]|\\)\{(?!\d+(?:,\d*)?\}|,\d+\})")
_SHOWN = 12
_FAULTS = {
    "missing )": "少了右括号 )",
    "unbalanced parenthesis": "多了一个右括号 )",
    "unterminated character set": "少了右方括号 ]",
    "multiple repeat": "重复的符号连写了，如 **",
    "nothing to repeat": "* 或 + 前面没有可重复的字",
    "bad character in group name": "命名组的名字只能用英文字母、数字和下划线，不以数字开头",
    "unknown group": "引用了没有的命名组",
    "unknown property": r"\p{…} 里的名字不认识",
    "bad escape (end of pattern)": "末尾的反斜杠后面没有字",
}
"""What the regex library says of a faulty expression, as a person who writes one would."""


def whole_fragments(fragments: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Fragments (name to file and text) with those that they use put in; a circle of them is refused."""
    whole = {name: text for name, (_, text) in fragments.items()}
    for _ in range(len(whole) + 1):
        if not any(_FRAGMENT.search(text) for text in whole.values()):
            return whole
        whole = {name: expand(fragments[name][0], name, text, whole) for name, text in whole.items()}
    name = next(name for name, text in whole.items() if _FRAGMENT.search(text))
    raise PatternError(fragments[name][0], name, "几个 fragments 互相引用成了圈，请改成一个引用另一个")


def expand(file: str, name: str | None, text: str, fragments: Mapping[str, str]) -> str:
    """A regex with its `(?&fragment)` put in."""

    def piece(found: regex.Match[str]) -> str:
        if found[1] not in fragments:
            raise PatternError(file, name, f"用了 (?&{found[1]})，而 vocabulary.toml 里没有这个片段，请检查拼写")
        return _at_a_glance(fragments[found[1]])

    return _FRAGMENT.sub(piece, text)


@cache
def _at_a_glance(text: str) -> str:
    """A fragment as put in: one of many alternatives looks at the next character before it tries them one by one."""
    return f"(?:{glance_at(text)}(?:{text}))"  # one bracket around both, for a ? or {0,3} that may follow


def compiled(file: str, entry: PatternEntry, fragments: Mapping[str, str]) -> regex.Pattern[str]:
    """The regex of an entry, whose examples name the groups that it has."""
    if not entry.matches or not entry.misses:
        raise PatternError(file, entry.name, "matches 和 misses 都至少要有一句例句")
    if any("text" not in match for match in entry.matches):
        raise PatternError(file, entry.name, "matches 里有一条没有写 text（例句）")
    if brace := _STRAY_BRACE.search(entry.regex):
        piece = entry.regex[brace.start() :][:_SHOWN]
        raise PatternError(
            file, entry.name, f"regex 里的 {piece} 永远配不上：要引用片段请写 (?&名字)，要配花括号请写 \\{{"
        )
    expression = compile_regex(file, entry.name, expand(file, entry.name, entry.regex, fragments))
    if differing := set(expression.groupindex) ^ set(entry.gives):
        names = "、".join(sorted(differing))
        raise PatternError(file, entry.name, f"gives 与 regex 里的命名组不一致：{names}")
    if unknown := {group for match in entry.matches for group in match} - set(entry.gives) - {"text"}:
        raise PatternError(file, entry.name, f"matches 里写了 {'、'.join(sorted(unknown))}，而 gives 里没有")
    return expression


def compile_regex(file: str, name: str | None, text: str) -> regex.Pattern[str]:
    """A regex compiled; PatternError says where it is faulty."""
    try:
        return regex.compile(text)
    except regex.error as error:
        said = str(getattr(error, "msg", error))
        raise PatternError(file, name, f"regex 写得不对：{_FAULTS.get(said, said)}") from error
