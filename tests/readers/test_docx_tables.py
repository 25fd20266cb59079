"""Merged cells of a Word table become one cell that covers its rows and columns."""

from __future__ import annotations


def cell(text: str, properties: str = "") -> str:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


BEGIN, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table(*rows: list[str], widths: tuple[int, ...] = (), before: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f"<w:tr>{before}{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


def form(document, index: int = 0):
    cells = document.tables[index].cells
    return {document.block(c.block).text: (c.row, c.column, c.rowspan, c.colspan) for c in cells}


def test_cells_merged_across_and_down_cover_their_places(read_body):
    document = read_body(
        table(
            [cell("项目", BEGIN), cell("预算|（万元）", span(2))],
            [cell("", CONTINUE), cell("年初"), cell("全年")],
            [cell("绿化"), cell("1"), cell("2")],
        )
    )
    assert (document.tables[0].rows, document.tables[0].columns) == (3, 3)
    assert form(document) == {
        "项目": (0, 0, 2, 1),
        "预算\n（万元）": (0, 1, 1, 2),
        "年初": (1, 1, 1, 1),
        "全年": (1, 2, 1, 1),
        "绿化": (2, 0, 1, 1),
        "1": (2, 1, 1, 1),
        "2": (2, 2, 1, 1),
    }
    assert [block.id for block in document.blocks][:3] == ["t1.r1.c1", "t1.r1.c2", "t1.r2.c2"]


def test_a_new_merge_below_another_is_a_cell_of_its_own(read_body):
    document = read_body(
        table(*([cell(text, merge)] for text, merge in [("甲", BEGIN), ("", CONTINUE), ("乙", BEGIN)]))
    )
    assert form(document) == {"甲": (0, 0, 2, 1), "乙": (2, 0, 1, 1)}


def test_cells_merged_the_old_way_are_one(read_body):
    merged = [cell("合计", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("9")]
    assert form(read_body(table(merged))) == {"合计": (0, 0, 1, 2), "9": (0, 2, 1, 1)}


def test_a_row_that_begins_further_right_keeps_its_place(read_body):
    first = table([cell("甲"), cell("乙")])[: -len("</w:tbl>")]
    later = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("丙") + "</w:tr></w:tbl>"
    assert form(read_body(first + later))["丙"] == (1, 1, 1, 1)


def test_grid_columns_at_which_no_cell_ends_are_no_columns(read_body):
    document = read_body(table([cell("甲", span(3)), cell("乙")], [cell("1", span(3)), cell("2")]))
    assert document.tables[0].columns == 2


def test_a_border_dragged_by_a_hair_makes_no_column(read_body):
    rows = [cell("甲"), cell("乙", span(2))], [cell("1", span(2)), cell("2")]
    assert read_body(table(*rows, widths=(2000, 40, 2000))).tables[0].columns == 2
    assert read_body(table(*rows, widths=(2000, 900, 2000))).tables[0].columns == 3


def test_a_merge_goes_on_below_a_border_dragged_by_a_hair(read_body):
    rows = [cell("甲"), cell("乙", span(2) + BEGIN)], [cell("1", span(2)), cell("", CONTINUE)]
    assert form(read_body(table(*rows, widths=(2000, 40, 2000))))["乙"] == (0, 1, 2, 1)


def test_a_nested_table_follows_the_cell_that_holds_it_and_is_not_repeated_in_it(read_body):
    inner = table([cell("内1"), cell("内2")])
    outer = cell("外").replace("</w:tc>", inner + "<w:p/></w:tc>")
    document = read_body(table([outer, cell("旁")]))
    assert [(block.id, block.text) for block in document.blocks] == [
        ("t1.r1.c1", "外"),
        ("t2.r1.c1", "内1"),
        ("t2.r1.c2", "内2"),
        ("t1.r1.c2", "旁"),
    ]
    assert [table.id for table in document.tables] == ["t1", "t2"]
