# ruff: noqa: E501
"""Addresses: nothing but public web servers is asked, and a server's answer is hostile too."""

import datetime
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.reports import Unread
from geo.reports.feeds import parse_feed
from geo.reports.fetch import Page, fetch, is_public
from geo.reports.web import read_address

DECEMBER = datetime.date(2024, 12, 14)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [("file:///etc/passwd", "only http"), ("ftp://a.example/", "only http"), ("gopher://a.example", "only http"),
     ("javascript:alert(1)", "only http"), ("nope", "only http"), ("", "only http"), ("http://", "needs a host"),
     ("http://u:p@a.example/", "user name or password"), ("http://127.0.0.1:22/", "no web port"),
     ("http://127.0.0.1/", "private network"), ("http://127.1/", "private network"),
     ("http://2130706433/", "private network"), ("http://[::1]/", "private network"),
     ("http://[::ffff:169.254.169.254]/", "private network"), ("http://localhost/", "private network"),
     ("http://0/", "private network"), ("http://a.example:99999/", "no address"), ("http://[::1/", "no address")],
)  # fmt: skip
def test_addresses_that_are_refused_before_anything_is_sent(url: str, reason: str) -> None:
    reading = read_address(url)
    assert not reading.reports
    assert reason in reading.unread[0].reason


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=50)
def test_text_that_is_no_address_is_refused(text: str) -> None:
    if "://" not in text:
        assert not read_address(text).reports


@dataclass
class Answers:
    """A web server on this machine whose answers a test chooses."""

    port: int = 0
    replies: dict[str, tuple[int, dict[str, str], Iterator[bytes]]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Answers]:
    answers = Answers()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            status, headers, body = answers.replies[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for part in body:
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:
                pass  # the reader hung up, as it should

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    answers.port = running.server_port
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield answers
    running.shutdown()
    running.server_close()


def allowed(limit: int = 100_000, seconds: float = 20.0):
    """Return a fetch that may reach 127.0.0.1, and only that."""
    return lambda url: fetch(url, limit, seconds, public=lambda address: address == "127.0.0.1")


HTML = {"Content-Type": "text/html; charset=windows-1251"}
PAGE = (
    "<html><head><title>Новини</title></head><body><article><p>Голова громади повідомив про вибухи у Плехово "
    "14 грудня.</p><p>Пошкоджено будинки й дорогу, тривають роботи рятувальників.</p></article></body></html>"
).encode("cp1251")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>A paper</title>
<item><title>Shelling near Sudzha</title><description>&lt;p&gt;The governor &lt;b&gt;said&lt;/b&gt; so.&lt;/p&gt;</description>
<pubDate>Sat, 14 Dec 2024 22:00:00 GMT</pubDate><link>https://a.example/1</link></item>
<item><title>Shelling near Sudzha</title><description>Shelling near Sudzha went on.</description>
<pubDate>31 Feb 2024</pubDate><link>javascript:alert(1)</link></item><item></item></channel></rss>"""


def test_a_page_is_read_in_its_charset(server: Answers) -> None:
    server.replies["/a"] = (200, HTML, iter([PAGE]))
    (report,), unread = read_address(server.url("/a"), allowed())
    assert "вибухи у Плехово" in report.text
    assert (report.source_url, report.lang, unread) == (server.url("/a"), "uk", [])


def test_a_feed_is_read_entry_by_entry(server: Answers) -> None:
    server.replies["/f"] = (200, {"Content-Type": "text/xml"}, iter([FEED.encode()]))
    reports, unread = read_address(server.url("/f"), allowed())
    assert [report.text for report in reports] == [
        "Shelling near Sudzha\n\nThe governor said so.",
        "Shelling near Sudzha went on.",
    ]
    assert [report.date for report in reports] == [DECEMBER, None]
    assert [report.source_url for report in reports] == ["https://a.example/1", ""]
    assert [note.file.split()[-1] for note in unread] == ["2", "3"]


@pytest.mark.parametrize("kind", ["text/html", "application/rss+xml"])
def test_an_answer_that_never_ends_is_cut_at_the_limit(server: Answers, kind: str) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"<x>" * 10_000

    server.replies["/e"] = (200, {"Content-Type": kind}, endless())
    reading = read_address(server.url("/e"), allowed())
    assert "the limit" in reading.unread[0].reason


def test_an_answer_that_trickles_is_cut_in_time(server: Answers) -> None:
    def trickle() -> Iterator[bytes]:
        while True:
            yield b"x"
            time.sleep(0.05)

    server.replies["/t"] = (200, HTML, trickle())
    with pytest.raises(InputError, match="took too long"):
        allowed(seconds=0.5)(server.url("/t"))


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [(404, HTML, "answered 404"), (200, {"Content-Type": "application/pdf"}, "holds no text"),
     (200, HTML | {"Content-Length": "20000000"}, "20 MB is over the limit"),
     (302, {"Location": "http://127.0.0.2/"}, "private network"), (302, {"Location": "file:///etc/passwd"}, "only http"),
     (302, {"Location": "/r"}, "redirects more than")],
)  # fmt: skip
def test_answers_that_are_refused(server: Answers, status: int, headers: dict[str, str], reason: str) -> None:
    server.replies["/r"] = (status, headers, iter([b""]))
    reading = read_address(server.url("/r"), allowed())
    assert not reading.reports
    assert reason in reading.unread[0].reason


def test_a_name_that_turns_private_after_the_check_is_caught_on_the_socket(server: Answers) -> None:
    server.replies["/a"] = (200, HTML, iter([PAGE]))
    answers = iter([True])  # public when looked up, private when connected
    with pytest.raises(InputError, match="private network"):
        fetch(server.url("/a"), public=lambda address: next(answers, False))


# Feeds, from memory


def test_a_page_in_place_of_a_feed_names_the_feeds_it_has() -> None:
    unread: list[Unread] = []
    page = b'<!doctype html><html><link rel="alternate" type="application/rss+xml" href="/rss.xml"><p>x</p></html>'
    assert not parse_feed(page, "https://a.example/news", unread)
    assert (
        unread[0].reason
        == "this is a web page, not a feed; the page names its feeds: https://a.example/rss.xml"
    )


def test_a_link_that_is_no_address_is_named_as_it_is() -> None:
    unread: list[Unread] = []
    page = b'<!doctype html><html><link type="application/rss+xml" href="http://[x"><p>x</p></html>'
    assert not parse_feed(page, "https://a.example", unread)
    assert "http://[x" in unread[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"plain words", "no RSS"), (b"<rss version='2.0'><channel/></rss>", "no entries")],
)
def test_feeds_without_entries_say_why(data: bytes, reason: str) -> None:
    unread: list[Unread] = []
    assert not parse_feed(data, "f", unread)
    assert reason in unread[0].reason


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    unread: list[Unread] = []
    reports = parse_feed(
        FEED[: FEED.index("<item><title>Shelling near Sudzha</title><description>Sh")].encode(),
        "f",
        unread,
    )
    assert [report.date for report in reports] == [DECEMBER]
    assert [note.kept for note in unread] == [True]
    assert "breaks off" in unread[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_feed_with_the_wrong_charset_is_read_all_the_same(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Газета</title><item><title>Вибухи у Плехово</title></item></channel></rss>'
    (report,) = parse_feed(text.encode(encoding), "f", [], "iso-8859-1")
    assert (report.text, report.source_name) == ("Вибухи у Плехово", "Газета")


def test_entities_of_a_feed_are_not_expanded_without_end() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    bomb += "]><rss version='2.0'><channel><item><title>&m;</title></item></channel></rss>"
    reports = parse_feed(bomb.encode(), "f", [])
    assert sum(len(report.text) for report in reports) < 100_000


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_feed_or_a_reason(data: bytes) -> None:
    unread: list[Unread] = []
    assert parse_feed(data, "f", unread) or unread


def test_plain_text_by_address_is_read_as_a_text() -> None:
    page = Page(b"date 2024-12-14 The governor spoke.", "https://a.example/t", "text/plain", "")
    (report,), _ = read_address("https://a.example/t", lambda url: page)
    assert (report.text, report.date) == ("The governor spoke.", DECEMBER)
