"""A count to the numeral that Word prints for it in one of its number formats: 12 to "十二", "壹拾贰", "⑫", "xii"."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LAST_LETTER = 780
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(count: int, number_format: str, custom: str | None = None) -> str:
    """The numeral for a count; "" where the format prints none; a format not known here is printed in decimal.

    >>> [numeral(12, name) for name in ("chineseCountingThousand", "chineseLegalSimplified", "upperRoman")]
    ['十二', '壹拾贰', 'XII']
    >>> numeral(7, "custom", "001, 002, 003, ...")
    '007'
    """
    if number_format == "custom" and custom:
        return str(count).zfill(len(custom.split(",")[0].strip()))
    written = _FORMATS.get(number_format)
    return written(count) if written else str(count)


def _chinese(digits: str, tens: str, hundreds: str, thousands: str, *, short_ten: bool) -> Callable[[int], str]:
    """Counting in Chinese to 9,999 (105 is 一百零五); `short_ten`: 12 is 十二, not 一十二."""

    def written(count: int) -> str:
        if not 0 < count < 10_000:
            return str(count)
        text = ""
        for power, place in ((1000, thousands), (100, hundreds), (10, tens), (1, "")):
            digit = count // power % 10
            if digit:
                text += digits[digit] + place
            elif text and count % power and not text.endswith(digits[0]):
                text += digits[0]
        return text[1:] if short_ten and 10 <= count < 20 else text

    return written


def _japanese(count: int) -> str:
    """As Chinese, without 一 before a place and without 零: 110 is 百十."""
    if not 0 < count < 10_000:
        return str(count)
    text = ""
    for power, place in ((1000, "千"), (100, "百"), (10, "十")):
        digit = count // power % 10
        text += (_DIGITS[digit] if digit > 1 else "") + place if digit else ""
    return text + (_DIGITS[count % 10] if count % 10 else "")


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda count: "".join(digits[int(digit)] for digit in str(count))


def _counting(count: int) -> str:
    """Words up to 99, digit by digit from 100 on: 二十一, 一〇五."""
    return _THOUSAND(count) if count < 100 else _digit_by_digit("〇" + _DIGITS[1:])(count)


def _listed(signs: str) -> Callable[[int], str]:
    """Signs in a row (甲乙丙, ⑴⑵⑶), decimal when they have run out."""
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _letters(count: int) -> str:
    """Letters from a to z, then aa, bb, cc as Word counts on."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= _LAST_LETTER else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (count // amount)
        count %= amount
    return text


def _full_width(count: int) -> str:
    return _digit_by_digit("０１２３４５６７８９")(count)


def _nothing(count: int) -> str:
    return ""


_THOUSAND = _chinese(_DIGITS, "十", "百", "千", short_ten=True)
_CIRCLED = _listed("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿")
_STEMS = _listed("甲乙丙丁戊己庚辛壬癸")
_BRANCHES = _listed("子丑寅卯辰巳午未申酉戌亥")

_FORMATS: dict[str, Callable[[int], str]] = {
    "bullet": _nothing,
    "none": _nothing,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "numberInDash": lambda count: f"- {count} -",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": _roman,
    "chineseCounting": _counting,
    "chineseCountingThousand": _THOUSAND,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _THOUSAND,
    "taiwaneseDigital": _digit_by_digit("○" + _DIGITS[1:]),
    "ideographDigital": _digit_by_digit("〇" + _DIGITS[1:]),
    "japaneseDigitalTenThousand": _digit_by_digit("〇" + _DIGITS[1:]),
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _chinese(_LEGAL_DIGITS, "拾", "佰", "仟", short_ten=False),
    "ideographLegalTraditional": _chinese(_LEGAL_TRADITIONAL, "拾", "佰", "仟", short_ten=False),
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographEnclosedCircle": _listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
}
