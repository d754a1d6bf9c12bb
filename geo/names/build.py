"""Build the form index: inflect every name, derive its adjectives and Latin spellings, write one file.

The file is the trie of the keys, then the columns, each padded to 8 bytes, then the footer with their
lengths. `links` has a number a key: the place, or the name that several places share, and in the low byte
the tags of the form. `first_words` are the keys that begin longer ones; `following` says by how many words.
"""

from __future__ import annotations

import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import marisa_trie

from geo.names.columns import NATIVE, PLACE_COLUMNS, PlaceRow, fill_row, new_columns
from geo.names.forms import FORMER, VARIANT, better, forms_of, longest_names, other_spellings

MAGIC = b"GEONAMES6\0"
COLUMNS = {
    "links": "I", "more": "I", "first_words": "I", "following": "B", "lexeme_starts": "I", "lexeme_rows": "I",
} | PLACE_COLUMNS  # fmt: skip
MANY, LEXEME = 1 << 31, 1 << 30
"""Flags of a link. MANY: the other bits say where the links of the key stand in `more`, after their count.
LEXEME: bits 8 to 29 are the number of a name that several places share, else they are the row of a place."""

FOOTER = struct.Struct("<10sQ" + "Q" * len(COLUMNS))


def build(places: Iterable[PlaceRow], names: Iterable[tuple[int, str, str]], path: Path) -> None:
    """Write the index of `names`, rows of (place row, name, language), to `path`, in one rename.

    Language is "uk", "ru", "en" or another (a Cyrillic name counts as both then). Names are nominatives.
    """
    listed = list(places)
    columns = new_columns(max((place.row for place in listed), default=0) + 1)
    for place in listed:
        fill_row(columns, place)
    kinds = {place.row: place.kind for place in listed}
    native = {place.row for place in listed if place.country in NATIVE}
    lexemes = _lexemes(names, {place.row: place for place in listed if place.kind == "settlement"})
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    starts, lexeme_rows = array("I", [0]), array("I")
    for (name, lang, flags), all_rows in lexemes.items():
        for kind in dict.fromkeys(kinds[row] for row in all_rows):
            rows = [row for row in all_rows if kinds[row] == kind]
            target = rows[0] << 8
            if len(rows) > 1:
                target = LEXEME | len(starts) - 1 << 8
                lexeme_rows.extend(rows)
                starts.append(len(lexeme_rows))
            for key, tags in forms_of(name, lang, kind, not native.isdisjoint(rows), flags):
                known = keys[key].get(target)
                keys[key][target] = tags if known is None else better(known, tags)
    _write(keys, columns | {"lexeme_starts": starts, "lexeme_rows": lexeme_rows}, path)


def _lexemes(
    names: Iterable[tuple[int, str, str]], settlements: dict[int, PlaceRow]
) -> dict[tuple[str, str, int], list[int]]:
    """Group the rows by (name, language, flags); name native settlements in both languages."""
    lexemes: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    spelled: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row, name, lang in names:
        if "-t-" in lang:  # made by another rule from the name in the other language
            continue
        name, lang = " ".join(name.split()), lang if lang in ("uk", "ru") else ""
        place = settlements.get(row)
        former = place is not None and name not in (place.name, place.name_uk, place.name_ru)
        rows = lexemes[(name, lang, FORMER if former else 0)]
        if row not in rows[-1:]:
            rows.append(row)
        if lang and place and place.country in NATIVE and not former:
            spelled[row].append((name, lang))
    for row, pairs in spelled.items():
        for name, lang in other_spellings(
            pairs, settlements[row].country, settlements[row].population > 3000
        ):
            lexemes[(name, lang, VARIANT)].append(row)
    return lexemes


def _write(keys: dict[str, dict[int, int]], columns: dict[str, array[Any]], path: Path) -> None:
    longest = longest_names(sorted(keys))
    trie = marisa_trie.Trie(sorted({*keys, *longest}))
    by_number = [""] * len(trie)
    for key, number in trie.items():
        by_number[number] = key
    links, more = array("I"), array("I")
    for key in by_number:
        readings = [target | tags for target, tags in keys.get(key, {}).items()]
        if len(readings) == 1:
            links.append(readings[0])
        else:
            links.append(MANY | len(more))
            more.extend([len(readings), *readings])
    columns |= {"links": links, "more": more}
    columns["first_words"] = array("I", (trie[word] for word in longest))
    columns["following"] = array("B", longest.values())
    part = path.with_name(path.name + ".part")
    trie.save(str(part))
    with part.open("ab") as file:
        file.write(bytes(-file.tell() % 8))
        trie_size = file.tell()
        for name in COLUMNS:
            data = columns[name].tobytes()
            file.write(data + bytes(-len(data) % 8))
        file.write(FOOTER.pack(MAGIC, trie_size, *(len(columns[name]) for name in COLUMNS)))
    part.replace(path)
