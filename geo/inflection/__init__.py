"""Case forms of Ukrainian and Russian place names, and the adjectives derived from them.

The paradigms are rules over the ending of the nominative, written for names of places: they know that
Коренево may stay undeclined, that Часів Яр becomes Часового Яру and that only the last part of
Івано-Франківськ changes. A rule that is unsure gives every form that is in use: a form that nobody
writes costs a few bytes in the index, a missing one costs a place.

Names are handled in lower case; forms come back in lower case, with hyphens where the name has them.
"""

from geo.inflection.derivation import adjective_stem, adjective_stems, regular_stems
from geo.inflection.names import inflect

__all__ = ["adjective_stem", "adjective_stems", "inflect", "regular_stems"]
