"""What typer says in English of a command that is wrong, to a Chinese sentence that says what is wrong and where to look."""

from __future__ import annotations

import re
from typing import Any

_SENTENCES = (
    (r"No such option: (\S+?)\.? \(Possible options: (.+)\)", r"没有“\1”这个选项，是不是 \2"),
    (r"No such option: (\S+?)\.? Did you mean (.+?)\??", r"没有“\1”这个选项，是不是 \2"),
    (r"No such option: (\S+)", r"没有“\1”这个选项"),
    (r"No such command (\S+)\. Did you mean (.+?)\??", r"没有“\1”这个命令，是不是 \2"),
    (r"No such command (\S+)", r"没有“\1”这个命令"),
    (r"Missing command", r"没有写命令"),
    (r"Missing (?:argument|option|parameter)s? (\S+)", r"没有写“\1”"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多写了“\1”；名称中有空格的要加引号"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"多写了“\1”；名称中有空格的要加引号"),
    (r"Option (\S+) does not take a value", r"“\1”后面不写值"),
    (r"Option (\S+) requires (?:an argument|\d+ arguments)", r"“\1”后面要写值"),
)
_VALUE = re.compile(r"Invalid value(?: for (?P<name>[^:]+))?: (?P<why>.+)", re.DOTALL)
_REASONS = (
    (r".*greater than or equal to (\S+)", r"不能小于 \1"),
    (r".*less than or equal to (\S+)", r"不能大于 \1"),
    (r".*not in the range (\S+?)", r"不在范围 \1 之内"),
    (r".*valid integer.*", r"应是整数"),
    (r".*valid (?:number|float|decimal).*", r"应是数"),
    (r".*valid boolean.*", r"应是“是”或“否”"),
)


def wrong_usage(error: Any) -> str:
    """One sentence for a TyperException, with the command whose help to ask for."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "jixiao"
    return f"命令有误：{said_of(error.format_message())}。用 {command} --help 查看用法。"


def said_of(message: str) -> str:
    """A message of typer in Chinese; one that is not known stays as it is.

    >>> said_of("No such option: --workerz (Possible options: --workers)")
    '没有“--workerz”这个选项，是不是 --workers'
    >>> said_of("Invalid value for '--workers': Input should be greater than or equal to 1")
    '“--workers”的值不对：不能小于 1'
    """
    text = message.strip().removesuffix(".").replace("'", "")
    if value := _VALUE.fullmatch(text):
        named = f"“{value['name']}”的值" if value["name"] else "值"
        return f"{named}不对：{_first(_REASONS, value['why']) or value['why']}"
    return _first(_SENTENCES, text) or text


def _first(sentences: tuple[tuple[str, str], ...], text: str) -> str | None:
    for pattern, chinese in sentences:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return found.expand(chinese)
    return None
