"""A label and the sentence before it to the measure: budget, adjusted, received, final, balance, carried over, change.

The label decides where it can (年初预算数, 决算支出); else the words of its sentence before the number; else what the
figure before it was, for a part has its whole's measure; else the heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.facts.clauses import CLAUSE, SENTENCE, Quantity
from jixiao.facts.unsaid import Labelled
from jixiao.mentions import PERCENTAGE_POINT
from jixiao.patterns import Rules
from jixiao.plain_regexes import plain
from jixiao.record import Measure

_NUMBER_OF = "数"
_SENTENCE_ENDS = re.compile(r"[。;!！?？\n]")
_STRONG: tuple[Measure, ...] = ("change", "adjusted", "budget", "received", "final")


def measures_of(labelled: Sequence[Labelled], heading: str, is_budget: bool, rules: Rules) -> list[Measure | None]:
    """One measure a statement; ratios, counts and standards have none, but percentage points are a change."""
    from_heading = _strong(heading, rules)
    inherited: Measure | None = None
    planned: Measure | None = None
    out: list[Measure | None] = []
    for at, each in enumerate(labelled):
        quantity = each.statement.quantity
        given = planned if _is_then_spent(labelled[at : at + 2], rules) else inherited
        measure = _measure(each, given, from_heading, is_budget, rules)
        out.append(measure)
        if quantity.mention.kind == "count" and each.statement.form == "count":
            said = _strong(quantity.lead, rules)  # 年初预算安排项目5个，金额2,016万元
            inherited = inherited if said in (None, "change") else said
        passes_on = quantity.mention.kind == "amount" and each.statement.form != "base"
        passes_on = passes_on and not rules.find("planned_alone", quantity.lead)
        if passes_on and measure not in (None, "change", "balance", "carryover"):
            inherited = measure
            planned = planned if measure == "final" else measure
    return out


def _is_then_spent(pair: Sequence[Labelled], rules: Rules) -> bool:
    """省级600万元，执行590万元: what the next figure was spent of is no spending, whatever was told before."""
    if len(pair) < 2 or any(each.statement.form != "figure" for each in pair):
        return False
    behind = pair[1].statement.quantity
    return behind.stop == CLAUSE and not behind.before.strip(" ,，") and bool(rules.find("spent_alone", behind.lead))


def _measure(
    each: Labelled, inherited: Measure | None, heading: Measure | None, is_budget: bool, rules: Rules
) -> Measure | None:
    form, mention = each.statement.form, each.statement.quantity.mention
    if form == "change":
        if rules.find("an_average", each.label):
            return None
        return "change" if mention.kind == "amount" or mention.unit == PERCENTAGE_POINT else None
    if mention.kind != "amount" or form == "standard" or rules.any_of("no_measure").search(each.label):
        return None
    if each.label in rules.words["no_measure_whole"]:
        return None
    if form == "base":
        if _is_balance(each.label, rules):
            return "balance"
        return _strong(each.statement.base, rules) or _strong(each.label, rules) or inherited or "final"
    said = _by_itself(each, is_budget, rules) or _by_words_before(each.statement.quantity, is_budget, rules)
    if said or is_budget:
        return said or "budget"
    return _by_figures_before(each, inherited, heading, rules)


def _by_itself(each: Labelled, is_budget: bool, rules: Rules) -> Measure | None:
    """What the label and the words right beside the number say: 年初预算数, 实际支出, 到位资金结余."""
    quantity = each.statement.quantity
    became = rules.find("changed_to", quantity.lead) is not None
    own = (None if each.listed >= 0 or became else _strong(quantity.lead, rules)) or _strong(each.label, rules)
    if rules.find("spent_alone", quantity.lead) and quantity.stop >= CLAUSE and not is_budget:
        own = "final"
    if rules.find("planned_alone", quantity.lead):
        own = "budget"
    if rules.find("achieved", quantity.lead) and own in (None, "final"):
        own = "final"
    if own == "final" and is_budget and not rules.any_of("surely_closed").search(each.label):
        own = "budget"
    if own == "received" and rules.find("left_at_end", each.label):
        own = "carryover"  # 到位资金结余
    if own:
        return own
    if _is_balance(each.label, rules):
        return "balance"
    left = (rules.find("surplus", each.label) and not is_budget) or rules.find("left_over", each.label)
    return "carryover" if left or rules.find("carried_on", quantity.tail) else None


def _by_words_before(quantity: Quantity, is_budget: bool, rules: Rules) -> Measure | None:
    """What the clause up to the number says, else the words that its sentence opens with."""
    said = None if is_budget else _strong(quantity.clause, rules)
    if said and said != "change":
        return said
    opening = _SENTENCE_ENDS.split(quantity.before)[-1]
    said = _strong(opening, rules)
    if said and said != "change":
        return said
    opens = quantity.stop == SENTENCE and not is_budget and rules.find("spending_opens", opening)
    return "final" if opens else None


def _by_figures_before(
    each: Labelled, inherited: Measure | None, heading: Measure | None, rules: Rules
) -> Measure | None:
    """What the figure before it was, for a part has its whole's measure, else the heading's; spending is of the final accounts."""
    quantity = each.statement.quantity
    begins = quantity.stop == SENTENCE
    if begins and rules.find("spent_by_name", each.label):
        return "final"
    listed = inherited is not None and quantity.stop <= CLAUSE
    if not listed and rules.any_of("measure_carryover").search(each.label):
        return "carryover"
    known = heading if begins and inherited == "adjusted" else inherited or heading
    if known:
        return known
    return "final" if rules.any_of("measure_final_weak").search(quantity.before + quantity.lead) else None


def _is_balance(label: str, rules: Rules) -> bool:
    """Whether a label is what there was on one day: 固定资产原值; 固定资产折旧费 and 借款利息支出 are costs."""
    if rules.find("spent_by_name", label):
        return False
    bare = rules.any_of("costs_of_assets").sub("", label)
    return bool(rules.any_of("measure_balance").search(bare)) or label in rules.words["balance_names"]


def _strong(text: str, rules: Rules) -> Measure | None:
    """The measure that a text names, the word nearest its end deciding; names such as 一般公共预算 are no such word."""
    if not rules.once(_any_measure).search(text):
        return None
    for name in rules.any_of("not_a_measure").finditer(text):
        if text[name.end() : name.end() + 1] == _NUMBER_OF:
            continue  # 预算执行 is a heading, 预算执行数 a figure
        text = text[: name.start()] + "□" * (name.end() - name.start()) + text[name.end() :]
    best: tuple[int, int, Measure] | None = None
    for measure in _STRONG:
        for found in rules.any_of(f"measure_{measure}").finditer(text):
            place = (found.end(), found.end() - found.start(), measure)
            if best is None or place[:2] > best[:2]:
                best = place
    if best:
        return best[2]
    return "final" if rules.any_of("measure_final_totals").search(text) else None


def _any_measure(rules: Rules) -> re.Pattern[str]:
    """Any word that may name a measure; most texts hold none."""
    names = (*(f"measure_{measure}" for measure in _STRONG), "measure_final_totals")
    return plain("|".join(rules.any_of(name).pattern for name in names))
