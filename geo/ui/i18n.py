"""The reader's language: gettext catalogues, dates and counts.

The catalogues are the `.po` files of `geo/locale`, compiled in memory when first used; English is the
source language. `_` translates, `n_` picks a plural form, `N_` marks a text that is translated later.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from geo.errors import Notice

LANGUAGES = {"en": "English", "uk": "Українська", "ru": "Русский"}
LOCALE = Path(__file__).parents[1] / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.NullTranslations:
    """Compile the catalogue of a language; English, the source, needs none."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if language == "en" or not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def current() -> str:
    """Return the language of this session: "en", "uk" or "ru"."""
    language = st.session_state.get("language", "en")
    return language if language in LANGUAGES else "en"


def preferred() -> str:
    """Return the browser's language where there is a catalogue for it, English otherwise."""
    wanted = str(st.context.locale or "en").split("-")[0].lower()
    return wanted if wanted in LANGUAGES else "en"


def _(message: str) -> str:
    """Translate a message into the session's language."""
    return catalogue(current()).gettext(message)


def n_(one: str, many: str, n: int, **values: str) -> str:
    """Translate a message with a number; `{n}` in it becomes the number, and other fields their values."""
    return catalogue(current()).ngettext(one, many, n).format(n=number(n), **values)


def N_(message: str) -> str:  # noqa: N802 - the usual name of gettext's marker
    """Mark a message for the catalogues without translating it yet."""
    return message


def said(what: object) -> str:
    """Say a notice of the program, or an error that carries one, in the session's language."""
    if isinstance(what, Exception):
        what = what.args[0] if what.args else what
    if not isinstance(what, Notice):
        return str(what)
    values = {name: said(value) for name, value in what.values.items()}
    return _(what.pattern).format(**values) if values else _(what.pattern)


def number(value: float) -> str:
    """Write a number with the digits and separators of the language."""
    return _decimal(value, current())


@lru_cache(maxsize=5000)
def _decimal(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def day(value: dt.date | None, *, year: bool = True, language: str = "") -> str:
    """Write a date in words; "no date" when there is none. The language is the session's unless named."""
    if value is None:
        return _("no date")
    return _date(value, "d MMM y" if year else "d MMM", language or current())


@lru_cache(maxsize=5000)
def _date(value: dt.date, pattern: str, language: str) -> str:
    return format_date(value, pattern, locale=language)


def span(start: dt.date, end: dt.date, *, language: str = "") -> str:
    """Write a span of days, without repeating the year."""
    if start == end:
        return day(start, language=language)
    first = day(start, year=start.year != end.year, language=language)
    return f"{first} – {day(end, language=language)}"
