"""The whole archive through the rules of today: what an earlier version read is mended, with what changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jixiao import Record, extract
from jixiao.archive.archive import Archive
from jixiao.archive.corrections import Correction
from jixiao.bulk.changes import changes_between
from jixiao.bulk.rereading import recheck, reextract
from jixiao.record import Extractor
from reports_of import record_of, report_text

EARLIER = Extractor(version="0.0.1", rules="0123456789abcdef")


def read_by_an_earlier_version(path: Path, **changes: object) -> Record:
    return extract(path).model_copy(update={"extractor": EARLIER, **changes})


def test_recheck_calculates_again_without_the_file_and_tells_what_is_new(archive: Archive) -> None:
    record = record_of(score="92").model_copy(update={"extractor": EARLIER, "checks": ()})
    stored = archive.add(record)
    archive.add(record_of("某县教育局").model_copy(update={"extractor": EARLIER}))
    summary = recheck(archive)
    by_department = {result.department: result for result in summary.results}
    assert by_department["某县档案馆"].outcome == "reread"
    assert by_department["某县教育局"].outcome == "unchanged"
    assert "新发现不符" in by_department["某县档案馆"].changes[0]
    now = archive.record(stored.report_id)
    assert now.checks == record_of(score="92").checks
    assert now.extractor == EARLIER  # who read it is not who checked it
    assert archive.reports()[0]["failed_checks"] == 1
    assert [result.outcome for result in recheck(archive).results] == ["unchanged", "unchanged"]


def test_reextract_reads_the_kept_file_again_and_corrections_stay(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(report_text(), encoding="utf-8")
    earlier = read_by_an_earlier_version(path, department="某县档案", facts=extract(path).facts[:1])
    stored = archive.add(earlier, original=path.read_bytes(), path=path)
    path.unlink()
    fact = earlier.facts[0]
    archive.correct(Correction(earlier.source.sha256, fact.id, "value", "240.5", "240.6", "张三"))
    [result] = reextract(archive).results
    assert (result.outcome, result.report_id) == ("reread", stored.report_id)
    assert result.changes == ("部门：某县档案 → 某县档案馆", "数字：新增 1 个")
    now = archive.record(stored.report_id)
    assert now.department == "某县档案馆"
    assert fact.id in {each.id for each in now.facts}
    assert [each.element for each in archive.corrections(stored.report_id)] == [fact.id]
    assert [each.outcome for each in reextract(archive).results] == ["unchanged"]


def test_reextract_takes_a_file_that_was_not_kept_from_where_it_lay(archive: Archive, tmp_path: Path) -> None:
    here, gone, changed = (tmp_path / f"{name}.txt" for name in ("在", "不在", "变了"))
    for number, path in enumerate((here, gone, changed)):
        path.write_text(report_text(f"某县第{number}中学"), encoding="utf-8")
        archive.add(read_by_an_earlier_version(path, department=f"第{number}"), path=path)
    gone.unlink()
    changed.write_text(report_text("别的单位"), encoding="utf-8")
    results = {Path(result.path).stem: result for result in reextract(archive).results}
    assert {name: result.outcome for name, result in results.items()} == {
        "在": "reread",
        "不在": "failed",
        "变了": "failed",
    }
    assert "归档里没有存原文件" in str(results["不在"].reason)
    assert [row["department"] for row in archive.reports()] == ["某县第0中学", "第1", "第2"]


def test_changes_are_told_in_words() -> None:
    before = record_of(score="92")
    after = record_of(score="91")
    assert changes_between(before, before) == ()
    assert changes_between(before, after) == ("总分：92 → 91", "不再算作不符 1 处")
    fact = before.facts[0].model_copy(update={"value": Decimal("1")})
    assert changes_between(before, before.model_copy(update={"facts": (fact,)})) == ("数字：去掉 1 个，改动 1 个",)
