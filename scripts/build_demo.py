"""Build data/kursk/events.parquet, the demo, from data/kursk/claims.csv and the gazetteer.

python -m scripts.build_demo
"""

from __future__ import annotations

from pathlib import Path

from geo.events import write_events
from geo.formats.table import read_table
from geo.gazetteer import Gazetteer

#: Of the summaries, which we wrote (data/SOURCES.md).
LICENCE = "CC BY 4.0"
KURSK = Path(__file__).resolve().parent.parent / "data" / "kursk"


def main() -> None:
    """Build the file and say how many events stand where."""
    events = read_table(KURSK / "claims.csv", Gazetteer.open()).assign(licence=LICENCE)
    target = KURSK / "events.parquet"
    write_events(events, target)
    counts = ", ".join(
        f"{count} {precision}" for precision, count in events["precision"].value_counts().items()
    )
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB, {len(events)} events: {counts}")
    unplaced = sorted(set(events.loc[events["precision"] == "unplaced", "place"]))
    print(f"unplaced: {', '.join(unplaced)}")


if __name__ == "__main__":
    main()
