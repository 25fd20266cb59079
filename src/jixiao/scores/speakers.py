"""Phrases that speak of "the report" to those of another unit, or of a further report in the same file, told apart.

"市质检中心自评得分94分" is no second total of its bureau, nor is what a report attached behind the first says of its project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jixiao.document import Document
from jixiao.normalise import squash
from jixiao.outline.outline import Outline
from jixiao.outline.titles import titles_behind
from jixiao.patterns import Rules
from jixiao.scores.phrases import Phrase


def of_others_as_projects(
    phrases: Sequence[Phrase], document: Document, outline: Outline, rules: Rules
) -> Iterator[Phrase]:
    """The phrases, those of other units and attached reports with a "project" for their subject."""
    behind = _behind_the_report(document, outline, rules)
    head = _head(document, outline)
    for phrase in phrases:
        other = phrase.subject.kind == "report" and _is_other(phrase, phrases, head, rules)
        attached = phrase.passage.block in behind and phrase.subject.kind in ("none", "report")
        yield replace(phrase, subject=replace(phrase.subject, kind="project")) if other or attached else phrase


def _is_other(phrase: Phrase, phrases: Sequence[Phrase], head: str, rules: Rules) -> bool:
    """A unit that the head of the report does not name; or any, in the sentence of a mean over several."""
    if phrase.of("average") is not None:
        return False
    beside = [p for p in phrases if p.passage == phrase.passage and p.sentence == phrase.sentence]
    if any(p.of("average") is not None for p in beside):
        return True
    unit = rules.pattern("subject_unit").search(phrase.subject.name)
    return unit is not None and unit["name"] not in head


def _head(document: Document, outline: Outline) -> str:
    """What stands above the first section: the department, the title, the opening."""
    first = outline.sections[0].span.block if outline.sections else None
    texts = []
    for block in document.blocks:
        if block.id == first:
            break
        texts.append(squash(block.normalised))
    return "\n".join(texts)


def _behind_the_report(document: Document, outline: Outline, rules: Rules) -> frozenset[str]:
    """The blocks behind the title of a further report, which stands behind the first section of this one."""
    order = document.order
    begun = order[outline.sections[0].span.block] if outline.sections else len(order)
    titles = (
        order[outline.lines[title.start].block.id] for title in titles_behind(outline.lines, outline.title, rules)
    )
    first = next((place for place in titles if place > begun), len(order))
    return frozenset(block.id for block in document.blocks[first:])
