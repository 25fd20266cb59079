"""The architecture as docs/architecture.md draws it: imports point down, and importing reads no file."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "jixiao").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def module_name(source: Path) -> str:
    parts = source.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_imports_point_down(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_importing_any_module_reads_no_file_of_ours() -> None:
    # what runs, and what a forkserver imports to have the rules compiled before it forks
    work_when_imported = {"jixiao.__main__", "jixiao.bulk.warm"}
    modules = [module_name(source) for source in SOURCES if module_name(source) not in work_when_imported]
    script = f"""
import importlib, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
for name in {modules!r}:
    importlib.import_module(name)
folders = {tuple(str(ROOT / folder) for folder in ("src", "patterns", "corpus"))!r}
code = (".py", ".pyc")
print(*(path for path in opened if path.startswith(folders) and "__pycache__" not in path and not path.endswith(code)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT / "src").as_posix())
def test_a_module_is_one_thought(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 350


def test_every_package_that_is_imported_is_a_declared_dependency() -> None:
    import ast

    imported = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    outside = imported - set(sys.stdlib_module_names) - {"jixiao"}
    distributions = importlib.metadata.packages_distributions()
    extras = PROJECT["project"]["optional-dependencies"].values()
    asked = [*PROJECT["project"]["dependencies"], *(name for extra in extras for name in extra)]
    declared = {re.split(r"[>\[]", name)[0].replace("-", "_").lower() for name in asked}
    undeclared = {
        name
        for name in outside
        if not declared & {each.replace("-", "_").lower() for each in distributions.get(name, [name])}
    }
    assert undeclared == set()


def test_the_wheel_holds_the_patterns_and_the_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hatchling import build

    monkeypatch.chdir(ROOT)
    wheel = build.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as opened:
        packed = set(opened.namelist())
    patterns = {f"jixiao/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "patterns").rglob("*.toml")}
    assert patterns
    assert patterns <= packed
    assert "jixiao/py.typed" in packed
    assert {"jixiao/web/templates/base.html", "jixiao/web/static/jixiao.css", "jixiao/web/static/jixiao.js"} <= packed
    assert any(name.startswith("jixiao/sample/") for name in packed)
    assert not any(name.startswith(("tests/", "corpus/")) for name in packed)


def test_locked_versions_satisfy_what_the_project_asks_for() -> None:
    lines = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8").splitlines()
    locked = {line.partition("==")[0] for line in lines if "==" in line}
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {re.split(r"[>\[]", name)[0] for name in asked} <= locked
    assert not any("://" in line or line.startswith("-") for line in lines)
