"""A PDF to the sizes and pictures of its pages, drawn by the workers, the last few kept at hand."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.web.at_hand import AtHand
from jixiao.web.reading import ReadingRoom

_PICTURES_AT_HAND = 96
_SIZES_AT_HAND = 2048

Sizes = tuple[tuple[float, float], ...]


class Pictures:
    """What the pages of the PDFs of a site look like; files are told apart by their hash."""

    def __init__(self, reading: ReadingRoom) -> None:
        self._reading = reading
        self._drawn: AtHand[bytes] = AtHand(_PICTURES_AT_HAND)
        self._sizes: AtHand[Sizes] = AtHand(_SIZES_AT_HAND)

    def sizes(self, sha256: str, original: Callable[[], bytes | None]) -> Sizes:
        """Width and height of each page in points; nothing where the file is not at hand."""
        return self._sizes.get(sha256, lambda: self._reading.sizes(content) if (content := original()) else ())

    def page(self, sha256: str, number: int, original: Callable[[], bytes | None]) -> bytes:
        """One page as PNG; IndexError where there is none, KeyError where the file is not at hand."""

        def draw() -> bytes:
            content = original()
            if content is None:
                raise KeyError(sha256)
            return self._reading.page(content, number)

        return self._drawn.get((sha256, number), draw)
