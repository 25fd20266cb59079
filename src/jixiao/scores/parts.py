"""Points that name nothing scored: they are the section's own, or, where there are several, parts of its score.

"因往来款清理不及时，扣0.5分" alone in a section is its deduction; two such sentences are two items under it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.normalise import normalise
from jixiao.numbers import read_numeral
from jixiao.record import Points
from jixiao.scores.drafts import Draft, Readings, kept
from jixiao.scores.items import Ledger
from jixiao.scores.losses import losses_of
from jixiao.scores.phrases import Phrase
from jixiao.scores.subjects import cause_of, noun_of, plain_name


def settle_loose(ledger: Ledger) -> None:
    """Give every loose phrase to the item of its section, or make it a part of that item."""
    told_again: list[Phrase] = []
    for section, phrases in ledger.loose.items():
        if any(ledger.tells_problems(each.id) for each in ledger.path(section)):
            told_again += phrases
            continue
        for phrase in sorted(
            phrases, key=lambda each: each.of("score") is None
        ):  # what was lost is told before the score
            _settle(ledger, section, phrase, phrases)
    for phrase in ledger.parts:
        _part(ledger, phrase)
    for phrase in told_again:
        _repeat(ledger, phrase)


def _settle(ledger: Ledger, section: str, phrase: Phrase, beside: list[Phrase]) -> None:
    readings = kept(phrase)
    if (above := ledger.gathering(phrase, section)) is not None:
        above.add(readings)
        return
    if (line := ledger.line_above(phrase)) is not None:
        line.add_phrase(phrase)
        return
    own = ledger.of_section.get(section)
    roles = {role for role, _ in readings}
    rivals = [p for p in beside if p is not phrase and roles & {role for role, _ in kept(p)}]
    if own is None:
        if rivals:
            _part(ledger, phrase)
        else:
            ledger.section_draft(section).add_phrase(phrase)
    elif own.agrees(readings) and (not rivals or _is_told(own, readings)):
        own.add(readings)
    elif roles == {"deduction"} and own.worth() is not None:
        own.add_reasons(mention for _, mention in readings)
    else:
        _part(ledger, phrase)


def _is_told(own: Draft, readings: Readings) -> bool:
    """Whether the item has these points already, or they are what it lost."""
    known = all(own.value(role) is not None for role, _ in readings)
    return known or any(role == "deduction" and mention.value == own.lost() for role, mention in readings)


def _repeat(ledger: Ledger, phrase: Phrase) -> None:
    """A chapter on problems tells again what was taken off: it adds a place to the one item with these points."""
    readings = kept(phrase)
    same = [d for d in ledger.drafts if all(d.value(role) == mention.value for role, mention in readings)]
    named = [d for d in same if plain_name(d.title, ledger.rules) in phrase.clause]
    for found in (named, same):
        if len(found) == 1:
            found[0].add(readings)
            return
    ledger.losses += losses_of(phrase, ledger.document.block(phrase.passage.block).text)


def _part(ledger: Ledger, phrase: Phrase) -> None:
    """An item of its own, titled by the cause, by what its clause is about or by the rate that its sentence calculates."""
    words = phrase.subject.name or phrase.clause
    taken = phrase.of("deduction") is not None and phrase.of("score") is None
    title = cause_of(words, ledger.rules) if taken else noun_of(words, ledger.rules)
    if not taken and ledger.rules.pattern("subject_none").opens(words):
        rate = ledger.rules.pattern("rate_in_front").opens(ledger.sentence_of(phrase))
        title = rate["title"] if rate else ""
    section = phrase.passage.section
    if title:
        ledger.new(Draft(title, "prose", section, ledger.above(section))).add(kept(phrase))


def settle_subtotal(ledger: Ledger, phrase: Phrase) -> None:
    """A sum of items by another name ("六项考核内容得分合计92.5分") becomes the parent of the items it adds up.

    It must have a name and say how many they are, or be their sum; else it is left alone, as is a mere 基础得分.
    """
    mention, span, title = phrase.of("sum"), phrase.readings[0].mention.span, phrase.subject.name
    earlier = [d for d in ledger.drafts if d.parent is None and not d.bonus and d.applicable and d.worth() is not None]
    if mention is None or mention.value is None or not title or len(earlier) < 2:
        return
    counted = ledger.rules.pattern("scored_names_counted").search(phrase.subject.name)
    total = sum((worth for d in earlier if (worth := d.worth()) is not None), start=mention.value * 0)
    if earlier and total != mention.value and not (counted and read_numeral(counted["count"]).value == len(earlier)):
        return
    draft = Draft(title, "prose", phrase.passage.section, place=span)
    draft.add(kept(phrase))
    for part in earlier:
        part.parent = draft
    ledger.new(draft)


def drop_unsupported(ledger: Ledger, overall: Iterable[Points]) -> None:
    """Leave out a name with a bare score that nothing else takes for an item: "在全市营商环境评价中得分87.5分".

    A score beside the total, or in a section where things are scored, is one.
    """
    evaluation = ledger.rules.pattern("section_of_evaluation")
    beside = {point.span.block for point in overall}
    for key, draft in list(ledger.named.items()):
        roles = {point.role for point in draft.points}
        blocks = {point.span.block for point in draft.points}
        alone = draft.parent is None and len(draft.points) == 1 and roles == {"score"}
        scoring = any(evaluation.search(section.title) for section in ledger.path(draft.section))
        if alone and not draft.bonus and not draft.listed and not blocks & beside and not scoring:
            ledger.drafts.remove(draft)
            del ledger.named[key]


def settle_titles(ledger: Ledger) -> None:
    """产出指标 is called 产出 where the sentence has 投入 and 过程 beside it, not beside 预算执行率 and 满意度指标."""
    by_block: dict[str, list[Draft]] = {}
    for draft in ledger.named.values():
        for block in {point.span.block for point in draft.points}:
            by_block.setdefault(block, []).append(draft)
    frame = set(ledger.rules.words["short_frame"])
    for drafts in by_block.values():
        if any(draft.title in frame for draft in drafts):
            for draft in drafts:
                if ledger.rules.pattern("title_kept_whole").search(draft.title):
                    draft.title = plain_name(draft.title, ledger.rules)


def settle_sections(ledger: Ledger) -> None:
    """Hang every section's item below the item of the nearest section above it, and single bonuses below their section's."""
    for draft in ledger.drafts:
        own = ledger.of_section.get(draft.section or "")
        if draft.bonus and draft.parent is None and own is not None and own.bonus and own is not draft:
            draft.parent = own
    for section, draft in ledger.of_section.items():
        if draft.parent is None:
            draft.parent = ledger.above(ledger.sections[section].parent)


def settle_groups(ledger: Ledger) -> None:
    """Hang what is scored under a heading below the item of that name that another chapter scores: 决策类, 13.5分 of 15."""
    groups: dict[str, list[Draft]] = {}
    for draft in ledger.named.values():
        if draft.parent is None and not draft.bonus:
            groups.setdefault(plain_name(draft.title, ledger.rules), []).append(draft)
    for draft in ledger.drafts:
        if draft.parent is not None or draft.bonus:
            continue
        above = [section for section in ledger.path(draft.section) if section.id not in ledger.of_section]
        named = (groups.get(plain_name(section.title, ledger.rules), []) for section in above)
        own = {section.id for section in above}
        found = next((group[0] for group in named if len(group) == 1 and group[0].section not in own), None)
        if found is not None and found is not draft and _holds(found, draft):
            draft.parent = found


def _holds(group: Draft, draft: Draft) -> bool:
    """Whether a thing has no more full marks than its group."""
    full, own = group.value("full_marks"), draft.value("full_marks")
    return full is not None and own is not None and own < full


def settle_bare_headings(ledger: Ledger, stated: Decimal | None, full: Decimal | None) -> None:
    """Headings with nothing but a number ("1.预算编制：9.6分") state scores where the numbers add up to the total."""
    chapters: dict[str | None, list[Draft]] = {}
    for section, draft in ledger.of_section.items():
        chapters.setdefault(ledger.sections[section].parent, []).append(draft)
    for drafts in chapters.values():
        bare = all({point.role for point in draft.points} == {"full_marks"} for draft in drafts)
        total = sum((draft.value("full_marks") or Decimal(0) for draft in drafts), start=Decimal(0))
        if bare and len(drafts) > 1 and total == stated and stated != full and stated != _HUNDRED:
            for draft in drafts:
                draft.points = [point.model_copy(update={"role": "score"}) for point in draft.points]


_HUNDRED = Decimal(100)


def settle_applicable(ledger: Ledger) -> None:
    """Sections beside scored ones that say they do not apply: "（六）债务管理情况（不涉及）" is an item without points."""
    levels = {ledger.sections[key].parent for key in ledger.of_section}
    for passage in ledger.chapters.outline.passages:
        section = ledger.sections.get(passage.section or "")
        if section is None or section.parent not in levels or passage.role not in ("heading", "text"):
            continue
        name = "item_not_applicable" if passage.role == "heading" else "item_here_not_applicable"
        text = ledger.document.block(passage.block).normalised[passage.start : passage.end]
        if not ledger.rules.pattern(name).is_in(text):
            continue
        draft = ledger.of_section.get(section.id)
        if draft is None:
            draft = ledger.section_draft(section.id, heading=passage.role == "heading")
            draft.place = section.span
        if (said := ledger.rules.pattern("title_not_applicable").search(normalise(draft.title))) is not None:
            draft.title = draft.title[: said.start()]
        if draft.value("score") is None:
            draft.applicable = False
