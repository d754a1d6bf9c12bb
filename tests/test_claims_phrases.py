"""Turns of phrase for every event type: tests/phrases/<language>.txt, one a line.

A line is `types|sides|phrase` with the place in brackets: `withdrawal|Russia,-|Kyiv's soldiers fell back from
[Novohrodivka].` The sides are those that may hold the place afterwards; `-` is nobody, `*` leaves it open.

At which nothing happens: tests/phrases/nothing.csv, `language|phrase`.

Who claims and who denies: tests/phrases/versions.csv, `language|claimant type side; …|phrase` with all.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from geo.claims import read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

FOLDER = Path(__file__).resolve().parent / "phrases"
PHRASES = [
    (path.stem, *line.split("|"))
    for path in sorted(FOLDER.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "types", "sides", "phrase"), PHRASES)
def test_phrase_is_read_as_its_event(
    language: str, types: str, sides: str, phrase: str, gazetteer: Gazetteer
) -> None:
    report = Report(re.sub(r"[\[\]]", "", phrase), date=date(2025, 3, 12), lang=language)
    claims = read_claims(report, gazetteer)
    for place in re.findall(r"\[(.+?)\]", phrase):
        read = {
            (claim.event_type, claim.control)
            for claim in claims
            if claim.resolution and place.startswith(claim.resolution.toponym.surface)
        }
        allowed = {"" if side == "-" else side for side in sides.split(",")}
        assert any(t in types.split(",") and (sides == "*" or side in allowed) for t, side in read), read


NOTHING = [line.split("|") for line in (FOLDER / "nothing.csv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("language", "phrase"), NOTHING)
def test_plans_offices_origins_and_daily_life_are_no_events(
    language: str, phrase: str, gazetteer: Gazetteer
) -> None:
    report = Report(re.sub(r"[\[\]]", "", phrase), date=date(2025, 3, 12), lang=language)
    read = {claim.event_type for claim in read_claims(report, gazetteer)}
    assert read <= {"statement", "other"}, read


VERSIONS = [line.split("|") for line in (FOLDER / "versions.csv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("language", "versions", "phrase"), VERSIONS)
def test_everyone_who_speaks_of_a_place_makes_a_claim_of_their_own(
    language: str, versions: str, phrase: str, gazetteer: Gazetteer
) -> None:
    report = Report(re.sub(r"[\[\]]", "", phrase), date=date(2025, 11, 24), lang=language)
    read = [
        (f"{claim.claimant} ({claim.claimant_side})", claim.event_type, claim.control or "-")
        for claim in read_claims(report, gazetteer)
    ]
    wanted = [version.rsplit(" ", 2) for version in versions.split("; ")]
    assert len(read) == len(wanted), read
    for name, event_type, side in wanted:
        assert any(name in who and [event_type, side] == what for who, *what in read), read
