"""Photograph every page of the running dashboard: desktop and phone, light and dark.

    python -m scripts.screenshots [OUT] [--url http://127.0.0.1:8501] [--only map,places] [--lang uk]

Without --url the script starts a dashboard of its own on a free port and ends it again. Needs
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
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PALETTE = ROOT / "geo" / "map" / "client" / "palette.js"
PAGES = {
    "map": "",
    "compare": "compare?compare=2024-09-01..2025-02-01",
    "places": "places",
    "sources": "sources",
    "read": "read",
    "review": "review",
    "about": "about",
}
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


@contextmanager
def dashboard() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the dashboard on a free loopback port; yield its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.fileWatcherType", "none",
               "--server.headless", "true"]  # fmt: skip
    store = {**os.environ, "GEO_DATA": tempfile.mkdtemp()}
    server = subprocess.Popen(
        command, cwd=ROOT, env=store, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        yield url, server
    finally:
        server.terminate()
        server.wait(10)


def settled(page: Page) -> None:
    """Wait until the page ran and its map, if it has one, is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=20_000)
    page.wait_for_timeout(2500)


def read_example(page: Page) -> None:
    """Read the example report and save it, so that Map a report and Review have something to show."""
    page.locator(".st-key-example button").click()
    settled(page)
    page.locator("button[kind=primaryFormSubmit]").first.click()
    settled(page)
    page.locator(".st-key-save button").click()
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "docs" / "images")
    parser.add_argument("--url", default="")
    parser.add_argument("--only", default=",".join(PAGES))
    parser.add_argument("--lang", default="en")
    parser.add_argument("--themes", default="light,dark")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.url:
        shoot(options.url.rstrip("/"), options)
    else:
        with dashboard() as (url, _):
            shoot(url, options)


def shoot(url: str, options: argparse.Namespace) -> None:
    """Take the pictures."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for theme in options.themes.split(","):
            for size, (width, height) in SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    has_touch=size == "phone",
                    locale={"uk": "uk-UA", "ru": "ru-RU"}.get(options.lang, "en-GB"),
                )
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
        browser.close()


if __name__ == "__main__":
    main()
