"""Addresses of the public web: the entries of a feed, or the article of a page."""

from collections.abc import Callable

from geo.errors import InputError, bare
from geo.reports.article import article
from geo.reports.encoding import decode
from geo.reports.feeds import is_feed, parse_feed
from geo.reports.fetch import Page, fetch
from geo.reports.record import Reading, Unread
from geo.reports.text import parse_text


def read_address(url: str, get: Callable[[str], Page] = fetch) -> Reading:
    """Fetch a public address and read it: every entry of a feed, or the article of a page.

    What is refused or cannot be read is in the second list with its reason; nothing is raised.
    """
    unread: list[Unread] = []
    try:
        page = get(url.strip())
    except InputError as error:
        return Reading([], [Unread(url.strip(), 0, bare(error))])
    if is_feed(page.data) or "rss" in page.kind or "atom" in page.kind:
        return Reading(parse_feed(page.data, page.url, unread, page.charset), unread)
    text, _ = decode(page.data, page.charset)
    if page.kind == "text/plain":
        return Reading(list(parse_text(text, page.url, unread)), unread)
    report = article(text, page.url, page.url, unread)
    return Reading([report] if report else [], unread)
