"""Points that name nothing scored: they are the section's own, or, where there are several, parts of its score.

"因往来款清理不及时，扣0.5分" alone in a section is its deduction; two such sentences are two items under it.
"""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.document import Span
from jixiao.normalise import normalise
from jixiao.numbers import read_numeral
from jixiao.outline import Outline
from jixiao.record import Points
from jixiao.score_drafts import Draft, kept
from jixiao.score_items import Ledger
from jixiao.score_phrases import Phrase
from jixiao.score_subjects import cause_of, noun_of, plain_name


def settle_loose(ledger: Ledger) -> None:
    """Give every loose phrase to the item of its section, or make it a part of that item."""
    for section, phrases in ledger.loose.items():
        if any(ledger.tells_problems(each.id) for each in ledger.path(section)):
            for phrase in phrases:
                _repeat(ledger, phrase)
            continue
        for phrase in phrases:
            _settle(ledger, section, phrase, phrases)
    for phrase in ledger.parts:
        _part(ledger, phrase)


def _settle(ledger: Ledger, section: str, phrase: Phrase, beside: list[Phrase]) -> None:
    readings = kept(phrase)
    if (above := ledger.gathering(phrase, section)) is not None:
        above.add(readings)
        return
    own = ledger.of_section.get(section)
    roles = {role for role, _ in readings}
    rivals = [p for p in beside if p is not phrase and roles & {role for role, _ in kept(p)}]
    if own is None and not rivals:
        ledger.section_draft(section).add(readings)
    elif (
        own is not None and own.agrees(readings) and (not rivals or all(own.value(role) is not None for role in roles))
    ):
        own.add(readings)
    else:
        _part(ledger, phrase)


def _repeat(ledger: Ledger, phrase: Phrase) -> None:
    """A chapter on problems tells again what was taken off: it adds a place to the one item with these points."""
    readings = kept(phrase)
    same = [d for d in ledger.drafts if all(d.value(role) == mention.value for role, mention in readings)]
    named = [d for d in same if plain_name(d.title, ledger.rules) in phrase.clause]
    for found in (named, same):
        if len(found) == 1:
            found[0].add(readings)
            return


def _part(ledger: Ledger, phrase: Phrase) -> None:
    """An item of its own, titled by the cause or by what its clause is about."""
    words = phrase.subject.name or phrase.clause
    taken = phrase.of("deduction") is not None and phrase.of("score") is None
    title = cause_of(words, ledger.rules) if taken else noun_of(words, ledger.rules)
    section = phrase.passage.section
    if title:
        ledger.new(Draft(title, "prose", section, ledger.above(section))).add(kept(phrase))


def settle_subtotal(ledger: Ledger, phrase: Phrase) -> None:
    """A sum of items by another name ("六项考核内容得分合计92.5分") becomes the parent of the items it adds up.

    It must say how many they are, or be their sum; else it is left alone.
    """
    mention, span = phrase.of("sum"), phrase.readings[0].mention.span
    earlier = [d for d in ledger.drafts if d.parent is None and not d.bonus and d.applicable and d.worth() is not None]
    if mention is None or mention.value is None or len(earlier) < 2:
        return
    counted = ledger.rules.pattern("scored_names_counted").search(phrase.subject.name)
    total = sum((worth for d in earlier if (worth := d.worth()) is not None), start=mention.value * 0)
    if total != mention.value and not (counted and read_numeral(counted["count"]).value == len(earlier)):
        return
    title = phrase.subject.name if phrase.subject.kind == "thing" else noun_of(phrase.cue, ledger.rules)
    draft = Draft(title, "prose", phrase.passage.section, place=span)
    draft.add(kept(phrase))
    for part in earlier:
        part.parent = draft
    ledger.new(draft)


def drop_unsupported(ledger: Ledger, overall: Iterable[Points]) -> None:
    """Leave out a name with a bare score that nothing else takes for an item: "在全市营商环境评价中得分87.5分"."""
    beside = {point.span.block for point in overall}
    for key, draft in list(ledger.named.items()):
        roles = {point.role for point in draft.points}
        blocks = {point.span.block for point in draft.points}
        alone = draft.parent is None and len(draft.points) == 1 and roles == {"score"}
        if alone and not draft.bonus and not draft.listed and not blocks & beside:
            ledger.drafts.remove(draft)
            del ledger.named[key]


def settle_sections(ledger: Ledger) -> None:
    """Hang every section's item below the item of the nearest section above it."""
    for section, draft in ledger.of_section.items():
        if draft.parent is None:
            draft.parent = ledger.above(ledger.sections[section].parent)


def settle_applicable(ledger: Ledger, outline: Outline) -> None:
    """Sections beside scored ones that say they do not apply: "（六）债务管理情况（不涉及）" is an item without points."""
    levels = {ledger.sections[key].parent for key in ledger.of_section}
    for passage in outline.passages:
        section = ledger.sections.get(passage.section or "")
        if section is None or section.parent not in levels or passage.role not in ("heading", "text"):
            continue
        name = "item_not_applicable" if passage.role == "heading" else "item_here_not_applicable"
        text = normalise(ledger.document.block(passage.block).text[passage.start : passage.end])
        if not ledger.rules.pattern(name).search(text):
            continue
        draft = ledger.of_section.get(section.id)
        if draft is None:
            draft = ledger.section_draft(section.id, heading=passage.role == "heading")
            draft.place = Span(section.span.block, section.span.start, section.span.end)
        if draft.value("score") is None:
            draft.applicable = False
