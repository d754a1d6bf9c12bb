"""Words and colours for the constants of the data, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from geo.ui.i18n import LANGUAGES, N_, _, current

EVENT_TYPES = {
    "battle": N_("Battle"),
    "advance": N_("Advance"),
    "control_change": N_("Change of control"),
    "withdrawal": N_("Withdrawal"),
    "shelling": N_("Shelling"),
    "air_strike": N_("Air strike"),
    "drone_strike": N_("Drone strike"),
    "air_defence": N_("Air defence"),
    "mine": N_("Mine or explosive"),
    "civilian_harm": N_("Harm to civilians"),
    "infrastructure": N_("Infrastructure hit"),
    "prisoners": N_("Prisoners"),
    "troop_movement": N_("Troop movement"),
    "evacuation": N_("Evacuation"),
    "statement": N_("Statement"),
    "other": N_("Other"),
}
SIDES = {
    "Ukraine": N_("Ukraine"),
    "Russia": N_("Russia"),
    "North Korea": N_("North Korea"),
    "independent": N_("Independent"),
    "contested": N_("Contested"),
    "unknown": N_("No recent report"),
}
BASES = {
    "claimed": N_("Claimed"),
    "assessed": N_("Assessed"),
    "visually confirmed": N_("Visually confirmed"),
    "documented": N_("Documented"),
    "reported": N_("Reported"),
}
PRECISIONS = {
    "exact": N_("Exact point"),
    "settlement": N_("Settlement"),
    "near": N_("Near a place"),
    "district": N_("District"),
    "region": N_("Region"),
    "country": N_("Country"),
    "unplaced": N_("Not placed"),
}
STATUSES = {
    "new": N_("Not reviewed"),
    "accepted": N_("Accepted"),
    "edited": N_("Corrected"),
    "rejected": N_("Rejected"),
}
SENSES = {
    "captured": N_("said to be captured"),
    "liberated": N_("said to be liberated"),
    "entered": N_("said to be entered"),
    "lost": N_("said to be lost"),
    "recaptured": N_("said to be recaptured"),
    "held": N_("said to be held"),
    "denied": N_("capture denied"),
    "contested": N_("said to be contested"),
}
FACETS = {
    "type": N_("What happened"),
    "side": N_("Side of who says so"),
    "by": N_("Who says so"),
    "actor": N_("Who acted"),
    "basis": N_("Basis"),
    "control": N_("Said to be held by"),
    "region": N_("Region"),
    "source": N_("Source"),
    "in": N_("Language of the report"),
    "status": N_("Review"),
}
#: Languages of reports by their own names, which need no translation.
REPORT_LANGUAGES = {
    **LANGUAGES,
    "be": "Беларуская",
    "bg": "Български",
    "cs": "Čeština",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "es": "Español",
    "fr": "Français",
    "hu": "Magyar",
    "it": "Italiano",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "tr": "Türkçe",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": EVENT_TYPES,
    "side": SIDES,
    "actor": SIDES,
    "basis": BASES,
    "control": SIDES,
    "status": STATUSES,
    "precision": PRECISIONS,
    "sense": SENSES,
    "in": REPORT_LANGUAGES,
}

#: Sides in colours that people who see no red or no green can tell apart, readable on light and dark.
SIDE_COLOURS = {
    "Ukraine": "#2f7fd1",
    "Russia": "#d1495b",
    "North Korea": "#8e44ad",
    "independent": "#5f8f4e",
    "contested": "#b8860b",
    "": "#8a8a8a",
}


def word(kind: str, value: str) -> str:
    """Write a value of the data for a reader; names of people and sources stay as they are."""
    if not value:
        return _("not said")
    known = _WORDS.get(kind, {}).get(value)
    return _(known) if known else value


def words(kind: str, values: Iterable[str]) -> dict[str, str]:
    """Write values for a reader, ready for a widget's `format_func`."""
    return {value: word(kind, value) for value in values}


def place_name(row: Mapping[str, object] | pd.Series) -> str:
    """Write the name of an event's place in the reader's language."""
    local = {"uk": "place_uk", "ru": "place_ru"}.get(current(), "place")
    return str(row[local] or row["place"] or _("no place named"))


def place_names(events: pd.DataFrame) -> pd.Series:
    """Write the place of every event in the reader's language."""
    local = {"uk": "place_uk", "ru": "place_ru"}.get(current(), "place")
    names = events[local].where(events[local] != "", events["place"])
    return names.where(names != "", _("no place named"))
