"""Characters that stand for others that look the same are read as those, in every format."""

from __future__ import annotations

import pytest

from jixiao.readers import read_bytes
from jixiao.readers.look_alikes import with_characters


def test_radicals_of_a_text_file_are_characters():
    assert [block.text for block in read_bytes("⼀、⻓效机制".encode(), "报告.txt").blocks] == ["一、长效机制"]


@pytest.mark.parametrize("text", ["一、部门概况", "１２．５％", "④㎡…", "⺮"])
def test_what_is_no_look_alike_stays(text):
    assert with_characters(text) == text


def test_a_text_keeps_its_length():
    every = "".join(map(chr, (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))))
    assert len(with_characters(every)) == len(every)
