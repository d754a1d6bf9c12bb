"""Measure the gazetteer: start, look-ups, space, memory, and the import of a large GeoNames dump.

    python -m benchmarks.gazetteer [--places 350000]

The dump is made up in GeoNames' format (invented syllables in Ukrainian and Russian spelling over the
theatre), so that nothing needs to be downloaded; a real RU.zip or UA.zip is of the same size.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from geo.gazetteer import Gazetteer
from geo.gazetteer.importing import import_geonames
from geo.gazetteer.spelling import latin_from_uk

START = """
import json, resource, sys, time
began = time.perf_counter()
import geo.gazetteer
imported = time.perf_counter()
gazetteer = geo.gazetteer.Gazetteer.open({path})
opened = time.perf_counter()
gazetteer.names.lookup("суджа")
looked = time.perf_counter()
print(json.dumps([imported - began, opened - imported, looked - opened]))
"""
FIRST = ["Ново", "Старо", "Верхньо", "Красно", "Біло", "Петро", "Мико", "Лисо", "Зелено", "Сухо"]
MIDDLE = ["дар", "гор", "бер", "мир", "поль", "вод", "сел", "тор", "лип", "дуб", "яр", "кут", "став", "брод"]
LAST = ["івка", "ове", "ське", "ине", "яни", "иця", "енки", "ець", "ичі", "уватка"]


@click.command()
@click.option("--places", default=350_000, show_default=True, help="Places in the made-up dump.")
def main(places: int) -> None:
    """Print a table of measured figures, in Markdown."""
    rows = [*starts(), *look_ups(Gazetteer.open()), *imports(places)]
    click.echo("| what | measured |\n|---|---|")
    for what, measured in rows:
        click.echo(f"| {what} | {measured} |")


def starts(path: Path | None = None) -> Iterator[tuple[str, str]]:
    """Measure the start in a fresh process, the best of seven."""
    code = START.format(path=f"__import__('pathlib').Path({str(path)!r})" if path else "")
    command = [sys.executable, "-c", code]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        for _ in range(7)
    ]
    for number, what in enumerate(("import geo.gazetteer", "open", "first look-up in the name index")):
        yield what, f"{min(run[number] for run in runs) * 1000:.1f} ms"


def look_ups(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Measure searches and questions about space."""
    names = ["Sudzha", "Курськ", "Pokrovsk", "Мар'їнка", "Kyiv", "Суми", "Belgorod", "Часів Яр"]
    random.seed(1)
    points = [(random.uniform(46, 53), random.uniform(30, 40)) for _ in range(200)]
    yield "geocode (exact name)", rate(lambda n: gazetteer.geocode(names[n % len(names)]), 4000)
    yield "search, beginning of a name", rate(lambda n: gazetteer.search(names[n % len(names)][:5]), 200)
    yield "search, one slip", rate(lambda n: gazetteer.search(("Sudhza", "Kyib", "Покровсьт")[n % 3]), 60)
    yield "place by row", rate(lambda n: gazetteer._load(n % 50_000 + 1), 20_000)
    yield "near, 15 km", rate(lambda n: gazetteer.near(*points[n % 200], 15), 2000)
    yield "reverse", rate(lambda n: gazetteer.reverse(points[n % 200]), 2000)
    yield "within (region of a point)", rate(lambda n: gazetteer.within(*points[n % 200]), 4000)


def rate(call: Callable[[int], object], times: int) -> str:
    """Return how often a call runs in a second, after one call to warm up."""
    call(0)
    began = time.perf_counter()
    for number in range(times):
        call(number)
    return f"{times / (time.perf_counter() - began):,.0f} /s"


def imports(places: int) -> Iterator[tuple[str, str]]:
    """Measure the import of a made-up dump, and a look-up afterwards."""
    with TemporaryDirectory() as folder:
        dump = Path(folder) / "UA.txt"
        dump.write_text("".join(made_up(places)), encoding="utf-8")
        began, begun = time.perf_counter(), time.process_time()
        done = import_geonames([dump], Path(folder) / "userdata")
        took, worked = time.perf_counter() - began, time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        path = Path(folder) / "userdata" / "gazetteer.sqlite"
        size = sum(f.stat().st_size for f in (path, path.with_suffix(".names"))) / 1e6
        yield (
            f"import of {places:,} places with the name index",
            f"{took:.0f} s, CPU time {worked:.0f} s ({done.added:,} added)",
        )
        yield "largest memory in the import", f"{memory:,.0f} MB"
        yield "gazetteer and index afterwards", f"{size:.0f} MB"
        yield from ((f"{what}, afterwards", figure) for what, figure in starts(path))


def made_up(places: int) -> Iterator[str]:
    """Yield the lines of a dump with invented names."""
    random.seed(7)
    pick = random.choice
    for number in range(places):
        uk = pick(FIRST) + pick(MIDDLE) + (pick(MIDDLE) if number % 2 else "") + pick(LAST)
        latin = latin_from_uk(uk)
        lat, lon = random.uniform(45, 53), random.uniform(24, 50)
        country, admin1 = ("UA", "05") if lon < 39 else ("RU", "41")
        spellings = f"{latin}\t{latin}\t{uk},{uk.replace('і', 'и')}"
        unit = f"{country}\t\t{admin1}\t{number % 40:04d}\t\t\t{number % 900}"
        yield (
            f"{20_000_000 + number}\t{spellings}\t{lat:.5f}\t{lon:.5f}\tP\tPPL\t{unit}"
            "\t\t120\tEurope/Kyiv\t2024-01-01\n"
        )


if __name__ == "__main__":
    main()
