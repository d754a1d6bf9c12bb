"""Extend data/lexicons/places/dictionary.tsv after the gazetteer has gained places.

A form of a place name that is also an everyday word (Веселе, берега) needs more than a capital letter to be
read as a place at the start of a sentence. The forms are checked with the Hunspell dictionaries of both
languages; adjectives and possessives are left out, as most of them are names (Новотроїцьке, Рогове). What the
list has already is kept: some of it was put right by hand.

    apt-get install hunspell hunspell-ru hunspell-uk
    python -m scripts.extend_dictionary
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from geo.names import KINDS, NameIndex

DATA = Path(__file__).resolve().parents[1] / "data"
TARGET = DATA / "lexicons" / "places" / "dictionary.tsv"
SETTLEMENT = KINDS.index("settlement")
CITY = 200_000  # a name of a larger place is that place before it is a word
PER_LINE = 20
_WORD = re.compile("[а-яёіїєґ'’-]{3,}")
_ADJECTIVE = re.compile(
    r"(?:ськ|ск|цк|зьк)|(?:ов|ев|єв|ін|ин|ын|їн)"
    r"(?:а|е|о|ого|ому|им|ім|ым|у|і|ой|ою|ої|ы|и|ое|ом|ые|ых|ими|их|ові|еві|ую|ий|ый)$"
)


def forms(index: NameIndex) -> set[str]:
    """Return the single words that stand for settlements alone, none of them a large city."""
    found = set()
    for key in index.keys(""):
        if _WORD.fullmatch(key) and not _ADJECTIVE.search(key):
            rows = [reading.row for reading in index.lookup(key)]
            if rows and all(index.kind[row] == SETTLEMENT and index.population[row] < CITY for row in rows):
                found.add(key)
    return found


def known(words: set[str], dictionary: str) -> set[str]:
    """Return the words that a Hunspell dictionary knows."""
    command = ["hunspell", "-l", "-i", "utf-8", "-d", dictionary]
    answer = subprocess.run(
        command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True
    )
    return words - set(answer.stdout.split("\n"))


def main() -> None:
    """Add the new words to the list."""
    head, *lines = TARGET.read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines for word in line.split(", ")}
    words = forms(NameIndex.open(DATA / "gazetteer.names"))
    added = (known(words, "uk_UA") | known(words, "ru_RU")) - listed
    every = sorted(listed | added)
    rows = [", ".join(every[at : at + PER_LINE]) for at in range(0, len(every), PER_LINE)]
    TARGET.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    print(f"{TARGET}: {len(added):,} words added, {len(every):,} in all")


if __name__ == "__main__":
    main()
