"""Photograph every page of the running dashboard: desktop and phone, light and dark.

    python -m scripts.screenshots [OUT] [--url http://127.0.0.1:8501] [--only map,places] [--lang uk]

Without --url the script starts dashboards of its own on free ports and ends them again. Needs
requirements-dev.txt and Chromium.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
PALETTE = ROOT / "geo" / "map" / "client" / "palette.js"
PREVIEW = ROOT / "geo" / "ui" / "assets" / "preview.png"
PAGES = {
    "map": "",
    "compare": "compare?compare=2024-09-01..2025-02-01",
    "places": "places",
    "sources": "sources",
    "about": "about",
    "read": "read",  # saves a report, which Review shows
    "review": "review",
}
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def dashboard(
    script: str = "dashboard.py", *options: str, port: int = 0, folder: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the dashboard on a loopback port; yield its address and its process.

    `folder` is where it keeps its data, a new one by default. Raises RuntimeError with the server's last
    words when it does not come up within a minute.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.fileWatcherType", "none",
               "--server.headless", "true", *options]  # fmt: skip
    env = {**os.environ, "GEO_DATA": str(folder or tempfile.mkdtemp()), "PYTHONPATH": str(ROOT)}
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 60
            while not _healthy(url):
                if server.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"the dashboard did not start: {log.read()[-2000:].decode()}")
                time.sleep(0.1)
            yield url, server
        finally:
            _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    """End a server; raises TimeoutExpired for one that had to be killed."""
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
        raise


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def settled(page: Page) -> None:
    """Wait until the page ran and its map, if it has one, is drawn."""
    still = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(".st-key-title h1", timeout=60_000)
    page.wait_for_selector(still, timeout=60_000)
    page.wait_for_timeout(2500)  # charts and lists say nothing when they are drawn
    for frame in page.frames[1:]:
        frame.wait_for_function("() => !window.geoMap || geoMap.counted", timeout=60_000)
    page.wait_for_timeout(500)
    page.wait_for_selector(still, timeout=60_000)  # the map has told the page what it shows
    page.wait_for_selector("[data-testid=stSkeleton]", state="hidden", timeout=60_000)


def read_example(page: Page) -> None:
    """Read the example report and save it, so that Map a report and Review have something to show."""
    page.locator(".st-key-example button").click()
    settled(page)
    page.locator("button[kind=primaryFormSubmit]").first.click()
    settled(page)
    page.locator(".st-key-save button").click(timeout=180_000)  # reading takes its time on a busy machine
    settled(page)


def shrink(picture: bytes, file: Path) -> None:
    """Write a picture with 256 colours: small enough for a repository, those of the map's legend kept."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    colours = re.findall(r'colour: "(#\w{6})"', PALETTE.read_text(encoding="utf-8"))
    sample = Image.new("RGB", (image.width, image.height + 40 * len(colours)))
    sample.paste(image)
    for number, colour in enumerate(colours):
        sample.paste(colour, (0, image.height + 40 * number, image.width, image.height + 40 * number + 40))
    palette = sample.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)


def photograph_preview(page: Page, url: str) -> None:
    """Take the picture that messengers show beside a link: the embedded map, without its menus."""
    page.goto(f"{url}/?embed=true")
    page.add_style_tag(content=".st-key-menus { display: none !important }")
    settled(page)
    shrink(page.screenshot(), PREVIEW)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "docs" / "images")
    parser.add_argument("--url", default="")
    parser.add_argument("--only", default=",".join(PAGES))
    parser.add_argument("--lang", default="en")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--preview", action="store_true", help="take the picture for messengers, too")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for theme in options.themes.split(","):
            for size in SIZES:
                # Each with a store of its own: what one saves must not show on the next one's map.
                with nullcontext((options.url, None)) if options.url else dashboard() as (url, _):
                    shoot(browser, url.rstrip("/"), theme, size, options)
        if options.preview:
            with dashboard() as (url, _):
                viewport = ViewportSize(width=1200, height=630)
                photograph_preview(browser.new_page(viewport=viewport, locale="en-GB"), url)
        browser.close()


def shoot(browser: Browser, url: str, theme: str, size: str, options: argparse.Namespace) -> None:
    """Take the pictures of one theme and size."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        has_touch=size == "phone",
        locale={"uk": "uk-UA", "ru": "ru-RU"}.get(options.lang, "en-GB"),
    )
    context.set_default_timeout(60_000)
    for name in options.only.split(","):
        page = context.new_page()
        page.goto(f"{url}/{PAGES.get(name, name)}")
        settled(page)
        if name == "read":
            read_example(page)
        file = options.out / f"{name.split('?')[0]}-{width}-{theme}.png"
        shrink(page.screenshot(), file)
        print(file)
        page.close()
    context.close()


if __name__ == "__main__":
    main()
