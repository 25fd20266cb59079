"""`jixiao show`: one record for a person."""

from __future__ import annotations

from jixiao.cli.app import Everything, Password, ReportOrRecord, command
from jixiao.cli.output import print_view, status
from jixiao.files import load


@command()
def show(file: ReportOrRecord, everything: Everything = False, password: Password = None) -> int:
    """给人看：得分与合计、主要数字、核算不符之处。"""
    from jixiao.show import record_view

    record = load(file, password)
    print_view(record_view(record, everything=everything))
    return status(record.checks)
