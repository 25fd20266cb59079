"""What the documentation promises: the two commands on top, every command described, Python that runs."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from jixiao.cli.commands import app

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("patterns/*.md")])


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_blocks(markdown: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", markdown, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_first_code_of_a_readme_is_the_two_commands(name: str) -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text(name), flags=re.MULTILINE | re.DOTALL)
    assert blocks[0] == "make demo\nmake test\n"


@pytest.mark.parametrize("block", code_blocks(text("README.md"), "python"))
def test_python_of_the_readme_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "230.25" in printed
    assert "91分" in printed


@pytest.mark.parametrize("name", [*READMES, "docs/user-guide.zh-CN.md"])
def test_every_command_is_documented(name: str) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    missing = [command for command in commands if f"jixiao {command}" not in text(name)]
    assert missing == []


def test_every_option_is_in_the_user_guide() -> None:
    guide = text("docs/user-guide.zh-CN.md")
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option in guide, f"{command.name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_target_of_make_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), flags=re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"^make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE))
        assert named <= targets, page.name


def test_the_patterns_that_their_guide_writes_are_read(tmp_path: Path) -> None:
    """The steps of patterns/README.md, followed to the letter."""
    from jixiao import Document, extract
    from jixiao.patterns import load_rules

    guide = text("patterns/README.md")
    report, *_ = code_blocks(guide, "text")
    first, words, indicator, layout = code_blocks(guide, "toml")
    own = tmp_path / "我的规则"
    (own / "layouts").mkdir(parents=True)
    for name, block in (
        ("ratios", first),
        ("lexicon", words),
        ("indicators", indicator),
        ("layouts/139901-徐河", layout),
    ):
        (own / f"{name}.toml").write_text(block, encoding="utf-8")
    (fact,) = extract(Document.of_lines(*report.splitlines()), load_rules(own=own)).facts
    assert (fact.kind, fact.indicator, str(fact.value)) == ("ratio", "ratio.budget_execution", "98.5")


def test_the_guide_to_patterns_names_every_file() -> None:
    guide = text("patterns/README.md")
    files = [path.name for path in (ROOT / "patterns").glob("*.toml") if not path.name.startswith("table_")]
    assert [name for name in files if f"`{name}`" not in guide] == []


def test_every_option_of_the_patterns_is_in_the_user_guide() -> None:
    guide = text("docs/user-guide.zh-CN.md")
    for name, command in get_command(app).commands["patterns"].commands.items():  # type: ignore[attr-defined]
        assert f"jixiao patterns {name}" in guide
        for parameter in command.params:
            assert all(not option.startswith("--") or option in guide for option in parameter.opts), (
                name,
                parameter.opts,
            )
