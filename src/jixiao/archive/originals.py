"""The files themselves, by hash: kept once however often they come, given back to be opened or read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from jixiao.archive.tables import originals


def keep(connection: Connection, contents: Mapping[str, bytes]) -> None:
    """Keep files that are not there yet, each under its sha256."""
    there = set(connection.execute(select(originals.c.sha256).where(originals.c.sha256.in_(contents))).scalars())
    new = [
        {"sha256": sha256, "bytes": len(content), "content": content}
        for sha256, content in contents.items()
        if sha256 not in there
    ]
    if new:
        connection.execute(insert(originals), new)


def kept(connection: Connection, sha256: str) -> bytes | None:
    """The file of a hash, or None."""
    content: bytes | None = connection.execute(
        select(originals.c.content).where(originals.c.sha256 == sha256)
    ).scalar_one_or_none()
    return content


def drop(connection: Connection, hashes: Sequence[str]) -> None:
    """Take files away."""
    connection.execute(delete(originals).where(originals.c.sha256.in_(hashes)))


def sha256_of(content: bytes) -> str:
    """The name of a file in the archive.

    >>> sha256_of(b"")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(content).hexdigest()
