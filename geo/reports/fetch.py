"""Fetch a page or a feed from the public web, and from nowhere else.

The address is the user's, so it is hostile: only http and https, only public addresses (checked by name and
again on the connected socket, at every redirect, so that a name that changes its answer gains nothing), a
limit for size and for time, and only kinds of content that hold text.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from geo.errors import InputError, Notice, about, bare

MAX_BYTES = 20_000_000
SECONDS = 30.0
_REDIRECTS = 5
_AGENT = "frontline-dashboard/0.1 (reads public reports for a map; one request at a time)"
_TEXTS = ("text/", "application/xml", "application/xhtml", "application/rss", "application/atom",
          "application/rdf", "application/json")  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Public = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: bytes, the address after redirects, media type and declared charset."""

    data: bytes
    url: str
    kind: str
    charset: str


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def fetch(url: str, limit: int = MAX_BYTES, seconds: float = SECONDS, public: _Public = is_public) -> Page:
    """Return what a public address answers; raises InputError with the reason where it must not or cannot."""
    end = time.monotonic() + seconds
    with _session(public, seconds) as session:
        for _ in range(_REDIRECTS + 1):
            _check(url, public)
            try:
                answer = session.get(url, stream=True, allow_redirects=False, timeout=(10, 10))
                with answer:
                    if not answer.is_redirect:
                        return _page(answer, url, limit, end)
                    url = urljoin(url, answer.headers["location"])
            except _NotPublicError as error:
                raise InputError(about(url, bare(error))) from None
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                late = time.monotonic() > end
                slow = Notice("took longer than {n} s", n=f"{seconds:.0f}")
                raise InputError(about(url, slow if late else _reason(error))) from None
    raise InputError(about(url, Notice("redirects more than {n} times", n=_REDIRECTS)))


def _page(answer: requests.Response, url: str, limit: int, end: float) -> Page:
    if time.monotonic() > end:
        raise InputError(about(url, Notice("no answer in time")))
    if answer.status_code != 200:
        refused = Notice("the server answered {code} {why}", code=answer.status_code, why=str(answer.reason))
        raise InputError(about(url, refused))
    kind, charset = _content_type(answer.headers.get("content-type", ""))
    if kind and not kind.startswith(_TEXTS) and not kind.endswith(("+xml", "+json")):
        other = Notice("{kind} holds no text to read; give the address of a page or a feed", kind=kind)
        raise InputError(about(url, other))
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise InputError(
            about(
                url,
                Notice(
                    "{size} MB is over the limit of {limit} MB",
                    size=f"{int(length) / 1e6:.0f}",
                    limit=f"{limit / 1e6:.0f}",
                ),
            )
        )
    data = bytearray()
    while chunk := answer.raw.read1(65536, decode_content=True):
        data += chunk
        if len(data) > limit:
            endless = Notice(
                "goes on after {limit} MB, the limit; it is no article and no feed",
                limit=f"{limit / 1e6:.0f}",
            )
            raise InputError(about(url, endless))
        if time.monotonic() > end:
            late = Notice("took too long; {size} MB had arrived", size=f"{len(data) / 1e6:.1f}")
            raise InputError(about(url, late))
    return Page(bytes(data), url, kind, charset)


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = header or "text/html"
    return message.get_content_type() if header else "", str(message.get_param("charset") or "")


def _check(url: str, public: _Public) -> None:
    """Refuse an address that is not http(s) to a public host on a web port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError(about(repr(url), Notice("no address ({why})", why=str(error)))) from None
    if parts.scheme not in ("http", "https"):
        raise InputError(about(repr(url), Notice("only http:// and https:// addresses are read")))
    if not parts.hostname or parts.username or parts.password:
        hostless = Notice("the address needs a host and may hold no user name or password")
        raise InputError(about(repr(url), hostless))
    if port < 1024 and port not in (80, 443):
        raise InputError(about(repr(url), Notice("port {port} is no web port", port=port)))
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        absent = Notice("there is no host {host}", host=repr(parts.hostname))
        raise InputError(about(repr(url), absent)) from None
    if not all(public(str(address[4][0])) for address in found):
        private = Notice(
            "{host} is inside a private network; only public addresses are read", host=parts.hostname
        )
        raise InputError(about(repr(url), private))


class _NotPublicError(Exception):
    pass


def _reason(error: BaseException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return Notice("its certificate cannot be trusted")
    if isinstance(error, requests.Timeout | TimeoutError | urllib3.exceptions.TimeoutError):
        return Notice("no answer in time")
    return Notice("cannot be fetched ({why})", why=type(error).__name__)


def _session(public: _Public, seconds: float) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # no proxies, no .netrc: a proxy would be the peer that is checked
    session.headers["User-Agent"] = _AGENT
    adapter = _Guarded(public, seconds)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class _Guarded(HTTPAdapter):
    """An adapter whose connections check their peer, and that ends every connection when time is up."""

    def __init__(self, public: _Public, seconds: float) -> None:
        self._open: list[HTTPConnection] = []
        self._pools = _pools(public, self._open)
        super().__init__()
        # The time limit of a read starts anew with each byte: a server that trickles headers would never end.
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def close(self) -> None:
        self._timer.cancel()
        super().close()

    def _end(self) -> None:
        for connection in self._open:
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)


def _pools(public: _Public, opened: list[HTTPConnection]) -> dict[str, Any]:
    """Return urllib3's pools with connections that refuse a peer which is not public."""

    class Checked(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _checked(self, super()._new_conn(), public, opened)

    class CheckedTLS(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _checked(self, super()._new_conn(), public, opened)

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Checked

    class PoolTLS(urllib3.HTTPSConnectionPool):
        ConnectionCls = CheckedTLS

    return {"http": Pool, "https": PoolTLS}


def _checked(
    connection: HTTPConnection, peer: socket.socket, public: _Public, opened: list[HTTPConnection]
) -> socket.socket:
    if not public(peer.getpeername()[0]):
        peer.close()
        raise _NotPublicError(Notice("leads into a private network; only public addresses are read"))
    opened.append(connection)
    return peer
