from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from geo.claims import read_claims
from geo.claims.analysis import Analysis, analyse, inside_places
from geo.claims.bearing import ALWAYS, cues, doubt
from geo.claims.sources import FOLDER
from geo.claims.triggers import triggers_in
from geo.claims.where import governing
from geo.gazetteer import Gazetteer
from geo.reports import Report

DAY = date(2025, 3, 12)


def cues_of(analysis: Analysis, index: int, name: str) -> set[str]:
    """Return the cues of a place of a sentence."""
    sentence = analysis.sentences[index]
    triggers = triggers_in(analysis, sentence)
    place = next(r for r in inside_places(analysis, sentence) if r.toponym.surface == name)
    trigger = governing(analysis, place.toponym, triggers)
    assert trigger is not None
    return cues(analysis, sentence, triggers, place, trigger)


def test_cues_name_the_words_around_the_distance_and_the_sentence(gazetteer: Gazetteer) -> None:
    text = "Drones hit a depot near Sudzha on Monday. The fire in Kurchatov, Kyiv said, was put out."
    analysis = analyse(Report(text, date=DAY, lang="en"), gazetteer)
    sudzha, kurchatov = cues_of(analysis, 0, "Sudzha"), cues_of(analysis, 1, "Kurchatov")
    assert {"right before: near", "before: depot", "right after: on", "country: RU"} <= sudzha
    assert {"sentence: first", "event word before, words: 2"} <= sudzha
    assert {"sentence: last", "right before: in", "event word before, commas: 0"} <= kurchatov


def test_an_event_word_in_the_only_sentence_of_a_report_knows_no_last_one(gazetteer: Gazetteer) -> None:
    analysis = analyse(Report("Drones hit Sudzha.", date=DAY, lang="en"), gazetteer)
    assert "sentence: only" in cues_of(analysis, 0, "Sudzha")


def test_a_doubt_names_its_strongest_cues(gazetteer: Gazetteer) -> None:
    corpus = Path(__file__).parent / "corpus" / "fresh-18.jsonl"
    reasons = []
    for line in corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = Report(row["text"], date=date.fromisoformat(row["date"]), lang=row["lang"])
        analysis = analyse(report, gazetteer)
        for sentence in analysis.sentences:
            triggers = triggers_in(analysis, sentence)
            for place in inside_places(analysis, sentence):
                trigger = governing(analysis, place.toponym, triggers)
                if trigger is not None:
                    reasons.append(doubt(analysis, sentence, triggers, place, trigger))
    doubted = [reason for reason in reasons if reason]
    assert 0 < len(doubted) < len(reasons) / 3
    assert all(reason.startswith("unlikely to be where it happened (") for reason in doubted)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Shelling killed two people in Sudzha on Monday. They had fled to Rylsk before.", "en"),
        ("Дрони вдарили по Шостці. Постраждалу родину прихистили родичі з Ромен.", "uk"),
        ("В Судже идут бои. Оттуда до Рыльска полтора часа езды.", "ru"),
    ],
)
def test_what_is_only_mentioned_gives_no_claim(text: str, lang: str, gazetteer: Gazetteer) -> None:
    claims = read_claims(Report(text, date=DAY, lang=lang), gazetteer)
    assert len({claim.resolution.toponym.surface for claim in claims if claim.resolution}) == 1


def test_weights_are_numbers_of_different_cues() -> None:
    with (FOLDER / "bearing.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    names = [row["cue"] for row in rows]
    assert len(names) == len(set(names)) and ALWAYS in names
    assert all(abs(float(row["weight"])) < 10 for row in rows)
