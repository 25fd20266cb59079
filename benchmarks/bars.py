"""Figures of benchmarks/speed.py to the bars that they are held to: what is asked, what was found, met or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Figures = Mapping[str, Mapping[str, float]]
"""The figures of each section and format ("warm .docx"), by the names of their rows."""

RECORD, ONCE, FOUR, FORTY = "jixiao, whole record with checks", "once", "4 times as long", "40 times as long"
BASE = "python -c 'import docx, pydantic'"
COLD = "jixiao extract"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `found` takes its figure from those of a run, `most` is the highest that meets it, `least` the lowest."""

    name: str
    found: Callable[[Figures], float]
    most: float | None = None
    least: float | None = None

    def is_met(self, figure: float) -> bool:
        """Whether a figure meets the bar."""
        return (self.most is None or figure <= self.most) and (self.least is None or figure >= self.least)


def _ratio(section: str, of: str, to: str) -> Callable[[Figures], float]:
    return lambda figures: figures[section][of] / figures[section][to]


def _figure(section: str, row: str) -> Callable[[Figures], float]:
    return lambda figures: figures[section][row]


BARS = (
    Bar("DOCX, times python-docx's bare walk", _ratio("warm .docx", RECORD, "python-docx, bare walk"), most=1.5),
    Bar("DOCX, docling takes times ours", _ratio("warm .docx", "docling, its DOCX back end", RECORD), least=4),
    Bar("DOCX, markitdown takes times ours", _ratio("warm .docx", "markitdown, Markdown", RECORD), least=4),
    Bar("PDF, times pypdfium2's text with boxes", _ratio("warm .pdf", RECORD, "pypdfium2, text and boxes"), most=2.5),
    Bar("PDF, pdfplumber takes times ours", _ratio("warm .pdf", "pdfplumber, words and tables", RECORD), least=8),
    Bar("cold process, times import docx, pydantic", _ratio("cold", f"{COLD} .docx", BASE), most=2.5),
    Bar("DOCX, 40 pages times 10", _ratio("growth .docx", FOUR, ONCE), most=4.4),
    Bar("PDF, 40 pages times 10", _ratio("growth .pdf", FOUR, ONCE), most=4.4),
    *(
        Bar(f"{suffix[1:].upper()}, MB at most for {pages} pages", _figure(f"memory {suffix}", row), most=most)
        for suffix in (".docx", ".pdf")
        for row, pages, most in ((ONCE, 10, 150), (FORTY, 400, 600))
    ),
)


def lines(figures: Figures) -> Iterator[str]:
    """A line a bar, also of what this run did not measure."""
    yield f"\n{'bars':<44}{'wanted':>12}{'found':>10}"
    for bar in BARS:
        wanted = f"<= {bar.most:g}" if bar.most is not None else f">= {bar.least:g}"
        try:
            figure = bar.found(figures)
        except KeyError:
            yield f"{bar.name:<44}{wanted:>12}{'-':>10}  not measured"
        else:
            yield f"{bar.name:<44}{wanted:>12}{figure:>10.2f}  {'met' if bar.is_met(figure) else 'NOT MET'}"
