"""Plain text, e-mail and HTML files: one file is one report."""

import email
import email.policy
import re
from collections.abc import Iterable
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser

from geo.errors import InputError, Notice
from geo.reports.encoding import decode
from geo.reports.language import detect
from geo.reports.pubdate import date_in_name, publication_date, undated
from geo.reports.record import Report, Unread

_FIELDS = {
    "date": "date|published|publication date|дата|опубліковано|опубликовано",
    "title": "title|headline|subject|заголовок|назва",
    "source_name": "source|publisher|джерело|источник",
    "source_url": "url|link|source url|посилання|ссылка",
    "lang": "lang|language|мова|язык",
    "licence": "licence|license|ліцензія|лицензия",
}
_NAMED = re.compile(
    r"[ \t]*(?:"
    + "|".join(f"(?P<{field}>{names})" for field, names in _FIELDS.items())
    + r")[ \t]*(?P<colon>[:=])?[ \t]*",
    re.IGNORECASE,
)
# A date at the start of the value; what follows on the line is the text ("date 2024-12-14 President …").
_LEADING_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}\S*)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}\s+[^\W\d_]+\.?\s+\d{4}|[^\W\d_]+\.?\s+\d{1,2},?\s+\d{4}"
)

# What the standard library raises, by mistake, at headers such as "From: x @".
_BROKEN_HEADER = (AttributeError, IndexError, LookupError, TypeError, ValueError)


def read_text(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    """Read a plain text file; a header of date, title, source, url and lang lines is taken off its top."""
    text, _ = decode(data)
    yield from parse_text(text, name, unread)


def parse_text(text: str, name: str, unread: list[Unread]) -> Iterable[Report]:
    """Read pasted text as one report. The date comes from the header, else from an ISO date in `name`."""
    fields, at = _header(text)
    body = text[at:]
    if not body.strip():
        unread.append(Unread(name, 0, Notice("the text is empty")))
        return
    date = None
    if "date" in fields:
        try:
            date = publication_date(fields["date"])
        except InputError as error:
            unread.append(Unread(name, _line_of(text, fields["date"]), undated(error), kept=True))
    yield Report(
        text=body,
        date=date or date_in_name(name),
        title=fields.get("title", ""),
        source_name=fields.get("source_name", ""),
        source_url=fields.get("source_url", ""),
        lang=fields.get("lang", "") or detect(body),
        licence=fields.get("licence", ""),
    )


def _header(text: str) -> tuple[dict[str, str], int]:
    """Return the fields of the header lines and the offset where the text proper begins.

    A field needs a colon, except a date that is written out: "date 2024-12-14 and the text may go on here".
    """
    fields: dict[str, str] = {}
    at = _first_ink(text, 0)
    while match := _NAMED.match(text, at):
        field = next(name for name in _FIELDS if match[name])
        end = _line_end(text, match.end())
        dated = _LEADING_DATE.match(text, match.end()) if field == "date" else None
        if field in fields or not (match["colon"] or dated):
            break
        if dated:
            end = dated.end()
        fields[field] = text[match.end() : end].strip()
        at = _first_ink(text, end)
    return fields, at


def _line_of(text: str, value: str) -> int:
    return text.count("\n", 0, text.find(value)) + 1


def _first_ink(text: str, at: int) -> int:
    while at < len(text) and text[at] in "\n \t\ufeff":
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def read_email(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    """Read an .eml message: its subject, date, sender and plain text (or the text of its HTML)."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(("plain", "html"))
        text = _body(part) if part is not None else ""
    except (*_BROKEN_HEADER, RecursionError):
        unread.append(Unread(name, 0, Notice("a message that cannot be read: its headers are broken")))
        return
    if part is None:
        unread.append(Unread(name, 0, Notice("the message has no text part")))
        return
    if not text.strip():
        unread.append(Unread(name, 0, Notice("the message is empty")))
        return
    fields = {field: _mail_field(message, field, name, unread) for field in ("date", "subject", "from")}
    date = None
    try:
        date = publication_date(fields["date"])
    except InputError as error:
        unread.append(Unread(name, 0, undated(error), kept=True))
    yield Report(text=text, date=date, title=fields["subject"], source_name=fields["from"], lang=detect(text))


def _body(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    text, _ = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")
    return html_text(text) if part.get_content_subtype() == "html" else text


def _mail_field(message: EmailMessage, field: str, name: str, unread: list[Unread]) -> str:
    """Return a header of a message; one that cannot be parsed is empty, and told of."""
    try:
        return str(message[field] or "")
    except _BROKEN_HEADER:
        broken = Notice("read without “{field}”: this header is broken", field=field)
        unread.append(Unread(name, 0, broken, kept=True))
        return ""


def html_text(markup: str) -> str:
    """Return the words of HTML, a line per block; scripts and styles are left out."""
    if "<" not in markup and "&" not in markup:
        return markup
    words = _Words()
    words.feed(markup)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.parts).splitlines())
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    _BLOCKS = frozenset(("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "blockquote", "title"))
    _SILENT = frozenset(("script", "style", "noscript", "template"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT and not self._silent:
            self._silent = tag
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
