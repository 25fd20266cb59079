"""An outline to its sections as scores see them: what stands above each, and which speak of the report as a whole."""

from __future__ import annotations

from jixiao.outline.outline import Outline
from jixiao.patterns import Rules
from jixiao.record import Section, path_to
from jixiao.scores.subjects import states_result


class Chapters:
    """The sections of one report. Many phrases ask the same of the same section: it is looked up once."""

    def __init__(self, outline: Outline, rules: Rules) -> None:
        self.outline, self.rules = outline, rules
        self.sections = {section.id: section for section in outline.sections}
        self._of_result: dict[str | None, bool] = {}

    def states_result(self, section: str | None) -> bool:
        """Whether a section, or the opening (None), speaks of the report as a whole."""
        if section not in self._of_result:
            title = self.sections[section].title if section is not None else None
            self._of_result[section] = states_result(title, self.rules)
        return self._of_result[section]

    def path(self, section: str | None) -> list[Section]:
        """The section and those above it, innermost first."""
        return list(reversed(path_to(section, self.sections)))
