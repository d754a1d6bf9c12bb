"""Claims: who says that what happened, where and when, read from a report with the sentence behind it."""

from geo.claims.assembly import read_claims
from geo.claims.record import Claim
from geo.claims.sources import LexiconError

__all__ = ["Claim", "LexiconError", "read_claims"]
