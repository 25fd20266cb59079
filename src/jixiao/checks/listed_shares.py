"""The shares that a report states for the parts of a list to what they say of it: that it is whole, and of which figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.checks.claims import Claim, Way, judged
from jixiao.checks.operands import Figures
from jixiao.record import Record, Relation

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)


class Shares:
    """The shares of a record by their part and by their base."""

    def __init__(self, record: Record, figures: Figures) -> None:
        self._figures = figures
        self._of_part: dict[str, str] = {}
        self._of_base: dict[str | None, list[Relation]] = {}
        for each in record.relations:
            if each.kind == "share" and each.parts:
                self._of_base.setdefault(each.base, []).append(each)
                if each.whole in figures and figures.fact(each.whole or "").unit == "%":
                    self._of_part[each.parts[0]] = each.whole or ""

    def make_all(self, parts: Sequence[str]) -> bool:
        """Whether each part that is not 0 has a share, and all of them make 100% but for rounding."""
        figures = self._figures
        known = [self._of_part.get(part, "") for part in parts if figures.value(part)]
        if len(known) < 2 or not all(known):
            return False
        total = sum((figures.value(share) for share in known), start=_ZERO)
        slack = sum((figures.fact(share).resolution or _ZERO for share in known), start=_ZERO)
        return abs(total - _HUNDRED) <= slack

    def hold(self, relation: Relation, total: str) -> bool:
        """Whether each part is the share of the whole that is stated for it: then no figure is wrong, but the parts overlap.

        三级指标104个，其中效益指标21个，占20.19%；可量化指标88个，占84.62%: of 104 each.
        """
        shares = self._stated(relation, total)
        if len(shares) < len(relation.parts) or self.make_all(relation.parts):
            return False
        return sum(self._is_right(each) for each in shares) == len(relation.parts)

    def prove_base(self, relation: Relation) -> bool:
        """Whether the figure that stands for an unstated whole is the whole: the shares stated for its parts are of it.

        One share that recomputes is not enough; more than half of them must, and all together make 100%.
        """
        shares = self._stated(relation, relation.base)
        if len(shares) < 2 or not self.make_all(relation.parts):
            return False
        agreeing = sum(self._is_right(each) for each in shares)
        return agreeing > 1 and 2 * agreeing > len(shares)

    def _stated(self, relation: Relation, base: str | None) -> list[Relation]:
        """The shares of a base that are stated for parts of a list."""
        return [each for each in self._of_base.get(base, ()) if each.parts[0] in relation.parts]

    def _is_right(self, share: Relation) -> bool:
        if share.whole not in self._figures:
            return False
        way = Way(((1, share.parts[0]),), ((1, share.base or ""),), _HUNDRED)
        found = judged(Claim("share", share.whole, (way,)), self._figures)
        return found is not None and found.agreement == "pass"
