"""Cases to the table of which of them shows which variation of real reports; what a case shows is read off its own files.

The variations are those met in about two hundred published reports: families, outlines, wordings of scores, forms of
amounts and ratios, tables, slips, faults of form, and what was printed the page.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from . import source

_SHOWN = 6


@dataclass(frozen=True)
class Case:
    """The files of one case."""

    folder: Path

    @property
    def code(self) -> str:
        """The code of its place, which is its name in the table."""
        return self.folder.name[:6]

    @cached_property
    def text(self) -> str:
        """report.txt, with its marks."""
        return (self.folder / "report.txt").read_text(encoding="utf-8")

    @cached_property
    def record(self) -> dict[str, Any]:
        """The gold as data."""
        found: dict[str, Any] = json.loads((self.folder / "record.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def about(self) -> dict[str, Any]:
        """What case.toml says."""
        return tomllib.loads((self.folder / "case.toml").read_text(encoding="utf-8"))

    @cached_property
    def grids(self) -> tuple[source.Grid, ...]:
        """The tables."""
        return tuple(item for item in source.parse(self.text).items if isinstance(item, source.Grid))

    @cached_property
    def prose(self) -> str:
        """The source without its tables."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("|"))

    def has_cell(self, pattern: str) -> bool:
        """Whether the text of any cell of any table holds a pattern."""
        found = re.compile(pattern)
        return any(found.search(cell) for grid in self.grids for row in grid.rows for cell in row)


Shows = Callable[[Case], bool]


def _family(name: str) -> Shows:
    return lambda case: case.about.get("family") == name


def _printer(name: str) -> Shows:
    return lambda case: case.about.get("pdf") == name


def _slip(*rules: str) -> Shows:
    return lambda case: any(finding["rule"] in rules for finding in case.record["findings"])


def _line(pattern: str) -> Shows:
    return lambda case: bool(re.search(pattern, case.text, re.MULTILINE))


def _prose(pattern: str) -> Shows:
    return lambda case: bool(re.search(pattern, case.prose, re.MULTILINE))


def _cell(pattern: str) -> Shows:
    return lambda case: case.has_cell(pattern)


def _kind(kind: str) -> Shows:
    return lambda case: any(fact["kind"] == kind for fact in case.record["facts"])


def _score(name: str) -> Shows:
    return lambda case: case.record["record"].get("score", {}).get(name) is not None


def _merged(sign: str) -> Shows:
    return lambda case: any(sign in row for grid in case.grids for row in grid.rows)


_NUMBER = r"[\d０-９][\d,，.．０-９ ]*"
VARIATIONS: dict[str, dict[str, Shows]] = {
    "family": {
        "F1 部门整体绩效管理自评": _family("F1"),
        "F2 部门整体支出绩效自评、评价": _family("F2"),
        "F3 项目支出绩效自评": _family("F3"),
        "F4 绩效自评表": _family("F4"),
        "F5 部门决算公开说明": _family("F5"),
        "F6 “三公”经费说明": _family("F6"),
        "F7 中央对地方转移支付绩效自评": _family("F7"),
        "F8 第三方绩效评价报告": _family("F8"),
        "F9 预算执行、财政决算报告": _family("F9"),
        "F10 部门预算公开": _family("F10"),
    },
    "outline": {
        "第一部分 above 一、": _line(r"^(?:#+ )?第[一二三四]部分"),
        "第一章, 第一节": _line(r"^(?:#+ )?第[一二三四]章"),
        "一、（一）1.": _line(r"^(?:#+ )?（一）.+$"),
        "（1） and ①": _line(r"^(?:（1）|①)"),
        "1 and 1.1": _line(r"^1\.1 ?\S"),
        "ordinals that Word counts": _line(r"^%numbering"),
        "Word's heading styles": _line(r"^# "),
        "run-in headings": _line(r"^(?:\d{1,2}[.．、]|（[一二三四五六七八九十\d]+）)[^。，；]{2,20}。\S"),
        "marks of headings inside a line": _line(r"[：；。，][（(][一二2][)）][^：]{4,40}[；。][（(][二三][)）]"),
        "a table of contents": _line(r"^~ "),
        "no headings at all": lambda case: not case.record["sections"],
        "running head or foot": _line(r"^%(?:header|footer) "),
        "notes at the foot": _line(r"\{\{note "),
        "tracked changes, boxes, controls, fields": _line(r"\{\{(?:ins|del|control|tag|field)|^%box"),
    },
    "scores": {
        "in headings": _line(
            r"^(?:#+ |@\d )?(?:（[一二三四五六七八九十]+）|\d[.．、]|[一二三四五六七八九]、).*[（，,].{0,14}?\d分）?$"
        ),
        "in sentences": _prose(r"[，。；](?:此项|该项|本项|自评)?(?:自评)?得(?:分)?[\d.]+分"),
        "in tables": lambda case: any(item["source"] == "table" for item in case.record["scores"]),
        "deductions": lambda case: any("deduction" in item for item in case.record["scores"]),
        "bonus points": lambda case: any(item.get("bonus") for item in case.record["scores"]),
        "converted score": _score("converted"),
        "full marks of the whole": _score("full_marks"),
        "grade": _score("grade"),
        "no score at all": lambda case: not case.record["scores"] and not case.record["record"].get("score"),
        "items that do not apply": lambda case: any(item.get("applicable") is False for item in case.record["scores"]),
        "a rate of points": _line(r"得分率"),
    },
    "amounts and ratios": {
        "元 beside 万元": lambda case: bool(
            re.search(rf"{_NUMBER}元", case.text) and re.search(rf"{_NUMBER} ?万元|万元[）)]|单位：万元", case.text)
        ),
        "亿元": _line(rf"{_NUMBER}余?亿元"),
        "a bare 万": _line(rf"{_NUMBER}万(?![元人亩户平吨公株辆千余多份册条])"),
        "a unit declared once": _line(r"单位：(?:万|亿)?元"),
        "spaces in numbers": _line(r"\d \d{3}[.,万元]"),
        "full-width digits": _line(r"[０-９]"),
        "Chinese numerals": _line(
            r"[壹贰叁肆伍陆柒捌玖拾]|百分之[一二三四五六七八九十]|[一二三四五六七八九十]成|[一二三四五六七八九两]千|分之[一二三]"
        ),
        "negative numbers": _line(r"(?:^|[^\d年月日号元分%％）)A-Za-z])[-－−]\d"),
        "约, 近, 余, 左右": lambda case: any(fact.get("qualifier") for fact in case.record["facts"]),
        "ranges": lambda case: any("value_to" in fact for fact in case.record["facts"]),
        "A、B分别为1、2": _prose(r"分别(?:为|是|达|占|支出|完成|完|安排|下达|增长|下降)?[^。；]{0,6}[\d０-９]|依次为"),
        "其中 lists": _prose(r"其中"),
        "均为": _prose(r"均为[^。；，]{0,6}\d"),
        "changes with their base": _prose(r"[比较与](?:20\d\d年|上年|去年)"),
        "percentage points": _line(r"个百分点"),
        "倍, ‰, 成": _line(r"\d倍|‰|[一二三四五六七八九]成"),
        "standards per person": _line(r"每(?:人|户|生|亩|个|辆|公里)|元/"),
        "several years side by side": lambda case: (
            len({fact.get("year") for fact in case.record["facts"]} - {None}) > 2
        ),
        "stated absences": _kind("none"),
        "thresholds and targets": _kind("skip"),
    },
    "tables": {
        "fund table": _cell(r"全年(?:预算|执行)数|年初预算数|资金总额"),
        "indicator table": _cell(r"三级指标|指标值"),
        "scoring table": _cell(r"得分|自评分|评分"),
        "accounts by code (类款项)": _cell(r"^(?:20[1-9]|21\d|22\d)(?:\d\d)*$|科目编码"),
        "收入 and 支出 side by side": lambda case: any(
            {"收入", "支出"} <= set(row) for grid in case.grids for row in grid.rows
        ),
        "cells merged down": _merged("^"),
        "cells merged across": _merged("<"),
        "合计, 小计": _cell(r"合\s*计|小\s*计|总\s*计"),
        "dashes and blanks": _cell(r"^(?:-|—|－|/)$"),
        "forms": lambda case: any(grid.header_rows == 0 for grid in case.grids),
        "sentences in cells": lambda case: any(
            "。" in cell for grid in case.grids for row in grid.rows for cell in row
        ),
        "no table": lambda case: not case.grids,
    },
    "slips": {
        "none": lambda case: not case.record["findings"],
        "a sum": _slip("breakdown_sum", "table_sum"),
        "a total of scores": _slip("score_total", "score_subtotal"),
        "a mean, a bound or a conversion of scores": _slip("score_average", "score_bounds", "score_conversion"),
        "a share": _slip("share", "share_sum"),
        "a change or its rate": _slip("change_amount", "change_rate"),
        "a rate by its definition, a balance": _slip("ratio_definition", "balance"),
        "one figure told twice": _slip("restatement"),
        "words or grade against figures": _slip("wording", "grade"),
    },
    "printed by": {
        "LibreOffice": _printer("libreoffice"),
        "Chromium": _printer("chromium"),
        "reportlab": _printer("reportlab"),
    },
}


def table(folders: Sequence[Path]) -> str:
    """The table in Markdown: for each variation how many cases show it, and the codes of the first of them."""
    return "\n".join(_rows([Case(folder) for folder in folders])) + "\n"


def uncovered(folders: Sequence[Path]) -> list[str]:
    """The variations that no case shows."""
    cases = [Case(folder) for folder in folders]
    return [
        f"{group}: {name}"
        for group, variations in VARIATIONS.items()
        for name, shows in variations.items()
        if not any(map(shows, cases))
    ]


def _rows(cases: Sequence[Case]) -> Iterator[str]:
    yield "| | variation | cases | |"
    yield "|---|---|---:|---|"
    for group, variations in VARIATIONS.items():
        for place, (name, shows) in enumerate(variations.items()):
            codes = [case.code for case in cases if shows(case)]
            more = " …" if len(codes) > _SHOWN else ""
            yield f"| {'' if place else group} | {name} | {len(codes)} | {', '.join(codes[:_SHOWN])}{more} |"
