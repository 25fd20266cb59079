"""What holds for every table and page break: the form that was drawn is the form that is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.readers.pdf_grid import Field, find_grids
from jixiao.readers.pdf_page import Stroke


@st.composite
def forms(draw):
    """The fields of a table of some rows and columns, neighbours merged here and there, and each row and column seen."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    fields: dict[tuple[int, int], Field] = {(r, c): Field(r, c) for r in range(rows) for c in range(columns)}
    for _ in range(draw(st.integers(0, 4))):
        row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        down, right = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
        inside = [(r, c) for r in range(row, row + down) for c in range(column, column + right)]
        if all(place in fields and fields[place] == Field(*place) for place in inside) and len(inside) > 1:
            for place in inside:
                del fields[place]
            fields[row, column] = Field(row, column, down, right)
    return rows, columns, tuple(sorted(fields.values(), key=lambda field: (field.row, field.column)))


def strokes_of(fields: tuple[Field, ...]) -> list[Stroke]:
    """The four sides of each field, as far from one another as rows and columns of text are."""
    strokes = []
    for field in fields:
        x0, x1 = 90 + 40 * field.column, 90 + 40 * (field.column + field.colspan)
        top, bottom = 100 + 20 * field.row, 100 + 20 * (field.row + field.rowspan)
        strokes += [Stroke(x0, top, x1, top), Stroke(x0, bottom, x1, bottom)]
        strokes += [Stroke(x0, top, x0, bottom), Stroke(x1, top, x1, bottom)]
    return strokes


@settings(max_examples=150)
@given(forms(), st.randoms(use_true_random=False))
def test_the_fields_of_a_grid_are_found_whatever_the_order_of_its_lines(form, random):
    rows, columns, fields = form
    strokes = strokes_of(fields)
    random.shuffle(strokes)
    tops = {field.row for field in fields}
    lefts = {field.column for field in fields}
    grids = [grid for grid in find_grids(strokes) if not grid.is_frame]
    if len(tops) == rows and len(lefts) == columns and len(fields) > 1:
        (grid,) = grids
        assert grid.fields == fields
    else:
        assert len(grids) <= 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_a_table_is_the_same_wherever_its_page_breaks_fall(make_ruled_sheet, breaks):
    rows = [[str(i), f"第{i}个项目", f"{i}.50", f"{i}.25"] for i in range(1, sum(breaks) + 1)]
    document = make_ruled_sheet(rows, breaks).read()
    (table,) = document.tables
    assert table.continued == len(breaks) - 1
    assert [document.block(cell.block).text for cell in table.cells] == [text for row in rows for text in row]
