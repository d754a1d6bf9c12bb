"""The article of an HTML page: its text, title and date."""

import json
import re
from collections.abc import Iterable

from geo.errors import InputError, Notice
from geo.reports.encoding import decode
from geo.reports.language import detect
from geo.reports.pubdate import publication_date, undated
from geo.reports.record import Report, Unread
from geo.reports.text import html_text

MAX_MARKUP = (
    2_000_000  # characters without scripts and styles; finding the article takes 10 s a megabyte at worst
)
_SCRIPTS = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)


def read_html(data: bytes, name: str, unread: list[Unread]) -> Iterable[Report]:
    """Read the article of an HTML file."""
    report = article(decode(data)[0], "", name, unread)
    if report is not None:
        yield report


def article(page: str, url: str, name: str, unread: list[Unread]) -> Report | None:
    """Return the article of a page's HTML, None (and the reason in `unread`) when it holds none."""
    size = _markup_size(page)
    if size > MAX_MARKUP:
        large = Notice(
            "a page of {size} MB; an article has less than {limit} MB: save its text as .txt instead",
            size=f"{size / 1e6:.0f}",
            limit=f"{MAX_MARKUP / 1e6:.0f}",
        )
        unread.append(Unread(name, 0, large))
        return None
    import trafilatura  # slow to import: 0.7 s that only pages need

    found = trafilatura.extract(
        page, url=url or None, output_format="json", with_metadata=True, include_comments=False
    )
    fields = json.loads(found) if found else {}
    text = fields.get("text") or html_text(page)
    if not text.strip():
        unread.append(
            Unread(
                name, 0, Notice("the page holds no text; it may be drawn by scripts: paste its text instead")
            )
        )
        return None
    date = None
    try:
        date = publication_date(_published(fields.get("date") or "", page))
    except InputError as error:
        unread.append(Unread(name, 0, undated(error), kept=True))
    return Report(
        text=text,
        date=date,
        title=fields.get("title") or "",
        source_name=fields.get("source-hostname") or fields.get("hostname") or "",
        source_url=url or fields.get("source") or "",
        lang=detect(text),
    )


def _published(day: str, page: str) -> str:
    """Return the day that a page says it is of; a bare year (of a footer) was read as its 1 January."""
    if not day.endswith("-01-01"):
        return day
    from trafilatura.metadata import extract_metadata

    return extract_metadata(page, extensive=False).date or ""


def _markup_size(page: str) -> int:
    """Return the length of a page without its scripts and styles."""
    size, outside = 0, 0
    for tag in _SCRIPTS.finditer(page):
        if tag[1]:
            outside = tag.end()
        else:
            size += max(0, tag.start() - outside)
            outside = len(page)
    return size + len(page) - outside
