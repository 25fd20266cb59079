"""A regex's tree to hostile texts: for each repetition what leads up to it, and what it can take in, over and over.

A search is slow where a repetition takes in much and what follows fails: behind what leads up to it, or begun at each of
many places anew. So each of these is repeated, alone and together, with a character behind that nothing ends with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.linearity.tree import REPEATS, Item, Items, test_of

NEVER = "\x01"
"""No report holds it."""
LONG = 8
"""A repetition that may go on for so long is pumped."""
_CHARACTERS = "1一字 、，。:;.-(A的元分\n" + NEVER
_MOST_CHARACTERS = 4


@dataclass(frozen=True)
class Pump:
    """A text that grows: `lead` once, then `piece` as often as there is room."""

    lead: str
    piece: str

    def text(self, length: int) -> str:
        """Of about this length."""
        return self.lead + self.piece * max(1, (length - len(self.lead)) // len(self.piece)) + NEVER


@dataclass(frozen=True)
class _Repetition:
    lead: str
    body: Items


def pumps_of(tree: Items, examples: Iterable[str] = ()) -> tuple[Pump, ...]:
    r"""The hostile texts of a regex, each once; none where nothing in it repeats for long.

    >>> from jixiao.linearity.tree import read_tree
    >>> [(pump.lead, pump.piece) for pump in pumps_of(read_tree("约[一二]*元"))]
    [('', '一'), ('约', '一'), ('', '约一'), ('', '约')]
    >>> pumps_of(read_tree(r"第\d{1,3}条"))
    ()
    """
    repetitions = list(_repetitions(tree, ""))
    if not repetitions:
        return ()
    found: dict[Pump, None] = {}
    characters = _CHARACTERS + "".join(dict.fromkeys("".join(_sample(each.body, True) for each in repetitions)))
    for each in repetitions:
        for piece in _pieces(each.body, characters):
            for pump in (Pump("", piece), Pump(each.lead, piece), Pump("", each.lead + piece)):
                found[pump] = None
        if each.lead:
            found[Pump("", each.lead)] = None
    found |= {Pump("", example): None for example in examples}
    return tuple(found)


def _pieces(body: Items, characters: str) -> Iterator[str]:
    """What one round of a repetition may take in."""
    test = test_of(body[0]) if len(body) == 1 else None
    if test is not None:
        yield from [each for each in dict.fromkeys(characters[::-1]) if each != NEVER and test(each)][:_MOST_CHARACTERS]
        return
    yield from dict.fromkeys(piece for piece in (_sample(body, False), _sample(body, True)) if piece)


def _repetitions(items: Items, lead: str) -> Iterator[_Repetition]:
    """The long repetitions of a sequence, those inside others too, each with what leads up to it."""
    for item in items:
        operation, value = str(item[0]), item[1]
        if operation in REPEATS:
            if value[1] >= LONG:
                yield _Repetition(lead, value[2])
            yield from _repetitions(value[2], lead)
        elif operation == "BRANCH":
            for branch in value[1]:
                yield from _repetitions(branch, lead)
        elif operation in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _repetitions(value[-1] if operation == "SUBPATTERN" else value, lead)
        elif operation in ("ASSERT", "ASSERT_NOT"):
            yield from _repetitions(value[1], lead)
        lead += _sample([item], False)


def _sample(items: Items, is_full: bool) -> str:
    """A text that a sequence matches: with nothing that may be left out, or with everything once."""
    return "".join(_sample_of(item, is_full) for item in items)


def _sample_of(item: Item, is_full: bool) -> str:
    operation, value = str(item[0]), item[1]
    if operation == "LITERAL":
        return chr(value)
    if (test := test_of(item)) is not None:
        return next(filter(test, _members(item) + _CHARACTERS), "")
    if operation in REPEATS:
        times: int = max(value[0], int(is_full and value[1] > 0))
        return _sample(value[2], is_full) * times
    if operation == "BRANCH":
        return _sample(value[1][-1 if is_full else 0], is_full)
    if operation in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sample(value[-1] if operation == "SUBPATTERN" else value, is_full)
    if operation == "ASSERT" and value[0] < 0:
        return _sample(value[1], is_full)
    return ""


def _members(item: Item) -> str:
    """The characters that a class names first."""
    parts = item[1] if str(item[0]) == "IN" else ()
    named = (
        part[1] if str(part[0]) == "LITERAL" else part[1][0] for part in parts if str(part[0]) in ("LITERAL", "RANGE")
    )
    return "".join(map(chr, named))
