"""The claim: who says that what happened, where and when, with the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.geocode import Resolution
from geo.reports import Report


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim at one place; what is not said is "" or None.

    `resolution` is None when no place is named, and its place is None when the place could not be located.
    `start` and `end` are None when the text states no date. `quote` is `report.text[quote_start:quote_end]`.
    `actor`, `claimant_side` and `control` are English constants ("Ukraine", "Russia", "contested" …).
    """

    report: Report
    resolution: Resolution | None
    start: date | None
    end: date | None
    date_precision: str
    event_type: str
    actor: str
    claimant: str
    claimant_side: str
    basis: str
    control: str
    control_sense: str
    quote: str
    quote_start: int
    quote_end: int
    confidence: float
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a quote that does not stand in the report, letter for letter."""
        if not self.quote or self.report.text[self.quote_start : self.quote_end] != self.quote:
            raise ValueError(
                f"quote {self.quote[:60]!r} is not at {self.quote_start}:{self.quote_end} of report "
                f"{self.report.id!r}; quote the sentence verbatim"
            )
