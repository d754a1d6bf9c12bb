"""Sentences keep their offsets, and abbreviations do not end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.sentences import gap_cost, has_border, split

TEXTS = [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("Mr. Smirnov met Gen. Alaudinov in St. Petersburg. He left.", 2),
    ("Бої тривають біля с. Гуєве та смт. Глушкове. Ворог відступив.", 2),
    ("О. Гончаренко написав про це. Так.", 2),
    ("В Курской обл. Российской Федерации тихо. Всё.", 2),
    ("Line one\nLine two\n\nline three", ["Line one", "Line two", "line three"]),
    ("Troops took Sudzha\nand Guyevo,\nReuters wrote near\nSumy.", 1),
    (
        "KYIV, March 12 (Reuters) - Ukraine's army said on Wednesday that\n"
        "Russian troops had entered the town of Sudzha, in the region of\n"
        "Kursk, and that fighting was under way there. It gave no more\n"
        "Details.",
        2,
    ),
    ("Дрони били по\nСумах. Тихо.", 2),
    ("Pushed back 1.5 km at 10.30. Done.", 2),
    ("«Тримаємось!» — сказав він. Далі тиша.", 2),
    ("Наші зайняли село!!! 😀 Росіяни мовчать.😡 Далі тиша 🔥", 3),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_sentences(text, expected):
    sentences = [text[s.start : s.end] for s in split(text)]
    assert sentences == expected if isinstance(expected, list) else len(sentences) == expected


@given(st.text(alphabet="aБ. !?\n«»\"'—1, Mrс", max_size=80))
def test_sentences_cover_the_text_in_order(text):
    last = 0
    for sentence in split(text):
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[last : sentence.start].strip() == ""
        last = sentence.end
    assert text[last:].strip() == ""


def test_a_clause_border_weighs_more_than_words():
    assert has_border(", but ") and not has_border(", and ")
    assert gap_cost("; the ") > gap_cost(" one two three four five ")


@pytest.mark.parametrize("word", ["Сумах ", "а"])
def test_a_sentence_without_end_is_read_in_pieces(word: str) -> None:
    text = word * 20_000
    pieces = split(text)
    assert max(piece.end - piece.start for piece in pieces) <= 3_000
    assert "".join(text[p.start : p.end] for p in pieces).replace(" ", "") == text.replace(" ", "")
