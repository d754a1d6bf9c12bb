"""Measure control maps on daily snapshots that you have: estimates, differences, loading, encoding.

    python -m benchmarks.control --snapshots FOLDER [--dates N] [--seeds N]

FOLDER holds dated control maps (for example a daily archive of DeepState, which may not be redistributed
and does not come with the project). Labels are read from the snapshots at the settlements of GeoNames
(cities500) in Ukraine. The score counts the ground within 30 km of the true front, inside Ukraine: IoU of
Russian-held ground, the symmetric mean distance between the fronts (both sampled every 500 m; the state
border within 3 km left out), the Brier score of the probability, and the share of the true front inside the
0.05–0.95 band.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import resource
import statistics
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from geo.control import ControlSeries, Estimate, Snapshot, country, diff, estimate, snapshot_layer
from geo.control.project import Plane
from geo.formats.snapshots import read_snapshots
from geo.gazetteer import Gazetteer

BAND_M, BORDER_M, STEP_M, PIXEL_M = 30_000.0, 3_000.0, 500.0, 2_000.0


class Field:
    """Ukraine in a plane, its places, and the zone along its border that is not scored."""

    def __init__(self) -> None:
        self.ukraine = country("UA")
        self.plane = Plane(self.ukraine)
        self.ground = self.plane.metres(self.ukraine)
        self.edge = self.ground.boundary.buffer(BORDER_M)
        shapely.prepare([self.ground, self.edge])
        near = Gazetteer.open().near(48.5, 32.0, 900)
        known = [(p.id, p.name, p.lon, p.lat) for p in near if p.country == "UA" and p.id.startswith("gn:")]
        table = pd.DataFrame(known, columns=["place_id", "name", "lon", "lat"])
        self.places = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)

    def front(self, held: shapely.Geometry) -> np.ndarray:
        """Return points every 500 m along the edge of ground (metres), off the state border."""
        parts = shapely.get_parts(shapely.segmentize(held.boundary, STEP_M))
        steps = [np.arange(0, part.length, STEP_M) for part in parts]
        lines = [shapely.line_interpolate_point(part, at) for part, at in zip(parts, steps, strict=True)]
        points = shapely.get_coordinates(np.concatenate(lines))
        return points[~shapely.contains_xy(self.edge, *points.T)]

    def labels(self, russia: shapely.Geometry) -> np.ndarray:
        """Return which places lie in Russian-held ground (degrees)."""
        shapely.prepare(russia)
        return shapely.contains_xy(russia, self.places.lon, self.places.lat)


def claims_of(field: Field, held: np.ndarray, date: dt.date) -> gpd.GeoDataFrame:
    """Return one claim for each place."""
    return field.places.assign(date=pd.Timestamp(date), side=np.where(held, "Russia", "Ukraine"))


def score(field: Field, made: Estimate, truth: shapely.Geometry) -> dict[str, float]:
    """Return IoU, distance in km and, with kriging, Brier score and band share."""
    real = shapely.intersection(field.plane.metres(truth), field.ground)
    drawn = field.plane.metres(made.area("Russia"))
    line, guess = field.front(real), field.front(drawn)
    there = cKDTree(line).query(guess)[0]
    there, back = there[there <= BAND_M], cKDTree(guess).query(line)[0]
    zone = shapely.intersection(shapely.buffer(shapely.multipoints(line[::4]), BAND_M), field.ground)
    a, b = shapely.intersection(real, zone), shapely.intersection(drawn, zone)
    out = {
        "iou": shapely.intersection(a, b).area / shapely.union(a, b).area,
        "km": (there.mean() + back.mean()) / 2000,
    }
    if made.probability is not None:
        west, south, east, north = zone.bounds
        pixels = np.meshgrid(np.arange(west, east, PIXEL_M), np.arange(south, north, PIXEL_M))
        grid = np.stack(pixels, -1).reshape(-1, 2)
        shapely.prepare([zone, real])
        grid = grid[shapely.contains_xy(zone, *grid.T)]
        lonlat = shapely.get_coordinates(field.plane.degrees(shapely.points(grid)))
        share = made.probability.at(*lonlat.T)
        on_line = made.probability.at(*shapely.get_coordinates(field.plane.degrees(shapely.points(line))).T)
        out["brier"] = float(np.nanmean((share - shapely.contains_xy(real, *grid.T)) ** 2))
        out["in_band"] = float(np.mean((on_line >= 0.05) & (on_line <= 0.95)))
    return out


def make(field: Field, held: np.ndarray, date: dt.date, method: str) -> tuple[Estimate, float]:
    """Estimate from one claim a place; return it with the seconds it took."""
    start = time.perf_counter()
    claims = claims_of(field, held, date)
    made = estimate(claims, date, places=field.places, extent=field.ukraine, method=method)
    return made, time.perf_counter() - start


def methods(field: Field, chosen: list[Snapshot], seeds: int) -> None:
    """Print the accuracy of both methods, with true labels and with 5% false ones."""
    for method in ("voronoi", "kriging"):
        rows, seconds, growth = [], [], []
        for snapshot in chosen:
            truth = snapshot.areas["Russia"]
            held = field.labels(truth)
            made, took = make(field, held, snapshot.date, method)
            rows.append(score(field, made, truth))
            seconds.append(took)
            for seed in range(seeds):
                false = np.random.default_rng(seed).random(len(held)) < 0.05
                noisy, _ = make(field, held ^ false, snapshot.date, method)
                growth.append(score(field, noisy, truth)["km"] / rows[-1]["km"] - 1)
        mean = pd.DataFrame(rows).mean()
        text = ", ".join(f"{name} {value:.3f}" for name, value in mean.items())
        print(f"{method}, {len(chosen)} dates: {text}; {statistics.mean(seconds):.2f} s each", flush=True)
        if growth:
            print(
                f"  5% false labels: mean distance {statistics.mean(growth):+.1%} "
                f"({len(growth)} runs, worst {max(growth):+.1%})",
                flush=True,
            )


def fusion(field: Field, series: ControlSeries, days: int) -> None:
    """Print the distance after `days` of a snapshot, kept as it is and with the changed places flipped."""
    for start in (series.first, series.last - dt.timedelta(days=days)):
        end = start + dt.timedelta(days=days)
        old, new = series.at(start), series.at(end)
        before, after = field.labels(old.areas["Russia"]), field.labels(new.areas["Russia"])
        moved = before != after
        claims = claims_of(field, after, end)[moved]
        frame = {"places": field.places, "extent": field.ukraine, "baseline": old, "method": "kriging"}
        kept = score(field, estimate(claims.iloc[:0], end, **frame), new.areas["Russia"])
        fused = score(field, estimate(claims, end, **frame), new.areas["Russia"])
        print(
            f"snapshot of {start} after {days} days: kept {kept['km']:.2f} km, with {moved.sum()} changed "
            f"places {fused['km']:.2f} km, brier {fused['brier']:.3f}, in_band {fused['in_band']:.3f}",
            flush=True,
        )


def differences(snapshots: list[Snapshot], field: Field) -> None:
    """Print how long differences take, settlements named, over neighbours and far pairs."""
    pairs = [*itertools.pairwise(snapshots), *((snapshots[0], s) for s in snapshots[1:])]
    seconds = []
    for a, b in pairs:
        start = time.perf_counter()
        diff(a, b, field.places)
        seconds.append(time.perf_counter() - start)
    middle, worst = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"diff of {len(pairs)} pairs: median {middle:.0f} ms, worst {worst:.0f} ms")


def loading(folder: Path) -> ControlSeries:
    """Print what it costs to load the folder, scaled to 770 days, and to encode it for the browser."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    reading = read_snapshots(folder)
    series = reading.series()
    took = time.perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    days = len(series.observed)
    print(
        f"{days} snapshots ({len(series)} changed): {took:.2f} s, {memory:.0f} MB; "
        f"for 770: {took * 770 / days:.1f} s, {memory * 770 / days:.0f} MB"
    )
    return series


def encoding(series: ControlSeries) -> None:
    """Print the size of the series in the browser."""
    from geo.map.layers import Layer, encode

    start = time.perf_counter()
    layer = snapshot_layer(series)
    took = time.perf_counter() - start
    size, base = (
        len(gzip.compress(encode(Layer("benchmark", frame)), 9, mtime=0))
        for frame in (layer, snapshot_layer(ControlSeries([next(iter(series))])))
    )
    day = (size - base) / max(len(series.observed) - 1, 1)
    print(
        f"in the browser: {size / 1e3:.1f} kB gzipped ({base:.0f} + {day:.0f} bytes a day; "
        f"for 770 days {(base + 769 * day) / 1e3:.0f} kB), made in {took:.1f} s; "
        "error {:.1f} m at the 99.9th percentile, at most {:.1f} m".format(*_errors(series, layer))
    )


def _errors(series: ControlSeries, layer: gpd.GeoDataFrame) -> tuple[float, float]:
    """Return how far the edge drawn in the browser lies from the true one, metres: 99.9 % and most."""
    errors = []
    for moment in list(series)[:: max(len(series) // 5, 1)]:
        day = pd.Timestamp(moment.date)
        live = layer[(layer["side"] == "Russia") & (layer["start"] <= day) & (layer["end"] > day)]
        drawn = live.union_all()
        plane = Plane(drawn)
        true, line = plane.metres(moment.areas["Russia"]).boundary, plane.metres(drawn)
        errors.append(shapely.distance(shapely.points(shapely.get_coordinates(true)), line))
    found = np.concatenate(errors)
    return float(np.quantile(found, 0.999)), float(found.max())


def sizes(field: Field) -> None:
    """Print the time of one estimate for 1,000 claims and for 30,000 places, made up at random."""
    random = np.random.default_rng(0)
    west, south, east, north = box = field.ukraine.bounds
    for claims, places in ((1_000, 5_000), (30_000, 30_000)):
        points = random.uniform((west, south), (east, north), (places, 2))
        ids = {"place_id": [str(n) for n in range(places)]}
        frame = gpd.GeoDataFrame(ids, geometry=gpd.points_from_xy(*points.T), crs=4326)
        side = np.where(points[:claims, 0] > 37, "Russia", "Ukraine")
        spoken = frame.iloc[:claims].assign(date=pd.Timestamp("2024-08-01"), side=side)
        for method in ("voronoi", "kriging"):
            start = time.perf_counter()
            estimate(spoken, dt.date(2024, 8, 2), places=frame, extent=box, method=method)
            took = time.perf_counter() - start
            print(f"{claims} claims, {places} places, {method}: {took:.2f} s", flush=True)


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--snapshots", type=Path, required=True, help="folder, zip or file of dated control maps"
    )
    parser.add_argument(
        "--dates", type=int, default=6, help="how many of the dates are estimated (default 6)"
    )
    parser.add_argument(
        "--seeds", type=int, default=3, help="runs with false labels for each date (default 3)"
    )
    args = parser.parse_args()
    series = loading(args.snapshots)
    field = Field()
    snapshots = list(series)
    print(f"{len(field.places)} places in Ukraine")
    step = max(len(snapshots) // max(args.dates, 1), 1)
    methods(field, snapshots[::step][: args.dates], args.seeds)
    for days in (30, 60):
        if (series.last - series.first).days >= days:
            fusion(field, series, days)
    differences(snapshots, field)
    encoding(series)
    sizes(field)


if __name__ == "__main__":
    main()
