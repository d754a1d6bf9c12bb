"""The interface is complete in Ukrainian and Russian, and every placeholder survives translation."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo.errors import InputError, Notice, about
from geo.reports import read_bytes
from geo.ui.i18n import LANGUAGES, LOCALE, catalogue, said
from scripts.catalogues import collect

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"{\w+}")


@pytest.fixture(scope="module")
def template():
    return [message for message in collect() if message.id]


def po(language):
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_message_is_translated(template, language):
    catalogue = po(language)
    missing = [
        message.id
        for message in template
        if (found := catalogue.get(message.id)) is None or found.fuzzy or not _whole(found.string)
    ]
    assert not missing, "run scripts/catalogues.py and translate these"


def _whole(string):
    return all(string) if isinstance(string, tuple) else bool(string)


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_placeholders_survive(language):
    for message in po(language):
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else message.id
        wanted = set(PLACEHOLDER.findall(sources[-1]))
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert all(set(PLACEHOLDER.findall(form)) == wanted for form in forms), message.id


def test_plurals_of_a_slavic_language():
    say = catalogue("uk").ngettext
    one, many = "**{n}** claim", "**{n}** claims"
    forms = [say(one, many, n).split()[-1] for n in (1, 3, 5, 21)]
    assert forms == ["твердження", "твердження", "тверджень", "твердження"]


def test_languages_are_named_in_themselves():
    assert LANGUAGES == {"en": "English", "uk": "Українська", "ru": "Русский"}


def test_no_message_hides_in_an_f_string():
    """Babel does not look into f-strings: such a message would never reach the catalogues."""
    hidden = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "geo" / "ui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"{n?_\(", line)
    ]
    assert not hidden


def test_a_map_is_called_one_thing_in_ukrainian():
    spoken = " ".join(str(message.string) for message in po("uk")).lower()
    assert "мап" in spoken
    assert not re.findall(r"\bкарт\w*", spoken)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"text,date\nA text.,13/14/15\n", "a.csv", "a.csv:2: прочитано без дати: у даті '13/14/15' рік"),
        (b"date,date,date,text\n1,2,3,A\n", "a.csv", "a.csv:1: стовпців із назвою 'date': 3"),
        (b"%PDF-1.4", "a.txt", "a.txt: це PDF, а не текст"),
        (b"", "a.txt", "a.txt: текст порожній"),
    ],
)
def test_reasons_why_something_is_not_read_are_in_the_readers_language(monkeypatch, content, name, reason):
    monkeypatch.setattr("geo.ui.i18n.current", lambda: "uk")
    unread = []
    list(read_bytes(content, name, unread))
    (one,) = unread
    assert f"{one.where}: {said(one.reason)}".startswith(reason)
    assert str(one).isascii(), "the library and the commands speak English"


def test_an_error_is_said_with_what_it_is_about(monkeypatch):
    monkeypatch.setattr("geo.ui.i18n.current", lambda: "ru")
    error = InputError(about("a.csv", Notice("{field} is no number", field="lat")))
    assert said(error) == "a.csv: lat не является числом"
    assert said(InputError("plain words")) == "plain words"
