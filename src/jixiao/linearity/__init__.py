"""A regex to whether the work of a search grows in step with the text, told by counting steps on hostile texts."""

from jixiao.linearity.growth import LENGTHS, Growth, growth_of
from jixiao.linearity.pumps import NEVER
from jixiao.linearity.tree import UnreadRegexError

__all__ = ["LENGTHS", "NEVER", "Growth", "UnreadRegexError", "growth_of"]
