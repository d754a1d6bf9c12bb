"""Fixtures and rules for all tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from store_scene import Clock

from geo.gazetteer import Gazetteer
from geo.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where no Chromium is; fail instead where REQUIRE_BROWSER says it must be there."""
    if CHROMIUM:
        return
    if os.environ.get("REQUIRE_BROWSER"):
        raise pytest.UsageError(
            "REQUIRE_BROWSER is set, but no Chromium is installed (scripts/install_chromium.sh)"
        )
    skip = pytest.mark.skip(reason="Chromium is not installed; see scripts/install_chromium.sh")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Open the gazetteer that ships in data/."""
    return Gazetteer.open()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Open an empty store: a file, or the PostgreSQL database of GEO_TEST_DATABASE, which is emptied."""
    url = os.environ.get("GEO_TEST_DATABASE")
    if url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    with Store.open(url or tmp_path / "store.sqlite", clock) as opened:
        yield opened


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a test of the dashboard an empty store of its own."""
    from geo.ui import data
    from geo.ui.pages import review

    monkeypatch.setenv("GEO_DATA", str(tmp_path))
    monkeypatch.setenv("GEO_HOSTED", "0")
    data.store.clear()
    review._found.clear()  # two stores may be of the same version
    yield
    data.store.clear()
