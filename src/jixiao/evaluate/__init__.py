"""How much of what a person reads in reports the program read as well: records and folders against their gold."""

from __future__ import annotations

from jixiao.evaluate.gold import Gold, load_gold
from jixiao.evaluate.judging import Evaluation, evaluate
from jixiao.evaluate.tally import Difference, Tally

__all__ = ["Difference", "Evaluation", "Gold", "Tally", "evaluate", "load_gold"]
