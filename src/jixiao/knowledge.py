"""Files of patterns to one body of knowledge: each name once, and a user's own folder or a layout put over the rest.

What is put over the rest replaces what has the same name, in its place; what is new goes in front, so that it is tried
first. A list of words or an indicator that says `adds = true` adds its words to those that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from jixiao.entries import DefinitionEntry, FileEntry, IndicatorEntry, LayoutEntry, PatternEntry, WordsEntry
from jixiao.errors import PatternError
from jixiao.normalise import signless

Entry = TypeVar("Entry")
Adding = TypeVar("Adding", WordsEntry, IndicatorEntry)
LAYOUTS = "layouts/"


class Placed(Struct, Generic[Entry], frozen=True):
    """An entry and the file that it stands in; `group` is the file whose stage uses it ("scores")."""

    file: str
    group: str
    entry: Entry


class Knowledge(Struct, frozen=True):
    """Everything that a folder says, by its names and in the order written; a layout is knowledge of its own."""

    fragments: Mapping[str, Placed[str]] = field(default_factory=dict)
    patterns: Mapping[str, Placed[PatternEntry]] = field(default_factory=dict)
    words: Mapping[str, Placed[WordsEntry]] = field(default_factory=dict)
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    definitions: Mapping[str, Placed[DefinitionEntry]] = field(default_factory=dict)
    indicators: Mapping[str, Placed[IndicatorEntry]] = field(default_factory=dict)
    layouts: Mapping[str, tuple[LayoutEntry, Knowledge]] = field(default_factory=dict)


def gather(files: Mapping[str, FileEntry], called: str = "") -> Knowledge:
    """The knowledge of the files of one folder, which are called so in errors; no name stands in it twice."""
    general = {file: entry for file, entry in files.items() if not file.startswith(LAYOUTS)}
    layouts: dict[str, tuple[LayoutEntry, Knowledge]] = {}
    for file, entry in files.items():
        if (entry.layout is not None) != file.startswith(LAYOUTS):
            raise PatternError(called + file, "layout", "[layout] 只写在 layouts 文件夹的文件里，那里的每个文件都要有")
        if entry.layout is not None:
            layouts[called + file] = (entry.layout, _general({file: entry}, called))
    return replace(_general(general, called), layouts=layouts)


def _general(files: Mapping[str, FileEntry], called: str) -> Knowledge:
    maps: dict[str, dict[str, str]] = {}
    for entry in files.values():
        for name, pairs in entry.map.items():
            maps.setdefault(name, {}).update(pairs)
    each = tuple(files.items())
    return Knowledge(
        fragments=_placed(called, ((file, name, text, "") for file, e in each for name, text in e.fragments.items())),
        patterns=_placed(called, ((file, one.name, one, one.group or "") for file, e in each for one in e.pattern)),
        words=_placed(called, ((file, one.name, one, "") for file, e in each for one in e.words)),
        maps=maps,
        definitions=_placed(called, ((file, one.name, one, "") for file, e in each for one in e.definition)),
        indicators=_placed(called, ((file, one.id, one, "") for file, e in each for one in e.indicator)),
    )


def _placed(called: str, entries: Iterable[tuple[str, str, Entry, str]]) -> dict[str, Placed[Entry]]:
    """Entries, given as (file, name, entry, group), by their names."""
    placed: dict[str, Placed[Entry]] = {}
    for file, name, entry, group in entries:
        if name in placed:
            raise PatternError(called + file, name, f"这个名字在 {placed[name].file} 里已经用过，请换一个")
        placed[name] = Placed(called + file, group or file.removesuffix(".toml"), entry)
    return placed


def overlaid(base: Knowledge, own: Knowledge) -> Knowledge:
    """The knowledge of `base` with `own` over it."""
    return Knowledge(
        fragments={**base.fragments, **own.fragments},
        patterns=_patterns(base.patterns, own.patterns),
        words=_added(
            base.words, own.words, lambda old, new: new.model_copy(update={"words": (*old.words, *new.words)})
        ),
        maps={name: {**base.maps.get(name, {}), **own.maps.get(name, {})} for name in (*base.maps, *own.maps)},
        definitions={**base.definitions, **own.definitions},
        indicators=_added(base.indicators, own.indicators, _with_aliases),
        layouts={**own.layouts, **base.layouts},
    )


def _patterns(
    base: Mapping[str, Placed[PatternEntry]], own: Mapping[str, Placed[PatternEntry]]
) -> dict[str, Placed[PatternEntry]]:
    """New patterns in front of the others of their group, changed ones in the place and group of the old."""
    groups = {placed.group for placed in base.values()}
    new = {name: placed for name, placed in own.items() if name not in base}
    for name, placed in new.items():
        if placed.group not in groups:
            known = "、".join(sorted(groups))
            raise PatternError(placed.file, name, f"没有哪一步会用到“{placed.group}”，请写在这些名字的文件里：{known}")
    changed = {name: replace(own[name], group=old.group) if name in own else old for name, old in base.items()}
    return {**new, **changed}


def _added(
    base: Mapping[str, Placed[Adding]], own: Mapping[str, Placed[Adding]], joined: Callable[[Adding, Adding], Adding]
) -> dict[str, Placed[Adding]]:
    out = dict(base)
    for name, placed in own.items():
        if placed.entry.adds and name not in base:
            raise PatternError(placed.file, name, "写了 adds = true，却没有这个名字的内置条目可以添加，请检查拼写")
        out[name] = replace(placed, entry=joined(base[name].entry, placed.entry)) if placed.entry.adds else placed
    return out


def _with_aliases(old: IndicatorEntry, new: IndicatorEntry) -> IndicatorEntry:
    return old.model_copy(update={"aliases": (*old.aliases, *new.aliases)})


def indicators_of(knowledge: Knowledge) -> tuple[IndicatorEntry, ...]:
    """The indicators, no name of which belongs to two."""
    named: dict[str, str] = {}
    for id, placed in knowledge.indicators.items():
        if not placed.entry.name:
            raise PatternError(placed.file, id, "没有写 name（名称）")
        for name in placed.entry.names:
            if (other := named.setdefault(signless(name), id)) != id:
                raise PatternError(placed.file, id, f"“{name}”已经是 {other} 的叫法，一个叫法只能归一个指标")
    return tuple(placed.entry for placed in knowledge.indicators.values())
