"""Write the estimate of the Kursk demo: data/kursk/estimate.parquet and data/kursk/estimate_areas.csv.

    python -m scripts.build_estimate [EVENTS]

Daily control of August 2024 to April 2025 from the control claims of the demo's events, by the rule of
`geo.control.Rule` with its default parameters. The same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from geo.control import estimate_layer, from_events, region
from geo.control.timeline import EstimateSeries
from geo.events import read_events
from geo.gazetteer import Gazetteer

FOLDER = Path(__file__).parents[1] / "data" / "kursk"
START, END = dt.date(2024, 8, 1), dt.date(2025, 4, 30)


def areas(series: EstimateSeries) -> str:
    """Return a CSV of the km² in Kursk Oblast by day: held by Ukraine, contested."""
    kursk = region("adm1:RU-KRS")
    table = series.areas(("Ukraine", "contested"), within=kursk)
    table = table.pivot(index="day", columns="side", values="km2")
    lines = [f"{day:%Y-%m-%d},{row['Ukraine']:.0f},{row['contested']:.0f}" for day, row in table.iterrows()]
    return "\n".join(["day,ukraine_km2,contested_km2", *lines]) + "\n"


def main(events: Path) -> None:
    """Estimate and write both files."""
    series = from_events(read_events(events), Gazetteer.open(), start=START, end=END)
    layer = estimate_layer(series)
    out = FOLDER / "estimate.parquet"
    layer.to_parquet(out, compression="zstd", index=False)
    (FOLDER / "estimate_areas.csv").write_text(areas(series), encoding="utf-8")
    print(f"{out}: {len(layer)} rows, {out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "events.parquet")
