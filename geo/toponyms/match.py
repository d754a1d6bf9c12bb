"""A match: a place in the text where a name of the index stands."""

from dataclasses import dataclass

from geo.names import NOMINATIVE, Reading

SETTLEMENT, DISTRICT, REGION, COUNTRY, FACILITY, WATER = range(6)
"""The kinds of places as the name index numbers them."""

ADMINISTRATIVE = frozenset({"region", "district", "community", "direction"})
"""Classes of kind words that belong to the span of the name; a facility's kind word does not."""

AND = ("і", "й", "та", "и", "and")
DASHES = ("-", "–", "—")
VILLAGERS = 5_000
"""A place of fewer inhabitants is small."""

_MAX_ROWS = 150


@dataclass(slots=True)
class Match:
    """A name found in the text: words `first` to `stop`, its readings, and the kind word with it.

    The context adds `phrase`, the preposition before it, the `score`, and what of it speaks of a `person`.
    """

    first: int
    stop: int
    start: int
    end: int
    key: str
    readings: tuple[Reading, ...]
    kind: str
    kind_word: str = ""
    adjective: bool = False
    score: float = 0.0
    person: float = 0.0
    phrase: str = ""

    @property
    def nominative(self) -> bool:
        """Whether the name stands in the nominative."""
        return bool(self.readings[0].tags & NOMINATIVE)

    def rows(self) -> tuple[int, ...]:
        """Give the rows of the readings, the largest places first."""
        return tuple([reading.row for reading in self.readings[:_MAX_ROWS]])
