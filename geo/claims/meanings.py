"""What a word in a lexicon may mean: the event types, and the words that still need their context."""

from __future__ import annotations

EVENT_TYPES = (
    "battle", "advance", "control_change", "withdrawal", "shelling", "air_strike", "drone_strike",
    "air_defence", "mine", "civilian_harm", "infrastructure", "prisoners", "troop_movement", "evacuation",
    "statement", "other",
)  # fmt: skip

# The meaning of an event word → event type and sense for control.
MEANINGS = {
    "captured": ("control_change", "captured"),
    "liberated": ("control_change", "liberated"),
    "recaptured": ("control_change", "recaptured"),
    "lost": ("control_change", "lost"),
    "held": ("control_change", "held"),
    "withdrew": ("withdrawal", "lost"),
    "entered": ("advance", "entered"),
    "advanced": ("advance", ""),
    "contested": ("battle", "contested"),
    "battle": ("battle", ""),
    "attack": ("battle", ""),
    "employed": ("battle", ""),
    "strike": ("shelling", ""),
    "casualty": ("civilian_harm", ""),
    "destroyed": ("infrastructure", ""),
}

# "captured?" counts only where a place is the object of the verb; "recaptured?battle" is a battle elsewhere.
# A claimant so marked ("Kyiv") counts only where a verb of saying is its own.
NEEDS_MORE = "?"

_ALLOWED = {
    "events": {*EVENT_TYPES, *MEANINGS, "none", "background", "position", ""},
    "weapons": {"drone_strike", "air_strike", "shelling", "missile", "mine"},
    "actors": {
        "Ukraine",
        "Russia",
        "North Korea",
        "Belarus",
        "enemy",
        "ours",
        "Ukrainian arms",
        "Russian arms",
    },
    "speech": {"said", "citing", "back", "silent"},
    "modality": {"plan", "negation", "absence", "denial", "untrue", "unconfirmed", "attempt"},
    "refers": {"event"},
    "objects": {"soldiers", "civilians", "materiel", "facility", "positions"},
    "mentions": {
        "origin",
        "person",
        "care",
        "talk",
        "training",
        "reference",
        "nearby",
        "toward",
        "route",
        "compare",
        "idle",
    },
}


def is_known(topic: str, meaning: str) -> bool:
    """Tell whether a meaning may stand in a topic's files; claimants are looked up in sources.csv instead."""
    allowed = _ALLOWED.get(topic)
    return allowed is None or all(part in allowed for part in meaning.split(NEEDS_MORE))


def expected(topic: str) -> str:
    """Return the meanings of a topic for an error message."""
    return ", ".join(sorted(_ALLOWED[topic] - {""}))
