"""w:sym, a sign named by font and place in it, to the character that looks the same; "" for mere decoration."""

from __future__ import annotations

from jixiao.readers.docx_names import Element, W

_PRIVATE = 0xF000
_TICKS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□"}
_CIRCLED = {0x81 + place: sign for place, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")}
_FILLED = {0x8C + place: sign for place, sign in enumerate("❶❷❸❹❺❻❼❽❾❿")}
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": _TICKS | _CIRCLED | _FILLED,
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
    | {0x6A + place: sign for place, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·", 0xE5: "∑"}
    | {code: chr(code) for code in range(0x25, 0x40)},
}


def symbol(element: Element) -> str:
    """The character of a w:sym."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if code < 0x100 or _PRIVATE <= code < _PRIVATE + 0x100:
        return _FONTS.get(element.get(W + "font", "").lower(), {}).get(code & 0xFF, "")
    return "" if 0xD800 <= code < 0xF900 or code > 0x10FFFF else chr(code)
