"""How many planted slips the checks find, name and put right: variants of the reports of corpus/, each with one slip.

    python benchmarks/planted_slips.py [--variants 300] [--seed 1] [--misses]

A variant is the report's own text with one figure printed otherwise, read and checked like any report. The figure is one
that a relation of the record covers and that a passed check rests on. *Named*: a check that fails now, and did not
before, has it among its operands. *Restored*: the hint of such a check gives the figure as it was; where a part was left
out of a total, also the name of that part. *Clean* variants multiply all money of a report by one factor and print it to
the digits it had; none may have an `error` that the report has not.

Two kinds of slip are no miss and no hit, but counted apart, by arithmetic of this file and whatever the checks say:
*not checkable*, where all that covers the figure are lists that do not claim to be complete (其中) and the parts come to
less than before beside their whole, which the contract calls unverifiable; and *within rounding*, where every relation of the
figure is still met by the values that the printed digits stand for.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial
from itertools import pairwise, product
from pathlib import Path
from zlib import crc32

from msgspec.structs import replace

from jixiao import extract, read
from jixiao.checks.quoting import quoted
from jixiao.document import Block, Document
from jixiao.normalise import normalise
from jixiao.record import Check, Fact, Record, Relation

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
KINDS = ("swapped", "dropped", "doubled", "left out", "last year", "total")
_NUMERAL = re.compile(r"\d(?:[\d, ]*\d)?(?:\.\d+)?")
_SUMS = ("breakdown_sum", "table_sum", "change_amount", "balance", "restatement")
_TRIES = 50
_MOST_OPERANDS = 14

Formula = Callable[[Sequence[Decimal]], Decimal]


@dataclass(frozen=True)
class Slip:
    """One figure printed otherwise: what was done, to which fact, and the numeral shown; `part` is the one left out."""

    kind: str
    fact: Fact
    shown: str
    part: Fact | None = None

    @property
    def resolution(self) -> Decimal:
        """What the last digit shown is worth."""
        digits = Decimal(digits_of(self.fact))
        last = Decimal(1).scaleb(int(Decimal(self.shown).as_tuple().exponent))
        return last * abs(self.fact.value or Decimal(1)) / digits


@dataclass(frozen=True)
class Outcome:
    """What became of one variant: "named", "restored", "missed", "not checkable", "within rounding"."""

    report: str
    kind: str
    result: str
    told: str


@cache
def original(path: Path) -> tuple[Document, Record]:
    """A report of the corpus and its record."""
    document = read(path)
    return document, extract(document)


def reports() -> list[Path]:
    """The reports of the corpus, in their order."""
    return sorted(CORPUS.glob("*/report.docx"))


def printed_anew(document: Document, figures: Iterable[tuple[Fact, str]]) -> Document:
    """The document with other numerals printed in the place of those of some figures."""
    edits: dict[str, dict[tuple[int, int], str]] = {}
    for fact, shown in figures:
        numeral = numeral_of(fact)
        start, end = numeral.span() if numeral else (0, len(fact.text))
        place = (fact.span.start + start, fact.span.start + end)
        edits.setdefault(fact.span.block, {})[place] = shown if numeral else f"{shown}{fact.unit}"
    return replace(document, blocks=tuple(_edited(block, edits.get(block.id, {})) for block in document.blocks))


def _edited(block: Block, edits: dict[tuple[int, int], str]) -> Block:
    text = block.text
    for (start, end), new in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return replace(block, text=text) if edits else block


def numeral_of(fact: Fact) -> re.Match[str] | None:
    """The one numeral of a fact that is printed in digits."""
    found = list(_NUMERAL.finditer(normalise(fact.text)))
    return found[0] if len(found) == 1 and fact.value else None


def digits_of(fact: Fact) -> str:
    """The numeral without what groups its digits: 8,315.60 is 8315.60."""
    numeral = numeral_of(fact)
    assert numeral is not None
    return re.sub(r"[^\d.]", "", numeral[0])


def value_of(fact: Fact, shown: str) -> Decimal:
    """What another numeral in the place of the fact's own is worth, in the record's unit."""
    return (fact.value or Decimal(0)) * Decimal(shown) / Decimal(digits_of(fact))


def shown_as(fact: Fact, value: Decimal) -> str:
    """The numeral that a fact of this value is printed with, to as many decimals as it has."""
    if numeral_of(fact) is None:
        return format(value, "f")
    digits = Decimal(digits_of(fact))
    scaled = abs(value) * digits / abs(fact.value or Decimal(1))
    return format(scaled.quantize(Decimal(1).scaleb(int(digits.as_tuple().exponent)), rounding=ROUND_HALF_UP), "f")


def plantable(record: Record) -> dict[str, list[Relation]]:
    """The figures that a slip can be planted in, each with the relations that cover it and whose check passed."""
    passed = {check.relation: check for check in record.checks if check.status == "pass" and check.relation}
    resting = {operand for check in record.checks if check.status == "pass" for operand in check.operands}
    plain = {fact.id for fact in record.facts if numeral_of(fact) and fact.resolution and not fact.qualifier}
    shared = Counter((fact.span.block, fact.span.start) for fact in record.facts)
    alone = {fact.id for fact in record.facts if shared[fact.span.block, fact.span.start] == 1}
    found: dict[str, list[Relation]] = {}
    for relation in record.relations:
        for end in dict.fromkeys((relation.whole, relation.base, *relation.parts)):
            if end in plain & alone & resting and relation.id in passed and end in passed[relation.id].operands:
                found.setdefault(end, []).append(relation)
    return found


def slips(record: Record, kind: str, among: dict[str, list[Relation]]) -> Iterator[Slip]:
    """All slips of one kind that can be planted in a record."""
    facts = {fact.id: fact for fact in record.facts}
    for each in among:
        fact = facts[each]
        if kind in ("swapped", "dropped", "doubled"):
            yield from (Slip(kind, fact, shown) for shown in _mistyped(digits_of(fact), kind))
        elif kind == "last year":
            yield from (Slip(kind, fact, shown_as(fact, last)) for last in _last_years(fact, record))
        else:
            yield from _of_totals(kind, fact, among[each], facts)


def _mistyped(numeral: str, kind: str) -> Iterator[str]:
    digits = [i for i, sign in enumerate(numeral) if sign.isdigit()]
    if kind == "swapped":
        pairs = [(i, j) for i, j in pairwise(digits) if numeral[i] != numeral[j]]
        made = [numeral[:i] + numeral[j] + numeral[i + 1 : j] + numeral[i] + numeral[j + 1 :] for i, j in pairs]
    elif kind == "dropped":
        made = [numeral[:i] + numeral[i + 1 :] for i in digits] if len(digits) > 2 else []
    else:
        made = [numeral[: i + 1] + numeral[i:] for i in digits]
    for each in dict.fromkeys(made):
        whole, point, _ = each.partition(".")
        if whole and (whole == "0" or whole[0] != "0") and not each.endswith(".") and Decimal(each) != Decimal(numeral):
            if not point or each.count(".") == 1:
                yield each


def _last_years(fact: Fact, record: Record) -> Iterator[Decimal]:
    for other in record.facts:
        alike = (other.label, other.unit, other.measure, other.kind) == (fact.label, fact.unit, fact.measure, fact.kind)
        if alike and fact.year and other.year == fact.year - 1 and other.value and other.value != fact.value:
            yield other.value


def _of_totals(kind: str, fact: Fact, relations: Sequence[Relation], facts: dict[str, Fact]) -> Iterator[Slip]:
    """A total that was added up without one of its parts, or in which one digit is wrong."""
    for relation in relations:
        if relation.kind != "breakdown" or fact.id not in (relation.whole, relation.base) or fact.value is None:
            continue
        if kind == "total":
            yield from (Slip(kind, fact, shown) for shown in _one_digit_wrong(digits_of(fact)))
        elif len(relation.parts) > 1:
            for part in map(facts.__getitem__, relation.parts):
                if part.value and 0 < part.value < fact.value:
                    yield Slip(kind, fact, shown_as(fact, fact.value - part.value), part)


def _one_digit_wrong(digits: str) -> Iterator[str]:
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if digit.isdigit() and other != digit and (at or other != "0"):
                yield digits[:at] + other + digits[at + 1 :]


# -- what a slip may be expected to show -------------------------------------------------------------------------------


def expectation(slip: Slip, relations: Sequence[Relation], record: Record) -> str:
    """Whether a slip is "checkable", or why the arithmetic of the figure's relations cannot show the slip."""
    facts = {fact.id: fact for fact in record.facts}
    operands = {check.relation: check.operands for check in record.checks if check.status == "pass"}
    seen = [_sight(slip, relation, [facts[each] for each in operands[relation.id]]) for relation in relations]
    return next((each for each in ("checkable", "not checkable") if each in seen), "within rounding")


def _sight(slip: Slip, relation: Relation, operands: Sequence[Fact]) -> str:
    """What one relation shows of a slip; `operands` are its figures, the stated one first."""
    rises = value_of(slip.fact, slip.shown) > (slip.fact.value or Decimal(0))
    is_whole = slip.fact.id == operands[0].id
    if relation.kind == "breakdown" and not relation.exhaustive and rises == is_whole:
        return "not checkable"
    before = [(fact.value or Decimal(0), fact.resolution or Decimal(0)) for fact in operands]
    after = list(before)
    after[operands.index(slip.fact)] = value_of(slip.fact, slip.shown), slip.resolution
    formulas = [each for each in _formulas(relation.kind, operands) if is_met(each, before)]
    return "within rounding" if any(is_met(each, after) for each in formulas) else "checkable"


def is_met(formula: Formula, known: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether some values that the printed digits stand for satisfy a formula, give or take the stated figure's last digit.

    `known` gives each figure, the stated one first, and what its last digit is worth.
    """
    corners = product(*((value - last / 2, value + last / 2) for value, last in known[1:]))
    computed = [abs(formula(corner)) for corner in corners]
    value, last = abs(known[0][0]), known[0][1]
    return min(computed) <= value + last and max(computed) >= value - last


def _formulas(kind: str, operands: Sequence[Fact]) -> Iterator[Formula]:
    """What the stated figure of a relation may be of the others; nothing where this file knows no formula for it."""
    if kind == "breakdown" and len(operands) <= _MOST_OPERANDS:
        yield lambda values: sum(values, start=Decimal(0))
    if len(operands) != 3 or not operands[2].value:
        return
    if kind in ("share", "ratio") and operands[0].unit == "%":
        yield lambda values: values[0] / values[1] * 100
    elif kind == "change" and operands[0].unit != "%":
        yield lambda values: values[0] - values[1]
    elif kind == "change":
        yield lambda values: values[0] / values[1] * 100
        yield lambda values: (values[0] - values[1]) / values[1] * 100
        yield lambda values: values[0] / (values[1] - values[0]) * 100
        yield lambda values: values[0] / (values[1] + values[0]) * 100


# -- variants ----------------------------------------------------------------------------------------------------------


def drawn(paths: Sequence[Path], seed: int, attempt: int) -> Path:
    """The report of a seed: a further report in the corpus takes some of the draws and leaves all others as they were."""
    return min(paths, key=lambda path: crc32(f"{seed}:{attempt}:{path.parent.name}".encode()))


def planted(paths: Sequence[Path], seed: int) -> Outcome:
    """One variant with one slip, by its seed: read, checked, and what became of the slip."""
    chance = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    for attempt in range(_TRIES):
        path = drawn(paths, seed, attempt)
        document, record = original(path)
        among = plantable(record)
        possible: dict[str, list[Slip]] = {}
        for slip in slips(record, kind, among):
            possible.setdefault(slip.fact.id, []).append(slip)
        if possible:
            slip = chance.choice(possible[chance.choice(sorted(possible))])
            return _outcome(path, slip, among[slip.fact.id], document, record)
    raise SystemExit(f"no report of the corpus has a figure for a slip of this kind: {kind}")


def _outcome(path: Path, slip: Slip, relations: Sequence[Relation], document: Document, record: Record) -> Outcome:
    told = f"“{slip.fact.label}” {slip.fact.text} -> {slip.shown}"
    expected = expectation(slip, relations, record)
    if expected != "checkable":
        return Outcome(path.parent.name, slip.kind, expected, told)
    variant = extract(printed_anew(document, [(slip.fact, slip.shown)]))
    naming = [check for check in new_errors(variant, record) if slip.fact.id in check.operands]
    hints = "; ".join(check.hint or "-" for check in naming)
    result = "missed" if not naming else "restored" if any(_restores(check, slip) for check in naming) else "named"
    why = "" if naming else " " + ", ".join(f"{r.kind}/{r.evidence}" for r in relations)
    return Outcome(path.parent.name, slip.kind, result, f"{told} [{hints}]{why}")


def new_errors(variant: Record, before: Record) -> list[Check]:
    """The errors of a variant that its report has not."""
    known = {_stands(check, before) for check in before.checks if _is_error(check)}
    return [check for check in variant.checks if _is_error(check) and _stands(check, variant) not in known]


def _stands(check: Check, record: Record) -> tuple[str, str, int]:
    """A check by its rule and the how manieth figure of which block it states, which other digits do not change."""
    place = check.spans[0]
    earlier = {fact.span.start for fact in record.facts if fact.span.block == place.block}
    return check.rule, place.block, sum(start < place.start for start in earlier)


def _is_error(check: Check) -> bool:
    return check.status == "fail" and check.severity == "error"


def _restores(check: Check, slip: Slip) -> bool:
    hint = check.hint or ""
    if slip.part is not None and quoted(slip.part.label) in hint:
        return True
    right = slip.fact.value or Decimal(0)
    numbers = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", hint)}
    return quoted(slip.fact.label)[1:-1] in hint and any(
        abs(number - right) < (slip.fact.resolution or 0) for number in numbers
    )


def clean(paths: Sequence[Path], seed: int) -> Outcome:
    """One variant of a report without errors: all its money times one factor, printed to the digits it had."""
    chance = random.Random(seed)
    sound = [path for path in paths if not any(_is_error(check) for check in original(path)[1].checks)]
    path = sound[seed % len(sound)]
    document, record = original(path)
    factor = Decimal(chance.randrange(11, 99)) / 10 + Decimal(chance.randrange(100)) / 1000
    variant = extract(printed_anew(document, _rescaled(record, factor)))
    new = new_errors(variant, record)
    return Outcome(
        path.parent.name, "clean", "error" if new else "clean", f"x{factor} " + "; ".join(c.message for c in new)
    )


def _rescaled(record: Record, factor: Decimal) -> Iterator[tuple[Fact, str]]:
    """The new numerals: what was printed times the factor; of a sum that only rounding let stand, what it comes to exactly."""
    exact = {
        check.operands[0]: check.computed
        for check in record.checks
        if check.rule in _SUMS and check.status == "pass" and check.stated != check.computed and check.operands
    }
    for fact in record.facts:
        if fact.kind == "amount" and fact.value and fact.per is None and fact.value_to is None:
            yield fact, shown_as(fact, (exact.get(fact.id) or fact.value) * factor)


# -- the report --------------------------------------------------------------------------------------------------------


def measured(variants: int, seed: int, paths: Sequence[Path], workers: int = 2) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of `variants` checkable slips (those that are not are extra) and of as many clean variants."""
    with ProcessPoolExecutor(workers) as pool:
        found: list[Outcome] = []
        at = seed * 1_000_000
        while (missing := variants - len(checkable(found))) > 0:
            found += pool.map(partial(planted, paths), range(at, at + missing), chunksize=10)
            at += missing
        return found, list(pool.map(partial(clean, paths), range(seed * 1000, seed * 1000 + variants), chunksize=10))


def checkable(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of slips that arithmetic can show."""
    return [each for each in outcomes if each.result in ("missed", "named", "restored")]


def main() -> int:
    """Measure and print; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--variants", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="print every slip that was not put right")
    options = parser.parse_args()
    slipped, unslipped = measured(options.variants, options.seed, reports())
    counted = checkable(slipped)
    for kind in KINDS:
        results = Counter(each.result for each in slipped if each.kind == kind)
        print(f"{kind:10}", "  ".join(f"{result} {results[result]}" for result in sorted(results)))
    named = sum(each.result != "missed" for each in counted) / len(counted)
    restored = sum(each.result == "restored" for each in counted) / len(counted)
    errors = [each for each in unslipped if each.result == "error"]
    print(f"{len(counted)} slips: named {named:.1%} (wanted 90%), restored {restored:.1%} (wanted 70%)")
    print(f"{len(unslipped)} clean variants: {len(errors)} with a new error (wanted 0)")
    if options.misses:
        for each in (*(each for each in slipped if each.result in ("missed", "named")), *errors):
            print(each.report, each.kind, each.result, each.told, sep=" | ")
    return 0 if named >= 0.9 and restored >= 0.7 and not errors else 1


if __name__ == "__main__":
    sys.exit(main())
