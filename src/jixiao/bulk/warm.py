"""What a forkserver imports before its first fork: every worker then starts with the rules compiled and the lexicon loaded.

The one module that does work when it is imported; nothing imports it but that server, which reads no documents itself.
"""

from __future__ import annotations

from jixiao.bulk.limits import Limits
from jixiao.bulk.reading import Task, read_report
from jixiao.readers import docx

_REPORT = "某县档案馆2023年度部门整体绩效自评报告\n一、部门概况\n支出决算230.25万元，增长5%。\n"
warmed = (docx, read_report(Task("报告.txt", _REPORT.encode(), Limits(60, 1024))))
