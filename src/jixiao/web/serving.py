"""What `jixiao serve` was told, to a site that runs until it is stopped; a site for others than this machine needs accounts."""

from __future__ import annotations

import os
import socket
from dataclasses import replace

import uvicorn

from jixiao.archive import accounts, open_archive
from jixiao.errors import JixiaoError, system_reason
from jixiao.web.app import create_app
from jixiao.web.settings import Settings, is_loopback

SECRET = "JIXIAO_SECRET"


def settings_for(archive: str | None, host: str, *, login: bool = False, https: bool = False) -> Settings:
    """The settings of a site at an address; JixiaoError where it would be open to others without accounts."""
    login = login or not is_loopback(host)
    if login:
        with open_archive(archive) as opened:
            accounts.prepare(opened.database)
            if not accounts.any_people(opened.database):
                raise JixiaoError(
                    f"{host} 可以从别的机器访问，须先建账号：jixiao user add 用户名 --role admin。"
                    "只在本机使用请用 --host 127.0.0.1。"
                )
    settings = Settings(archive=archive, login=login, secure_cookies=https)
    if login:
        settings = replace(settings, hosts=("*",))
    if secret := os.environ.get(SECRET):
        settings = replace(settings, secret=secret)
    return settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Run until it is stopped; JixiaoError where the address cannot be listened at."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # made by hand, since only a socket that says TCP of itself is sent from at once, without waiting to fill packets
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        if os.name == "posix":  # elsewhere it would let two programs listen at one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            advice = "可能已有程序占用，请用 --port 另选一个端口，或检查 --host"
            raise JixiaoError(f"{host} 的 {port} 端口打不开（{system_reason(error)}）。{advice}。") from error
        config = uvicorn.Config(create_app(settings), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])
