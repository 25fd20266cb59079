"""Which labels a person lets pass for one another."""

import pytest

from jixiao.evaluate.labels import same_label
from jixiao.patterns import load_rules


@pytest.mark.parametrize(
    ("read", "accepted"),
    [
        ("“三公”经费", ("三公经费",)),
        ("其中：一般公共预算拨款", ("一般公共预算拨款",)),
        ("财政拨款支出占比", ("财政拨款占比",)),
        ("三公经费支出下降", ("三公经费下降", "下降")),
        ("全年基本支出", ("基本支出",)),
        ("支出", ("支出",)),
    ],
)
def test_a_label_will_do(read: str, accepted: tuple[str, ...]) -> None:
    assert same_label(read, accepted, load_rules())


@pytest.mark.parametrize(
    ("read", "accepted"),
    [
        ("财政拨款", ("财政拨款占比",)),
        ("三公经费下降", ("三公经费",)),
        ("项目支出", ("基本支出",)),
        ("下降", ("三公经费下降", "下降")),
        ("项目支出", ("实际支出", "支出")),
        ("未完工的项目", ("完工的项目",)),
        ("2023年全县各乡镇基本支出情况", ("基本支出",)),
        (None, ("基本支出",)),
    ],
)
def test_a_label_will_not_do(read: str | None, accepted: tuple[str, ...]) -> None:
    assert not same_label(read, accepted, load_rules())
