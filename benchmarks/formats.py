"""Time the importers: `python -m benchmarks.formats [ROWS]` (1,000,000 rows of VIINA, a tenth of ACLED).

The rows are made in the layout of the formats; none of their data is here.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from geo.formats import acled, viina


def viina_rows(count: int) -> pd.DataFrame:
    """Return rows of event_info."""
    rng = np.random.default_rng(6)
    place = rng.integers(0, 3000, count)
    day = pd.Series(np.datetime64("2024-01-01") + rng.integers(0, 366, count).astype("timedelta64[D]"))
    number = pd.Series(np.arange(count)).astype("str")
    return pd.DataFrame(
        {
            "viina_version": "2.0",
            "event_id": number,
            "event_id_1pd": number,
            "date": day.dt.strftime("%Y%m%d"),
            "geonameid": place,
            "asciiname": "Place " + pd.Series(place).astype("str"),
            "ADM1_NAME": "Region",
            "longitude": 30 + place // 60 / 5,
            "latitude": 46 + place % 60 / 10,
            "GEO_PRECISION": np.where(place % 10, "ADM3", "ADM1"),
            "report_id": number,
            "source": "wire",
            "url": "https://example.org/" + number,
            "text": "A made headline about place " + pd.Series(place).astype("str"),
            "lang": "uk",
            "t_artillery_b": place % 2,
            "a_rus_b": 1,
        }
    )


def acled_rows(count: int) -> pd.DataFrame:
    """Return rows of an ACLED export."""
    made = viina_rows(count)
    return pd.DataFrame(
        {
            "event_id_cnty": made["event_id"],
            "event_date": pd.to_datetime(made["date"]).dt.strftime("%d %B %Y"),
            "time_precision": 1,
            "sub_event_type": "Armed clash",
            "actor1": "Military Forces of Russia (2000-)",
            "country": "Ukraine",
            "location": made["asciiname"],
            "latitude": made["latitude"],
            "longitude": made["longitude"],
            "geo_precision": 1,
            "source": "wire",
            "notes": made["text"],
            "timestamp": 1_720_000_000,
        }
    )


def main(count: int) -> None:
    """Write each table, read it, and print the time and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        for read, rows, name in (
            (acled.read, acled_rows(count // 10), "ACLED"),
            (viina.read, viina_rows(count), "VIINA"),
        ):
            path = Path(folder) / f"{name}.csv"
            rows.to_csv(path, index=False)
            del rows
            started = time.perf_counter()
            events, unread = read(path)
            seconds = time.perf_counter() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = path.stat().st_size / 1e6
            print(f"{name}: {len(events)} rows, {size:.0f} MB, in {seconds:.1f} s (peak {peak:.0f} MB)")
            print(f"  not read: {len(unread)}")
            del events


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
