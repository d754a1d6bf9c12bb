"""A place in its sentence, as the rules look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence
from geo.claims.triggers import Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

_BEFORE = 60  # letters before a name in which words that end there are looked for


@dataclass(frozen=True, slots=True)
class Case:
    """A place in its sentence, with the place before it and what is known of the earlier ones."""

    analysis: Analysis
    sentence: Sentence
    triggers: list[Trigger]
    resolution: Resolution
    previous: Toponym | None
    mentioned: dict[int, str]

    @property
    def toponym(self) -> Toponym:
        return self.resolution.toponym

    def before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that ends at the name; other names are blanked."""
        return pattern.search(self.analysis.masked, max(0, self.toponym.start - _BEFORE), self.toponym.start)

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that begins right behind the name."""
        return pattern.match(self.analysis.report.text, self.toponym.end, self.sentence.end)
