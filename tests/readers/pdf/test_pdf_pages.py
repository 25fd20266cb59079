"""What stands on a page of a PDF is what a person sees there, and every character is found again in its box."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from jixiao.document import Boxes, Document
from jixiao.readers.pdf import read

SHARED = Path(__file__).parents[4] / "shared"
GIVEN = sorted(SHARED.glob("gold/*.pdf"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def seen_in_boxes(content: bytes, document: Document) -> list[tuple[str, str]]:
    """For each character of a document what it is, and what pdfplumber finds where its box says it stands."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        places = {
            page.page_number: [((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2, c["text"]) for c in page.chars]
            for page in pdf.pages
        }
    found = []
    for block in document.blocks:
        assert len(block.boxes) == len(block.text)
        for character, box in zip(block.text, block.boxes, strict=True):
            assert (box is None) == (character in " \n")
            if box is not None:
                x0, top, x1, bottom = box.bbox
                x, y = (x0 + x1) / 2, (top + bottom) / 2
                near = min(places[box.page], key=lambda place: abs(place[0] - x) + abs(place[1] - y))
                found.append((character, near[2]))
    return found


def test_each_character_is_read_again_where_its_box_says(make_wrapped_sheet):
    content = make_wrapped_sheet(["预算收入1,210.74万元，比上年增长17.31%，" * 20 + "完成。"]).content()
    pairs = seen_in_boxes(content, read(content, "报告.pdf"))
    assert len(pairs) > 500
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.stem)
def test_each_character_of_the_reports_at_hand_is_read_again_in_its_box(path):
    content = path.read_bytes()
    document = read(content, path.name)
    if document.warnings:
        pytest.skip("a scan has no characters")
    wrong = [pair for pair in seen_in_boxes(content, document) if pair[0] != pair[1]]
    assert wrong == []


def test_boxes_are_the_same_for_a_few_characters_as_for_all(make_wrapped_sheet):
    document = read(make_wrapped_sheet(["Budget office 预算收入1,210.74万元，" * 9 + "完成。"]).content(), "报告.pdf")
    (block,) = (block for block in document.blocks if block.kind == "paragraph")
    boxes = tuple(block.boxes)
    assert isinstance(block.boxes, Boxes)
    for start, end in ((0, 1), (5, 9), (40, 75), (len(boxes) - 3, len(boxes)), (7, 7)):
        assert block.boxes[start:end] == boxes[start:end]
        printed = [(box.page, box.bbox) for box in boxes[start:end] if box]
        columns = block.boxes.columns(start, end)
        assert [(page, bbox) for page, *edges in columns for bbox in zip(*edges, strict=True)] == printed
    assert (block.boxes[-1], block.boxes[3:20:4]) == (boxes[-1], boxes[3:20:4])


def test_what_is_drawn_invisibly_or_beyond_the_page_is_not_read(sheet):
    sheet.text("看得见的文字。")
    words = sheet.canvas.beginText(90, 600)
    words.setFont("STSong-Light", 16)
    words.setTextRenderMode(3)
    words.textOut("看不见的文字")
    sheet.canvas.drawText(words)
    sheet.text("页外的文字", x=-300, top=300)
    assert texts(sheet.read()) == ["看得见的文字。"]


def test_what_its_clip_hides_is_not_read(sheet):
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(80, sheet.height - 110, 420, 50)
    sheet.canvas.clipPath(path, stroke=0)
    sheet.text("看得见的文字。")
    sheet.text("被裁掉的文字。", top=300)
    sheet.canvas.restoreState()
    assert texts(sheet.read()) == ["看得见的文字。"]


def test_words_printed_twice_for_boldness_are_read_once(sheet):
    for shift in (0, 0.4, 0.8):
        sheet.text("一、部门基本情况11个", x=90 + shift)
    assert texts(sheet.read()) == ["一、部门基本情况11个"]


def test_a_watermark_aslant_is_not_read(sheet):
    sheet.text("正文在此。")
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 400)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont("STSong-Light", 60)
    sheet.canvas.drawString(0, 0, "内部")
    sheet.canvas.restoreState()
    assert texts(sheet.read()) == ["正文在此。"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_for_display_is_read_upright(sheet, turn):
    canvas = sheet.canvas
    canvas.setPageRotation(turn)
    # what is drawn turned back stands upright when the page is shown
    canvas.translate(*{90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])  # reportlab turns the sheet as well
    canvas.rotate(turn)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(100, 500, "预算收入12万元，")
    canvas.drawString(100, 470, "支出11万元。")
    block = sheet.read().blocks[0]
    assert block.text.startswith("预算收入12万元，")
    x0, top, x1, bottom = block.boxes[0].bbox
    assert (round(x0), round(x1)) == (100, 116)
    assert 842 - 500 - 16 < top < bottom < 842 - 500 + 8


def test_a_table_set_sideways_is_read_upright_with_boxes_where_it_is_shown(sheet):
    canvas = sheet.canvas
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.setFont("STSong-Light", 12)
    for i, row in enumerate((("项目", "金额"), ("甲", "3.5"))):
        for j, words in enumerate(row):
            canvas.drawString(104 + 100 * j, 400 - 20 * i, words)
    for y in (414, 394, 374):
        canvas.line(100, y, 300, y)
    for x in (100, 200, 300):
        canvas.line(x, 374, x, 414)
    document = sheet.read()
    assert [block.text for block in document.blocks] == ["项目", "金额", "甲", "3.5"]
    x0, top, x1, bottom = document.blocks[0].boxes[0].bbox
    assert 595 - 400 - 16 < x0 < x1 < 595 - 400 + 8
    assert 842 - 116 - 1 < top < bottom < 842 - 104 + 1


def test_a_page_without_text_is_named_in_a_warning(sheet):
    sheet.text("第一页有字。")
    sheet.next_page()
    image = io.BytesIO()
    Image.new("L", (40, 40), 128).save(image, "PNG")
    sheet.canvas.drawImage(ImageReader(image), 50, 50, 400, 600)
    (warning,) = sheet.read().warnings
    assert warning.code == "no_text"
    assert "第2页" in warning.message
    assert "OCR" in warning.message


def test_pages_without_text_in_a_row_are_one_warning(sheet):
    sheet.text("第一页有字。")
    for _ in range(3):
        sheet.next_page()
        image = io.BytesIO()
        Image.new("L", (40, 40), 128).save(image, "PNG")
        sheet.canvas.drawImage(ImageReader(image), 50, 50, 400, 600)
    (warning,) = sheet.read().warnings
    assert warning.message.startswith("第2至4页")


def test_the_text_layer_of_a_scan_is_read_with_a_warning(sheet):
    image = io.BytesIO()
    Image.new("L", (40, 40), 128).save(image, "PNG")
    sheet.canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    words = sheet.canvas.beginText(90, 700)
    words.setFont("STSong-Light", 16)
    words.setTextRenderMode(3)
    words.textOut("识别出的文字。")
    sheet.canvas.drawText(words)
    document = sheet.read()
    assert texts(document) == ["识别出的文字。"]
    assert [warning.code for warning in document.warnings] == ["ocr_layer"]


def test_one_character_alone_in_a_font_that_is_not_embedded_is_read(sheet):
    sheet.text("无", 200, 100, 9)
    assert texts(sheet.read()) == ["无"]


def test_what_is_filled_into_a_form_is_read(sheet):
    sheet.text("Budget:", 90, 100, font="Helvetica")
    sheet.canvas.acroForm.textfield(name="sum", value="1210.74", x=160, y=sheet.height - 120, width=120, height=20)
    assert texts(sheet.read()) == ["Budget: 1210.74"]


def test_words_turned_on_their_side_in_a_cell_are_not_lost(sheet):
    sheet.text("正文在此，共有两行文字。")
    sheet.canvas.saveState()
    sheet.canvas.translate(300, 500)
    sheet.canvas.rotate(-90)
    sheet.canvas.setFont("STSong-Light", 12)
    sheet.canvas.drawString(0, 0, "产出指标")
    sheet.canvas.restoreState()
    assert "产出指标" in "".join(texts(sheet.read()))


def test_a_scan_with_a_printed_page_number_is_still_a_scan(sheet):
    image = io.BytesIO()
    Image.new("L", (40, 40), 128).save(image, "PNG")
    sheet.canvas.drawImage(ImageReader(image), 20, 20, 555, 800)
    sheet.text("- 3 -", 280, 800, 9)
    assert [warning.code for warning in sheet.read().warnings] == ["no_text"]


def test_words_struck_through_are_not_read_and_underlined_ones_are(sheet):
    sheet.text("调整后预算1690.00万元", 90, 100)
    sheet.rule(170, 108.5, 170 + 5 * 16 - 26, 108.5)
    sheet.text("下划线在此", 90, 140)
    sheet.rule(90, 157, 170, 157)
    assert [text.replace(" ", "") for text in texts(sheet.read())] == ["调整后预算万元", "下划线在此"]


def test_a_narrow_space_typed_between_chinese_words_is_kept(sheet):
    sheet.text("一 部门概况", 90, 100)
    assert texts(sheet.read()) == ["一 部门概况"]


def test_a_level_watermark_behind_the_text_of_each_page_is_left_out(sheet, wrap):
    duties = "本部门负责会议的准备、组织和服务工作，组织起草重要文稿并协调有关部门，承办其他事项和临时任务。" * 3
    for _ in range(3):
        sheet.text("内部资料", 180, 150, 48)
        sheet.lines(wrap(duties))
        sheet.next_page()
    assert [block.text for block in sheet.read().blocks] == [duties] * 3


def test_a_large_title_at_one_place_on_every_page_stays(sheet):
    for name in ("甲", "乙", "丙"):
        sheet.centred("绩效自评表", 100, 30)
        sheet.lines([f"　　{name}项目的情况如下，没有其他情况。"], top=180)
        sheet.next_page()
    assert [block.text for block in sheet.read().blocks].count("绩效自评表") == 3
