"""When an event happened, in sentences as newsrooms write them."""

from datetime import date
from pathlib import Path

import pytest

from geo.claims import read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

LINES = (Path(__file__).parent / "phrases" / "when.csv").read_text(encoding="utf-8").splitlines()
PHRASES = [line.split("|") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("lang", "published", "place", "days", "text"), PHRASES)
def test_when_an_event_happened(gazetteer: Gazetteer, lang, published, place, days, text) -> None:
    claims = read_claims(Report(text, date=date.fromisoformat(published), lang=lang), gazetteer)
    here = [claim for claim in claims if claim.resolution and claim.resolution.toponym.surface == place]
    read = [
        "none" if claim.start is None else str(claim.start) if claim.start == claim.end
        else f"{claim.start}..{claim.end}"
        for claim in here
    ]  # fmt: skip
    assert read and set(read) <= set(days.split("/")), [claim.reasons for claim in here]
