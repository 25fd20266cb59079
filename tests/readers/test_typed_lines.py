"""Lines ended by hand and tables set with blanks, as a typist makes them."""

from __future__ import annotations

from jixiao.document import Document
from jixiao.readers.typed_lines import as_paragraphs
from jixiao.readers.typed_tables import with_typed_tables

BROKEN = (
    "一、基本情况",
    "我乡位于县城西部，辖九个村委会，总人口一万二千人，乡机关内设三",
    "个办公室，年末在职三十人。全年收入八百六十万，其中财政拨款八百",
    "一十万，其他收入五十万，全年支出八百二十万，比上年的七百五十万",
    "增加七十万，年末结余四十万，结转下年使用。",
    "二、取得的成效",
    "一是基础设施有了改善，硬化村组公路六公里，解决了四个村群众的出",
    "行困难，新建水池十一口，铺设管道二十公里，三千人喝上了干净的自",
    "来水，供水保证率达到九成以上，群众比较满意。",
    "二是产业发展有了起色，完成茶园低改一千五百亩，茶叶产量比上一年",
    "增加三十六吨，茶农的收入有了明显提高，新建加工厂房两处，带动周",
    "边农户二百户，户均增收一千元。",
    "三、下一步打算",
    "把预算编细编实，尽早动工，对剩下的两个项目排出工期，每个月由分",
    "管领导督促检查一次，确保年底前全部完工。",
)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_sentences_broken_by_hand_are_one_block_and_headings_stay() -> None:
    read = as_paragraphs(Document.of_lines(*BROKEN))
    assert _texts(read)[0] == "一、基本情况"
    assert _texts(read)[1].endswith("结转下年使用。")
    assert "内设三个办公室" in _texts(read)[1]
    assert [text[:2] for text in _texts(read)[2:]] == ["二、", "一是", "二是", "三、", "把预"]


def test_the_characters_of_the_lines_are_kept() -> None:
    assert "".join(_texts(as_paragraphs(Document.of_lines(*BROKEN)))) == "".join(BROKEN)


def test_a_document_with_one_long_paragraph_was_not_typed_line_by_line() -> None:
    document = Document.of_lines(*BROKEN, "全年共召开预算绩效管理工作会议三次。" * 12)
    assert as_paragraphs(document) is document


def test_short_lines_that_each_end_their_sentence_stay() -> None:
    lines = [f"第{i}个项目已经按照年初确定的绩效目标全部完成，资金全部支付到位。" for i in range(20)]
    document = Document.of_lines(*lines)
    assert as_paragraphs(document) is document


def test_columns_of_blanks_are_a_table() -> None:
    document = Document.of_lines(
        "各项支出如下：",
        "项    目        2014年     2015年    增减额",
        "人员经费        402.30     436.18     33.88",
        "公用经费        158.45     149.62     -8.83",
        "合    计        560.75     585.80     25.05",
        "从上表看，支出有所增加。",
    )
    read = with_typed_tables(document)
    assert [(table.rows, table.columns) for table in read.tables] == [(4, 4)]
    assert _texts(read)[1:5] == ["项目", "2014年", "2015年", "增减额"]
    assert _texts(read)[13:17] == ["合计", "560.75", "585.80", "25.05"]
    assert (_texts(read)[0], _texts(read)[-1]) == ("各项支出如下：", "从上表看，支出有所增加。")


def test_a_sum_without_a_number_stands_under_the_names() -> None:
    read = with_typed_tables(
        Document.of_lines(
            "序号\t项目名称\t预算数（万）\t支出数（万）",
            "1\t村组公路硬化\t210.00\t210.00",
            "2\t人畜饮水工程\t96.50\t92.80",
            "合计\t306.50\t302.80",
        )
    )
    assert _texts(read)[12:] == ["", "合计", "306.50", "302.80"]


def test_blanks_in_a_signature_or_in_prose_are_no_table() -> None:
    document = Document.of_lines(
        "填表人：张三    审核人：李四    电话：62915577",
        "负责人：王五    单位（盖章）    2016年3月15日",
        "说明：  本表一式三份，  由财政所  存档备查。",
    )
    assert with_typed_tables(document) is document


def test_rows_of_unequal_length_are_no_table() -> None:
    document = Document.of_lines("甲  1  2", "乙  3  4  5  6", "丙  7  8")
    assert not with_typed_tables(document).tables
