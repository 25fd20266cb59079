"""`jixiao` run in a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.cli import main
from printed import Printed, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Printed:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Printed(status, captured.out, captured.err)

    return run
