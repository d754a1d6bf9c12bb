"""Time the store with many events: `python -m benchmarks.store [EVENTS]` (1,000,000).

The events are made: 3,000 places, two years of days, one report an event, as an imported table has them.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from geo.events import EVENT_TYPES
from geo.events.table import from_table
from geo.store import Store


def table(count: int) -> pd.DataFrame:
    """Return the columns of `count` events."""
    rng = np.random.default_rng(6)
    place = rng.integers(0, 3000, count)
    day = np.datetime64("2024-01-01") + rng.integers(0, 730, count).astype("timedelta64[D]")
    number = pd.Series(np.arange(count)).astype("str")
    return pd.DataFrame(
        {
            "event_id": "made:" + number,
            "report_id": "made:" + number,
            "origin_id": "made:" + number,
            "place": "Place " + pd.Series(place).astype("str"),
            "place_id": "gn:" + pd.Series(place).astype("str"),
            "lat": 46 + place % 60 / 10,
            "lon": 30 + place // 60 / 5,
            "radius_km": 0.0,
            "precision": "settlement",
            "start": day,
            "end": day,
            "date_precision": "day",
            "known_on": day,
            "event_type": np.asarray(EVENT_TYPES)[rng.integers(0, len(EVENT_TYPES), count)],
            "basis": "reported",
            "summary": "A made sentence about place " + pd.Series(place).astype("str"),
            "confidence": 0.5,
        }
    )


def timed(what: str, started: float) -> float:
    """Print what took how long; return the present."""
    now = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {now - started:.2f} s (peak {peak:.0f} MB)")
    return now


def main(count: int) -> None:
    """Print the times of importing, opening, loading, deciding, reviewing and replaying."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        now = time.perf_counter()
        store = Store.open(path)
        now = timed("make a store", now)
        events = from_table(table(count))
        now = timed(f"make {count} events", now)
        store.import_events(events)
        now = timed("import them", now)
        print(f"file: {path.stat().st_size / 1e6:.0f} MB")
        del events
        store.close()
        now = time.perf_counter()
        store = Store.open(path)
        now = timed("open", now)
        store.version()
        now = timed("version", now)
        loaded = store.events()
        now = timed(f"load {len(loaded)} events", now)
        for number in range(100):
            store.decide(f"made:{number}", "reject", "bench")
        now = timed("100 decisions", now)
        store.decisions()
        now = timed("log", now)
        del loaded
        for what, asked in (
            ("first page", {}),
            ("page 1000", {"offset": 50_000}),
            ("search", {"words": "place 77"}),
        ):
            page = store.queue(limit=50, **asked)
            now = timed(f"review, {what} of {page.total}", now)
        at_place = store.at_place("gn:77")
        now = timed(f"{len(at_place)} events at a place", now)
        versions = store.versions()
        timed(f"load {len(versions)} versions", now)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
