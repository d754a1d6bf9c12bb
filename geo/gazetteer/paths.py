"""Where the gazetteer's files lie."""

from __future__ import annotations

import os
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "gazetteer.sqlite"


def user_folder() -> Path:
    """Return the folder of the user's own data: the environment variable GEO_DATA, else `./userdata`."""
    return Path(os.environ.get("GEO_DATA") or "userdata")
