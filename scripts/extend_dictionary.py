"""Extend data/lexicons/places/dictionary.tsv after the gazetteer has gained places.

A form of a place name that is also an everyday word (Веселе, берега) needs more than a capital letter to be
read as a place at the start of a sentence. The words are those of the Hunspell dictionaries of both languages
that the index of names knows, or takes for a spelling of its own making (Рівень, like Ревны). Adjectives and
possessives are left out, as most of them are names (Новотроїцьке, Рогове). What the list has already is kept:
some of it was put right by hand.

    apt-get install hunspell-tools hunspell-ru hunspell-uk
    python -m scripts.extend_dictionary
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from geo.names import KINDS, LIKE, SKELETON, NameIndex, alike, fold, skeleton
from geo.toponyms.beginnings import MIN_SKELETON

DATA = Path(__file__).resolve().parents[1] / "data"
TARGET = DATA / "lexicons" / "places" / "dictionary.tsv"
HUNSPELL = Path("/usr/share/hunspell")
SETTLEMENT = KINDS.index("settlement")
CITY = 200_000  # a name of a larger place is that place before it is a word
PER_LINE = 20
_WORD = re.compile("[а-яёіїєґ'’-]{3,}")
_ADJECTIVE = re.compile(
    r"(?:ськ|ск|цк|зьк)|(?:ов|ев|єв|ін|ин|ын|їн)"
    r"(?:а|е|о|ого|ому|им|ім|ым|у|і|ой|ою|ої|ы|и|ое|ом|ые|ых|ими|их|ові|еві|ую|ий|ый)$"
)


def words_of(dictionary: str) -> set[str]:
    """Return the words in lower case of a Hunspell dictionary, with all their forms."""
    command = ["unmunch", f"{HUNSPELL}/{dictionary}.dic", f"{HUNSPELL}/{dictionary}.aff"]
    answer = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return {
        fold(word) for word in answer.split("\n") if _WORD.fullmatch(word) and not _ADJECTIVE.search(word)
    }


def names_small_places(index: NameIndex, word: str) -> bool:
    """Say whether a word stands for settlements alone, none a large city; a made spelling counts as one."""
    readings = index.lookup(word)
    if not readings and len(word) >= MIN_SKELETON:
        readings = index.lookup(SKELETON + skeleton(word)) or index.lookup(LIKE + alike(word))
    rows = [reading.row for reading in readings]
    return bool(rows) and all(index.kind[row] == SETTLEMENT and index.population[row] < CITY for row in rows)


def main() -> None:
    """Add the new words to the list."""
    head, *lines = TARGET.read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines for word in line.split(", ")}
    index = NameIndex.open(DATA / "gazetteer.names")
    words = words_of("uk_UA") | words_of("ru_RU")
    added = {word for word in words if names_small_places(index, word)} - listed
    every = sorted(listed | added)
    rows = [", ".join(every[at : at + PER_LINE]) for at in range(0, len(every), PER_LINE)]
    TARGET.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    print(f"{TARGET}: {len(added):,} words added, {len(every):,} in all")


if __name__ == "__main__":
    main()
