"""Jobs of reading, done a little at a time: a page stays alive, shows how far it is and can stop."""

from __future__ import annotations

import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.errors import GeoError, about, bare
from geo.events import frame, read_reports

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.reports import Report, Unread


#: Bytes that an uploaded file may hold unpacked; as a table in memory they take some eight times as much.
MAX_UNPACKED = 250_000_000
#: Rows that an uploaded table may hold; a million takes about a gigabyte in memory (docs/store.md).
MAX_ROWS = 500_000


@dataclass(frozen=True, slots=True)
class Source:
    """Something that gives reports when it is opened, and its size in bytes for the bar."""

    size: int
    open: Callable[[list[Unread]], Iterable[Report]]


@dataclass
class Job(ABC):
    """Work on reports or tables: `run` goes on for a moment, `stop` ends the step at hand."""

    unread: list[Unread] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of reading and saving, beside what is unread
    tables: list[gpd.GeoDataFrame] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    done: int = 0  # reports whose claims were read
    copies: int = 0  # reports that were folded into another
    step: str = "open"
    part: float = 0.0  # how much of the step is done, 0 to 1
    stopped: bool = False
    cut: bool = False  # reports may be missing because their opening was stopped
    _joined: tuple[int, gpd.GeoDataFrame] | None = None
    _work: Iterator[None] | None = None
    #: A click starts the page anew while the run before it still works: they take turns.
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    @abstractmethod
    def running(self) -> bool:
        """Tell whether there is more to do."""

    @abstractmethod
    def stop(self) -> None:
        """End the step at hand; what is done is kept."""

    @abstractmethod
    def _steps(self, gazetteer: Gazetteer) -> Iterator[None]:
        """Do the work, a moment at a time."""

    def run(self, gazetteer: Gazetteer, seconds: float) -> None:
        """Go on for so many seconds, or to the end."""
        with self._turn:
            if self._work is None:
                self._work = self._steps(gazetteer)
            until = time.monotonic() + seconds
            for _ in self._work:
                if time.monotonic() >= until or self.stopped:
                    return
            self.stopped |= self.running  # an error ended the work: nothing more will come

    def events(self) -> gpd.GeoDataFrame:
        """Return what has been read so far."""
        if self._joined is None or self._joined[0] != len(self.tables):
            self._joined = len(self.tables), _joined(self.tables)
        return self._joined[1]


def _joined(tables: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    filled = [table for table in tables if len(table)]
    if not filled:
        return frame([])
    joined = pd.concat(filled, ignore_index=True).drop_duplicates("event_id", ignore_index=True)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=filled[0].crs)


@dataclass
class Import(Job):
    """Read a file of events that somebody else coded, some thousand rows at a time; no text is read."""

    name: str = ""
    content: bytes = b""
    mapping: Mapping[str, int] | None = None  # field → column, for a plain table
    rows: int = 5_000

    @property
    def running(self) -> bool:
        """Tell whether there is more to do."""
        return not self.stopped and self.part < 1

    def stop(self) -> None:
        """End the import; the rows that were read are kept."""
        self.stopped = True

    def _steps(self, gazetteer: Gazetteer) -> Iterator[None]:
        from geo.formats import limits, read_parts

        yield  # the page shows its bar first
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(self.name).name
            path.write_bytes(self.content)
            try:
                limits.check(path, MAX_ROWS, MAX_UNPACKED)
                for imported, done in read_parts(path, gazetteer, self.rows, mapping=self.mapping):
                    self.tables.append(imported.events)
                    self.unread += [replace(each, file=self.name) for each in imported.unread]
                    self.part = done
                    yield
            except GeoError as error:
                self.problems.append(about(self.name, bare(error)))
                self.part = 1.0


@dataclass
class Reading(Job):
    """Open sources, fold reprints, read the claims.

    Stopping while files are opened keeps the reports so far and reads those; stopping the search for reprints
    leaves the rest unfolded; stopping while claims are read keeps the claims so far.
    """

    sources: list[Source] = field(default_factory=list)
    _cut: frozenset[str] = frozenset()  # steps that were ended early: open, fold, read

    @property
    def running(self) -> bool:
        """Tell whether there is more to do."""
        return not self.stopped and not (self.step == "read" and self.done >= len(self.reports))

    def stop(self) -> None:
        """End the step at hand; what is done is kept."""
        self._cut |= {self.step}
        self.cut = "open" in self._cut
        self.stopped = self.step == "read"

    def _steps(self, gazetteer: Gazetteer) -> Iterator[None]:
        from geo.reports.duplicates import each_origin, fold

        for _ in self._open():
            yield
        self.step, self.part = "fold", 0.0
        origins = list(range(len(self.reports)))
        for count, (position, origin) in enumerate(each_origin(self.reports), 1):
            if "fold" in self._cut:
                break
            origins[position] = origin
            self.part = count / len(origins)
            yield
        folded = fold(self.reports, origins)
        self.copies = len(self.reports) - len(folded)
        self.reports, self.step, self.part = folded, "read", 0.0
        for report in self.reports:
            try:
                self.tables.append(read_reports([report], gazetteer))
            except GeoError as error:
                self.problems.append(about(report.title or report.id, bare(error)))
            self.done += 1
            self.part = self.done / len(self.reports)
            yield

    def _open(self) -> Iterator[None]:
        """Collect the reports of all sources; how far it is, is told by the size of their texts."""
        total = sum(source.size for source in self.sources) or 1
        before = 0
        for source in self.sources:
            taken = 0
            for report in source.open(self.unread):
                if self.cut:
                    return
                self.reports.append(report)
                taken = min(taken + len(report.text.encode("utf-8", "replace")), source.size)
                self.part = (before + taken) / total
                yield
            before += source.size
            self.part = before / total
            yield
