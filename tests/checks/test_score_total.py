from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.record import Check, ScoreItem

Results = Callable[..., list[Check]]
Row = Callable[..., ScoreItem]

TITLES = ("预算编制", "预算执行", "绩效管理", "资产管理", "信息公开", "履职产出")
ORDINALS = "一二三四五六"


def sections(*scores: str) -> list[str]:
    """A section a score: （一）预算编制，得分12分."""
    named = zip(ORDINALS, TITLES, scores, strict=False)
    return [f"（{ordinal}）{title}，得分{score}分" for ordinal, title, score in named]


def test_sections_that_add_up_to_the_total_pass(results: Results) -> None:
    (found,) = results("score_total", "自评得分58.5分。", *sections("12", "22.5", "24"))
    assert (found.status, found.computed) == ("pass", Decimal("58.5"))
    assert "12+22.5+24" in found.message


def test_all_sections_of_a_chapter_that_do_not_add_up_fail(results: Results) -> None:
    (found,) = results("score_total", "自评得分59.5分。", *sections("12", "22.5", "24"))
    assert (found.status, found.severity, found.stated, found.computed, found.difference) == (
        "fail", "error", Decimal("59.5"), Decimal("58.5"), Decimal("1.0"),
    )  # fmt: skip
    assert "相差1分" in found.message


def test_a_section_without_a_score_leaves_the_total_unverifiable(results: Results) -> None:
    lines = [
        "自评得分60分。",
        "（一）预算编制，得分12分",
        "（二）预算执行",
        "（三）绩效管理，得分24分",
        "（四）资产管理，得分20分",
    ]
    (found,) = results("score_total", *lines)
    assert found.status == "unverifiable"
    assert "预算执行" in found.message


def test_a_deduction_of_its_own_comes_off(results: Results) -> None:
    (found,) = results("score_total", "自评得分56分。", *sections("12", "22", "24"), "（四）扣分项，扣2分")
    assert found.status == "pass"


def test_a_total_put_on_a_hundred_without_a_word_passes(results: Results) -> None:
    lines = ["（一）预算编制（50分，得45分）", "（二）预算执行（45分，得42分）", "（三）债务管理（不涉及）"]
    (found,) = results("score_total", "自评得分91.58分。", *lines)
    assert (found.status, "折算成百分制" in found.message) == ("pass", True)


def test_a_bonus_may_be_in_the_total_or_beside_it(results: Results) -> None:
    lines = [*sections("12", "22", "24"), "（四）加分项（加2分）"]
    for total in ("58", "60"):
        (found,) = results("score_total", f"自评得分{total}分。", *lines)
        assert found.status == "pass"


def test_deductions_come_off_the_full_marks_of_the_report(results: Results) -> None:
    lines = ["（一）预算编制，扣1分", "（二）预算执行，扣2.5分", "（三）绩效管理，扣0.5分"]
    (right,) = results("score_total", "本次自评满分100分，自评得分96分。", *lines)
    (wrong,) = results("score_total", "本次自评满分100分，自评得分97分。", *lines)
    assert right.status == "pass"
    assert (wrong.status, wrong.computed) == ("fail", Decimal("96.0"))


def test_full_marks_and_deductions_give_the_score_of_a_section(results: Results) -> None:
    lines = ["（一）预算编制（40分），扣1分", "（二）预算执行（60分），扣2.5分"]
    (found,) = results("score_total", "满分100分，自评得分97.5分。", *lines)
    assert (found.status, found.computed) == ("fail", Decimal("96.5"))


def test_a_list_in_the_sentence_of_the_total_is_whole(results: Results) -> None:
    (found,) = results("score_total", "我局自评得分为94.5分，其中：投入14分、过程27.5分、产出29分、效果25分。")
    assert (found.status, found.computed) == ("fail", Decimal("95.5"))


def test_rows_of_a_table_whose_full_marks_are_a_hundred_are_whole(results: Results, row: Row) -> None:
    rows = (row("数量指标", "48", "50"), row("质量指标", "29", "30"), row("满意度指标", "19", "20"))
    (found,) = results("score_total", "自评得分97分。", rows=rows)
    assert (found.status, found.computed) == ("fail", Decimal(96))


def test_rows_and_headings_that_score_the_same_are_not_added_together(results: Results, row: Row) -> None:
    rows = (row("数量指标", "48", "50"), row("质量指标", "28", "30"), row("满意度指标", "20", "20"))
    lines = [
        "自评得分96分。",
        "（一）产出（50分，得48分）",
        "（二）效益（30分，得28分）",
        "（三）满意度（20分，得20分）",
    ]
    (found,) = results("score_total", *lines, rows=rows)
    assert found.status == "pass"


def test_one_slip_in_headings_and_table_is_one_failed_check(results: Results, row: Row) -> None:
    rows = (row("数量指标", "48", "50"), row("质量指标", "28", "30"), row("满意度指标", "20", "20"))
    lines = [
        "自评得分97分。",
        "（一）产出（50分，得48分）",
        "（二）效益（30分，得28分）",
        "（三）满意度（20分，得20分）",
    ]
    found = results("score_total", *lines, rows=rows)
    assert [each.status for each in found] == ["fail"]


def test_parts_are_not_added_beside_their_whole(results: Results) -> None:
    lines = [
        "（一）投入，得分14分",
        "1.目标设定。目标明确，此项得8分。",
        "2.预算配置。配置合理，此项得6分。",
        "（二）产出，得分80分",
    ]
    (found,) = results("score_total", "自评得分94分。", *lines)
    assert found.status == "pass"
    assert "14+80" in found.message


def test_scores_of_several_projects_are_no_parts_of_a_mean(results: Results, row: Row) -> None:
    rows = (row("校舍维修", "90"), row("设备购置", "96"))
    assert results("score_total", "2个项目平均得分93分。", rows=rows) == []


def test_points_far_from_the_total_are_not_its_parts(results: Results) -> None:
    assert results("score_total", "自评得分95分。", *sections("2", "3", "1")) == []


def test_the_hint_names_the_item_whose_own_figures_speak_against_it(results: Results) -> None:
    lines = ["（一）投入（20分，得17分，扣2分）", "（二）产出（80分，得76分）"]
    (found,) = results("score_total", "满分100分，自评得分94分。", *lines)
    assert found.status == "fail"
    assert found.hint is not None
    assert "“投入”得分17分疑为18分" in found.hint


SCORES = st.integers(20, 80).map(lambda halves: Decimal(halves) / 2)


@given(st.lists(SCORES, min_size=3, max_size=6), st.sampled_from([Decimal("-1"), Decimal("0.5"), Decimal("1")]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_scores_their_sum_passes_and_one_off_fails(
    results: Results, scores: list[Decimal], slip: Decimal
) -> None:
    total = sum(scores, start=Decimal(0))
    lines = sections(*(str(score) for score in scores))
    (right,) = results("score_total", f"自评得分{total}分。", *lines)
    (wrong,) = results("score_total", f"自评得分{total + slip}分。", *lines)
    assert right.status == "pass"
    assert (wrong.status, wrong.computed, wrong.difference) == ("fail", total, slip)


def test_a_table_and_its_sentence_that_agree_with_each_other_contradict_the_total(results: Results, row: Row) -> None:
    text = "自评得分95.4分。其中：预算执行得19.5分，年度目标得75分，专项工作满分5分。"
    rows = (row("执行率", "19.5"), row("结案率", "40"), row("电子送达率", "35"))
    (found,) = results("score_total", text, rows=rows)
    assert (found.status, found.stated, found.computed) == ("fail", Decimal("95.4"), Decimal("94.5"))


def test_a_group_that_its_own_items_contradict_is_no_slip_of_the_total_as_well(results: Results) -> None:
    text = "综合得分92分。其中：决策类满分40分，得分36分；产出类满分60分，得分57分。"
    lines = (
        "一、决策类",
        "1.目标（20分），得18分。",
        "2.资金（20分），得18分。",
        "二、产出类",
        "1.数量（30分），得28分。",
        "2.质量（30分），得28分。",
    )
    assert not [found for found in results("score_total", text, *lines) if found.status == "fail"]
    assert [str(found.computed) for found in results("score_subtotal", text, *lines) if found.status == "fail"] == [
        "56"
    ]
