"""What the pages of one site share: its settings, the archive, the workers that read uploads, and the tray they lie on."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import HTTPException
from starlette.requests import Request

from jixiao.archive import accounts, open_archive
from jixiao.patterns import load_rules
from jixiao.record import Record
from jixiao.web.at_hand import AtHand
from jixiao.web.finding import Finder
from jixiao.web.pictures import Pictures
from jixiao.web.reading import ReadingRoom
from jixiao.web.retrying import Retrying
from jixiao.web.settings import Settings
from jixiao.web.tray import Batch, Tray
from jixiao.web.tries import Tries

if TYPE_CHECKING:
    from jixiao.archive.archive import Archive

_RECORDS_AT_HAND = 64
"""Reports whose pages, pictures and parts somebody looks at just now: a few hundred kilobytes each."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site at work."""

    settings: Settings
    archive: Archive
    reading: ReadingRoom
    tray: Tray
    pictures: Pictures
    records: AtHand[Record]
    tries: Tries
    retrying: Retrying
    finder: Finder
    warming: threading.Thread

    def close(self) -> None:
        """End the workers, throw the tray away, give the archive back."""
        self.warming.join()
        self.reading.close()
        self.tray.close()
        self.archive.close()


def open_site(settings: Settings) -> Site:
    """A site over its archive, which is made where there is none, with its workers and an empty tray."""
    archive = open_archive(settings.archive)
    accounts.prepare(archive.database)
    reading = ReadingRoom(settings.workers)
    finder = Finder(archive)
    warming = threading.Thread(target=_warm, args=(finder,), name="columns", daemon=True)
    warming.start()
    return Site(
        settings=settings,
        archive=archive,
        reading=reading,
        tray=Tray(reading, settings.uploads_kept),
        pictures=Pictures(reading),
        records=AtHand(_RECORDS_AT_HAND),
        tries=Tries(),
        retrying=Retrying(archive, settings.workers),
        finder=finder,
        warming=warming,
    )


def _warm(finder: Finder) -> None:
    """Make what every page needs before anybody asks: rules and columns.

    All of it stays as long as the site, so the garbage collector, which a page with many figures calls on, need not walk through
    it again: that was a third of the time of a report's page.
    """
    load_rules()
    finder.warm()
    gc.collect()
    gc.freeze()


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site


def owner_of(request: Request) -> str:
    """Whose uploads these are: the name of whoever makes the request."""
    return str(request.state.person.name)


def batch_of(request: Request, key: str) -> Batch:
    """The batch that an address names; 404 where it is gone or another's."""
    try:
        return site_of(request).tray.batch(key, owner_of(request))
    except KeyError as error:
        raise HTTPException(404, "这批文件已经清除。上传的文件只保留两小时，请重新上传。") from error
