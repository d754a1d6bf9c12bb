"""The form index: from a name as it stands in a text to the places that may be meant.

Names are inflected once, when the index is built; a text is never lemmatised. The index is one file that
is mapped into memory, so it opens in milliseconds and costs only the pages that are used.
"""

from geo.names.build import build
from geo.names.columns import KINDS, NONE, PlaceRow
from geo.names.folding import fold
from geo.names.forms import ADJECTIVE, ALIKE, LIKE, NOMINATIVE, SKELETON, VARIANT, alike, skeleton
from geo.names.index import NameIndex, Reading

__all__ = [
    "ADJECTIVE",
    "ALIKE",
    "KINDS",
    "LIKE",
    "NOMINATIVE",
    "NONE",
    "SKELETON",
    "VARIANT",
    "NameIndex",
    "PlaceRow",
    "Reading",
    "alike",
    "build",
    "fold",
    "skeleton",
]
