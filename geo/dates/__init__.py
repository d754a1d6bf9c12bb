"""When it happened: dates in English, Ukrainian and Russian text, anchored to the publication date."""

from geo.dates.grammar import PART_OF_DAY, When, find_dates, guess_language

__all__ = ["PART_OF_DAY", "When", "find_dates", "guess_language"]
