"""A run to plain data, as `jixiao eval --json` writes it: rates of all, of each format, each family and each report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from jixiao.evaluate.judging import Evaluation
from jixiao.evaluate.readings import MEASURES, Run, grouped, together
from jixiao.evaluate.revisions import Changes
from jixiao.evaluate.tally import Difference, Tally

_DECIMALS = 4


def summary(run: Run) -> dict[str, Any]:
    """Everything that a run says, as what `json.dumps` writes."""
    by_family = [reading for reading in run.readings if reading.family]
    return {
        "all": rates(together(run.readings)),
        "formats": {name: rates(of) for name, of in grouped(run.readings, lambda reading: reading.format)},
        "families": {name: rates(of) for name, of in grouped(by_family, lambda reading: reading.family)},
        "reports": [
            {
                "name": reading.name,
                "format": reading.format,
                "family": reading.family or None,
                "measures": rates(reading.evaluation),
                "differences": list(map(asdict, reading.evaluation.differences)),
            }
            for reading in run.readings
        ],
        "unreadable": list(run.unreadable),
    }


def rates(evaluation: Evaluation) -> dict[str, dict[str, float | int]]:
    """For each thing measured: right, extra and missed answers, and the rates that they give."""
    return {name: _rates(evaluation.tallies[name]) for name in MEASURES if name in evaluation.tallies}


def of_changes(changes: Changes) -> dict[str, Any]:
    """Gains and losses as plain data."""

    def plain(report: str, difference: Difference) -> dict[str, Any]:
        return {"report": report, **asdict(difference)}

    return {
        "gains": [plain(*each) for each in changes.gains],
        "losses": [plain(*each) for each in changes.losses],
    }


def _rates(tally: Tally) -> dict[str, float | int]:
    named = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return asdict(tally) | {name: round(value, _DECIMALS) for name, value in named.items()}
