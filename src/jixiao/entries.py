"""patterns/*.toml to entries: what a person wrote there, its form checked, and nothing compiled yet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jixiao.errors import PatternError

_UNITS = {"amount": "万元", "ratio": "%", "count": "个"}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PatternEntry(_Entry):
    """One `[[pattern]]` as written; a match is its `text` and what each named group finds in it."""

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


class WordsEntry(_Entry):
    """One `[[words]]` as written: a list of words that stages look up by its name."""

    name: str
    finds: str
    words: tuple[str, ...]
    family: tuple[str, ...] = ()


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
    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    kind: Literal["amount", "ratio", "count"] = "amount"
    unit: str = ""
    definition: str | None = None
    source: str | None = None

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


class FileEntry(_Entry):
    """One file of patterns/ as written."""

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
    try:
        raw: dict[str, Any] = tomllib.loads(data.decode())
        return FileEntry.model_validate(raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(file, "-", f"is no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PatternError(file, place, first["msg"]) from error
