"""How well numbers are found in sentences, against JioNLP and Recognizers-Text: same sentences, same run.

    python benchmarks/mentions.py [--gold FOLDER ...] [--stress FILE] [--show]

Two sets of texts: the paragraphs of graded reports (corpus/ and, where it lies beside the checkout, ../shared/gold) and the
sentences of ../shared/bench/stress.json. Compared are the values of amounts of money (in 万元), ratios (in percent) and
counts of projects that are printed with their unit; a range is two values. Each finder gets one paragraph at a time.

Not judged are thresholds, scores and counts of other things, which the gold lists apart. The peers find no counts as such:
a number of theirs counts where 个 or 项 follows. Peers that are not installed are named with how to install them.
"""

from __future__ import annotations

import argparse
import json
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import regex

from jixiao import Document, read
from jixiao.evaluate import load_gold
from jixiao.mentions import find_mentions
from jixiao.normalise import normalise
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
KINDS = ("amount", "ratio", "count")
UNITS = {
    "amount": regex.compile(r"[元圆万亿]"),
    "ratio": regex.compile(r"[%％‰倍成]|百分|分之"),
    "count": regex.compile(r"\p{Han}"),
}
NUMBER = regex.compile(r"\d+(?:\.\d+)?")
COUNTED = regex.compile(r"\s?[个項项](?!百分点|月|工作日|小时|年)")
NEAR = 12

Found = tuple[str, Decimal, bool]
"""Kind, value in the unit of the comparison, and whether 项目 stands near (of other things counts are not judged)."""
Finder = Callable[[str], Iterator[Found]]


@dataclass
class Text:
    """Paragraphs with what stands in them; `neutral` values may be found or not."""

    paragraphs: list[str]
    gold: Counter[tuple[str, Decimal]]
    neutral: Counter[Decimal] = field(default_factory=Counter)


def near_project(text: str, start: int, end: int) -> bool:
    """Whether what is counted here is projects, as far as the words around tell."""
    return "项目" in text[max(0, start - NEAR) : end + NEAR]


def jixiao_finder() -> Finder:
    """The numbers that jixiao finds before it knows what they mean."""
    rules = load_rules()

    def find(text: str) -> Iterator[Found]:
        document = Document.of_lines(*text.split("\n\n"))
        for each in find_mentions(document, read_outline(document, rules), rules):
            for value in (each.value, each.value_to):
                if each.kind in KINDS and value is not None:
                    yield each.kind, value.normalize(), near_project(text, each.span.start, each.span.end)

    return find


def jionlp_finder() -> Finder:
    """JioNLP knows money alone."""
    import jionlp

    def find(text: str) -> Iterator[Found]:
        for each in jionlp.ner.extract_money(text, with_parsing=True):
            numbers = each["detail"]["num"] if each["detail"]["case"] == "元" else []
            for number in [numbers] if isinstance(numbers, str) else numbers:
                if (value := decimal(number)) is not None:
                    yield "amount", (value / 10_000).normalize(), False

    return find


def recognizers_finder() -> Finder:
    """Microsoft's Recognizers-Text, Chinese: currency, percentage, number."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def find(text: str) -> Iterator[Found]:
        for each in recognize_currency(text, Culture.Chinese):
            if (
                "yuan" in (each.resolution.get("unit") or "")
                and (value := decimal(each.resolution["value"])) is not None
            ):
                yield "amount", (value / 10_000).normalize(), False
        for each in recognize_percentage(text, Culture.Chinese):
            if (value := decimal(each.resolution["value"].rstrip("%"))) is not None:
                yield "ratio", value.normalize(), False
        for each in recognize_number(text, Culture.Chinese):
            value = decimal(each.resolution["value"]) if each.resolution else None
            if value is not None and COUNTED.match(text, each.end + 1):
                yield "count", value.normalize(), near_project(text, each.start, each.end + 1)

    return find


def decimal(text: str | None) -> Decimal | None:
    """A printed decimal, or None."""
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None


FINDERS: tuple[tuple[str, Callable[[], Finder], str], ...] = (
    ("jixiao", jixiao_finder, ""),
    ("JioNLP", jionlp_finder, "pip install jionlp"),
    ("Recognizers-Text", recognizers_finder, "pip install recognizers-text-suite 'emoji<2'"),
)


def graded(folders: Iterable[Path]) -> Iterator[Text]:
    """The reports of folders with what a person read in them, those numbers that are printed with their unit."""
    for folder in folders:
        pairs = [
            (gold, gold.with_name(gold.name.replace(".gold.json", ".docx"))) for gold in folder.glob("*.gold.json")
        ]
        pairs += [(gold, gold.with_name("report.docx")) for gold in folder.glob("*/record.json")]
        for gold_file, report in sorted(pairs):
            text = Text([block.text for block in read(report).blocks], Counter())
            for fact in load_gold(gold_file).facts:
                values = [value.normalize() for value in (fact.value, fact.value_to) if value is not None]
                if fact.kind in UNITS and UNITS[fact.kind].search(fact.text):
                    text.gold.update((fact.kind, value) for value in values)
                else:
                    text.neutral.update(values or bounds(fact.text))
            yield text


def bounds(printed: str) -> Iterator[Decimal]:
    """The numbers of a threshold (≤200元), as printed and as so many 元 in 万元."""
    for number in map(Decimal, NUMBER.findall(normalise(printed))):
        yield from (number.normalize(), (number / 10_000).normalize())


def stress(file: Path) -> Iterator[Text]:
    """Hard sentences, each with its numbers."""
    for entry in json.loads(file.read_text(encoding="utf-8")):
        wanted = [each for each in entry["mentions"] if each["kind"] in KINDS]
        gold = Counter((each["kind"], Decimal(each["value"]).normalize()) for each in wanted)
        neutral = Counter(Decimal(each["value"]).normalize() for each in entry["mentions"] if each not in wanted)
        yield Text([entry["text"]], gold, neutral)


def compare(texts: list[Text], find: Finder, show: bool) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and missed values for each kind."""
    tally = {kind: [0, 0, 0] for kind in KINDS}
    for text in texts:
        found = [each for paragraph in text.paragraphs for each in find(paragraph)]
        judged = Counter((kind, value) for kind, value, _ in found)
        surplus = judged - text.gold
        neutral = Counter(text.neutral)
        for kind, value, project in found:
            if surplus[kind, value] and (neutral[value] or (kind == "count" and not project)):
                surplus[kind, value] -= 1
                neutral[value] -= 1
        for kind in KINDS:
            of_kind = [
                Counter({k: n for k, n in each.items() if k[0] == kind}) for each in (judged, surplus, text.gold)
            ]
            right = (of_kind[0] & of_kind[2]).total()
            missed = of_kind[2] - of_kind[0]
            for i, number in enumerate((right, (+of_kind[1]).total(), missed.total())):
                tally[kind][i] += number
            if show:
                for sign, each in (("+", of_kind[1]), ("-", missed)):
                    for (_, value), times in each.items():
                        if times > 0:
                            print(f"  {sign} {kind} {value:f} {text.paragraphs[0][:40]}")
    return {kind: (right, wrong, missed) for kind, (right, wrong, missed) in tally.items()}


def row(name: str, tally: dict[str, tuple[int, int, int]]) -> str:
    """One line: for each kind F1 with precision and recall."""
    cells = []
    for right, wrong, missed in tally.values():
        if not right and not wrong:
            cells.append("finds none")
            continue
        f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
        precision = right / (right + wrong) if right else 0.0
        recall = right / (right + missed) if right else 0.0
        cells.append(f"{f1:6.3f} ({precision:.3f} {recall:.3f})")
    return f"{name:<20}" + "".join(f"{cell:>24}" for cell in cells)


def main() -> None:
    """Print a table for each set of texts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, nargs="*", default=[ROOT / "corpus", SHARED / "gold"])
    parser.add_argument("--stress", type=Path, default=SHARED / "bench" / "stress.json")
    parser.add_argument("--show", action="store_true", help="every difference of jixiao")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    sets = {f"reports in {folder.name}": list(graded([folder])) for folder in given.gold if folder.is_dir()}
    if given.stress.exists():
        sets["hard sentences"] = list(stress(given.stress))
    finders: dict[str, Finder] = {}
    for name, make, install in FINDERS:
        try:
            finders[name] = make()
        except ImportError:
            print(f"{name}: not installed ({install})")
    for title, texts in sets.items():
        total = Counter(kind for text in texts for kind, _ in text.gold.elements())
        print(f"\n{title} ({len(texts)}): {', '.join(f'{total[kind]} {kind}s' for kind in KINDS)}")
        print(f"{'F1 (precision recall)':<20}" + "".join(f"{kind:>24}" for kind in KINDS))
        for name, find in finders.items():
            print(row(name, compare(texts, find, given.show and name == "jixiao")))


if __name__ == "__main__":
    main()
