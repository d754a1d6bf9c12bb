"""A place in its sentence, as the rules look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.claims.analysis import Analysis
from geo.claims.sentences import Sentence
from geo.claims.trigger import Trigger
from geo.geocode import Resolution
from geo.toponyms import Toponym

# Words that may stand between a cue and the name it bears on: "taken to [the town of] Lgov".
_BETWEEN = (
    r"the|a|an|its|nearby|of|villages?|towns?|city|settlements?|district|region|hospitals?|russian"
    r"|ukrainian|and|or"
    r"|міст[іао]|м\.|сел[іао]|с\.|селищ[ае]|сіл|населеного|пункту|район[іу]|поблизу|обласної|лікарн\w+"
    r"|лікарень|та|і|й|або|до|у"
    r"|районів|районах|районов|город[еа]?|г\.|село|пос[её]лка|деревн[ие]|пунктов|пункта|насел[её]нного"
    r"|насел[её]нных|район[еа]|и|или|в|на"
    r"|областн\w+|центральн\w+|больниц\w+|госп[іи]тал\w+|російськ\w+|українськ\w+|российск\w+|украинск\w+"
    r"|whole|entire|all|neighbou?ring|occupied|annexed|(?:russian|ukrainian|separatist"
    r"|government)-(?:held|controlled|occupied)"
    r"|(?:north|south|east|west)(?:east|west)?(?:ern)?|central|'s|’s|[ув]сій|всього|[ув]сієї|всей|всего"
    r"|сам(?:ого|ої|ому|ой|их)"
    r"|(?:сусід|сосед|окупова|оккупирова|тимчасово|временно|прикордон|пригранич|прифронтов|північ|півден"
    r"|східн|західн|север|южн|восточн"
    r"|западн|поруш|зруйнова|разруше|тилов|тылов|анексова|аннексирова)\w*"
)
# (?!\w) and *+: each word is taken one way only, or hostile runs of them would be tried in every division.
FILLER = re.compile(rf"[\s,«\"“(·]*(?:(?:{_BETWEEN})(?!\w)[\s,«\"“·]*)*+$", re.IGNORECASE)
# Behind a name a preposition begins anew: "hit the train to Kramatorsk near Barvinkove".
ANEW = re.compile(
    r"·.*(?<!\w)(?:near|in|into|at|to|on|over|outside|around"
    r"|у|в|во|на|до|біля|поблизу|під|над|под|возле|близ|около)(?!\w)",
    re.IGNORECASE,
)
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
    told: Trigger | None  # the event word that bears on the place

    @property
    def toponym(self) -> Toponym:
        return self.resolution.toponym

    def before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that ends at the name; other names are blanked."""
        return pattern.search(self.analysis.masked, max(0, self.toponym.start - _BEFORE), self.toponym.start)

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that begins right behind the name."""
        return pattern.match(self.analysis.report.text, self.toponym.end, self.sentence.end)
