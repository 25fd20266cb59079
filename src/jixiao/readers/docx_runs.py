"""The XML of one paragraph to its text as printed, how that looks, and what else hangs on it.

Insertions are kept and deletions left out; hidden text, instructions of fields and reference marks of notes are left
out; content controls, hyperlinks, smart tags and ruby are read through.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from jixiao.readers.docx_fields import Fields
from jixiao.readers.docx_names import (
    ALTERNATE,
    BOX_CONTENT,
    BREAK,
    CUSTOM_XML,
    DIRECTION,
    DRAWING,
    ENDNOTE_REF,
    FLD_CHAR,
    FLD_SIMPLE,
    FOOTNOTE_REF,
    FRACTION,
    HYPERLINK,
    ID,
    INS,
    INSTR,
    INSTRUCTION,
    MATH,
    MATH_DEN,
    MATH_NUM,
    MATH_PARA,
    MATH_RUN,
    MATH_TEXT,
    MOVE_TO,
    NO_BREAK_HYPHEN,
    OBJECT,
    OVERRIDE,
    P_TAB,
    PICT,
    PICTURES,
    R_PR,
    RETURN,
    RUBY,
    RUBY_BASE,
    RUN,
    SDT,
    SDT_CONTENT,
    SMART_TAG,
    SYMBOL,
    TAB,
    TEXT,
    TYPE,
    Element,
    M,
    W,
    chosen,
)
from jixiao.readers.docx_styles import PLAIN, Look, Styles
from jixiao.readers.docx_symbols import symbol

_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"


class Runs(Struct):
    """What the runs of a paragraph hold: text, text boxes, references to notes, pictures and embedded objects; `hidden` is left out."""

    styles: Styles
    fields: Fields
    paragraph_look: Look = PLAIN
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    hidden: list[str] = field(default_factory=list)
    _look: Look = PLAIN
    _texts: list[str] = field(default_factory=list)
    _sizes: dict[float | None, int] = field(default_factory=dict)
    _bold: int = 0
    _in_contents: int = 0

    @property
    def text(self) -> str:
        """The text as printed."""
        return "".join(self._texts)

    @property
    def bold(self) -> bool:
        """Whether all of the text is bold."""
        return 0 < self._bold == sum(self._sizes.values())

    @property
    def size(self) -> float | None:
        """The size in points that most of the text has."""
        return max(self._sizes, key=self._sizes.__getitem__) if self._sizes else self.paragraph_look.size

    @property
    def in_contents(self) -> bool:
        """Whether most of the text stands in a table of contents."""
        return self._in_contents * 2 > sum(self._sizes.values())

    def read_paragraph(self, paragraph: Element, look: Look) -> None:
        """Reads a paragraph whose style has this look, after those that run into it."""
        self.paragraph_look = look
        self.read(paragraph)

    def read(self, parent: Element) -> None:
        """Reads on through the children of a paragraph, or of what stands in one around its runs."""
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._look = self.paragraph_look
                self._run_content(child)
            elif reader := _AROUND_RUNS.get(tag):
                reader(self, child)

    def _run_content(self, run: Element) -> None:
        for child in run:
            tag = child.tag
            if tag == TEXT:
                self._text(child)
            elif tag == R_PR:
                self._look = self.styles.run(self.paragraph_look, child)
            elif reader := _IN_RUN.get(tag):
                reader(self, child)

    def _text(self, element: Element) -> None:
        if text := element.text:
            kept = text if element.get(_PRESERVED) == "preserve" else text.strip(" \t\r\n")
            self._print(kept.replace("\n", " ").replace("\r", " ").replace("\t", " "))

    def _print(self, text: str) -> None:
        if self._look.hidden or not self.fields.prints:
            if self.fields.prints:
                self.hidden.append(text)
            return
        self._texts.append(text)
        if visible := len(text.strip()):
            size = self._look.size
            self._sizes[size] = self._sizes.get(size, 0) + visible
            self._bold += visible * self._look.bold
            self._in_contents += visible * self.fields.in_contents

    def _control(self, control: Element) -> None:
        if (content := control.find(SDT_CONTENT)) is not None:
            self.read(content)

    def _alternate_around(self, alternate: Element) -> None:
        if (branch := chosen(alternate)) is not None:
            self.read(branch)

    def _simple_field(self, element: Element) -> None:
        self.fields.begin(element.get(INSTR) or " ")
        self.read(element)
        self.fields.end()

    def _math_run(self, run: Element) -> None:
        self._look = self.paragraph_look
        for text in run.iter(MATH_TEXT, TEXT):
            self._print(text.text or "")

    def _fraction(self, fraction: Element) -> None:
        """A fraction is read on one line: "a/b"."""
        self._look = self.paragraph_look
        for part, sign in ((MATH_NUM, "/"), (MATH_DEN, "")):
            if (found := fraction.find(part)) is not None:
                self.read(found)
            self._print(sign)

    def _break(self, element: Element) -> None:
        if element.get(TYPE) not in ("page", "column"):
            self._print("\n")

    def _field_mark(self, mark: Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self._print(self.fields.end())

    def _instruction(self, element: Element) -> None:
        self.fields.instruct(element.text or "")

    def _note(self, reference: Element) -> None:
        if not self._look.hidden and self.fields.prints:
            self.notes.append((reference.tag, reference.get(ID, "")))

    def _drawing(self, drawing: Element) -> None:
        """Text boxes in a drawing; one without may hold a picture, or be a mere line under a letterhead."""
        if self._look.hidden:
            return
        boxes = _boxes(drawing)
        self.boxes += boxes
        if drawing.tag == OBJECT:
            self.objects += 1
        elif not boxes and next(drawing.iter(*PICTURES), None) is not None:
            self.pictures += 1

    def _alternate_in_run(self, alternate: Element) -> None:
        if (branch := chosen(alternate)) is not None:
            self._run_content(branch)

    def _ruby(self, ruby: Element) -> None:
        """The words of the line; the small reading above them is left out."""
        if (base := ruby.find(RUBY_BASE)) is not None:
            self.read(base)


def _boxes(drawing: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, each once; a box within a box is left to the reader of the outer."""
    boxes: list[Element] = []
    for child in drawing:
        if child.tag == BOX_CONTENT:
            boxes.append(child)
        elif child.tag == ALTERNATE:
            if (branch := chosen(child)) is not None:
                boxes += _boxes(branch)
        else:
            boxes += _boxes(child)
    return boxes


_READ_THROUGH = (HYPERLINK, SMART_TAG, CUSTOM_XML, INS, MOVE_TO, DIRECTION, OVERRIDE, MATH_PARA, MATH)
_MATH_LAYOUT = tuple(M + name for name in (
    "e", "sub", "sup", "deg", "lim", "d", "rad", "nary", "sSub", "sSup", "sSubSup", "sPre", "func", "fName", "box",
    "borderBox", "bar", "acc", "limLow", "limUpp", "groupChr", "eqArr", "m", "mr", "phant",
))  # fmt: skip

_AROUND_RUNS: dict[str, Callable[[Runs, Element], None]] = {
    **dict.fromkeys(_READ_THROUGH + _MATH_LAYOUT, Runs.read),
    SDT: Runs._control,
    FLD_SIMPLE: Runs._simple_field,
    ALTERNATE: Runs._alternate_around,
    MATH_RUN: Runs._math_run,
    FRACTION: Runs._fraction,
}
_IN_RUN: dict[str, Callable[[Runs, Element], None]] = {
    TAB: lambda runs, _: runs._print("\t"),
    P_TAB: lambda runs, _: runs._print("\t"),
    BREAK: Runs._break,
    RETURN: lambda runs, _: runs._print("\n"),
    NO_BREAK_HYPHEN: lambda runs, _: runs._print("-"),
    SYMBOL: lambda runs, element: runs._print(symbol(element)),
    FLD_CHAR: Runs._field_mark,
    INSTRUCTION: Runs._instruction,
    FOOTNOTE_REF: Runs._note,
    ENDNOTE_REF: Runs._note,
    DRAWING: Runs._drawing,
    PICT: Runs._drawing,
    OBJECT: Runs._drawing,
    ALTERNATE: Runs._alternate_in_run,
    RUBY: Runs._ruby,
}
