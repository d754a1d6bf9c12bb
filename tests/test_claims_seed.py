"""The article the project began with, told in other words: the same facts must come out."""

from datetime import date

import pytest

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

TEXT = """In an evening message, President Volodymyr Zelensky said early reports show that Russia is already \
sending large numbers of North Korean soldiers into assaults in the Kursk region.

Today they are put into mixed formations, he said, and used in assaults in the Kursk \
region. They may later be used in other areas of the front. In his words, \
Moscow had brought one more state into this war.

Zelensky noted that appeals for calm from China, from Brazil and from many others go unheard, and that the \
Kremlin wants more trouble in Asia too.

Ukraine's Main Intelligence Directorate states that soldiers of the DPRK are likely to join assault \
operations in the Kursk region soon. Their command was told to work together with Russian units conducting \
combat operations in the Kursk region. According to intelligence, North Korean units were put on alert on \
December 13 and told to wait for orders."""


@pytest.fixture(scope="module")
def claims(gazetteer: Gazetteer) -> list[Claim]:
    return read_claims(Report(TEXT, date=date(2024, 12, 14), lang="en"), gazetteer)


def test_north_koreans_are_used_in_assaults_in_kursk_region_says_zelensky(claims):
    claim = next(c for c in claims if c.event_type == "battle")
    assert claim.resolution.place.kind == "region"
    assert claim.resolution.place.id == "adm1:RU-KRS"
    assert claim.actor == "North Korea"
    assert "Zelensky" in claim.claimant and claim.claimant_side == "Ukraine"
    assert claim.start == claim.end == date(2024, 12, 14)


def test_they_were_put_on_alert_on_13_december_says_military_intelligence(claims):
    claim = next(c for c in claims if c.start == date(2024, 12, 13))
    assert claim.event_type == "troop_movement"
    assert claim.actor == "North Korea"
    assert "HUR" in claim.claimant


def test_other_areas_of_the_front_are_unplaced_and_visible(claims):
    claim = next(c for c in claims if c.resolution and c.resolution.place is None)
    assert claim.resolution.toponym.surface == "other areas of the front"
    assert (claim.event_type, claim.actor) == ("statement", "North Korea")


def test_expectations_are_statements(claims):
    assert all(c.event_type == "statement" for c in claims if "likely to join" in c.quote)


def test_where_others_fight_is_an_aside(claims):
    assert not any("conducting" in c.quote for c in claims)


def test_nothing_happens_in_china_brazil_or_asia(claims):
    countries = {c.resolution.place.country for c in claims if c.resolution and c.resolution.place}
    assert countries <= {"RU"}
    assert not any(word in c.quote for c in claims for word in ("China", "Asia"))
