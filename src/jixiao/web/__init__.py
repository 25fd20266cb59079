"""The archive in a browser, and the HTTP API: `create_app(settings)` gives the whole as one ASGI application.

Needs the extra `web` (FastAPI, Jinja2, uvicorn and what they stand on); nothing else of the package imports this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from jixiao.web.settings import Settings

__all__ = ["create_app"]


def create_app(settings: Settings) -> FastAPI:
    """The application over the archive that the settings name."""
    from jixiao.web.app import create_app as create

    return create(settings)
