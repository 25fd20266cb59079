"""Values to columns that SQLite and PostgreSQL keep alike: exact decimals, points in time, compressed records.

SQLite knows no exact decimal: a `NUMERIC` column turns 0.1 into a binary fraction. So every number has two columns, the text
as printed in the record and, for comparing and sorting, the integer nearest to its millionfold (one 分 is 0.000001万元).
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, LargeBinary, Text, TypeDecorator

SCALE = 6
_LARGEST = 2**63 - 1


def scaled(value: Decimal | None) -> int | None:
    """A number times a million, as whole as a 64-bit integer holds; what is beyond becomes the largest there is.

    >>> scaled(Decimal("1210.74")), scaled(Decimal("-0.000001")), scaled(None)
    (1210740000, -1, None)
    """
    if value is None:
        return None
    if abs(value) >= Decimal(_LARGEST).scaleb(-SCALE):
        return _LARGEST if value > 0 else -_LARGEST
    return int(value.scaleb(SCALE).to_integral_value(ROUND_HALF_EVEN))


def number_columns(name: str) -> tuple[Column[Any], Column[Any]]:
    """The two columns of a number: `name` as exact text, `name_scaled` as its millionfold."""
    return Column(name, Text), Column(f"{name}_scaled", BigInteger)


def number(name: str, value: Decimal | None) -> dict[str, str | int | None]:
    """What goes into the two columns of a number.

    >>> number("score", Decimal("92.50"))
    {'score': '92.50', 'score_scaled': 92500000}
    """
    return {name: None if value is None else format(value, "f"), f"{name}_scaled": scaled(value)}


class UtcTime(TypeDecorator[datetime]):
    """A point in time, kept in UTC and given back with its zone, also by SQLite, which keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite's column is without a zone."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With the zone that SQLite left away."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Compressed(TypeDecorator[bytes]):
    """Bytes that were compressed with `pack`; a record takes an eighth of its JSON."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """As they were before `pack`."""
        return None if value is None else zlib.decompress(value)


def pack(text: str) -> bytes:
    """A text for a `Compressed` column; done where the record is made, not by the one process that writes."""
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes) -> str:
    """The text that was packed.

    >>> unpack(pack("绩效自评"))
    '绩效自评'
    """
    return zlib.decompress(packed).decode()


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
