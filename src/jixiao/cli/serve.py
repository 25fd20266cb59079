"""`jixiao serve`: the archive in a browser, on this machine or for others."""

from __future__ import annotations

from types import ModuleType
from typing import Annotated

from jixiao.cli.app import Place, command, option
from jixiao.cli.output import CLEAN, say
from jixiao.errors import JixiaoError


@command()
def serve(
    place: Place = None,
    host: Annotated[str, option("--host", "监听的地址，默认 127.0.0.1，只有本机能访问。", "地址")] = "127.0.0.1",
    port: Annotated[int, option("--port", "监听的端口，默认 8000。", "端口", min=1, max=65535)] = 8000,
    login: Annotated[bool, option("--login", "本机访问也要登录（前面有代理服务器时用）。")] = False,
    https: Annotated[bool, option("--https", "登录状态只经 HTTPS 传送（前面有 HTTPS 代理时用）。")] = False,
) -> int:
    """在浏览器里看归档：检索、看报告、上传核对、更正。"""
    serving = _serving()
    settings = serving.settings_for(place, host, login=login, https=https)
    shown = f"[{host}]" if ":" in host else host
    say(f"请在浏览器打开 http://{shown}:{port}/ ，按 Ctrl+C 停止。")
    serving.serve(settings, host, port)
    return CLEAN


def _serving() -> ModuleType:
    """The module that serves; JixiaoError where the extra is not installed."""
    try:
        from jixiao.web import serving
    except ModuleNotFoundError as error:
        raise JixiaoError(f"网页需要 {error.name}，还没有安装。请运行 pip install 'jixiao[web]'。") from error
    return serving
