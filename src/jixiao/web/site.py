"""What the pages of one site share: its settings, the archive, the workers that read uploads, and the tray they lie on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import HTTPException
from starlette.requests import Request

from jixiao.web.pictures import Pictures
from jixiao.web.reading import ReadingRoom
from jixiao.web.settings import Settings
from jixiao.web.tray import Batch, Tray


@dataclass(frozen=True, slots=True)
class Site:
    """One site at work."""

    settings: Settings
    reading: ReadingRoom
    tray: Tray
    pictures: Pictures

    def close(self) -> None:
        """End the workers and throw the tray away."""
        self.reading.close()
        self.tray.close()


def open_site(settings: Settings) -> Site:
    """A site with its workers and an empty tray."""
    reading = ReadingRoom(settings.workers)
    return Site(settings, reading, Tray(reading, settings.uploads_kept), Pictures(reading))


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site


def owner_of(request: Request) -> str:
    """Whose uploads these are: the name of whoever is logged in; on this machine alone, nobody's in particular."""
    person = getattr(request.state, "person", None)
    return person.name if person else ""


def batch_of(request: Request, key: str) -> Batch:
    """The batch that an address names; 404 where it is gone or another's."""
    try:
        return site_of(request).tray.batch(key, owner_of(request))
    except KeyError as error:
        raise HTTPException(404, "这批文件已经清除。上传的文件只保留两小时，请重新上传。") from error
