"""Where facts stand on their pages: a box for each line that a figure stands on."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao import extract
from jixiao.document import Block, Box, Document, Source
from jixiao.evidence import boxes_of, with_boxes

PITCH, SIZE, LEFT, COLUMNS, LINES = 28.0, 16.0, 90.0, 12, 10


def boxes(text: str, columns: int = COLUMNS, lines: int = LINES) -> tuple[Box | None, ...]:
    """Boxes of a text that is set in lines of so many characters, pages of so many lines; spaces have none."""
    out: list[Box | None] = []
    for place, character in enumerate(text):
        line, column = divmod(place, columns)
        page, line = divmod(line, lines)
        x0, top = LEFT + column * SIZE, 80 + line * PITCH
        out.append(None if character == " " else Box(page + 1, (x0, top, x0 + SIZE, top + SIZE)))
    return tuple(out)


def block(text: str, columns: int = COLUMNS, lines: int = LINES) -> Block:
    return Block("p1", "paragraph", text, page=1, boxes=boxes(text, columns, lines))


def document(*texts: str, lines: int = LINES) -> Document:
    source = Source("报告.pdf", "", "application/pdf", 0, "pdf", 1)
    blocks = (
        Block(f"p{i}", "paragraph", text, page=1, boxes=boxes(text, lines=lines)) for i, text in enumerate(texts, 1)
    )
    return Document(source, tuple(blocks))


def test_a_figure_on_one_line_has_one_box() -> None:
    (box,) = boxes_of(block("支出12.5万元。"), 2, 8)
    assert box == Box(1, (122.0, 80.0, 218.0, 96.0))


def test_a_figure_broken_over_two_lines_has_a_box_on_each() -> None:
    assert [box.bbox for box in boxes_of(block("当年部门支出合计1210.74万元。"), 8, 17)] == [
        (218.0, 80.0, 282.0, 96.0),
        (90.0, 108.0, 170.0, 124.0),
    ]


def test_a_figure_broken_over_two_pages_has_a_box_on_each() -> None:
    parts = boxes_of(block("当年部门支出合计1210.74万元。", lines=1), 8, 17)
    assert [box.page for box in parts] == [1, 2]


@given(st.lists(st.sampled_from([(0, 16), (2, 14), (9, 16), (20, 36), (-4, 3)]), min_size=1, max_size=6), st.randoms())
def test_what_is_plainly_one_line_is_so_character_by_character_too(heights, random):
    sides = [random.choice([16 * i, 16 * i, 5]) for i in range(len(heights))]
    characters = [(x, top, x + 16, bottom) for x, (top, bottom) in zip(sides, heights, strict=True)]
    alone = boxes_of(
        Block("p1", "paragraph", "数" * len(heights), boxes=tuple(Box(1, each) for each in characters)), 0, 9
    )
    x0s, tops, x1s, bottoms = zip(*characters, strict=True)
    plain = min(x0s) == x0s[0] and 2 * (min(bottoms) - max(tops)) >= max(bottoms) - min(tops)
    if plain:
        assert [box.bbox for box in alone] == [(x0s[0], min(tops), max(x1s), max(bottoms))]


def test_a_space_within_a_figure_does_not_part_its_box() -> None:
    (box,) = boxes_of(block("共1 260处"), 1, 7)
    assert box.bbox == (106.0, 80.0, 202.0, 96.0)


def test_a_mark_set_higher_stays_on_its_line() -> None:
    low, high = Box(1, (90.0, 80.0, 106.0, 96.0)), Box(1, (106.0, 78.0, 111.0, 86.0))
    assert len(boxes_of(Block("p1", "paragraph", "米2", boxes=(low, high)), 0, 2)) == 1


def test_a_figure_in_a_line_set_upright_has_one_box() -> None:
    stacked = tuple(Box(1, (90.0, 80 + i * SIZE, 98.0, 96 + i * SIZE)) for i in range(4))
    (box,) = boxes_of(Block("t1.r0.c0", "cell", "12万元", boxes=stacked), 0, 4)
    assert box.bbox == (90.0, 80.0, 98.0, 144.0)


def test_everything_that_points_into_a_pdf_has_its_boxes() -> None:
    record = extract(
        document(
            "某县水务局2023年度部门整体支出绩效自评报告",
            "一、预算执行情况，得分18分",
            "全年支出1,210.74万元，其中：基本支出700.00万元，项目支出510.74万元，"
            "项目支出占支出总额的42.18%。",
            "支出进度低于75%的项目2个。无专项资金。",
        )
    )  # fmt: skip
    assert {fact.value for fact in record.facts} >= {Decimal("1210.74"), None}
    assert record.scores
    assert record.references
    assert record.unread
    spans = [
        *(fact.span for fact in record.facts),
        *(points.span for item in record.scores for points in item.points),
        *(section.span for section in record.sections),
        *(reference.span for reference in record.references),
        *(unread.span for unread in record.unread),
        *(relation.span for relation in record.relations),
        *(span for check in record.checks for span in check.spans),
    ]
    assert [span for span in spans if not span.boxes] == []


def test_what_was_read_from_word_has_no_boxes() -> None:
    lines = Document.of_lines("一、部门概况", "全年支出1,210.74万元。")
    record = extract(lines)
    assert with_boxes(lines, record) == record
    assert all(fact.span.boxes == () for fact in record.facts)


@given(
    st.text(alphabet="一1 .", min_size=1, max_size=60), st.integers(2, 12), st.integers(1, 3), st.data()
)  # fmt: skip
def test_boxes_hold_every_character_once_and_are_as_many_as_the_lines(
    text: str, columns: int, lines: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    laid = block(text, columns, lines)
    found = boxes_of(laid, start, end)
    characters = [box for box in laid.boxes[start:end] if box]
    assert len(found) == len({(box.page, box.bbox[1]) for box in characters})
    for character in characters:
        holders = [
            box
            for box in found
            if box.page == character.page
            and box.bbox[1] <= character.bbox[1] < box.bbox[3]
            and box.bbox[0] <= character.bbox[0] < box.bbox[2]
        ]
        assert len(holders) == 1
