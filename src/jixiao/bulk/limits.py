"""What the reading of one document may cost: seconds and memory, by its format; kept by the worker that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, ModuleType


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds from beginning to end, and megabytes of memory beyond what the worker has anyway."""

    seconds: float
    megabytes: int


_BY_FORMAT = MappingProxyType({
    "pdf": Limits(180, 2048),  # hundreds of pages, pictures decoded
    "docx": Limits(90, 1536),
    "txt": Limits(60, 1024),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LimitsByFormat:
    """The limits in force; a person may set one figure for all formats."""

    seconds: float | None = None
    megabytes: int | None = None

    def of(self, content: bytes) -> Limits:
        """Those for a document, by its first bytes alone: more of it is looked at in a worker only."""
        limits = _BY_FORMAT[_format(content)]
        if self.seconds is not None:
            limits = replace(limits, seconds=self.seconds)
        return limits if self.megabytes is None else replace(limits, megabytes=self.megabytes)

    @property
    def longest(self) -> float:
        """The seconds that no document takes more than."""
        return self.seconds or max(limits.seconds for limits in _BY_FORMAT.values())


def _format(content: bytes) -> str:
    if content.startswith(b"PK"):
        return "docx"
    return "pdf" if b"%PDF-" in content[:1024] else "txt"


def memory_can_be_limited() -> bool:
    """Whether the system limits the memory of a process: not on Windows."""
    return _resource() is not None


@contextmanager
def limited_memory(megabytes: int) -> Iterator[None]:
    """Within, asking for more memory raises MemoryError, or ends a library that cannot go on without."""
    resource = _resource()
    if resource is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = _address_space() + (megabytes << 20)
    if before[1] != resource.RLIM_INFINITY:
        most = min(most, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _resource() -> ModuleType | None:
    try:
        import resource
    except ModuleNotFoundError:
        return None
    return resource


def _address_space() -> int:
    """The bytes that this process has taken up so far; an estimate where the system does not say."""
    try:
        with Path("/proc/self/statm").open("rb") as opened:
            import resource

            return int(opened.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30
