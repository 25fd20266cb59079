"""`jixiao schema` and `jixiao version`: what a record looks like, and what wrote it."""

from __future__ import annotations

from jixiao.cli.app import command
from jixiao.cli.output import CLEAN, write
from jixiao.version import VERSION


@command()
def schema() -> int:
    """写出 JSON 的格式说明（JSON Schema）。"""
    import json

    from jixiao.record import Record

    described = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    described |= Record.model_json_schema(mode="serialization")
    write(json.dumps(described, ensure_ascii=False, indent=1))
    return CLEAN


@command()
def version() -> int:
    """显示版本。"""
    write(f"jixiao {VERSION}")
    return CLEAN
