"""Fixtures that drive a real Chromium with the network blocked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import map_claims
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from reader import PATIENCE, ready

from geo.map import document
from scripts.screenshots import dashboard

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
expect.set_options(timeout=30_000)
LOCAL = {"localhost", "127.0.0.1", "::1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium found: install the package `chromium`"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh browser profile; options through `@pytest.mark.parametrize("context", [{…}], indirect=True)`.

    Anything asked of another machine is refused and fails the test, and so does an error in the page.
    """
    options = {"viewport": {"width": 1280, "height": 800}} | getattr(request, "param", {})
    made = browser.new_context(**options)
    made.set_default_timeout(30_000)
    faults: list[str] = []

    def check(route: object) -> None:
        url = urlsplit(route.request.url)  # type: ignore[attr-defined]
        if url.scheme in ("http", "https", "ws", "wss") and url.hostname not in LOCAL:
            faults.append(f"request to {url.geturl()}")
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    made.route("**/*", check)
    made.on("weberror", lambda error: faults.append(f"error in the page: {error.error}"))
    made.faults = faults  # type: ignore[attr-defined]
    yield made
    made.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def open_map(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Write events as a document, open it and wait until it is drawn."""

    def open_events(rows: list[dict[str, Any]], *, hash: str = "", **options: Any) -> Page:
        path = tmp_path / "map.html"
        document(map_claims.events(rows), **options).save(str(path))
        page.goto(path.as_uri() + hash)
        page.wait_for_selector("html[data-ready]")
        return page

    return open_events


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the dashboard with an empty store on a free port; yield its address."""
    with dashboard(folder=tmp_path_factory.mktemp("store")) as (url, _):
        yield url


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open addresses of the dashboard; every request that would leave the machine is refused and counted."""
    contexts: list[BrowserContext] = []
    leaks: list[str] = []

    def open_page(path: str = "", width: int = 1440, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)

        def guard(route: Route) -> None:
            if route.request.url.startswith((server, "data:", "blob:")):
                route.continue_()
            else:
                leaks.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()
        page.goto(f"{server}/{path}")
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not leaks, "requests that would have left the machine"
