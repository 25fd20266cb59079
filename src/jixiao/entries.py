"""patterns/*.toml to entries: what a person wrote there, its form checked, and nothing compiled yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jixiao.errors import PatternError

_TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")
_UNITS = {"amount": "万元", "ratio": "%", "count": "个"}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class PatternEntry(_Entry):
    """One `[[pattern]]` as written; a match is its `text` and what each named group finds in it.

    Its `group` is the file it stands in, unless it says another ("scores"), as it must in a layout.
    """

    name: str
    finds: str
    within: Literal["heading", "text", "cell", "title", "name"]
    regex: str
    gives: dict[str, str] = {}
    matches: tuple[dict[str, str], ...]
    misses: tuple[str, ...]
    also: tuple[str, ...] = ()
    unseen: str | None = None
    family: tuple[str, ...] = ()
    group: str | None = None


class WordsEntry(_Entry):
    """One `[[words]]` as written: a list of words that stages look up by its name.

    In a folder of one's own it takes the place of the list of its name, or `adds` to it.
    """

    name: str
    finds: str = ""
    words: tuple[str, ...]
    family: tuple[str, ...] = ()
    adds: bool = False


class DefinitionEntry(_Entry):
    """One `[[definition]]` as written: labels whose figure is `over` (÷ `under`), by which source, with two examples.

    One that is not `firm` holds only if a report leaves nothing unsaid (预算调整, 结余分配): that it does not is no failure.
    """

    name: str
    rule: Literal["ratio_definition", "balance", "breakdown_sum"]
    labels: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...] = ()
    firm: bool = True
    source: str
    holds: str
    breaks: str


class IndicatorEntry(_Entry):
    """One `[[indicator]]` as written: a quantity with one key ("sangong.reception"), whatever reports call it.

    `source` says where it is laid down; None where it is nowhere, and so for what a definition would not make clearer.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    name: str = ""
    aliases: tuple[str, ...] = ()
    kind: Literal["amount", "ratio", "count"] = "amount"
    unit: str = ""
    definition: str | None = None
    source: str | None = None
    adds: bool = False

    @property
    def group(self) -> str:
        """The first part of its key, which [map.indicator_groups] calls by a Chinese name."""
        return self.id.partition(".")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, its own name first."""
        return (self.name, *self.aliases)

    @property
    def measured_in(self) -> str:
        """The unit that its values have in a record: as written, else 万元, % or 个."""
        return self.unit or _UNITS[self.kind]


class LayoutEntry(_Entry):
    """`[layout]` as written: whose reports are arranged so, and what one reads at the beginning of such a report.

    The rest of its file holds for these reports alone. `claims` is a regular expression, `matches` are beginnings that
    it finds and `misses` such that it must not.
    """

    code: str
    name: str
    claims: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class FileEntry(_Entry):
    """One file of patterns/ as written."""

    layout: LayoutEntry | None = None

    fragments: dict[str, str] = {}
    pattern: tuple[PatternEntry, ...] = ()
    words: tuple[WordsEntry, ...] = ()
    map: dict[str, dict[str, str]] = {}
    definition: tuple[DefinitionEntry, ...] = ()
    indicator: tuple[IndicatorEntry, ...] = ()


def read_sources(folder: Path) -> dict[str, bytes]:
    """The files of a folder of patterns, by their names in it ("amounts.toml")."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


def parse(file: str, data: bytes) -> FileEntry:
    """The entries of one file; PatternError names the place in it that is not as it should be."""
    import tomllib  # of no use where the rules were kept

    try:
        raw: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PatternError(file, None, "不是 UTF-8 编码，请用 UTF-8 另存") from error
    except tomllib.TOMLDecodeError as error:
        at = _TOML_PLACE.search(str(error))
        spot = f"第 {at[1]} 行第 {at[2]} 个字符处" if at else "结尾处"
        raise PatternError(file, None, f"{spot}不合 TOML 的写法，请检查那里的引号、方括号和逗号") from error
    try:
        return FileEntry.model_validate(raw)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")  # misspelt rather than missing
        where = [str(part + 1) if isinstance(part, int) else part for part in first["loc"]]
        raise PatternError(file, _entry_name(raw, first["loc"]), f"{'.'.join(where)} {_told(first)}") from error


def _entry_name(raw: dict[str, Any], loc: tuple[int | str, ...]) -> str | None:
    """The name of the entry at a place ("pattern", 0, "regex"), if it has one."""
    try:
        entry = raw[str(loc[0])][loc[1]]
        return str(entry.get("name") or entry.get("id") or "") or None
    except (KeyError, IndexError, TypeError, AttributeError):
        return None


def _told(error: Mapping[str, Any]) -> str:
    allowed = error.get("ctx", {}).get("expected", "")
    return {
        "missing": "没有写，这一项不能少",
        "extra_forbidden": "没有这一项，请检查拼写",
        "literal_error": f"只能是 {allowed} 之一".replace(" or ", "、"),
        "string_pattern_mismatch": "要写成 组.名，如 sangong.total：小写英文字母、数字和下划线",
    }.get(error["type"], f"写得不对（{error['msg']}）")
