"""What happened and who acted where the words beside a place mislead: tests/phrases/acts.csv.

A line is `language|types|actor|sentence` with the place in brackets; `*` leaves a column open, `-` is nobody.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from geo.claims import read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

ACTS = Path(__file__).resolve().parent / "phrases" / "acts.csv"
LINES = [line for line in ACTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("line", LINES)
def test_what_happened_and_who_acted(line: str, gazetteer: Gazetteer) -> None:
    language, types, actor, sentence = line.split("|")
    report = Report(re.sub(r"[\[\]]", "", sentence), date=date(2025, 12, 12), lang=language)
    place = sentence[sentence.index("[") + 1 : sentence.index("]")]
    read = [
        (claim.event_type, claim.actor or "-")
        for claim in read_claims(report, gazetteer)
        if claim.resolution and claim.resolution.toponym.surface in place
    ]
    assert any((types == "*" or t in types.split(",")) and actor in ("*", a) for t, a in read), read
