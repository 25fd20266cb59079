"""Names and sentences to the region they state: province, city and county, as printed, never completed from a gazetteer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from jixiao.anchors import Sieve
from jixiao.patterns import Pattern, Rules
from jixiao.record import Region

_CLAUSE = re.compile(r"[^,，。;!?\n]+")


def region_of(names: Iterable[str], texts: Iterable[str], rules: Rules) -> Region:
    """Where a department is: from its own name and the lines of the front first, the rest from what the text names.

    >>> from jixiao.patterns import load_rules
    >>> region = region_of(["平江县水利局"], ["我县位于湖南省东北部。"], load_rules())
    >>> (region.province, region.city, region.county)
    ('湖南省', None, '平江县')

    A province or city that the text names elsewhere is believed when it stands in one row with what is known, or when
    no other one is named: a partner province (对口支援) does not move the department.
    """
    named = rules.once(_in_texts)
    names, texts = list(names), [text for text in texts if named.passing(text)]
    lower = _county_level(names, texts, rules)
    known = Region()
    for name in names:
        known = _joined(known, _ranked(region_in_name(name, rules), lower))
    if known.province and known.city and known.county:
        return known
    if known.city and known.county:  # then only a province is wanting
        province = rules.pattern("region_province")
        texts = [text for text in texts if province.may_be_in(text) and province.search(text)]
    rows = [_ranked(row, lower) for text in texts for row in _rows(text, rules)]
    if not (known.province or known.city or known.county):
        return _commonest(rows)
    known = _from_rows(known, [row for row in rows if _agrees(known, row)])
    return _alone(known, rows)


def _in_texts(rules: Rules) -> Sieve[Pattern]:
    """The patterns that are looked for in every text of a report: most texts name no region."""
    named = map(rules.pattern, ("region_in_text", "region_above", "region_of_county_level", "region_province"))
    return Sieve((pattern, pattern.anchors) for pattern in named)


def region_in_name(name: str, rules: Rules) -> Region:
    """The region at the head of a name.

    >>> from jixiao.patterns import load_rules
    >>> region_in_name("保定市徐水区人民政府办公室", load_rules()).county
    '徐水区'
    """
    found = rules.pattern("region_of_name").search(name)
    return _row(found, rules) if found else Region()


def _rows(text: str, rules: Rules) -> Iterator[Region]:
    """The regions that a text names. A row of names holds no stop, so only clauses with a sign of a region are read."""
    in_text, above = rules.pattern("region_in_text"), rules.pattern("region_above")
    if in_text.may_be_in(text):
        for clause in _CLAUSE.finditer(text):
            if in_text.may_be_in(clause[0]):
                yield from (_row(found, rules) for found in in_text.finditer(text, *clause.span()))
    if above.may_be_in(text):
        yield from (Region(city=found["city"]) for found in above.finditer(text))


def _county_level(names: Iterable[str], texts: Iterable[str], rules: Rules) -> frozenset[str]:
    """The 市 that rank with counties: 临川是抚河市代管的县级市, or a town stands right below it (临川市上顿渡镇人民政府)."""
    pattern = rules.pattern("region_of_county_level")
    told = (found for text in texts if pattern.may_be_in(text) for found in pattern.finditer(text))
    towns = (found for name in names if (found := rules.find("region_of_town", name)))
    return frozenset(f"{found['county']}市" for found in chain(told, towns))


def _ranked(region: Region, lower: frozenset[str]) -> Region:
    """A region whose 市 is said to rank with counties has it for its county."""
    if region.city not in lower or region.county:
        return region
    return Region(province=region.province, county=region.city)


def _row(found: regex.Match[str], rules: Rules) -> Region:
    """One match as a region; a 市 that ranks with counties is one, whatever stands before it."""
    province, city, county = found["province"], found["city"], found["county"]
    if city and rules.pattern("region_province").search(city):
        city = None  # 上海市 is a province, also with a word glued to it
    if city and not county and city in rules.words["county_level_cities"]:
        city, county = None, city
    return Region(province=province, city=city, county=county)


def _joined(known: Region, other: Region) -> Region:
    """What is known with what another name adds; what contradicts it is left out."""
    if not _agrees(known, other):
        return known
    return Region(
        province=known.province or other.province, city=known.city or other.city, county=known.county or other.county
    )


def _agrees(known: Region, row: Region) -> bool:
    pairs = ((known.province, row.province), (known.city, row.city), (known.county, row.county))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def _from_rows(known: Region, rows: list[Region]) -> Region:
    """Filled from rows that name a part already known: 甘肃省定西市陇西县 for 陇西县."""
    for row in rows:
        shared = {known.province, known.city, known.county} & {row.province, row.city, row.county} - {None}
        if shared - {known.province}:
            known = _joined(known, row)
    return known


def _alone(known: Region, rows: list[Region]) -> Region:
    """Filled with a province, and for a county with a city, where the text names only one."""
    provinces = {row.province for row in rows if row.province}
    cities = {row.city for row in rows if row.city}
    province = known.province or (provinces.pop() if len(provinces) == 1 else None)
    city = known.city or (cities.pop() if known.county and len(cities) == 1 else None)
    return Region(province=province, city=city, county=known.county)


def _commonest(rows: list[Region]) -> Region:
    """The region most often named, joined with what other rows add to it; nothing where none is named."""
    if not rows:
        return Region()
    counted = Counter(rows)
    first = max(counted, key=lambda row: (counted[row], -rows.index(row)))
    for row in rows:
        if {first.city, first.county} & {row.city, row.county} - {None}:
            first = _joined(first, row)
    return first
