"""One document to the rows an archive keeps of it, or to why not: what a worker does, and all that it may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jixiao import files
from jixiao.archive.rows import ReportRows, rows_of
from jixiao.bulk.changes import changes_between
from jixiao.bulk.limits import Limits, limited_memory
from jixiao.document import Document
from jixiao.errors import JixiaoError
from jixiao.patterns import load_rules, rules_digest
from jixiao.record import Record
from jixiao.version import VERSION


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read."""

    name: str
    content: bytes = field(repr=False)
    limits: Limits
    password: str | None = None
    before: bytes | None = field(default=None, repr=False)
    """The record that an earlier version made of it, as JSON, where it is read anew."""


@dataclass(frozen=True, slots=True)
class Success:
    """The rows to keep; where it is read anew, what is not as before, in words."""

    rows: ReportRows
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no record, in one sentence. `ended_by` names the limit or signal that ended the reading, if any."""

    reason: str
    ended_by: str | None = None
    scanned: bool = False
    """Nothing is wrong with the file, but it holds pictures of pages and no text."""


Reading = Success | Failure
SCANNED = "{name}：是没有文字的扫描件。请先用 WPS 或扫描软件做文字识别（OCR），另存为带文字的 PDF 后再试。"
ReadTask = Callable[[Task], Reading]


def read_report(task: Task) -> Reading:
    """Read, extract, check and put in rows; what is wrong with the document is a Failure."""
    from jixiao import pipeline, readers  # the process that writes needs neither

    try:
        with limited_memory(task.limits.megabytes), files.named_errors(task.name):
            try:
                document = readers.read_bytes(task.content, task.name, password=task.password)
                if is_scan(document):
                    return Failure(SCANNED.format(name=task.name), scanned=True)
                return _success(pipeline.extract(document), task.before)
            except MemoryError:
                return out_of_memory(task)
    except JixiaoError as error:
        return Failure(str(error))


def is_scan(document: Document) -> bool:
    """Whether a document has pages but not a word on them, but for page numbers and running heads."""
    words = any(block.text.strip() for block in document.blocks if block.kind not in ("header", "footer"))
    return not words and any(warning.code == "no_text" for warning in document.warnings)


def check_again(task: Task) -> Reading:
    """The record that a task has from before, with the checks of today; the document is not looked at."""
    from jixiao.checks import check
    from jixiao.layouts import rules_for

    try:
        with files.named_errors(task.name):
            record = Record.from_json(task.before or b"")
            rules = rules_for((block.text for block in record.blocks), load_rules())
            checked = record.model_copy(update={"checks": check(record, rules)})
            return Success(rows_of(checked, extractor()), changes_between(record, checked))
    except JixiaoError as error:
        return Failure(str(error))


def extractor() -> str:
    """Who reads now: version and rules. A file is read once by each."""
    return f"{VERSION}+{rules_digest()}"


def _success(record: Record, before: bytes | None) -> Success:
    changes = changes_between(Record.from_json(before), record) if before is not None else ()
    return Success(rows_of(record), changes)


def out_of_memory(task: Task) -> Failure:
    """That the document asked for more memory than it may."""
    advice = "请拆分文件或压缩其中的图片，或用 --memory-limit 放宽后加 --retry-failed 再试"
    return Failure(f"{task.name}：读取所需的内存超过 {task.limits.megabytes} MB。{advice}。", "memory")
