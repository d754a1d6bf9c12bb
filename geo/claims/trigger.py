"""An event word with what it means where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

STRIKES = frozenset({"strike", "shelling", "air_strike", "drone_strike"})
GOES_ON = re.compile(r"[,;:]|\b(?:and|but|та|і|й|але|и|но|а)\b")
# How far, in letters, a claimant stands before what it says.
CLAIMED = 60


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word with what it means here; `modality` is "" for a fact, else plan, denial or attempt."""

    start: int
    end: int
    text: str
    meaning: str
    event_type: str
    sense: str
    modality: str
    reasons: tuple[str, ...]


def is_event(trigger: Trigger) -> bool:
    """Leave out what did not happen ("no one was hurt", "no confirmation") and where units stand."""
    return trigger.modality != "unsaid" and trigger.meaning not in ("none", "background", "position")


def is_fact(trigger: Trigger) -> bool:
    """Leave out what is only planned, denied or tried, too, and what is but said."""
    return is_event(trigger) and not trigger.modality and trigger.event_type not in ("statement", "other")
