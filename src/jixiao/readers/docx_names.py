"""The names of WordprocessingML that the reader knows, as lxml spells them, and how to read a switch or a value."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# blocks
BODY, P, P_PR, TBL = W + "body", W + "p", W + "pPr", W + "tbl"
SDT, SDT_PR, SDT_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
CUSTOM_XML, ALT_CHUNK, SECT_PR = W + "customXml", W + "altChunk", W + "sectPr"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
INS, DEL, MOVE_TO, MOVE_FROM = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
BOX_CONTENT = W + "txbxContent"

# tables
TR, TR_PR, TC, TC_PR = W + "tr", W + "trPr", W + "tc", W + "tcPr"
TBL_GRID, GRID_COL = W + "tblGrid", W + "gridCol"
GRID_SPAN, GRID_BEFORE, V_MERGE, H_MERGE = W + "gridSpan", W + "gridBefore", W + "vMerge", W + "hMerge"
CELL_DEL, HIDDEN = W + "cellDel", W + "hidden"

# what stands in a paragraph
RUN, R_PR, HYPERLINK, SMART_TAG = W + "r", W + "rPr", W + "hyperlink", W + "smartTag"
DIRECTION, OVERRIDE, FLD_SIMPLE = W + "dir", W + "bdo", W + "fldSimple"
MATH_PARA, MATH, MATH_RUN, MATH_TEXT, FRACTION = M + "oMathPara", M + "oMath", M + "r", M + "t", M + "f"
MATH_NUM, MATH_DEN = M + "num", M + "den"

# pictures
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
)

# what stands in a run
TEXT, TAB, P_TAB, BREAK, RETURN = W + "t", W + "tab", W + "ptab", W + "br", W + "cr"
NO_BREAK_HYPHEN, SYMBOL = W + "noBreakHyphen", W + "sym"
FLD_CHAR, INSTRUCTION = W + "fldChar", W + "instrText"
FOOTNOTE_REF, ENDNOTE_REF = W + "footnoteReference", W + "endnoteReference"
DRAWING, PICT, OBJECT, RUBY, RUBY_BASE = W + "drawing", W + "pict", W + "object", W + "ruby", W + "rubyBase"

# properties
P_STYLE, R_STYLE, NUM_PR, NUM_ID, ILVL = W + "pStyle", W + "rStyle", W + "numPr", W + "numId", W + "ilvl"
JC, OUTLINE_LVL, BOLD, SIZE, VANISH = W + "jc", W + "outlineLvl", W + "b", W + "sz", W + "vanish"

VAL, TYPE, ID, INSTR, WIDTH = W + "val", W + "type", W + "id", W + "instr", W + "w"
REL_ID = R + "id"

_OFF = ("0", "false", "off", "none")


def switched_on(switch: Element | None) -> bool:
    """Whether a switch such as <w:b/> or <w:vanish w:val="0"/> is there and on."""
    return switch is not None and switch.get(VAL) not in _OFF


def value(element: Element | None) -> str | None:
    """The w:val of an element that may not be there."""
    return None if element is None else element.get(VAL)


def number(element: Element | None) -> int | None:
    """The w:val of an element as a whole number; None where there is none or it is no number."""
    text = value(element)
    return int(text) if text is not None and text.lstrip("-").isdecimal() else None


def by_name(parent: Element | None) -> dict[str, Element]:
    """The children of properties by their names, the first of each: asked for one by one, they are gone through each time."""
    return {} if parent is None else {child.tag: child for child in reversed(parent)}


def chosen(alternate: Element) -> Element | None:
    """The one branch of mc:AlternateContent to read: the first choice that holds words, else the fallback.

    A text box stands in both, drawn in two ways.
    """
    branches = [branch for branch in alternate if branch.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(TEXT, MATH_TEXT), None) is not None:
            return branch
    return branches[0] if branches else None
