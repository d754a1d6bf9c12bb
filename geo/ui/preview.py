"""What a link shows before it is opened: title and description for messengers and search engines.

Streamlit's page is the same few lines for every address and filled by a script, which such readers do not
run. This middleware of `geo.ui.server` writes both into the page's head.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.errors import GeoError

Query = Mapping[str, Sequence[str]]
#: Title and description for the parameters of a link.
Describe = Callable[[Query], tuple[str, str]]


class Preview:
    """Put `<meta>` tags into the HTML pages of an application."""

    def __init__(self, app: ASGIApp, describe: Describe) -> None:
        self._app, self._describe = app, describe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            tags = meta(*await run_in_threadpool(self._describe, query))
        except GeoError:  # the dashboard itself says what is wrong
            await self._app(scope, receive, send)
            return
        # Whole and uncompressed, so that something can be put into it.
        unwanted = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
        await self._app(scope, receive, _Head(send, tags.encode()))


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
        body = self._body.replace(b"</head>", self._tags + b"</head>", 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        if "content-length" in headers:
            headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def meta(title: str, description: str) -> str:
    """Write the tags; both texts may come from a stranger's link."""
    title, description = html.escape(title, quote=True), html.escape(description, quote=True)
    return (
        f'<meta name="description" content="{description}">'
        f'<meta property="og:type" content="website"><meta name="twitter:card" content="summary">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
    )
