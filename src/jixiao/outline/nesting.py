"""Headings to levels. A level is how deep a heading is nested in this report, not the rank of its mark in a fixed table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.outline.headings import Heading


def levels(headings: Sequence[Heading], usual: Sequence[str]) -> tuple[int, ...]:
    """One level a heading, 1 outermost: "四、" with "1." right beneath it and no "（一）" gives 1 and 2.

    `usual` is the usual order of the marks. A report that nests the other way round ("1." above "（一）") is believed
    when it does so throughout.
    """
    rank = {kind: place for place, kind in enumerate(_order(headings, usual))}
    stack: list[str] = []
    result: list[int] = []
    for heading in headings:
        while stack and rank[stack[-1]] >= rank[heading.kind]:
            stack.pop()
        stack.append(heading.kind)
        result.append(len(stack))
    return tuple(result)


def _order(headings: Sequence[Heading], usual: Sequence[str]) -> list[str]:
    """The kinds of this report, outermost first: the usual order, mended where the report itself shows another.

    A list that begins right below another kind is its child. Headings that only a style or their looks show come first
    and last of the usual order.
    """
    present = {heading.kind for heading in headings}
    styles = sorted(kind for kind in present if kind.startswith("style"))
    order = [kind for kind in (*styles, *usual, "look") if kind in present]
    child = Counter((headings[place].kind, headings[place + 1].kind) for place in _beginnings(headings))
    for _ in order:
        for place in range(len(order) - 1):
            outer, inner = order[place], order[place + 1]
            if child[inner, outer] and not child[outer, inner]:
                order[place], order[place + 1] = inner, outer
    return order


def _beginnings(headings: Sequence[Heading]) -> Iterator[int]:
    """After which headings (by index) a list of another kind begins: its first number is 1.

    A heading without a number begins a list under the one above it when the numbers above go on after it (三、 look 四、);
    where they begin again at 1, it stands over them.
    """
    for place, (above, below) in enumerate(pairwise(headings)):
        if above.kind == below.kind:
            continue
        later = next((heading.value for heading in headings[place + 2 :] if heading.kind == above.kind), None)
        goes_on = above.value is None or (later is not None and later > above.value)
        if below.value == 1 or (below.value is None and goes_on):
            yield place
