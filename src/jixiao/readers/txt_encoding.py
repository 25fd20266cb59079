"""Bytes to text: UTF-8, UTF-16 or GB18030, whichever fits with the least damage; None where nothing makes sense.

A byte order mark decides. Without one UTF-16 shows by its zero bytes, and UTF-8 is tried before GB18030, which accepts
nearly any pair of high bytes. Up to one character in a hundred may be damaged, as a broken download leaves it.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

from msgspec import Struct

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16 does, so it is asked first
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TOLERATED = 100
"""One damaged or senseless character in this many is let pass."""

_PRINTED_CONTROLS = "\t\n\r\v\f\x00\x1a\x85"
_SENSELESS = ("Cc", "Cn", "Co", "Cs")
_BINARY = (b"%PDF-", b"\x7fELF", b"MZ\x90")


class Decoded(Struct, frozen=True):
    """A text, the encoding it came in, and how many of its characters could not be decoded."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text in these bytes, or None where they are no text.

    >>> decode("得分12分".encode("gb18030"))
    Decoded(text='得分12分', encoding='gb18030', damaged=0)
    >>> decode(bytes(range(256)))
    """
    if data.startswith(_BINARY):
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _sensible(_attempt(data[len(mark) :], encoding))
    encodings = _utf16_by_zeros(data) if b"\x00" in data.rstrip(b"\x00") else ("utf-8", "gb18030")
    attempts = [_attempt(data, encoding) for encoding in encodings]
    return _sensible(min(attempts, key=lambda attempt: attempt.damaged, default=None))


def _utf16_by_zeros(data: bytes) -> tuple[str, ...]:
    """Digits and line ends of UTF-16 have a zero byte, always on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd > 4 * even:
        return ("utf-16-le",)
    return ("utf-16-be",) if even > 4 * odd else ()


def _attempt(data: bytes, encoding: str) -> Decoded:
    """The text in one encoding; a character cut off by the end of the file is dropped."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(data)
    return Decoded(text, encoding, text.count("\ufffd"))


def _sensible(decoded: Decoded | None) -> Decoded | None:
    """The decoded text if hardly any of it is damaged, a control character or no character at all."""
    if decoded is None or not decoded.text.strip():
        return None
    odd = decoded.damaged
    for character, count in Counter(decoded.text).items():
        if unicodedata.category(character) in _SENSELESS and character not in _PRINTED_CONTROLS:
            odd += count
    return decoded if odd * _TOLERATED <= len(decoded.text) else None
