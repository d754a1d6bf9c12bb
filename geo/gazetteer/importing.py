"""Import GeoNames files into the user's own gazetteer.

The import works on a copy of the present gazetteer, in one transaction, and takes its place in one rename
when the index of name forms is built too: an interrupted import leaves everything as it was. Started again
with the same files, it goes on from the last step that was complete. A place that is known already, by its
number or by name and position, is brought up to date and keeps its identifier.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import math
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import fmean

from geo.errors import InputError, PlaceError
from geo.gazetteer import database, geonames, paths
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geonames import Progress, Row, Unread
from geo.gazetteer.naming import choose_names, once
from geo.gazetteer.place import Place
from geo.gazetteer.plane import flat_km
from geo.gazetteer.spelling import script
from geo.names import fold

BATCH = 20_000
SAME_KM = 6.0  # two entries of one name nearer than this are one place
DISTRICT_RADIUS_KM = 25.0
_UPDATE = """UPDATE stored SET lat=?, lon=?, population=max(population, ?), district=coalesce(district, ?),
  others=?, radius_km=CASE kind WHEN 'settlement' THEN 0 ELSE radius_km END WHERE row=?"""
SKIPPED = ("P.PPLH", "P.PPLCH", "P.PPLQ", "P.PPLW")  # historical, abandoned, destroyed


@dataclass(slots=True)
class Imported:
    """What an import did: places added and brought up to date, rows of other kinds, rows unreadable."""

    added: int = 0
    updated: int = 0
    passed_over: int = 0
    unread: Unread = field(default_factory=Unread)


def silent(name: str, done: int, total: int) -> None:
    """Show no progress."""


def import_geonames(
    files: Iterable[Path], folder: Path | None = None, base: Path | None = None, progress: Progress = silent
) -> Imported:
    """Import country dumps with, at will, alternate names and admin codes; return what was done.

    `folder` is the user's data folder, `base` the gazetteer to start from when there is no earlier import.
    Raises InputError for a file that is not GeoNames', or when no country dump is among them.
    """
    found = [source for path in files for source in geonames.sources(path)]
    if not any(source.kind == "places" for source in found):
        raise InputError(
            "no country dump (UA.txt, UA.zip, …) among the files: names and codes alone add no place"
        )
    target = (folder or paths.user_folder()) / "gazetteer.sqlite"
    target.parent.mkdir(parents=True, exist_ok=True)
    present = target if is_readable(target) else base or paths.SHIPPED
    with alone(target.with_suffix(".lock")):
        work = work_folder(target.parent, [present, *(source.path for source in found)]) / target.name
        begun, done = work.is_file(), step_done(work)
        if done is not None:
            progress("places: complete in the interrupted import", 1, 1)
        else:
            if begun:
                progress("the interrupted import had not read all places: anew", 1, 1)
            shutil.copyfile(present, work)
            done = Imported()
            with closing(sqlite3.connect(work)) as connection, connection:
                Importer(connection, done, progress).run(found)
            note_step(work, done)
        progress("index of name forms", 0, 1)
        Gazetteer.open(work).build_names().replace(target.with_suffix(".names"))
        work.replace(target)
        shutil.rmtree(work.parent)
    progress("index of name forms", 1, 1)
    return done


def work_folder(folder: Path, files: Iterable[Path]) -> Path:
    """Return the folder in which these files are imported; what imports of other files left is removed."""
    stats = [(str(path.absolute()), path.stat()) for path in files]
    about = repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])
    work = folder / f"import-{hashlib.sha256(about.encode()).hexdigest()[:16]}"
    for other in folder.glob("import-*"):
        if other != work:
            shutil.rmtree(other)
    work.mkdir(exist_ok=True)
    return work


def note_step(work: Path, done: Imported) -> None:
    """Write down that the transaction is complete, and what it did."""
    part = work.with_suffix(".part")
    part.write_text(json.dumps(asdict(done)), encoding="utf-8")
    part.replace(work.with_suffix(".done"))


def step_done(work: Path) -> Imported | None:
    """Return what an interrupted import did in its transaction, None where that is not complete."""
    noted = work.with_suffix(".done")
    if not noted.is_file() or not work.is_file():
        return None
    about = json.loads(noted.read_text(encoding="utf-8"))
    return Imported(**{**about, "unread": Unread(**about["unread"])})


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file, or raise InputError where another import holds it."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"another import is running in {path.parent}: wait for its end") from None
        yield


def is_readable(path: Path) -> bool:
    """Tell whether an earlier import is there and of this version's layout."""
    try:
        database.open_read_only(path).close()
    except PlaceError:
        return False
    return True


class Importer:
    """One import into an open gazetteer file."""

    def __init__(self, connection: sqlite3.Connection, done: Imported, progress: Progress) -> None:
        self.connection = connection
        self.done = done
        self.progress = progress
        self.unit_names: dict[str, tuple[str, int]] = {}
        self.alternates: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)

    def run(self, sources: list[geonames.Source]) -> None:
        """Read all files and write the places."""
        rows = self._rows([source for source in sources if source.kind == "places"])
        wanted = set(rows)
        for source in sources:
            if source.kind == "units":
                for code, name, number in geonames.units(source, self.done.unread, self.progress):
                    self.unit_names[code] = name, number
            elif source.kind == "names":
                for number, name, lang, preferred in geonames.names(
                    source, wanted, self.done.unread, self.progress
                ):
                    self.alternates[number].append((name, lang, preferred))
        self._write(rows)

    def _rows(self, sources: list[geonames.Source]) -> dict[int, Row]:
        """Return the settlements and districts of the dumps by number; the rest is passed over."""
        rows: dict[int, Row] = {}
        for source in sources:
            for row in geonames.places(source, self.done.unread, self.progress):
                if (row.feature.startswith("P.") and row.feature not in SKIPPED) or row.feature == "A.ADM2":
                    rows[row.number] = row
                else:
                    self.done.passed_over += 1
        return rows

    def _write(self, rows: dict[int, Row]) -> None:
        settlements = [row for row in rows.values() if row.feature[0] == "P"]
        regions = self._regions(settlements)
        known = Known(self.connection)
        fresh = Fresh(self.connection, known)
        for code, (name, number) in sorted(self.unit_names.items()):
            country, admin1, *admin2 = code.split(".")
            if (not admin2 and (country, admin1) in regions) or (admin2 and number in rows):
                continue
            inside = [r for r in settlements if (r.country, r.admin1) == (country, admin1)]
            inside = [r for r in inside if not admin2 or r.admin2 == admin2[0]]
            if inside:
                lat, lon = fmean(r.lat for r in inside), fmean(r.lon for r in inside)
                rows[number] = Row(
                    number,
                    name,
                    (),
                    lat,
                    lon,
                    "A.ADM2" if admin2 else "A.ADM1",
                    country,
                    admin1,
                    "".join(admin2),
                    0,
                )
        units = [row for row in rows.values() if row.feature[0] == "A"]
        for row in sorted(units, key=lambda row: (row.feature, row.number)):
            regions_row = regions.get((row.country, row.admin1))
            place = self._merge(fresh, row, regions_row, None)
            if row.feature == "A.ADM1":
                regions[row.country, row.admin1] = place
        districts = {
            (r.country, r.admin1, r.admin2): fresh.row_of[r.number] for r in units if r.feature == "A.ADM2"
        }
        for count, row in enumerate(settlements, 1):
            district = districts.get((row.country, row.admin1, row.admin2))
            self._merge(fresh, row, regions.get((row.country, row.admin1)), district)
            if count % 10_000 == 0:
                self.progress("places", count, len(settlements))
        fresh.flush()
        self.progress("places", 1, 1)

    def _merge(self, fresh: Fresh, row: Row, region: int | None, district: int | None) -> int:
        """Add a place, or bring the known one up to date; return its row in the file."""
        listed = self.alternates.get(row.number, [])
        tagged = [(name, lang) for name, lang, _ in sorted(listed, key=lambda item: not item[2]) if lang]
        chosen = choose_names(
            row.name, [*row.alternates, *(n for n, lang, _ in listed if not lang)], tagged, row.country
        )
        kind = {"P": "settlement"}.get(row.feature[0], "region" if row.feature == "A.ADM1" else "district")
        place = Place(
            0, f"gn:{row.number}", chosen.name, chosen.name_uk, chosen.name_ru, kind, row.lat, row.lon,
            row.country, region, district, row.population, DISTRICT_RADIUS_KM if kind == "district" else 0.0,
            "gn",
        )  # fmt: skip
        number, new = fresh.put(place, kept_spellings(chosen.spellings))
        fresh.row_of[row.number] = number
        self.done.added += new
        self.done.updated += not new
        return number

    def _regions(self, settlements: list[Row]) -> dict[tuple[str, str], int]:
        """Return the region row of each (country, admin1): the one it mostly lies in."""
        votes: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        known = dict(
            self.connection.execute("SELECT id, region FROM stored WHERE typeof(id)='integer' AND region")
        )
        for row in settlements:
            if row.number in known:
                votes[row.country, row.admin1][known[row.number]] += math.isqrt(row.population) + 1
        missing = [row for row in settlements if (row.country, row.admin1) not in votes]
        for row, region in zip(missing, self._containing(missing), strict=True):
            if region is not None:
                votes[row.country, row.admin1][region] += math.isqrt(row.population) + 1
        return {unit: counter.most_common(1)[0][0] for unit, counter in votes.items() if unit[1]}

    def _containing(self, rows: list[Row]) -> Iterator[int | None]:
        if not rows:
            return
        from geo.gazetteer.spatial import Shapes

        shapes = Shapes(database.region_shapes(self.connection))
        countries = dict(self.connection.execute("SELECT row, country FROM stored WHERE kind='region'"))
        inside = shapes.containing_each([row.lat for row in rows], [row.lon for row in rows])
        for number, row in enumerate(rows):
            region = inside.get(number)
            yield region if region is not None and countries[region] == row.country else None


def kept_spellings(spellings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the spellings in Latin and Cyrillic letters; only en, uk, ru and be keep their tag."""
    kept = [(name, lang if lang[:2] in ("en", "uk", "ru", "be") else "") for name, lang in spellings]
    return [(name, lang) for name, lang in kept if script(name) != "other"]


class Known:
    """The places of a file by name, to find the same place under another identifier."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.named: dict[tuple[str, str], list[tuple[int, float, float, float]]] = defaultdict(list)
        which = "typeof(id)='text' AND kind NOT IN ('country', 'facility', 'water')"
        query = f"SELECT row, kind, lat / 1e5, lon / 1e5, radius_km FROM stored WHERE {which}"
        about = {row: spot for row, *spot in connection.execute(query)}
        for row, name, _ in database.all_names(connection, which):
            kind, lat, lon, radius = about[row]
            self.named[kind, fold(name)].append((row, lat, lon, 1.5 * radius if radius else SAME_KM))

    def twin(self, place: Place, keys: set[str]) -> int | None:
        """Return the row of the nearest entry of the same kind and a common spelling, near enough."""
        near = []
        for key in keys:
            for row, lat, lon, reach in self.named.get((place.kind, key), ()):
                if abs(lat - place.lat) * 111 <= reach:
                    far = flat_km(place.lat, place.lon, lat, lon)
                    if far <= reach:
                        near.append((far, row))
        return min(near)[1] if near else None


class Fresh:
    """Places on their way into the file, written in batches."""

    def __init__(self, connection: sqlite3.Connection, known: Known) -> None:
        self.connection = connection
        self.known = known
        self.ids = dict(connection.execute("SELECT id, row FROM stored WHERE typeof(id)='integer'"))
        self.next_row = connection.execute("SELECT max(row) FROM stored").fetchone()[0] + 1
        self.row_of: dict[int, int] = {}
        self.places: list[tuple[Place, database.Spellings]] = []

    def put(self, place: Place, spellings: list[tuple[str, str]]) -> tuple[int, bool]:
        """Take a place; return its row and whether it is new."""
        row = self.ids.get(database.stored_id(place.id)) or self.known.twin(
            place, {fold(n) for n, _ in spellings}
        )
        if row is not None:
            self._update(row, place, spellings)
            return row, False
        self.places.append((replace(place, row=self.next_row), spellings))
        self.next_row += 1
        if len(self.places) > BATCH:
            self.flush()
        return self.next_row - 1, True

    def _update(self, row: int, place: Place, spellings: list[tuple[str, str]]) -> None:
        """Bring a known place up to date: position and spellings; its display names stay."""
        query = f"SELECT {','.join(database.PLACE_FIELDS)} FROM places WHERE row=?"
        known = database.place_from(self.connection.execute(query, (row,)).fetchone())
        others = database.others(known, once([*database.spellings(self.connection, row), *spellings]))
        position = round(place.lat * 1e5), round(place.lon * 1e5)
        self.connection.execute(_UPDATE, (*position, place.population, place.district, others, row))

    def flush(self) -> None:
        """Write what is waiting."""
        database.insert(self.connection, self.places)
        self.places = []
