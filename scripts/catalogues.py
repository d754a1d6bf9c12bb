"""Collect the messages of the dashboard and bring the catalogues up to date.

    python -m scripts.catalogues        # writes geo/locale/messages.pot and */LC_MESSAGES/messages.po

New messages come in untranslated; a test fails until they are translated.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "geo" / "locale"
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "Notice": None, "Refused": None}
#: Where messages stand: the dashboard, and what it says of files that cannot be read.
SOURCES = ("ui", "reports", "events", "formats", "control")
TRANSLATED = ("uk", "ru")
CREATED = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)  # fixed: the same messages give the same bytes


def collect() -> Catalog:
    """Read every message that the dashboard shows."""
    template = Catalog(
        project="frontline-dashboard", copyright_holder="the project", charset="utf-8", creation_date=CREATED
    )
    for folder in SOURCES:
        found = extract_from_dir(ROOT / "geo" / folder, keywords=KEYWORDS)
        for name, _line, message, comments, context in found:
            where = [(f"geo/{folder}/{name}", 0)]
            template.add(message, None, where, auto_comments=comments, context=context)
    return template


def main() -> None:
    template = collect()
    LOCALE.mkdir(exist_ok=True)
    _write(LOCALE / "messages.pot", template)
    for language in TRANSLATED:
        path = LOCALE / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=language, charset="utf-8")
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale=language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(path, catalogue)
        missing = [message.id for message in catalogue if message.id and not _done(message.string)]
        print(f"{language}: {len(catalogue)} messages, {len(missing)} to translate")


def _done(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def _write(path: Path, catalogue: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    main()
