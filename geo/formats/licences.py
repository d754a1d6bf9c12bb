"""Which rows may be handed on. A licence is the text in a row's `licence` column."""

import re

import geopandas as gpd

ACLED = "ACLED terms: no redistribution"
UCDP = "CC BY 4.0, UCDP GED"
VIINA = "ODbL 1.0, VIINA 2.0"
GEOCONFIRMED = "GeoConfirmed: ask before redistribution"
GDELT = "GDELT: free with citation"
_FORBIDDEN = re.compile(
    r"\bacled\b|\bisw\b|institute for the study of war|deepstate|no redistribution|all rights reserved"
    r"|before redistribution",
    re.IGNORECASE,
)


def may_be_shared(licence: str) -> bool:
    """Tell whether the licence of a row lets it leave in an export, a feed or a public map."""
    return not _FORBIDDEN.search(licence)


def shareable(events: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return the events that may be handed on, and a message for every licence that keeps some back."""
    allowed = {licence: may_be_shared(licence) for licence in events["licence"].unique()}
    kept = events["licence"].map(allowed).astype(bool)
    messages = [
        f"{count} events left out: their licence forbids handing them on ({licence})"
        for licence, count in events.loc[~kept, "licence"].value_counts().items()
    ]
    return events[kept].reset_index(drop=True), messages
