"""What a link shows before it is opened: title and description for messengers and search engines.

Streamlit's page is the same few lines for every address and filled by a script, which such readers do not
run. This middleware of `geo.ui.server` writes both into the page's head.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.errors import GeoError

Query = Mapping[str, Sequence[str]]
#: Title and description for the parameters of a link.
Describe = Callable[[Query], tuple[str, str]]


class Preview:
    """Put a title and `<meta>` tags into the HTML pages of an application."""

    def __init__(self, app: ASGIApp, describe: Describe, picture: str) -> None:
        """`picture` is the path of the picture that stands beside title and description."""
        self._app, self._describe, self._picture = app, describe, picture

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            picture = str(Request(scope).base_url.replace(path=self._picture))
            tags = meta(*await run_in_threadpool(self._describe, query), picture)
        except GeoError:  # the dashboard itself says what is wrong
            await self._app(scope, receive, send)
            return
        # Whole and uncompressed, so that something can be put into it.
        unwanted = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        await self._app(scope, receive, _Head(send, tags.encode()))


def _asks_for_page(scope: Scope) -> bool:
    """Tell whether a request is for a page: messengers take anything, and so do a page's scripts."""
    accept = Headers(scope=scope).get("accept", "*/*")
    return "text/html" in accept or (accept == "*/*" and "." not in scope["path"].rpartition("/")[2])


class _Head:
    """Holds a page back until its head has come, and adds the tags to it."""

    def __init__(self, send: Send, tags: bytes) -> None:
        self._send, self._tags = send, tags
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            page = headers.get("content-type", "").startswith("text/html")
            if page and "content-encoding" not in headers:
                self._start = message
            else:
                await self._send(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        untitled = re.sub(rb"<title>[^<]*</title>", b"", self._body, count=1)
        body = untitled.replace(b"</head>", self._tags + b"</head>", 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        if "content-length" in headers:
            headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def meta(title: str, description: str, picture: str) -> str:
    """Write the tags; the texts and the host in the picture's address may come from a stranger."""
    title, description, picture = (html.escape(each, quote=True) for each in (title, description, picture))
    return (
        f'<title>{title}</title><meta name="description" content="{description}">'
        f'<meta property="og:type" content="website"><meta name="twitter:card" content="summary_large_image">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        f'<meta property="og:image" content="{picture}">'
        f'<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">'
        f'<meta property="og:image:alt" content="{title}">'
    )
