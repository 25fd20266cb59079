"""A report and its outline to what it is: title, department, region, year, kind, project, cited document numbers."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from jixiao.document import Block, Document
from jixiao.identity.departments import YEAR_INSIDE, department_of, names_of_front
from jixiao.identity.regions import region_of
from jixiao.identity.years import year_of_title
from jixiao.normalise import normalise, squash
from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import Region, ReportKind

_ABOUT = "关于"
_KINDS: tuple[ReportKind, ...] = ("department", "project", "accounts")


class Identity(Struct, frozen=True):
    """What a report is; each field as in the record."""

    title: str | None
    department: str | None
    region: Region
    fiscal_year: int | None
    document_numbers: tuple[str, ...]
    kind: ReportKind
    project: str | None


def identify(document: Document, outline: Outline, rules: Rules) -> Identity:
    """What a report says about itself.

    >>> from jixiao.outline.outline import read_outline
    >>> from jixiao.patterns import load_rules
    >>> report = Document.of_lines("湖北省某某厅2022年度部门整体支出绩效自评报告", "一、部门概况")
    >>> found = identify(report, read_outline(report, load_rules()), load_rules())
    >>> (found.kind, found.fiscal_year, found.region.province)
    ('department', 2022, '湖北省')
    """
    title = title_text(outline) or _title_of_table(document, rules)
    department = department_of(document, outline, title, rules)
    kind = kind_of(title, rules)
    names = [name for name in (department, *names_of_front(outline), title) if name]
    texts = [block.normalised for block in document.blocks if block.kind not in ("header", "footer")]
    region = region_of(map(normalise, names), texts, rules)
    project = _project(document, title, department, rules) if kind == "project" else None
    return Identity(
        title=title,
        department=department,
        region=region,
        fiscal_year=_fiscal_year(document, outline, title, rules),
        document_numbers=document_numbers(document, rules),
        kind=kind,
        project=_without_place(project, region, rules) if project else None,
    )


def title_text(outline: Outline) -> str | None:
    """The title on one line, without the spaces that set it on the page."""
    return squash("".join(line.printed for line in outline.title_lines)) or None


def document_numbers(document: Document, rules: Rules) -> tuple[str, ...]:
    """The 发文字号 of a text with brackets 〔〕, in order, each once.

    >>> from jixiao.patterns import load_rules
    >>> document_numbers(Document.of_lines("根据某财绩[2023]6号和某政发（2022）18号"), load_rules())
    ('某财绩〔2023〕6号', '某政发〔2022〕18号')
    >>> document_numbers(Document.of_lines("依据某财指（农）[2022]5号"), load_rules())
    ('某财指（农）〔2022〕5号',)
    """
    pattern = rules.pattern("document_number")
    found: dict[str, None] = {}
    for text in (block.normalised for block in document.blocks):
        for match in pattern.finditer(text) if pattern.may_be_in(text) else ():
            agency = match["agency"]
            if lead := rules.pattern("document_number_lead").search(agency):
                agency = agency[lead.end() :]
            agency = agency.replace("(", "（").replace(")", "）")
            found[f"{agency}〔{match['year']}〕{squash(match['number'])}号"] = None
    return tuple(found)


def _title_of_table(document: Document, rules: Rules) -> str | None:
    """The title of a form that begins with its table: the first row's only words."""
    first = next((block for block in document.blocks if block.text.strip()), None)
    if first is None or first.kind != "cell":
        return None
    text = squash(first.text)
    return text if rules.pattern("title_tail").search(normalise(text)) else None


def kind_of(title: str | None, rules: Rules) -> ReportKind:
    """What a title says its report is: on a department, on a project, accounts, or something else."""
    for kind in _KINDS:
        if title and rules.pattern(f"kind_{kind}").search(normalise(title)):
            return kind
    return "other"


def _project(document: Document, title: str | None, department: str | None, rules: Rules) -> str | None:
    """The one project a report is on: named in its title, in the bracket behind it, else behind 项目名称."""
    whole = title or ""
    if department and department not in whole and department in (yearless := YEAR_INSIDE.sub("", whole)):
        whole = yearless  # 某市2022年交通局…项目
    bare = whole.replace(department or "", "", 1).removeprefix(_ABOUT)
    for name in ("project_in_title", "project_in_bracket"):
        if found := rules.pattern(name).search(normalise(bare)):
            project = bare[found.start("project") : found.end("project")]
            if not rules.pattern("project_unnamed").search(normalise(project)):
                return project
    labelled = _labelled_projects(document, rules)
    return labelled[0] if len(labelled) == 1 else None


def _without_place(project: str, region: Region, rules: Rules) -> str:
    """A project's name without the place and the level that pays in front: 中央财政某县危房改造资金 is 危房改造资金."""
    name = project
    for place in (region.province, region.city, region.county):
        name = name.removeprefix(place) if place else name
    name = rules.pattern("project_payer").sub("", name)
    return name if len(name) >= _SHORTEST_PROJECT else project


_SHORTEST_PROJECT = 4


def _labelled_projects(document: Document, rules: Rules) -> list[str]:
    """The names behind 项目名称, in one paragraph or cell or in the next cell; a heading over a column has none."""
    names: list[str] = []
    for block in document.blocks:
        if found := rules.pattern("project_label").search(block.normalised):
            if found["project"]:
                names.append(block.text[found.start("project") : found.end("project")].strip())
            elif value := _only_other_cell(document, block):
                names.append(squash(value.text))
    return list(dict.fromkeys(names))


def _only_other_cell(document: Document, label: Block) -> Block | None:
    """The value of a form's row that has a label and one value."""
    row = [block for block in document.blocks if (block.table, block.row) == (label.table, label.row) and block.text]
    return row[1] if label.kind == "cell" and len(row) == 2 and row[0] is label else None


def _fiscal_year(document: Document, outline: Outline, title: str | None, rules: Rules) -> int | None:
    """The year reported on: the title's, else that of the lines around it, else the one the text speaks of most."""
    if title and (year := year_of_title(title, rules)):
        return year
    lines = outline.lines
    dated = rules.pattern("front_date")
    for line in [*lines[outline.title.stop :][:3], *lines[: outline.title.start]]:
        if len(line.text) <= 20 and (year := year_of_title(line.squashed, rules)) and not dated.search(line.text):
            return year
    return _commonest_year([line.text for line in lines] or [block.normalised for block in document.blocks], rules)


def _commonest_year(texts: list[str], rules: Rules) -> int | None:
    """The year a text speaks of most, titles of other documents left out; 年度 counts double."""
    counted: Counter[int] = Counter()
    for text in texts:
        own = rules.pattern("cited_title").sub("", text)
        for found in rules.pattern("year_of_account").finditer(own):
            counted[int(found["year"])] += 2 if found["account"] else 1
    return max(counted, key=lambda year: (counted[year], year)) if counted else None
