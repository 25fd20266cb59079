"""The corpus shows what real reports vary in, and its README says which case shows what."""

import importlib
import sys
import tomllib
from pathlib import Path

from jixiao.patterns import load_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
sys.path.insert(0, str(CORPUS))
build_corpus = importlib.import_module("build_corpus")
coverage = importlib.import_module("coverage")

CASES = build_corpus.cases()
ENOUGH_CASES, ENOUGH_PROVINCES = 40, 12


def test_there_are_enough_cases_from_enough_provinces_and_every_year() -> None:
    assert len(CASES) >= ENOUGH_CASES
    assert len({case.name[:2] for case in CASES}) >= ENOUGH_PROVINCES
    assert set(range(2016, 2026)) <= {int(case.name.split("-")[1]) for case in CASES}
    assert len({case.name[:6] for case in CASES}) == len(CASES), "two cases of one code: the table names cases by it"


def test_every_case_names_its_family_and_every_family_has_a_case() -> None:
    families = {
        case.name: tomllib.loads((case / "case.toml").read_text(encoding="utf-8")).get("family") for case in CASES
    }
    known = load_rules().maps["families"]
    assert {name: family for name, family in families.items() if family not in known} == {}
    assert set(known) - set(families.values()) == set()


def test_every_variation_is_shown_by_a_case() -> None:
    assert coverage.coverage.uncovered(CASES) == []


def test_the_table_of_the_readme_is_complete() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert readme == coverage.written(readme, CASES), "run python corpus/coverage.py"
