"""Others read the archive while an import writes: they see no error and no half report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from jixiao.archive import open_archive
from jixiao.bulk.importing import Options, run_import
from reports_of import write_reports

COUNT = 90
READER = """
import sys, time
from pathlib import Path
from sqlalchemy import func, select
from jixiao.archive import open_archive
from jixiao.archive.engine import reading
from jixiao.archive.tables import checks, facts, reports
from jixiao.archive.search_index import report_text

looks, last = 0, 0
with open_archive(sys.argv[1]) as archive:
    while not Path(sys.argv[2]).exists() or looks < 5:
        with reading(archive.database) as connection:
            seen = connection.execute(select(reports.c.id, reports.c.fact_count, reports.c.check_count)).all()
            of_facts = dict(connection.execute(select(facts.c.report_id, func.count()).group_by(facts.c.report_id)).all())
            of_checks = dict(connection.execute(select(checks.c.report_id, func.count()).group_by(checks.c.report_id)).all())
            words = set(connection.execute(select(report_text.c.report_id)).scalars())
        assert [of_facts.get(each.id, 0) for each in seen] == [each.fact_count for each in seen]
        assert [of_checks.get(each.id, 0) for each in seen] == [each.check_count for each in seen]
        assert words == {each.id for each in seen}
        assert len(seen) >= last
        for each in seen[-3:]:
            assert len(archive.record(each.id).facts) == each.fact_count
        looks, last = looks + 1, len(seen)
assert last == int(sys.argv[3])
"""


def test_three_processes_that_read_during_an_import_see_whole_reports_only(location: str, tmp_path: Path) -> None:
    write_reports(tmp_path / "报告", COUNT)
    over = tmp_path / "over"
    with open_archive(location) as archive:
        command = [sys.executable, "-c", READER, location, str(over), str(COUNT)]
        reading = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
        summary = run_import(archive, [tmp_path / "报告"], Options(workers=1))
        over.touch()
        said = [each.communicate()[1] for each in reading]
    assert summary.count("new") == COUNT
    assert (said, [each.returncode for each in reading]) == (["", "", ""], [0, 0, 0])
