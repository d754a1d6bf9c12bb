"""RSS, Atom and GeoRSS feeds: one entry is one report. The place comes from the text, not from the feed."""

import io
import re
from typing import Any
from urllib.parse import urljoin

import feedparser

from geo.errors import InputError, Notice
from geo.reports.encoding import decode
from geo.reports.language import detect
from geo.reports.pubdate import publication_date, undated
from geo.reports.record import Report, Unread
from geo.reports.text import html_text

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ALTERNATE = re.compile(r"<link\b[^>]*application/(?:rss|atom)\+xml[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def is_feed(data: bytes) -> bool:
    """Tell whether bytes begin like a feed."""
    head = decode(data[:4000])[0].casefold()
    return any(mark in head for mark in ("<rss", "<feed", "<rdf:rdf"))


def parse_feed(data: bytes, name: str, unread: list[Unread], charset: str = "") -> list[Report]:
    """Return the entries of a feed as reports; what is not read, and why, goes to `unread`.

    A web page in place of a feed gives a message with the feeds that the page names.
    """
    declared = re.search(rb"""encoding=["']([\w-]+)["']""", data[:200])
    text, _ = decode(data, declared[1].decode("ascii") if declared else charset)
    # Read from memory: given plain bytes, feedparser would first look for a file of that name.
    parsed = feedparser.parse(
        io.BytesIO(_DECLARATION.sub("", text).encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not parsed.entries:
        unread.append(Unread(name, 0, _why_empty(text, parsed, name)))
        return []
    if not text.rstrip().endswith(("</rss>", "</feed>", "</rdf:RDF>")):
        unread.append(Unread(name, 0, Notice("the feed breaks off; its whole entries were read"), kept=True))
    source = str(parsed.feed.get("title") or "")
    reports = []
    for number, entry in enumerate(parsed.entries, 1):
        report = _report(entry, source, f"{name} entry {number}", unread)
        if report is not None:
            reports.append(report)
    return reports


def _report(entry: Any, source: str, name: str, unread: list[Unread]) -> Report | None:
    title = html_text(str(entry.get("title") or ""))
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    body = max([*map(html_text, contents), html_text(str(entry.get("summary") or ""))], key=len)
    # The headline is often the only sentence with the claim; a body that begins with it is enough.
    text = body if body.startswith(title) else f"{title}\n\n{body}".strip()
    if not text:
        unread.append(Unread(name, 0, Notice("the entry has neither a title nor a text")))
        return None
    clock = "published" if "published" in entry else "updated"
    stamp, written = entry.get(f"{clock}_parsed"), str(entry.get(clock) or "")
    date = None
    try:
        date = publication_date("{}-{:02}-{:02}".format(*stamp[:3]) if stamp else written)
    except InputError as error:
        unread.append(Unread(name, 0, undated(error), kept=True))
    link = str(entry.get("link") or "")
    return Report(
        text=text,
        date=date,
        title=title,
        source_name=str(entry.get("source", {}).get("title") or source),
        source_url=link if link.startswith(("http://", "https://")) else "",
        lang=detect(text),
    )


def _why_empty(text: str, parsed: Any, address: str) -> str:
    if "<html" in text[:2000].casefold() or "<!doctype html" in text[:200].casefold():
        links = [_HREF.search(tag) for tag in _ALTERNATE.findall(text[:200_000])]
        feeds = ", ".join(_absolute(address, match[1]) for match in links[:3] if match)
        if feeds:
            return Notice("this is a web page, not a feed; the page names its feeds: {feeds}", feeds=feeds)
        return Notice("this is a web page, not a feed")
    if not text.strip():
        return Notice("the answer is empty")
    if parsed.get("version"):
        return Notice("the feed has no entries")
    return Notice("this is no RSS or Atom feed")


def _absolute(address: str, link: str) -> str:
    """Return a link of a page with the host of the page, so that it can be pasted."""
    try:
        return urljoin(address, link)
    except ValueError:
        return link
