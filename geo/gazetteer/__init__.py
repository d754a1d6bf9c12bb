"""Places: the gazetteer file, the geopy geocoder over it, and what a user adds to it."""

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.place import KINDS, Place

__all__ = ["KINDS", "Gazetteer", "Place"]
