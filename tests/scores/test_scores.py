from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.document import Document, Span
from jixiao.mentions import find_mentions
from jixiao.outline.outline import read_outline
from jixiao.patterns import load_rules
from jixiao.record import Points, ScoreItem
from jixiao.scores.merging import merge_items
from jixiao.scores.scores import Scores, to_scores

Told = tuple[str, str | None, str | None, str | None]
"""A title with its score, full marks and deduction."""


def scores_of(*lines: str) -> Scores:
    rules = load_rules()
    document = Document.of_lines(*lines)
    outline = read_outline(document, rules)
    return to_scores(document, outline, find_mentions(document, outline, rules), rules)


def told(*lines: str) -> list[Told]:
    """The items of a report, written short."""
    shown = [(i.title, i.score, i.full_marks, i.deduction) for i in scores_of(*lines).items]
    return [(title, *(str(v) if v is not None else None for v in values)) for title, *values in shown]  # type: ignore[misc]


def parents(scores: Scores) -> dict[str, str | None]:
    titles = {item.id: item.title for item in scores.items}
    return {item.title: titles.get(item.parent or "") for item in scores.items}


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("（一）重大政策落实情况，得分0分", ("重大政策落实情况", "0", None, None)),
        ("（一）预算编制管理（满分15分，自评得分14分）", ("预算编制管理", "14", "15", None)),
        ("（十）存在问题，扣分0分", ("存在问题", None, None, "0")),
        ("（一）目标管理（15分），扣1分", ("目标管理", None, "15", "1")),
        ("（一）部门管理(应得40分,实得37分)", ("部门管理", "37", "40", None)),
        ("（一）投入（满分三十分，自评二十八分）", ("投入", "28", "30", None)),
        ("（一）决策（20分）得14分", ("决策", "14", "20", None)),
        ("（一）预算执行情况（10分，得9.69分）", ("预算执行情况", "9.69", "10", None)),
        ("（一）预算编制（14/15分）", ("预算编制", "14", "15", None)),
        ("（一）预算编制（20分）", ("预算编制", None, "20", None)),
        ("（一）资产管理，自评20分", ("资产管理", "20", None, None)),
        ("（一）资产管理（分值15分，得分14分）", ("资产管理", "14", "15", None)),
        ("（八）扣分项（扣0分）", ("扣分项", None, None, "0")),
    ],
)
def test_a_heading_states_the_points_of_its_section(heading: str, item: Told) -> None:
    assert told(heading, "正文叙述有关情况。") == [item]


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("目标设置合理，此项得8分。", ("目标设定", "8", None, None)),
        ("安排偏少，扣1分，此项得6分。", ("目标设定", "6", None, "1")),
        ("该类指标满分30分，自评29分，扣1分。", ("目标设定", "29", "30", "1")),
        ("因一笔往来款清理不及时，扣0.5分。", ("目标设定", None, None, "0.5")),
        ("两个节点未达到要求，每个节点扣1分，本项扣2分。", ("目标设定", None, None, "2")),
        ("指标设置较为规范，自评得9分。", ("目标设定", "9", None, None)),
        ("指标设置规范，得5分。", ("目标设定", "5", None, None)),
    ],
)
def test_a_sentence_states_the_points_of_the_section_it_stands_in(sentence: str, item: Told) -> None:
    assert told("（一）目标设定", sentence) == [item]


def test_a_heading_and_the_sentences_below_it_are_one_item() -> None:
    scores = scores_of(
        "（一）履职效能（满分15分，自评得分14.5分）", "个别线路停运，扣0.5分。", "一、自评结论", "履职效能得14.5分。"
    )
    (item,) = scores.items
    assert (item.score, item.full_marks, item.deduction, item.source) == (
        Decimal("14.5"), Decimal(15), Decimal("0.5"), "heading",
    )  # fmt: skip
    assert sorted(point.role for point in item.points) == ["deduction", "full_marks", "score", "score"]


def test_lettered_lines_are_scored_as_well() -> None:
    assert told("A产出指标(自评分19分)", "B效益指标(自评分28分)") == [
        ("产出指标", "19", None, None), ("效益指标", "28", None, None),
    ]  # fmt: skip


def test_a_sentence_names_the_section_above_it() -> None:
    lines = [
        "（一）投入",
        "1.目标设定。目标明确，此项得8分。",
        "2.预算配置。配置合理，此项得6分。",
        "以上投入类指标满分15分，自评14分，扣1分。",
    ]
    assert told(*lines) == [
        ("目标设定", "8", None, None), ("预算配置", "6", None, None), ("投入", "14", "15", "1"),
    ]  # fmt: skip
    assert parents(scores_of(*lines)) == {"目标设定": "投入", "预算配置": "投入", "投入": None}


def test_a_closing_paragraph_may_speak_of_the_section_above() -> None:
    lines = [
        "（一）预算编制（满分15分，自评得分14分）",
        "1.收支预算。按程序编制。",
        "2.项目库。先入库后安排。",
        "本项扣1分，主要是论证不充分。",
    ]
    assert told(*lines) == [("预算编制", "14", "15", "1")]


def test_one_sentence_lists_all() -> None:
    sentence = "我局投入指标10分，自评得10分；过程指标60分，自评得57分；产出指标30分，自评得29.5分，合计得分96.5分。"
    assert told(sentence) == [("投入", "10", "10", None), ("过程", "57", "60", None), ("产出", "29.5", "30", None)]
    assert scores_of(sentence).overall.stated == Decimal("96.5")


def test_a_conversion_inside_an_item_is_its_score() -> None:
    sentence = "自评得分97分，其中：预算执行率10分，按96%折算得9.6分；产出指标90分，自评得87.4分。"
    assert told(sentence) == [("预算执行率", "9.6", "10", None), ("产出指标", "87.4", "90", None)]
    assert scores_of(sentence).overall.converted is None


def test_a_list_after_the_total_lists_scores_and_after_full_marks_full_marks() -> None:
    lines = [
        "指标体系总分100分，其中：投入40分、产出60分。",
        "一、自评结论",
        "综合得分92分，其中：投入36分，产出56分。",
    ]
    assert told(*lines) == [("投入", "36", "40", None), ("产出", "56", "60", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "自评得分96分，其中投入、过程、产出三项指标分别得14分、28分和54分。",
        "自评得分96分，其中投入、过程和产出得分分别为14、28、54分。",
    ],
)
def test_names_and_numbers_go_together_in_order(sentence: str) -> None:
    expected = [("投入", "14", None, None), ("过程", "28", None, None), ("产出", "54", None, None)]
    assert told("一、自评结论", sentence) == expected


def test_a_list_may_run_over_lines() -> None:
    lines = ["经综合评价，得分为88分，各部分得分情况如下：", "投入：满分15分，得分13分；", "产出：满分85分，得分75分。"]
    assert told(*lines) == [("投入", "13", "15", None), ("产出", "75", "85", None)]


def test_several_causes_beside_a_score_are_no_items_but_places_of_the_one_that_lost_the_points() -> None:
    scores = scores_of("（一）预算编制（10分）", "一是目标不够细化，扣1分；二是依据不充分，扣2分。该项自评得7分。")
    (item,) = scores.items
    assert (item.title, item.score, item.full_marks, item.deduction) == ("预算编制", Decimal(7), Decimal(10), None)
    assert [str(p.value) for p in item.points if p.role == "deduction"] == ["1", "2"]


def test_several_causes_without_a_score_are_parts_of_what_the_section_lost() -> None:
    lines = ["（一）预算编制（10分）", "一是目标不够细化，扣1分；二是依据不充分，扣2分。"]
    assert told(*lines) == [
        ("预算编制", None, "10", None), ("目标不够细化", None, None, "1"), ("依据不充分", None, None, "2"),
    ]  # fmt: skip


def test_a_thing_stays_the_topic_until_its_score_is_told() -> None:
    lines = [
        "（一）投入",
        "目标设定满分10分。指标共24条，尚有3条表述笼统，扣减0.5分后得9.5分。",
        "预算执行15分。完成率96%，扣0.5分；追加占比偏高，扣1.5分；上半年偏慢，再扣1分，本项计12分。",
        "资金管理分值13分，因执行率未达95%、兑付超时等原因扣2.4分，得10.6分；组织实施分值12分，扣2.4分，得9.6分。",
    ]
    assert told(*lines) == [
        ("目标设定", "9.5", "10", "0.5"), ("预算执行", "12", "15", None),
        ("资金管理", "10.6", "13", "2.4"), ("组织实施", "9.6", "12", "2.4"),
    ]  # fmt: skip


def test_causes_of_what_the_report_as_a_whole_lost_are_no_items() -> None:
    scores = scores_of("一、自评结论", "自评得分94分。扣6分，其中资产盘点不及时扣2分，采购偏慢扣4分。")
    assert scores.items == ()
    assert [(p.role, str(p.value)) for p in scores.overall.points] == [
        ("score", "94"), ("deduction", "6"), ("deduction", "2"), ("deduction", "4"),
    ]  # fmt: skip


def test_a_deduction_below_a_sub_heading_is_the_section_s_where_it_makes_the_difference() -> None:
    lines = ["（一）落实政策（满分20分，自评18分）", "1.“三保”支出。足额保障。", "2.直达资金。一笔备案偏晚，扣2分。"]
    assert told(*lines) == [("落实政策", "18", "20", "2")]


def test_a_mean_that_is_not_the_total_is_nobody_s_score() -> None:
    lines = [
        "自评得分96分。",
        "（一）绩效管理（满分15分，自评13分）",
        "1.绩效自评。对12个项目开展自评，平均得分94.3分。",
    ]
    assert told(*lines) == [("绩效管理", "13", "15", None)]


def test_names_that_lose_their_marks_together_do_not_apply() -> None:
    scores = scores_of("一、评价方法", "国有资本经营、政府债务两项指标（共10分）与我局无关，不参加评分，参评满分90分。")
    assert [(i.title, i.full_marks, i.applicable) for i in scores.items] == [
        ("国有资本经营", None, False), ("政府债务", None, False),
    ]  # fmt: skip


def test_projects_scored_by_the_same_indicators_have_items_of_their_own() -> None:
    lines = [
        "一、水库维修项目", "产出指标满分50分，得48分。",
        "二、渠道清淤项目", "产出指标满分50分，得46分。",
    ]  # fmt: skip
    assert told(*lines) == [("产出指标", "48", "50", None), ("产出指标", "46", "50", None)]


def test_a_section_on_bonuses_gathers_their_sum_wherever_it_is_told() -> None:
    lines = [
        "一、自评结论", "基础分为91.5分，加分事项1.5分，最终得分93分。", "二、评分情况", "（一）加分项",
        "考核获评优秀等次，加1分；经验被转发推广，加0.5分。两项累计加1.5分。",
    ]  # fmt: skip
    scores = scores_of(*lines)
    assert scores.overall.stated == Decimal(93)
    assert parents(scores) == {"加分项": None, "考核获评优秀等次": "加分项", "经验被转发推广": "加分项"}


def test_parts_of_a_deduction_are_below_the_section() -> None:
    scores = scores_of(
        "（一）预算执行（满分25分，自评得分22.5分）", "本项扣2.5分，其中进度不均衡扣1.5分，调整率偏高扣1分。"
    )
    assert parents(scores) == {"预算执行": None, "进度不均衡": "预算执行", "调整率偏高": "预算执行"}
    assert scores.items[0].deduction == Decimal("2.5")


def test_a_bonus_stands_in_the_score_and_is_told_once() -> None:
    lines = [
        "综合得分93.5分（含加分1分）。",
        "（一）加分项（加1分）",
        "按照评分细则加1分。",
        "一、自评结论",
        "加1分，综合得分93.5分。",
    ]
    (item,) = scores_of(*lines).items
    assert (item.title, item.score, item.bonus, len(item.points)) == ("加分项", Decimal(1), True, 4)


def test_a_bonus_may_have_parts() -> None:
    scores = scores_of("另有加分项得2.5分（工作获通报表扬加1.5分、考核优秀加1分），我局自评实得83.7分。")
    assert [(i.title, str(i.score), i.bonus) for i in scores.items] == [
        ("加分项", "2.5", True), ("工作获通报表扬", "1.5", True), ("考核优秀", "1", True),
    ]  # fmt: skip
    assert parents(scores)["考核优秀"] == "加分项"


def test_what_does_not_apply_says_so() -> None:
    lines = [
        "一、自评得分",
        "自评得分80分。",
        "（一）预算编制（满分80分，得80分）",
        "（二）债务管理（不涉及）",
        "（三）专项债券（满分10分）",
        "该项不适用。",
    ]
    assert [(i.title, i.applicable) for i in scores_of(*lines).items] == [
        ("预算编制", True), ("债务管理", False), ("专项债券", False),
    ]  # fmt: skip


def test_things_that_do_not_apply_share_their_full_marks() -> None:
    scores = scores_of(
        "一、评价方法", "政府债务管理、国有资本经营预算两项指标（各5分）不适用于我局，予以剔除，参评满分为90分。"
    )
    assert [(i.title, i.full_marks, i.applicable) for i in scores.items] == [
        ("政府债务管理", Decimal(5), False), ("国有资本经营预算", Decimal(5), False),
    ]  # fmt: skip
    assert scores.overall.full_marks == Decimal(90)


def test_a_counted_sum_becomes_the_parent_of_its_items() -> None:
    lines = [
        "（一）预算编制，得分30分",
        "（二）资产管理，得分60分",
        "一、自评结论",
        "两项内容得分合计90分，加1分，综合得分91分。",
    ]
    expected = {"预算编制": "两项内容", "资产管理": "两项内容", "两项内容": None, "加分项": None}
    assert parents(scores_of(*lines)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("其中95分以上的项目有4个。", "threshold"),
        ("服务对象满意度在85-90分之间。", "threshold"),
        ("每有一项未完成扣1分，扣完为止。", "rule"),
        ("未按时公开的，扣2分。", "rule"),
        ("获省级表彰的最高可加2分。", "threshold"),
        ("80分（含）至90分为良。", "threshold"),
    ],
)
def test_bounds_and_rules_are_no_scores(text: str, reason: str) -> None:
    scores = scores_of("（一）绩效管理", text)
    assert scores.items == ()
    assert {each.reason for each in scores.unread} == {reason}


def test_scores_of_other_things_are_left_alone() -> None:
    lines = [
        "一、基本情况",
        "我县在全市营商环境评价中得分87.5分。群众满意度测评得分92分。",
        "二、自评结论",
        "我局自评得分95分。",
    ]
    scores = scores_of(*lines)
    assert scores.items == ()
    assert scores.overall.stated == Decimal(95)


def test_a_chapter_on_problems_adds_to_what_was_taken_off_before() -> None:
    lines = [
        "一、评价情况",
        "（一）预算执行（30分）",
        "执行率92%，扣2分，得28分。",
        "二、存在的问题",
        "1.预算执行率偏低，扣2分。",
    ]
    (item,) = scores_of(*lines).items
    assert sorted(point.role for point in item.points) == ["deduction", "deduction", "full_marks", "score"]


def row(title: str, score: str, at: str) -> ScoreItem:
    span = Span(at, 0, 2)
    point = Points(role="score", value=Decimal(score), text=score, span=span)
    return ScoreItem(id=f"score:{at}", title=title, score=Decimal(score), source="table", span=span, points=(point,))


def test_a_row_and_the_heading_on_the_same_thing_are_two_items() -> None:
    prose = scores_of("（一）预算执行情况（10分，得9.69分）").items
    merged = merge_items(prose, (row("预算执行情况", "9.69", "c1"),), load_rules())
    assert [item.source for item in merged] == ["heading", "table"]


def test_a_sentence_that_repeats_a_row_adds_to_the_row() -> None:
    prose = scores_of("自评得分90分，其中：预算编制30分、履职产出60分。").items
    rows = (row("预算编制", "30", "c1"), row("履职产出", "61", "c2"))
    merged = merge_items(prose, rows, load_rules())
    assert [(item.title, item.source, len(item.points)) for item in merged] == [
        ("履职产出", "prose", 1), ("预算编制", "table", 2), ("履职产出", "table", 1),
    ]  # fmt: skip


NAMES = ("预算编制", "预算执行", "绩效管理", "资产管理", "信息公开")


@given(st.lists(st.integers(0, 80), min_size=1, max_size=5), st.sampled_from(["得分{}分", "扣{}分", "自评{}分"]))
@settings(max_examples=15, deadline=None)
def test_every_number_of_points_is_read_once_and_read_again_gives_its_value(halves: list[int], says: str) -> None:
    values = [Decimal(half) / 2 for half in halves]
    lines = [f"（{'一二三四五'[i]}）{NAMES[i]}，{says.format(value)}" for i, value in enumerate(values)]
    document = Document.of_lines(*lines)
    scores = scores_of(*lines)
    points = [point for item in scores.items for point in item.points]
    assert [point.value for point in points] == values
    assert [document.quote(span) for span in scores.read] == [point.text for point in points]
    assert [item.title for item in scores.items] == list(NAMES[: len(values)])


def test_points_converted_by_a_weight_are_those_of_the_item_and_the_total_is_their_sum() -> None:
    scores = scores_of(
        "某县水务局2022年度部门整体绩效自评报告",
        "四、自评打分",
        "（一）预算管理得93分，权重40%，折算37.2分。",
        "（二）履职效果得95分，权重60%，折算57分。",
        "两项加起来，我局2022年度整体绩效自评94.2分，等次为优。",
    )
    assert [(item.title, str(item.score)) for item in scores.items] == [("预算管理", "37.2"), ("履职效果", "57")]
    assert (scores.overall.stated, scores.overall.converted) == (Decimal("94.2"), None)


def test_one_converted_score_stays_that_of_the_whole() -> None:
    overall = scores_of("某局2022年度自评报告", "一、自评结论", "综合得分71分，换算得分92.81分。").overall
    assert (overall.stated, overall.converted) == (Decimal(71), Decimal("92.81"))


def test_what_is_lost_under_a_heading_of_losses_is_lost_by_the_heading_above() -> None:
    assert told(
        "某县检察院2022年度部门整体支出绩效自评报告",
        "（一）预算执行（满分35分）",
        "1.收入。全年收入12万元。",
        "2.扣分情况。追加比例偏高，扣1分；支出进度偏慢，扣0.5分。本部分共扣1.5分。",
    ) == [("预算执行", None, "35", "1.5")]


def test_several_deductions_told_before_the_score_of_their_section_are_reasons() -> None:
    assert told(
        "一、自评得分",
        "1、投入（满分20分）。目标合理，自评得分20分。",
        "2、过程（满分30分）。预算执行率97.72%，扣0.5分；村级报账不及时，扣2分。自评得分27.5分。",
    ) == [("投入", "20", "20", None), ("过程", "27.5", "30", None)]


# --- points below a line or behind a calculation --------------------------------------------------------------------


def test_a_quotient_is_no_score_and_the_rate_that_it_makes_is_what_is_scored() -> None:
    assert told(
        "二、投入（20分），得分8分",
        "在职人员控制率=（187/200）×100%=93.5%，小于100%，得满分5分。",
        "预算调整率=（136.5/1,860）×100%=7.34%，根据评分标准扣1分，得3分。",
    ) == [("投入", "8", "20", None), ("在职人员控制率", "5", None, None), ("预算调整率", "3", None, "1")]


def test_a_line_of_a_name_and_its_points_has_the_score_told_below_it() -> None:
    assert told(
        "三、过程（20分）",
        "资金使用（12分）",
        "资金使用规范，个别凭证附件不全，扣1分，得11分。",
        "资产管理（8分）",
        "预算执行率=（968/1000）×100%=96.8%，根据评分标准，得7分。",
        "信息公开：5分",
        "公开及时，本项得5分。",
    ) == [
        ("过程", None, "20", None),
        ("资金使用", "11", "12", "1"),
        ("资产管理", "7", "8", None),
        ("信息公开", "5", "5", None),
    ]


def test_lines_of_names_and_scores_below_a_total_stay_scores() -> None:
    lines = ("四、自评结论", "自评得分94.5分，其中：", "投入（14分）", "过程（27.5分）", "产出（53分）")
    assert [(title, score) for title, score, _, _ in told(*lines)] == [("投入", "14"), ("过程", "27.5"), ("产出", "53")]


def test_a_counted_project_has_the_score_of_its_line() -> None:
    scores = scores_of(
        "二、项目绩效",
        "项目一：智慧城管平台建设，预算安排350万元，支出342.6万元，执行率97.89%，自评得分96分。",
        "项目二：市政道路养护，预算安排820万元，支出798.5万元，执行率97.38%，自评得分95分。",
        "三、结论",
        "部门整体绩效自评得分93分。",
    )
    assert [(item.title, str(item.score)) for item in scores.items] == [
        ("智慧城管平台建设", "96"),
        ("市政道路养护", "95"),
    ]
    assert str(scores.overall.stated) == "93"


def test_scores_of_parts_that_the_last_sums_up_are_no_scores_of_the_thing() -> None:
    lines = ("一、部门决策（20分）", "1.绩效目标（8分）：目标申报及时，得4分；目标细化量化，得3分，共得7分。")
    assert told(*lines) == [("部门决策", None, "20", None), ("绩效目标", "7", "8", None)]


def test_who_else_scored_the_department_is_no_item() -> None:
    scores = scores_of("二、自评情况", "我局自评92分，县财政局复评90.5分，最终核定得分90.5分。")
    assert (scores.items, str(scores.overall.stated)) == ((), "92")


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("A类指标得分46分，B类指标得分47分。", [("A类指标", "46", None, None), ("B类指标", "47", None, None)]),
        ("本年度预算执行情况指标扣2分，其余指标均为满分，自评总得分98分。", [("预算执行", None, None, "2")]),
        ("自评得分为满分100分，等次为优。", []),
        (
            "目标设定8分，未失分；预算配置12分，失1.2分，得10.8分。",
            [("目标设定", None, "8", None), ("预算配置", "10.8", "12", "1.2")],
        ),
        ("（一）目标设定（8分），未扣分", [("目标设定", None, "8", None)]),
    ],
)
def test_what_a_line_beside_the_result_scores(line: str, items: list[Told]) -> None:
    assert told("二、自评情况", line) == items
