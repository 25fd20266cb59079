"""The operations of the API, as an application of its own that is mounted under /api."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, UploadFile
from fastapi import Path as InPath
from starlette.requests import Request
from starlette.responses import Response

from jixiao.archive.engine import reading
from jixiao.archive.series import series
from jixiao.record import FactKind, Measure, Record
from jixiao.version import VERSION
from jixiao.web import correcting
from jixiao.web.api import answers, models
from jixiao.web.api.problems import answer_with_problems, responses
from jixiao.web.entry import Visitor, reader, reviewer
from jixiao.web.finding import Sort
from jixiao.web.shelf import kept
from jixiao.web.site import site_of

_MOST = 100
_LARGEST_ID = 2**31 - 1
Id = Annotated[int, InPath(ge=1, le=_LARGEST_ID, description="报告的编号")]
Typed = Annotated[str, Query(max_length=300, description="检索式，例如：公务接待费 年份:2023 得分<90")]
Limit = Annotated[int, Query(ge=1, le=_MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000)]
Version = Annotated[int | None, Query(ge=1, le=_LARGEST_ID, description="第几版，默认现行的")]


router = APIRouter()


def create_api() -> FastAPI:
    """The API; whoever mounts it sets `state.site`."""
    api = FastAPI(
        title="jixiao", version=VERSION, docs_url=None, redoc_url=None, dependencies=[Depends(reader)],
        description="绩效自评报告：提取、检索、记录、数字、核算、更正。金额单位万元，比率为百分数，小数写成字符串。",
    )  # fmt: skip
    answer_with_problems(api)
    api.include_router(router)
    return api


@router.post("/extract", responses=responses(400, 413, 422))
def extract(request: Request, file: UploadFile) -> Record:
    """把一份报告（DOCX、PDF、TXT）读成记录，不存入归档。"""
    site = site_of(request)
    if (file.size or 0) > site.settings.largest_file:
        raise HTTPException(413, f"超过 {site.settings.largest_file // 1024 // 1024} MB，不像一份报告。")
    name = PurePosixPath((file.filename or "报告").replace("\\", "/")).name or "报告"
    outcome = site.reading.read_now(file.file.read(), name)
    if outcome.record is None:
        raise HTTPException(422, outcome.failure)
    return Record.from_json(outcome.record)


@router.get("/search", responses=responses(422))
def search(request: Request, q: Typed = "", sort: Sort = "new", limit: Limit = 20, offset: Offset = 0) -> models.Found:
    """检索：一页报告，以及按年份、地区、部门、等级、核算各有多少。

    `sort`：new 最新在前，rank 最相关在前，high、low 得分高、低在前，failed 不符多在前，department 按部门。
    """
    return answers.found(q, site_of(request).finder.find(q, sort=sort, limit=limit, offset=offset))


@router.get("/reports/{id}", responses=responses(404, 422))
def report(request: Request, id: Id) -> models.Report:
    """归档里的一份报告。"""
    return answers.report(kept(request, id).row)


@router.get("/reports/{id}/record", responses=responses(404, 422), response_model=Record)
def record(request: Request, id: Id, version: Version = None, corrected: bool = True) -> Response:
    """一份报告的记录；`corrected=false` 时不含人工更正。"""
    shown = kept(request, id, version)
    wanted = shown.corrected.record if corrected else shown.extracted
    return Response(
        wanted.to_json(indent=None), media_type="application/json"
    )  # a record, which need not be validated once more


@router.get("/reports/{id}/facts", responses=responses(404, 422))
def facts(
    request: Request, id: Id, kind: FactKind | None = None, year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    label: Annotated[str | None, Query(max_length=100)] = None, measure: Measure | None = None,
) -> models.Facts:  # fmt: skip
    """一份报告的数字，可按类别、年度、名称、口径筛选。"""
    wanted = answers.facts(kept(request, id).corrected.record, kind, year, label, measure)
    return models.Facts(report=id, facts=wanted)


@router.get("/reports/{id}/checks", responses=responses(404, 422))
def checks(request: Request, id: Id, failed: bool = False) -> models.Checks:
    """一份报告的核算；`failed=true` 时只要不符的。"""
    every = kept(request, id).corrected.record.checks
    return models.Checks(report=id, checks=[one for one in every if not failed or one.status == "fail"])


@router.get("/facts", responses=responses(422))
def archived_facts(
    request: Request, name: Annotated[str | None, Query(min_length=1, max_length=100)] = None, q: Typed = "",
    measure: Measure | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 100, offset: Offset = 0,
) -> list[models.ArchivedFact]:  # fmt: skip
    """归档里的数字，按指标或名称、检索式、口径；新的报告在前；更正过的是更正后的值。"""
    archive = site_of(request).archive
    with closing(archive.iterate_facts(q, name=name, measure=measure)) as rows:
        return [answers.archived_fact(row) for row in islice(rows, offset, offset + limit)]


@router.get("/series", responses=responses(422))
def over_years(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=100)],
    q: Typed = "",
    measure: Measure | None = None,
) -> list[models.Series]:
    """一项指标在各部门历年的数。"""
    with reading(site_of(request).archive.database) as connection:
        return [answers.series(one) for one in series(connection, name, q, measure=measure)]


@router.get("/reports/{id}/corrections", responses=responses(404, 422))
def corrections(request: Request, id: Id) -> list[models.Correction]:
    """一份报告的更正记录，从早到晚。"""
    return [answers.correction(one) for one in kept(request, id).journal]


@router.post("/reports/{id}/corrections", responses=responses(400, 404, 422), status_code=201)
def correct(
    request: Request, id: Id, new: models.NewCorrection, visitor: Annotated[Visitor, Depends(reviewer)]
) -> list[models.Correction]:
    """更正一个数或一项得分；没有写的项不变。"""
    shown = kept(request, id)
    try:
        now = correcting.correctable(shown.corrected.record, new.element)
    except (KeyError, StopIteration) as error:
        raise HTTPException(404, "报告里没有这个数。") from error
    said = new.model_dump(exclude_none=True, mode="json")
    filled = {name: "" if value is None else str(value) for name, value in now.values.items()} | {
        name: str(value) for name, value in said.items()
    }
    entries = list(correcting.changes(shown, new.element, filled, visitor.name))
    for entry in entries:
        site_of(request).archive.correct(entry)
    return [answers.correction(one) for one in entries]
