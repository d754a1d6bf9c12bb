"""When it happened: dates in English, Ukrainian and Russian text, anchored to the publication date."""

from geo.dates.grammar import When, find_dates, guess_language

__all__ = ["When", "find_dates", "guess_language"]
