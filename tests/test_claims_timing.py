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


DAY = date(2024, 12, 14)


@pytest.mark.parametrize(
    ("lang", "text", "precision"),
    [
        ("en", "A missile hit a school in Shostka, the mayor said.", "reported"),
        ("uk", "Ракета влучила в школу в Шостці, повідомив мер.", "reported"),
        ("ru", "Ракета попала в школу в Шостке, сообщил мэр.", "reported"),
        ("en", "A missile hit a school in Shostka on Saturday, the mayor said.", "day"),
        ("ru", "В Судже идут бои.", "day"),
    ],
)
def test_news_without_a_day_says_that_its_day_is_that_of_the_report(
    gazetteer: Gazetteer, lang: str, text: str, precision: str
) -> None:
    claim = read_claims(Report(text, date=DAY, lang=lang), gazetteer)[0]
    assert (claim.start, claim.end, claim.date_precision) == (DAY, DAY, precision)


def test_a_head_without_a_day_takes_the_day_of_what_tells_it_again(gazetteer: Gazetteer) -> None:
    text = "Sudzha: drone strike, mayor says.\n\nDrones hit Sudzha on Thursday, the mayor said."
    claims = read_claims(Report(text, date=DAY, lang="en"), gazetteer)
    assert [(claim.start, claim.date_precision) for claim in claims] == [(date(2024, 12, 12), "day")]
