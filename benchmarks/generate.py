"""Any number of different reports, each made of its own seed: as files to import, or as records to put into an archive.

    python benchmarks/generate.py FOLDER --count 2000 [--seed 1] [--format docx|txt|both]

The same seed gives the same reports. A report has 3,000 characters and more, its sums add up, but for one in five, which
has a slip; its names, places and projects are put together at random, so that a word may be in all reports, in some or in one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

import generated_words as words

FactKind = Literal["amount", "ratio", "count"]
SHORTEST = 3000
YEARS = 8
"""How many years each department reports on."""
_RESULT = 300
"""The parts after the projects have more characters than this."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a generated report: what it is and where it stands (`line`, `start`, `end`)."""

    label: str
    value: Decimal
    kind: FactKind
    unit: str
    measure: str | None
    line: int
    start: int
    end: int


@dataclass(slots=True)
class Report:
    """A report in the making: its lines, which of them are headings, and its figures."""

    number: int
    department: str = ""
    county: str = ""
    province: str = ""
    year: int = 2023
    title: str = ""
    score: Decimal = Decimal(0)
    grade: str = ""
    slip: bool = False
    lines: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    """The titles of headings by their line."""
    awarded: dict[int, tuple[str, Decimal, Decimal]] = field(default_factory=dict)
    """The score items by their line: title, score, full marks."""
    figures: list[Figure] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The report as a text file."""
        return "\n".join((self.title, *self.lines))

    def heading(self, ordinal: str, title: str) -> None:
        """A heading on a line of its own."""
        self.headings[len(self.lines)] = title
        self.lines.append(ordinal + title)

    def say(self, *pieces: str | tuple[str, Decimal | int, str, str | None]) -> None:
        """A paragraph; a figure in it is (label, value, unit, measure) and is printed as its value and unit."""
        line, text = len(self.lines), ""
        for piece in pieces:
            if isinstance(piece, str):
                text += piece
                continue
            label, value, unit, measure = piece
            kind: FactKind = "amount" if unit == "万元" else "ratio" if unit == "%" else "count"
            printed = f"{value}{unit}"
            figure = Figure(label, Decimal(value), kind, unit, measure, line, len(text), len(text) + len(printed))
            self.figures.append(figure)
            text += printed
        self.lines.append(text)


def reports(count: int, seed: int = 1, first: int = 0) -> Iterator[Report]:
    """`count` different reports, from number `first` on."""
    for number in range(first, first + count):
        yield report(number, seed)


def report(number: int, seed: int = 1) -> Report:
    """The report of this number."""
    chance = random.Random(f"{seed}/{number}")
    made = Report(number)
    made.province = chance.choice(words.PROVINCES)
    series, year = divmod(number, YEARS)  # a department reports year after year, and a county has all departments
    county, department = divmod(series, len(words.DEPARTMENTS))
    made.county = county_name(county, seed)
    made.department = made.county + words.DEPARTMENTS[department]
    made.year = 2024 - year
    kind = chance.choice(("部门整体绩效自评报告", "部门整体支出绩效自评报告", "部门整体绩效管理自评报告"))
    made.title = f"{made.department}{made.year}年度{kind}"
    made.slip = chance.random() < 0.2
    writer = _Writer(made, chance)
    writer.write()
    return made


def county_name(county: int, seed: int) -> str:
    """The name of the county of this number; no two are alike before all pairs of syllables are used up."""
    size = len(words.SYLLABLES)
    turn, first = divmod(county, size)
    second = (first * 3 + turn * 5 + seed) % size
    return words.SYLLABLES[first] + words.SYLLABLES[second] + words.COUNTY_SIGNS[county % len(words.COUNTY_SIGNS)]


def _name(chance: random.Random) -> str:
    return chance.choice(words.SYLLABLES) + chance.choice(words.SYLLABLES)


class _Writer:
    """The parts of one report, in their order."""

    def __init__(self, made: Report, chance: random.Random) -> None:
        self.made, self.chance = made, chance
        self.works = chance.sample(words.WORKS, 6)

    def write(self) -> None:
        """The whole report."""
        self.made.lines.append(f"按照{self.made.county}财政局通知要求，现将{self.made.year}年度自评情况报告如下。")
        self.overview()
        self.money()
        self.projects()
        self.result()
        self.made.heading("五、", "存在的问题")
        self.made.say("；".join(self.chance.sample(words.PROBLEMS, 3)) + "。")
        self.made.heading("六、", "下一步改进措施")
        self.made.say("；".join(self.chance.sample(words.MEASURES, 3)) + "。")

    def money_of(self, least: int, most: int) -> Decimal:
        """An amount in 万元 with two decimals."""
        return Decimal(self.chance.randrange(least * 100, most * 100)) * _CENT

    def prose(self) -> str:
        """One sentence or two of what was done."""
        chance = self.chance
        fill = {
            "place": _name(chance) + chance.choice(("镇", "乡", "街道", "村", "社区")),
            "other_place": _name(chance) + chance.choice(("镇", "乡", "县", "区")),
            "work": chance.choice(words.WORKS),
            "object": chance.choice(words.OBJECTS),
            "count": chance.randrange(40, 9000),
            "fewer": chance.randrange(20, 40),
            "few": chance.randrange(2, 30),
            "cause": chance.choice(words.CAUSES),
            "company": _name(chance) + _name(chance)[0] + chance.choice(words.COMPANY_ENDINGS),
        }
        fill["result"], fill["other"] = chance.sample(words.RESULTS, 2)
        return chance.choice(words.PROSE).format(**fill)

    def overview(self) -> None:
        """一、: duties, people."""
        made, chance = self.made, self.chance
        made.heading("一、", "部门基本情况")
        made.heading("（一）", "主要职能")
        duties = chance.sample(words.DUTIES, 5)
        made.say(
            "；".join(duty.format(work=chance.choice(self.works), level=made.county[-1]) for duty in duties) + "。"
        )
        made.heading("（二）", "机构人员情况")
        posts = chance.randrange(12, 300)
        made.say(
            "内设机构", ("内设机构", chance.randrange(3, 14), "个", None), "，核定编制", ("核定编制", posts, "名", None),
            "，年末实有在职人员", ("年末实有在职人员", posts - chance.randrange(0, 9), "人", None), "。",
        )  # fmt: skip

    def money(self) -> None:
        """二、: income, spending, the three public expenses, assets."""
        made, year = self.made, self.made.year
        made.heading("二、", "预算执行情况")
        made.heading("（一）", "收入支出情况")
        appropriation, other = self.money_of(300, 20000), self.money_of(0, 90)
        income = appropriation + other
        spent = income - self.money_of(0, 9)
        basic = (spent * Decimal(self.chance.randrange(20, 80)) / 100).quantize(_CENT)
        made.say(
            f"{year}年全年收入", ("全年收入", income, "万元", "final"), "，其中：财政拨款收入",
            ("财政拨款收入", appropriation, "万元", "final"), "，其他收入", ("其他收入", other, "万元", "final"), "。",
        )  # fmt: skip
        slip = Decimal("10.00") if made.slip else Decimal(0)
        made.say(
            f"{year}年支出决算", ("支出决算", spent + slip, "万元", "final"), "，包括基本支出", ("基本支出", basic, "万元", "final"),
            "和项目支出", ("项目支出", spent - basic, "万元", "final"), "，预算执行率",
            ("预算执行率", (spent * 100 / income).quantize(_CENT), "%", None), "。",
        )  # fmt: skip
        made.heading("（二）", "“三公”经费情况")
        car, guests, abroad = self.money_of(0, 30), self.money_of(0, 12), Decimal("0.00")
        made.say(
            f"{year}年“三公”经费支出", ("“三公”经费支出", car + guests + abroad, "万元", "final"), "，其中：公务用车运行维护费",
            ("公务用车运行维护费", car, "万元", "final"), "，公务接待费", ("公务接待费", guests, "万元", "final"), "，因公出国（境）费",
            ("因公出国（境）费", abroad, "万元", "final"), "，较上年减少", ("“三公”经费支出减少", self.money_of(0, 3), "万元", "change"), "。",
        )  # fmt: skip
        made.heading("（三）", "资产负债情况")
        assets = self.money_of(500, 30000)
        debts = (assets * Decimal(self.chance.randrange(1, 70)) / 100).quantize(_CENT)
        made.say(
            f"{year}年末资产总额", ("资产总额", assets, "万元", "balance"), "，负债总额", ("负债总额", debts, "万元", "balance"),
            "，资产负债率", ("资产负债率", (debts * 100 / assets).quantize(_CENT), "%", None), "。",
        )  # fmt: skip
        for _ in range(3):
            made.lines.append(self.prose())

    def projects(self) -> None:
        """三、: the projects, each with its money and what came of it."""
        made, chance = self.made, self.chance
        made.heading("三、", "项目绩效情况")
        for position, work in enumerate(self.works, 1):
            name = f"{_name(chance)}{work}{chance.choice(words.WORK_ENDINGS)}"
            made.heading(f"{position}.", name)
            planned = self.money_of(10, 900)
            paid = (planned * Decimal(chance.randrange(60, 101)) / 100).quantize(_CENT)
            made.say(
                f"{name}年初预算", (f"{name}年初预算", planned, "万元", "budget"), "，实际支出", (f"{name}实际支出", paid, "万元", "final"),
                "，执行率", (f"{name}执行率", (paid * 100 / planned).quantize(_CENT), "%", None), "。",
            )  # fmt: skip
            for _ in range(chance.randrange(3, 7)):
                made.lines.append(self.prose())
        while sum(map(len, made.lines)) < SHORTEST - _RESULT:
            made.lines.append(self.prose())

    def result(self) -> None:
        """四、: the scores and their total."""
        made, chance = self.made, self.chance
        made.heading("四、", "自评得分情况")
        total = Decimal(0)
        parts = (("预算编制", 20), ("预算执行", 30), ("绩效管理", 30), ("履职效果", 20))
        for position, (title, full) in enumerate(parts, 1):
            score = Decimal(full) - Decimal(chance.randrange(0, full)) / 2 * Decimal(chance.random() < 0.6)
            total += score
            made.awarded[len(made.lines)] = (title, score, Decimal(full))
            made.lines.append(f"（{'一二三四'[position - 1]}）{title}（{full}分），得分{score}分。{self.prose()}")
        made.score = total
        made.grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
        made.say(f"综上，{made.year}年度自评得分{total}分，等级为{made.grade}。")


def write_docx(made: Report, target: Path) -> None:
    """The report as a Word file; headings are plain paragraphs, as departments write them."""
    import docx

    document = docx.Document()
    for line in (made.title, *made.lines):
        document.add_paragraph(line)
    document.save(str(target))


def write_files(folder: Path, count: int, seed: int, formats: tuple[str, ...]) -> None:
    """The first `count` reports as files, alternately in each of the formats."""
    folder.mkdir(parents=True, exist_ok=True)
    for made in reports(count, seed):
        suffix = formats[made.number % len(formats)]
        target = folder / f"{made.number:06}-{made.title}.{suffix}"
        if suffix == "docx":
            write_docx(made, target)
        else:
            target.write_text(made.text + "\n", encoding="utf-8")


def main() -> int:
    """Write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("docx", "txt", "both"), default="both")
    options = parser.parse_args()
    formats = ("docx", "txt") if options.format == "both" else (options.format,)
    write_files(options.folder, options.count, options.seed, formats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
