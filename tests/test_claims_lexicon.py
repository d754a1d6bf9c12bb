"""The word lists: what their patterns match, and that every shipped file is sound."""

import csv

import pytest

from geo.claims.lexicon import LANGUAGES, TOPICS, Lexicons, lexicons, read_file
from geo.claims.sources import FOLDER, LexiconError, sources


def found(pattern: str, text: str) -> list[str]:
    return [hit.text for hit in Lexicons([("events", pattern, "battle")]).find(text)["events"]]


MATCHES = [
    ("звільн*", "Вони звільнили село", ["звільнили"]),
    ("captured", "CAPTURED", ["CAPTURED"]),
    ("ISW", "isw and ISW", ["ISW"]),
    ("взял* под контроль", "взяли под  контроль", ["взяли под  контроль"]),
    ("raised ... flag", "raised the blue and yellow flag", ["raised the blue and yellow flag"]),
    ("raised ... flag", "raised one two three four five flag", []),
    ("(killed|wounded) two", "wounded two", ["wounded two"]),
    ("п'ятьох", "п’ятьох", ["п’ятьох"]),
    ("отнес*", "отнёс", ["отнёс"]),
    ("ок південь", 'ОК "Південь": удар', ['ОК "Південь']),
    ("hit", "white hits", []),
]


@pytest.mark.parametrize(("pattern", "text", "hits"), MATCHES)
def test_patterns(pattern, text, hits):
    assert found(pattern, text) == hits


def test_the_longest_hit_wins():
    lexicon = Lexicons([("events", "captur*", "captured"), ("events", "captured ... soldiers", "prisoners")])
    hits = lexicon.find("They captured nine soldiers and a village")["events"]
    assert [(hit.text, hit.meaning) for hit in hits] == [("captured nine soldiers", "prisoners")]


@pytest.mark.parametrize("pattern", ["ab*", "*", "…"])
def test_a_pattern_too_short_to_look_up_is_refused(pattern):
    with pytest.raises(LexiconError, match="pattern"):
        Lexicons([("events", pattern, "battle")])


def test_a_bad_line_is_named(tmp_path):
    path = tmp_path / "events.en.csv"
    path.write_text("pattern,meaning,note\ncaptured,,\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2"):
        read_file(path)


BAD_ROWS = [
    ("events.uk.csv", "звільн*,librated,", "'librated' is no meaning of events; give one of advance,"),
    ("modality.en.csv", "allegedly,maybe,", "'maybe' is no meaning of modality"),
    ("claimants.en.csv", "the oracle,Oracle of Delphi,", "add a line for it"),
    ("events.en.csv", "(took|taken,captured,", "cannot be read"),
    ("events.en.csv", "*ed,captured,", "cannot be read"),
]


@pytest.mark.parametrize(("name", "row", "message"), BAD_ROWS)
def test_a_row_that_cannot_be_used_is_named_with_the_way_out(tmp_path, name, row, message):
    path = tmp_path / name
    path.write_text(f"pattern,meaning,note\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"line 2: ") as error:
        read_file(path)
    assert message in str(error.value)


def test_a_verb_that_needs_a_place_is_marked(tmp_path):
    path = tmp_path / "events.en.csv"
    path.write_text("pattern,meaning,note\ntook,captured?,\nbeat back,recaptured?battle,\n", encoding="utf-8")
    assert read_file(path) == [("took", "captured?"), ("beat back", "recaptured?battle")]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_files_use_known_meanings_and_repeat_nothing(topic, language):
    rows = read_file(FOLDER / f"{topic}.{language}.csv")
    patterns = [pattern for pattern, _ in rows]
    assert sorted({p for p in patterns if patterns.count(p) > 1}) == []
    lexicons(language)


def test_sources_have_a_side_and_a_basis_and_are_listed_once():
    with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == len(set(names)) == len(sources())
    assert {s.side for s in sources().values()} <= {
        "Ukraine",
        "Russia",
        "North Korea",
        "independent",
        "both",
        "",
    }
