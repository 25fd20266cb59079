"""Two runs to docs/accuracy.md: how every family is read, and how it would be read if nobody had ever seen it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.evaluate.judging import Evaluation
from jixiao.evaluate.readings import MEASURES, Run, figures, grouped, together

_SHOWN = ("figures", *MEASURES)
_HEAD = """\
# Accuracy

Written by `make accuracy`; not to be edited. The reports are those of [corpus/](../corpus/README.md) as DOCX, their gold is
what a person read. F1 of what was looked for (amounts, ratios, counts, stated absences, scores, headings, slips found by
checks), the share of right answers of what was asked (label, year, measure, section, fields of the record); `complete` is
the share of facts whose value, label, year and measure are all right, `figures` amounts, ratios and counts together.

## A family that nobody has seen

Each family is read without whatever is known from its reports alone: entries of `patterns/` that say so (`family = [...]`),
patterns that match in no other family's reports, words that stand in no other's. What the generic machinery then reads is
what a report of an unknown family gets. The worst family is what to work on. (Alternatives within one regular expression and
the gold's own words stay; what was mended after a report was read stays mended.)

"""


def accuracy_page(seen: Run, unseen: Run, families: Mapping[str, str]) -> str:
    """The page, in Markdown; families of `families` without a report are named."""
    known = dict(grouped(seen.readings, lambda reading: reading.family))
    hidden = sorted(grouped(unseen.readings, lambda reading: reading.family), key=lambda each: figures(each[1]).f1)
    counts = {name: sum(reading.family == name for reading in seen.readings) for name, _ in hidden}
    return "".join(
        [
            _HEAD,
            *_table([(_name(name, families, counts[name]), of) for name, of in hidden], together(unseen.readings)),
            "\n## With everything known\n\n",
            *_table(
                [(_name(name, families, counts[name]), known[name]) for name, _ in hidden], together(seen.readings)
            ),
            *_without_reports([families[name] for name in families if name not in counts]),
        ]
    )


def _table(rows: list[tuple[str, Evaluation]], whole: Evaluation) -> Iterator[str]:
    yield f"| family | {' | '.join(_SHOWN)} |\n|---|{'---:|' * len(_SHOWN)}\n"
    for name, evaluation in [*rows, ("all", whole)]:
        yield f"| {name} | {' | '.join(_shown(evaluation, measure) for measure in _SHOWN)} |\n"


def _shown(evaluation: Evaluation, measure: str) -> str:
    if measure == "figures":
        return f"{_floored(figures(evaluation).f1)}"
    return _floored(evaluation.rate(measure)) if measure in evaluation.tallies else "–"


def _floored(rate: float) -> str:
    """Three decimals, never rounded up: 1.000 means that nothing at all is wrong."""
    return f"{int(rate * 1000) / 1000:.3f}"


def _name(family: str, families: Mapping[str, str], count: int) -> str:
    return f"{family} {families.get(family, '')} ({count})"


def _without_reports(names: list[str]) -> Iterator[str]:
    if names:
        yield f"\nWithout a report in the corpus: {'; '.join(names)}.\n"
