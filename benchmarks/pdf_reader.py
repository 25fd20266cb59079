"""How fast PDFs are read, against pdfplumber's words and tables of the same files in the same run.

    python benchmarks/pdf_reader.py FILE.pdf...

Also against what pypdfium2 itself takes for text and boxes, below which no reader built on it can go.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from jixiao.readers.pdf import read

ROUNDS = 5


def plumb(content: bytes) -> None:
    """All words and tables with pdfplumber."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def boxes(content: bytes) -> None:
    """All text and boxes with pypdfium2."""
    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            text_page = page.get_textpage()
            text_page.get_text_range()
            for i in range(text_page.count_chars()):
                text_page.get_charbox(i)


def best(task: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds, after one to warm up."""
    task()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def main(names: list[str]) -> int:
    """Measure each file and print a line for it."""
    if not names:
        print(__doc__)
        return 2
    print(f"{'file':32}{'jixiao':>10}{'pdfplumber':>12}{'ratio':>8}{'pdfium':>10}{'ratio':>8}")
    for name in names:
        content = Path(name).read_bytes()
        ours = best(lambda content=content, name=name: read(content, name))
        theirs, floor = best(lambda content=content: plumb(content)), best(lambda content=content: boxes(content))
        ratios = f"{theirs / ours:>7.1f}x{floor:>8.1f}ms{ours / floor:>7.1f}x"
        print(f"{Path(name).name:32}{ours:>8.1f}ms{theirs:>10.1f}ms{ratios}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
