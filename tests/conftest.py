"""Fixtures and rules for all tests."""

import os
import shutil

import pytest

from geo.gazetteer import Gazetteer

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
