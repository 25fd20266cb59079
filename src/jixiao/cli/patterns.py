"""`jixiao patterns`: the wording that jixiao knows, for people who know reports and no Python: list, show, test, try, profile."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from jixiao.cli.app import argument, command_group, option
from jixiao.cli.output import CLEAN, FAILED, UNREADABLE, print_view, say, write
from jixiao.errors import JixiaoError, PatternError

if TYPE_CHECKING:
    from jixiao.patterns import Pattern, Rules

command = command_group("patterns", "看和试认字的规则（patterns/）：列出、查看、检验、试用、计时。")

Names = Annotated[list[str] | None, argument("规则的名字；不写则全部。", "名字")]


@command("list")
def listed(word: Annotated[str | None, argument("名字、文件或例句里的几个字；不写则全部。", "词")] = None) -> int:
    """列出规则：名字、文件、用在哪里、一句例句。"""
    from jixiao.cli import patterns_view
    from jixiao.patterns import load_rules

    rules = load_rules()
    found = [each for each in rules.patterns if word is None or _has(each, word)]
    if not found:
        say(f"没有名字、文件或例句里有“{word}”的规则。用 jixiao patterns list 列出全部。")
    else:
        print_view(patterns_view.listing(found))
    return CLEAN


@command("show")
def shown(name: Annotated[str, argument("规则的名字。", "名字")]) -> int:
    """查看一条规则：写法、该认和不该认的例句、同一文件里还认得这些例句的规则。"""
    from jixiao.cli import patterns_view
    from jixiao.patterns import load_rules

    rules = load_rules()
    print_view(patterns_view.one(_named(name, rules), rules))
    return CLEAN


@command("test")
def proved(
    names: Names = None,
    reports: Annotated[
        list[Path] | None, option("--reports", "还要看在这些报告里认出几处；源码里默认用 corpus/ 的报告。", "文件")
    ] = None,
    quick: Annotated[bool, option("--quick", "只检验例句，不读报告。")] = False,
) -> int:
    """检验规则：例句对不对，有没有和别的规则撞上，在报告里认出几处。有不对的，退出码是 1。"""
    from jixiao.cli import patterns_view
    from jixiao.proving import corpus_reports, seen_in

    rules = _unproved()
    chosen = [_named(name, rules) for name in names] if names else list(rules.patterns)
    faulty = patterns_view.faults_of(chosen)
    print_view(patterns_view.proof(chosen, faulty, rules, one_by_one=bool(names)))
    files = [] if quick else list(reports or corpus_reports())
    if files:
        print_view(patterns_view.met(chosen, seen_in(files, rules), len(files), one_by_one=bool(names)))
    elif not quick:
        say("没有报告可读（corpus/ 只在源码里有），没有数在报告里认出几处。可用 --reports 指定报告。")
    return FAILED if faulty else CLEAN


@command("try")
def tried(
    regex: Annotated[str, argument("要试的 regex，可用 (?&number) 这样的片段。写在单引号里。", "REGEX")],
    files: Annotated[list[Path], argument("报告，或 extract 写出的 JSON。")],
) -> int:
    """试一个 regex：在这些报告里会认出哪些字，在什么地方。"""
    from jixiao.cli import patterns_view
    from jixiao.files import load
    from jixiao.patterns import load_rules
    from jixiao.proving import expression, met_in

    compiled = expression(regex, load_rules())
    failures: list[JixiaoError] = []
    read = list(dict.fromkeys(files))
    empty = 0
    for file in read:
        try:
            found = list(met_in(load(file), compiled))
        except PatternError:
            raise
        except JixiaoError as error:
            failures.append(error)
            continue
        empty += not found
        if found:
            print_view(patterns_view.places(str(file), found))
    if empty:
        write(f"{'另有 ' if empty < len(read) else ''}{empty} 份没有认出")
    for failure in failures:
        say(str(failure))
    return UNREADABLE if failures else CLEAN


@command("profile")
def profiled(
    files: Annotated[list[Path] | None, argument("报告；源码里默认用 corpus/ 的报告。")] = None,
    top: Annotated[int, option("--top", "列出最慢的几条，默认 20。", "条数", min=1)] = 20,
    only: Annotated[list[str] | None, option("--only", "只数这一条的步数（可写几次）；不写则全部。", "名字")] = None,
    quick: Annotated[bool, option("--quick", "只计时，不数步数。")] = False,
) -> int:
    """给规则计时，并数步数：读这些报告时哪几条最慢；哪几条遇到刁难的长段落会越来越慢。有越来越慢的，退出码是 1。"""
    from jixiao.cli import patterns_view
    from jixiao.patterns import load_rules
    from jixiao.proving import all_patterns, corpus_reports, grown, seen_in

    rules = load_rules()
    chosen = [_named(name, rules) for name in only] if only else list(all_patterns(rules))
    reports = list(files or corpus_reports())
    if reports:
        print_view(patterns_view.slowest(rules, seen_in(reports, rules), len(reports), top))
    else:
        say("没有报告可读（corpus/ 只在源码里有），没有计时。可以写明报告文件。")
    if quick:
        return CLEAN
    found = list(grown(chosen))
    print_view(patterns_view.growing(len(chosen), found))
    return FAILED if any(each.growth for each in found) else CLEAN


@command("folder")
def folder() -> int:
    """内置规则放在哪个文件夹，自己的规则放在哪个文件夹。"""
    from jixiao.patterns import OWN_FOLDER, patterns_folder

    write(
        f"内置：{patterns_folder()}\n自己的：{os.environ.get(OWN_FOLDER) or '没有（用 --patterns 或 ' + OWN_FOLDER + ' 指定）'}"
    )
    return CLEAN


def _unproved() -> Rules:
    """The rules in force, with the examples of the user's own folder still to be proved."""
    from jixiao.patterns import OWN_FOLDER, load_own_unproved, load_rules

    own = os.environ.get(OWN_FOLDER)
    return load_own_unproved(Path(own)) if own else load_rules()


def _named(name: str, rules: Rules) -> Pattern:
    try:
        return rules.pattern(name)
    except KeyError:
        raise JixiaoError(f"没有叫 {name} 的规则。用 jixiao patterns list 列出全部。") from None


def _has(pattern: Pattern, word: str) -> bool:
    entry = pattern.entry
    return any(
        word in text for text in (entry.name, pattern.file, entry.finds, *(match["text"] for match in entry.matches))
    )
