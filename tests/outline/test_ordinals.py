import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.normalise import normalise
from jixiao.outline.ordinals import leading_mark, listed_marks, ordinal_value
from jixiao.patterns import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("第二部分　收支情况", "part", 2),
        ("第三章 绩效分析", "chapter", 3),
        ("十二、其他事项", "han", 12),
        ("（二十一）车辆情况", "han_bracket", 21),
        ("㈢车辆情况", "han_bracket", 3),
        ("３．政府采购", "arabic", 3),
        ("4、会议费", "arabic", 4),
        ("1.2023年收入情况", "arabic", 1),
        ("⒉培训费", "arabic", 2),
        ("2.3 资金到位", "decimal2", 3),
        ("2.3.1 到位率", "decimal3", 1),
        ("(5)差旅费", "arabic_bracket", 5),
        ("⑥印刷费", "circled", 6),
        ("B效益指标", "letter", 2),
    ],
)
def test_every_way_to_number_a_heading_is_read(line: str, kind: str, value: int) -> None:
    mark = leading_mark(normalise(line), RULES)
    assert mark is not None
    assert (mark.kind, mark.value) == (kind, value)


@pytest.mark.parametrize(
    "line",
    ["一是加强学习", "1.25亿元用于还本", "2023年收入", "3个项目", "一般公共预算", "OA系统", "（2023）12号", "A级景区"],
)
def test_numbers_and_words_that_open_a_line_are_no_ordinals(line: str) -> None:
    assert leading_mark(normalise(line), RULES) is None


def test_a_list_inside_a_sentence_counts_on_from_one() -> None:
    text = normalise("主要有：（一）起草规划；（二）组织实施；（三）监督检查，详见（五）。")
    assert [mark.value for mark in listed_marks(text, RULES)] == [1, 2, 3]


def test_a_list_that_goes_on_in_the_next_line_is_one_list() -> None:
    following = leading_mark("2.进度偏慢。", RULES)
    assert [mark.value for mark in listed_marks("有两个问题:1.预算不细。", RULES, following)] == [1]
    assert listed_marks("有两个问题:1.预算不细。", RULES) == ()


def test_a_footnote_sign_alone_is_no_list() -> None:
    assert listed_marks("全部结转下年使用①。", RULES) == ()


@given(st.integers(1, 99))
def test_chinese_numerals_up_to_99_are_counted(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "〇一二三四五六七八九"
    written = ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
    assert ordinal_value(written) == value
