"""Statements of one passage to labels: what a sentence leaves unsaid is taken from the statements before.

"三公经费11.23万元，2023年10.10万元，较2022年减少1.13万元" is three figures of one thing: 三公经费, 三公经费, 三公经费减少.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jixiao.facts.clauses import CLAUSE
from jixiao.facts.labels import is_generic, label_of, listed_names, topic_of
from jixiao.facts.statements import Statement, with_shares_in_brackets
from jixiao.facts.unsaid import Before, Labelled, at_heading, going_on, known_term, told
from jixiao.mentions import LOOSE_COUNTERS, PERCENTAGE_POINT
from jixiao.numbers import read_numeral
from jixiao.patterns import Rules
from jixiao.record import Direction
from jixiao.words import cut

_POINT_OF_YEAR = re.compile(r"\d{1,2}月(?:份|末|底|初)?|[一二三四]季度[末底]?|前三季度|[上下]半年|[年期]初")
_WHOLE_YEAR = "全年"
_ACHIEVED, _PRICE = "完成", "单价"
_COLON, _HAS_DIGIT, _KEYS = ":", re.compile(r"\d"), re.compile(r"[。;，,:\n]")
_A_NAME = 3  # characters that say of what a standard is: 公用经费 does, 补助 not

_PHRASES, _SENTENCES = re.compile(r"[，,。;:]"), re.compile(r"[。;]")


def labelled(
    statements: Sequence[Statement], heading: str, rules: Rules, *, is_topic: bool = False
) -> tuple[Labelled, ...]:
    """The statements with their labels; one that names several things (均为0元) comes out once for each.

    A heading that `is_topic` is what is spoken of for certain: the indicator in front of a cell.
    """
    before = Before(heading=heading, topic=heading) if is_topic else at_heading(heading, rules)
    out: list[Labelled] = []
    position = 0
    statements = with_shares_in_brackets(statements)
    while position < len(statements):
        statement = statements[position]
        before = going_on(before, statement, rules)
        group = _list_from(statements, position, before, rules)
        out.extend(group)
        for each in group:
            before = told(before, each, rules)
        position += len({each.statement.quantity.mention.span for each in group})
    return tuple(out)


def _list_from(statements: Sequence[Statement], position: int, before: Before, rules: Rules) -> list[Labelled]:
    """The statement at a position, with those that follow it in one list of figures."""
    first = statements[position]
    size = 1
    while position + size < len(statements) and _continues(statements[position + size]):
        size += 1
    if size > 1 and (members := _members(statements[position : position + size], before, rules)):
        return members
    if found := rules.find("each_the_same", first.quantity.lead):
        for count in range(found["names"].count("、") + 2, 1, -1):
            if names := listed_names(found["names"], count, rules):
                return [Labelled(first, name, name) for name in names]
    return [_one(first, before, rules)]


def _members(members: Sequence[Statement], before: Before, rules: Rules) -> list[Labelled]:
    """The figures of a list with the names in front of them, or with those told last in their order; [] where it has none."""
    first, size = members[0], len(members)
    lead, recent = first.quantity.lead, before.recent[-size:]
    if (found := rules.find("listed", lead)) and (names := listed_names(found["names"], size, rules)):
        return _in_turn(members, names, found["verb"], rules)
    if (found := rules.find("those_just_named", lead)) and read_numeral(found["count"]).value == size <= len(recent):
        return _in_turn(members, before.recent[:size] if found["first"] else recent, found["verb"], rules)
    quarters = rules.words["quarters"]
    if size == len(quarters) and (found := rules.find("each_quarter", lead)):
        return _in_turn(members, [quarter + found["noun"] for quarter in quarters], "", rules)
    if len(recent) < size:
        return []
    rates = first.form in ("share", "completion") and all(each.quantity.mention.kind == "ratio" for each in members)
    if rates and not first.subject:
        alike = [each._replace(form=first.form, word=first.word, base=first.base) for each in members]
        if first.form == "share":
            return _listed(alike, recent, lambda name: _share(name, rules))
        return _listed(alike, recent, lambda name: _completion(name, first, rules))
    if found := rules.find("each_changed_in_turn", lead):
        return _in_turn(members, recent, found["verb"], rules)
    if found := rules.find("each_in_turn", lead):
        noun = found["noun"] or ""
        if first.form == "standard":
            members = [each._replace(form="standard", word=first.word) for each in members]
        return _listed(members, recent, lambda name: name + noun)
    return []


def _listed(members: Sequence[Statement], names: Sequence[str], label: Callable[[str], str]) -> list[Labelled]:
    pairs = enumerate(zip(members, names, strict=True))
    return [Labelled(statement, label(name), name, place) for place, (statement, name) in pairs]


def _in_turn(members: Sequence[Statement], names: Sequence[str], verb: str, rules: Rules) -> list[Labelled]:
    pairs = enumerate(zip(members, names, strict=True))
    return [_member(statement, name, place, verb, rules) for place, (statement, name) in pairs]


def _member(statement: Statement, name: str, place: int, verb: str, rules: Rules) -> Labelled:
    """One figure of a list that names all things first; "水费、电费分别比上年下降3.1%、5.6%" lists changes."""
    found = rules.find("change", verb)
    if not found and statement.quantity.mention.kind == "ratio" and rules.find("takes_up_each", verb):
        return Labelled(statement._replace(form="share", word=verb), _share(name, rules), name, place)
    if not found:
        return Labelled(statement, name, name, place)
    way: Direction = "increase" if found["verb"] in rules.words["increase"] else "decrease"
    changed = statement._replace(form="change", word=found["verb"], direction=way)
    return Labelled(changed, name + found["verb"], name, place)


def _continues(statement: Statement) -> bool:
    """A number that a list goes on with: nothing but 、 or 和 since the number before."""
    quantity = statement.quantity
    return quantity.stop <= CLAUSE and not (quantity.before + quantity.lead).strip(" 、,，和与及以\n")


def _one(statement: Statement, before: Before, rules: Rules) -> Labelled:
    kind = statement.quantity.mention.kind
    if not statement.subject and statement.form in ("figure", "count"):
        statement = statement._replace(subject=_before_colon(statement, rules))
    if statement.form == "change":
        return _change(statement, before, rules)
    if statement.form == "share":
        of = (
            _full(statement.subject, before, rules)
            or _named_between(statement, rules)
            or _shared_out(statement, before)
        )
        return Labelled(statement, _share(of, rules), of)
    if statement.form == "completion":
        of = _full(statement.subject, before, rules) or before.told_last
        return Labelled(statement, _completion(of, statement, rules), of)
    if statement.form == "base":
        return _base(statement, before, rules)
    if statement.form == "standard":
        return _standard(statement, before, rules)
    if statement.form == "count":
        return _counted(statement, statement.subject, before, rules)
    label = _full(statement.subject, before, rules)
    if not label and kind == "amount":
        label = _paid(statement, before, rules)
    if label == before.topic and rules.find("adds_up", statement.quantity.lead):
        label = statement.subject  # 专项债务转贷收入…，收入共计…: of all income
    if (
        not label
        and kind == "amount"
        and statement.quantity.stop == CLAUSE
        and _is_bare_total(statement, before, rules)
    ):
        label = rules.maps["label_forms"]["total"]  # 第一批…，第二批…，共计900万元: of no one of them
    label = label or before.compared or before.of_kind(kind) or _named_before(statement, rules) or before.amount
    label = _of_month(statement, label or before.topic or before.ratio or before.counted)
    return Labelled(statement, label, label)


def _before_colon(statement: Statement, rules: Rules) -> str:
    """期初滚存结余：22,904.03万元; 加：本期收入：20,773.19万元: what stands in front of the colon and nothing else."""
    said = statement.quantity.before.rstrip()
    if statement.quantity.lead.strip() or not said.endswith(_COLON):
        return ""
    key = _KEYS.split(said[:-1])[-1]
    if _HAS_DIGIT.search(key) or rules.find("parts_follow", key + _COLON) or rules.find("breakdown_cue", key):
        return ""
    return label_of(key, rules)


def _is_bare_total(statement: Statement, before: Before, rules: Rules) -> bool:
    """Whether nothing stands before a number but the word that says it is a total; a mere 共 says so behind a list."""
    lead = statement.quantity.lead.strip(" ,，")
    listed = len(before.recent) > 1 and rules.find("sum_of_list", lead)
    return bool(listed or rules.pattern("adds_up").fullmatch(lead))


def _shared_out(statement: Statement, before: Before) -> str:
    """抽查凭证420份，发现附件不全的9份，占2.14%: what a share is of, where it does not say; no money, if just counted."""
    counted = before.latest_kind == "count" and statement.quantity.stop <= CLAUSE and not statement.base
    return before.latest if counted else before.amount or before.counted


def _paid(statement: Statement, before: Before, rules: Rules) -> str:
    """修桥5座，218.5万元; 修桥5座，花了218.5万元: what the things just counted cost; 全年花了1.8亿元: 支出."""
    if not statement.quantity.lead.strip(" ,，") and rules.find("listed_point", statement.quantity.before):
        return before.topic  # 一块是体制分成，1.125亿元
    spoken = rules.find("just_paid", statement.quantity.lead)
    if before.latest_kind == "count" and (_is_beside(statement) or (spoken and statement.quantity.stop <= CLAUSE)):
        return before.latest
    return _full(rules.maps["label_forms"]["spent"], before, rules) if spoken else ""


def _full(subject: str, before: Before, rules: Rules) -> str:
    """A label that says only which figure it is gets the topic before it: 三公经费 + 实际支出."""
    topic = before.topic
    if named := _POINT_OF_YEAR.match(topic):
        topic = topic[named.end() :]  # 四季度支出240万元，全年支出800万元
    if not subject or not is_generic(subject, rules) or not topic or topic in subject:
        return subject
    if topic.endswith(subject) or rules.find("the_result", subject):
        return topic  # 培训人次目标值2000人次，实际完成值2150人次
    shared = next((n for n in range(len(subject) - 1, 1, -1) if topic.endswith(subject[:n])), 0)
    if shared and not rules.find("adjusted_budget", subject):
        return topic + subject[shared:]  # 中央资金支出 + 支出率
    if rules.find("a_budget", topic) and rules.find("a_budget", subject):
        return subject  # 部门预算, 调整后预算: one budget is no figure of another
    if rules.find("of_income", topic) and rules.find("no_income", subject):
        return subject  # 本年收入…，年末结余…
    if is_generic(topic, rules) or len(topic) > 16:
        return subject
    if rules.find("carried_over", topic) and rules.find("comes_or_goes", subject):
        return subject  # 上年结转120万元，支出1,180万元
    if before.topic == before.amount and rules.find("of_the_whole", subject):
        return subject  # 市县自筹5,000万元，总投资2亿元: the whole is of no one part
    return topic + subject


def _named_between(statement: Statement, rules: Rules) -> str:
    """负债总额200.38万元，均为其他应付款，占100%: the thing named since the figure before, if it is a known one."""
    clauses = [clause for clause in _PHRASES.split(statement.quantity.before) if clause.strip()]
    label = label_of(clauses[-1], rules) if clauses else ""
    return label if label in rules.words["fiscal_terms"] and not is_generic(label, rules) else ""


def _is_beside(statement: Statement) -> bool:
    """产业发展类项目19个，5,174.40万元: nothing but a mark between two figures of one thing."""
    return statement.quantity.stop <= CLAUSE and not (statement.quantity.before + statement.quantity.lead).strip(
        " ,，、("
    )


def _of_month(statement: Statement, label: str) -> str:
    """6月底执行进度为52.3%，9月底76.8%，全年97.4%: the same thing at another time of the year."""
    if statement.subject:
        return label
    lead = statement.quantity.lead
    month = "".join(_POINT_OF_YEAR.findall(lead)[-1:])
    return month + _POINT_OF_YEAR.sub("", label) if month or _WHOLE_YEAR in lead else label


def _named_before(statement: Statement, rules: Rules) -> str:
    """结转结余率应控制在5%以内，我单位实际为2.13%: the known term nearest before the clause, in its sentence."""
    said = _SENTENCES.split(statement.quantity.before)[-1]
    return next((word for word in reversed(cut(said, rules)) if len(word) > 2 and known_term(word, rules)), "")


def _base(statement: Statement, before: Before, rules: Rules) -> Labelled:
    """较2021年的: the same thing as the figure before; 比年初预算: that thing's budget; 同2021年支出: what it names."""
    if statement.word:  # 占支出总额1210.74万元的: the whole of a share is what it is named
        return Labelled(statement, statement.subject, statement.subject)
    latest = before.of_kind(statement.quantity.mention.kind) or before.amount
    latest = before.compared if before.averaged else latest
    specific = bool(latest) and not is_generic(latest, rules)
    of = latest if specific and is_generic(statement.subject, rules) else statement.subject or latest
    if rules.find("own_base", statement.base):
        return Labelled(statement, statement.base, of)
    if rules.find("a_budget", statement.base) and not rules.find("another_year", statement.base):
        topic = _without_spending(topic_of(rules.ending("spent").sub("", of), rules) or of, rules)
        return Labelled(statement, statement.base if is_generic(topic, rules) else topic + statement.base, of)
    return Labelled(statement, of, of)


def _without_spending(topic: str, rules: Rules) -> str:
    """“三公”经费支出 is of “三公”经费; 教育支出 stays whole."""
    bare = rules.ending("spending_tail").sub("", topic)
    return bare if bare != topic and rules.find("spending_noun", bare) else topic


def _standard(statement: Statement, before: Before, rules: Rules) -> Labelled:
    """人均国家助学金; 每人每年标准."""
    if rules.find("the_result", statement.subject):
        statement = statement._replace(subject=before.topic)  # 单位造价控制在8万元/公里以内，实际7.85万元/公里
    word, of = statement.word, statement.subject or before.amount
    averaged = bool(rules.find("averaged", word))
    if word == _PRICE and not statement.subject:  # 打印机8台（单价2,200元）
        thing = before.latest or before.topic
        return Labelled(statement, thing + word, thing)
    if statement.base:  # 户均补助
        return Labelled(statement, word + statement.base, of)
    if statement.subject and not averaged and len(statement.subject) >= _A_NAME:
        return Labelled(statement, statement.subject, statement.subject)
    rate = word + statement.subject if statement.subject else rules.maps["label_forms"]["rate"].format(per=word)
    return Labelled(statement, f"{word}{of}" if averaged else rate, of)


def _change(statement: Statement, before: Before, rules: Rules) -> Labelled:
    mention = statement.quantity.mention
    if statement.word in rules.words["saved"] and not statement.subject and not statement.base:
        return Labelled(statement, statement.word, before.of_kind(mention.kind))
    of = _full(statement.subject, before, rules)
    if not of and mention.kind == "ratio":
        of = before.ratio if mention.unit == PERCENTAGE_POINT else before.compared or before.told_last
    of = of or before.compared or before.of_kind(mention.kind) or before.amount or before.topic
    thing = rules.ending("spent").sub("", of)
    thing = of if is_generic(thing, rules) or not thing else thing
    done = thing.removeprefix(statement.word)  # 压减一般性支出36万元，压减10.2%
    mean = rules.find("mean_change", statement.quantity.lead)
    said = (mean["mean"] if mean else "") + statement.word
    return Labelled(statement, (done if len(done) >= _A_NAME else thing) + said, of)


def _share(of: str, rules: Rules) -> str:
    return rules.maps["label_forms"]["share"].format(of=of)


def _completion(of: str, statement: Statement, rules: Rules) -> str:
    """完成年初预算的95%: of the whole expenditure that is 预算执行率; of a plan 完成率."""
    forms = rules.maps["label_forms"]
    of = rules.ending("achieved_noun").sub("", of) or of.removesuffix(_ACHIEVED)
    if not statement.word or rules.find("plan_not_budget", statement.word):
        return forms["completed"].format(of=of)
    form = rules.maps["completion_verbs"].get(statement.base, "of_plan")
    if of in rules.words["whole_expenditure"] and form == "of_budget" and rules.find("takes_up", statement.base):
        return forms["executed"]
    of = of if of in rules.words["budget_changes"] else topic_of(of, rules) or of
    return forms[form].format(of=of, plan=statement.word)


def _planned(statement: Statement, before: Before, rules: Rules) -> str:
    """计划铺设管网86公里，实际完成82公里: the thing whose plan was told right before its result."""
    of_count = before.latest_kind == "count" and statement.quantity.stop <= CLAUSE
    return rules.ending("plan_tail").sub("", before.latest) if of_count else ""


def _counted(statement: Statement, label: str, before: Before, rules: Rules) -> Labelled:
    """区本级安排的7个, after projects were counted: 区本级安排的项目."""
    loose = (statement.quantity.mention.unit or "") in LOOSE_COUNTERS
    projects = bool(rules.find("project_noun", before.counted))
    if statement.word and label and projects and loose:
        label = rules.maps["label_forms"]["projects"].format(which=label)
    if statement.word and not label and statement.word in rules.words["label_verbs"] and before.counted:
        label = before.counted + statement.word
    alone = not label and len(before.recent) > 1 and statement.quantity.stop == CLAUSE
    if alone and rules.find("sum_of_list", statement.quantity.lead):
        label = rules.maps["label_forms"]["total"]  # 在编人员56人、聘用人员12人，共68人
    result = rules.find("the_result", label) or label in rules.words["achieved_noun"]
    if result and label in statement.quantity.lead:
        label = before.topic or _planned(statement, before, rules) + label
    compared = "" if before.averaged else before.compared  # 按人均12.6万元，45人: what the mean is of are no people
    label = label or compared or before.counted or before.topic
    return Labelled(statement, label, label)
