"""Files dropped on a page: read one by one, looked at, kept or thrown away; a folder of them checked at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jixiao.web.entry import Visitor, reviewer
from jixiao.web.folder_check import folder_check
from jixiao.web.folder_workbook import folder_workbook
from jixiao.web.pages import page
from jixiao.web.sheets import Sheet, show_page, show_record, show_sheet
from jixiao.web.site import batch_of, owner_of, site_of
from jixiao.web.table_files import WORKBOOK, attached
from jixiao.web.tray import Batch, Item, Purpose

router = APIRouter(include_in_schema=False)
_ADDRESSES: dict[Purpose, str] = {"upload": "/upload", "folder": "/folder"}


async def _form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request with its files, which lie on disk while they arrive."""
    most = site_of(request).settings.most_files
    async with request.form(max_files=most, max_fields=most) as form:
        yield form


Form = Annotated[FormData, Depends(_form)]


@router.get("/upload")
def upload(request: Request) -> HTMLResponse:
    """Where files are dropped."""
    return page(request, "upload.html", purpose="upload")


@router.get("/folder")
def folder(request: Request) -> HTMLResponse:
    """Where a folder is dropped."""
    return page(request, "upload.html", purpose="folder")


@router.post("/upload")
def begin_upload(request: Request, form: Form) -> Response:
    """A new batch with the files that came along."""
    return _begin(request, form, "upload")


@router.post("/folder")
def begin_folder(request: Request, form: Form) -> Response:
    """A new folder with the files that came along."""
    return _begin(request, form, "folder")


@router.post("/upload/{key}")
@router.post("/folder/{key}")
def add_files(request: Request, key: str, form: Form) -> Response:
    """More files of a batch, sent one by one."""
    batch = batch_of(request, key)
    _put(request, batch, form)
    if request.headers.get("accept") == "application/json":
        return Response(status_code=204)
    return RedirectResponse(_address(batch), 303)


@router.get("/upload/{key}")
def uploaded(request: Request, key: str) -> Response:
    """The files of a batch and how far each is."""
    batch = batch_of(request, key)
    return page(request, "batch.html", batch=batch, address=_address(batch))


@router.get("/folder/{key}")
def checked_folder(request: Request, key: str) -> Response:
    """The whole folder on one page: total, sum, failed checks and unread figures of each report."""
    batch = batch_of(request, key)
    return page(request, "folder.html", batch=batch, address=_address(batch), lines=folder_check(batch))


@router.get("/folder/{key}/核算结果.xlsx")
def folder_table(request: Request, key: str) -> Response:
    """The same as a workbook."""
    content = folder_workbook(folder_check(batch_of(request, key)))
    return attached(content, "核算结果.xlsx", WORKBOOK)


@router.post("/upload/{key}/keep")
def keep(request: Request, visitor: Annotated[Visitor, Depends(reviewer)], key: str) -> Response:
    """Keep every report of a batch in the archive that is not there yet."""
    batch = batch_of(request, key)
    for item in batch.items:
        if item.state == "read":
            _keep(request, batch, item)
    return RedirectResponse(_address(batch), 303)


@router.post("/upload/{key}/{number}/keep")
def keep_one(request: Request, visitor: Annotated[Visitor, Depends(reviewer)], key: str, number: int) -> Response:
    """Keep one report in the archive."""
    batch = batch_of(request, key)
    return RedirectResponse(_keep(request, batch, _item(batch, number)), 303)


@router.post("/upload/{key}/discard")
@router.post("/folder/{key}/discard")
def discard(request: Request, key: str) -> Response:
    """Throw a batch away."""
    batch = batch_of(request, key)
    site_of(request).tray.discard(batch)
    return RedirectResponse(_ADDRESSES[batch.purpose], 303)


@router.get("/upload/{key}/{number}")
@router.get("/folder/{key}/{number}")
def report(request: Request, key: str, number: int) -> HTMLResponse:
    """One report of a batch."""
    batch = batch_of(request, key)
    item = _item(batch, number)
    return show_sheet(request, _sheet(batch, item), batch=batch, item=item)


@router.get("/upload/{key}/{number}/record.json")
@router.get("/folder/{key}/{number}/record.json")
def record(request: Request, key: str, number: int) -> Response:
    """Its record."""
    batch = batch_of(request, key)
    return show_record(_sheet(batch, _item(batch, number)))


@router.get("/upload/{key}/{number}/pages/{place}.png")
@router.get("/folder/{key}/{number}/pages/{place}.png")
def picture(request: Request, key: str, number: int, place: int) -> Response:
    """One of its pages as a picture."""
    batch = batch_of(request, key)
    return show_page(request, _sheet(batch, _item(batch, number)), place)


def _keep(request: Request, batch: Batch, item: Item) -> str:
    """Put a report into the archive; its address there."""
    site = site_of(request)
    stored = site.archive.add(item.record, original=item.file.read_bytes(), path=item.name)
    address = f"/reports/{stored.report_id}"
    site.tray.keep(batch, item.number, address)
    return address


def _begin(request: Request, form: FormData, purpose: Purpose) -> Response:
    batch = site_of(request).tray.open(purpose, owner_of(request))
    _put(request, batch, form)
    return RedirectResponse(_address(batch), 303)


def _put(request: Request, batch: Batch, form: FormData) -> None:
    site = site_of(request)
    files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
    if len(batch.items) + len(files) > site.settings.most_files:
        raise HTTPException(413, f"一批最多 {site.settings.most_files} 份。请分几批上传。")
    for file in files:
        name = PurePosixPath((file.filename or "").replace("\\", "/"))
        if name.name.startswith((".", "~$")):
            continue  # what systems and Word leave in folders
        if (file.size or 0) > site.settings.largest_file:
            most = site.settings.largest_file // 1024 // 1024
            site.tray.refuse(batch, str(name), f"{name.name}：超过 {most} MB，不像一份报告。请压缩其中的图片再试。")
        else:
            site.tray.add(batch, str(name) if batch.purpose == "folder" else name.name, file.file)


def _address(batch: Batch) -> str:
    return f"{_ADDRESSES[batch.purpose]}/{batch.key}"


def _item(batch: Batch, number: int) -> Item:
    try:
        item = batch.item(number)
    except KeyError as error:
        raise HTTPException(404, "这批里没有这一份。") from error
    if item.record_file is None:
        raise HTTPException(404, item.failure or "还没有读完，请稍后刷新。")
    return item


def _sheet(batch: Batch, item: Item) -> Sheet:
    return Sheet(f"{_address(batch)}/{item.number}", item.record, item.file.read_bytes)
