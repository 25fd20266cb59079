"""docs/checks.zh-CN.md: what it tells finance officers of each kind of check is what the program says."""

import importlib.util
import re
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from jixiao.record import Rule

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "checks.zh-CN.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = SourceFileLoader("renew_checks_page", str(ROOT / "scripts" / "renew-checks-page"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_every_example_gets_the_answer_that_the_page_prints(script: ModuleType) -> None:
    assert len(script.EXAMPLE.findall(PAGE)) >= 16
    assert script.renewed(PAGE) == PAGE  # scripts/renew-checks-page writes the answers anew


def test_every_example_has_an_answer(script: ModuleType) -> None:
    assert [found["report"] for found in script.EXAMPLE.finditer(PAGE) if not found["answers"].strip()] == []


def test_every_rule_and_every_verdict_is_explained_and_shown() -> None:
    examples = " ".join(re.findall(r"^```text ([\w,]+)$", PAGE, flags=re.MULTILINE))
    headings = " ".join(re.findall(r"^### .*$", PAGE, flags=re.MULTILINE))
    for rule in get_args(Rule):
        assert f"`{rule}`" in headings, rule
        assert rule in examples, rule
    assert all(f"**{verdict}** " in PAGE for verdict in ("相符", "不符", "尾差", "无从核算"))
    assert "改法：" in PAGE
