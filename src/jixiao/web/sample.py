"""The reports that come with the package, for a first look: some in an installed one, each case of the corpus in a working copy."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path


@cache
def sample_files() -> tuple[Path, ...]:
    """The files of the sample, Word and PDF mixed; none where they were left out."""
    installed = Path(str(resources.files("jixiao"))) / "sample"
    if installed.is_dir():
        return tuple(sorted(file for file in installed.glob("*/report.*")))
    cases = sorted(file.parent for file in (Path(__file__).resolve().parents[3] / "corpus").glob("*/report.docx"))
    chosen = (case / ("report.docx" if number % 3 else "report.pdf") for number, case in enumerate(cases, 1))
    return tuple(file for file in chosen if file.is_file())
