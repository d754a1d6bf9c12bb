"""A job of reading reports, done a little at a time: a page stays alive, shows how far it is and can stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.errors import GeoError
from geo.events import frame, read_reports

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.reports import Report, Unread


@dataclass(frozen=True, slots=True)
class Source:
    """Something that gives reports when it is opened, and its size in bytes for the bar."""

    size: int
    open: Callable[[list[Unread]], Iterable[Report]]


@dataclass
class Job:
    """Open sources, fold reprints, read the claims: `run` goes on for a moment, `stop` ends the step at hand.

    Stopping while files are opened keeps the reports so far and reads those; stopping the search for reprints
    leaves the rest unfolded; stopping while claims are read keeps the claims so far.
    """

    sources: list[Source] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of reading and saving, beside what is unread
    reports: list[Report] = field(default_factory=list)
    tables: list[gpd.GeoDataFrame] = field(default_factory=list)
    step: str = "open"  # open, fold, read
    part: float = 0.0  # how much of the step is done, 0 to 1
    done: int = 0  # reports whose claims were read
    copies: int = 0  # reports that were folded into another
    stopped: bool = False
    _work: Iterator[None] | None = None
    #: A click starts the page anew while the run before it still works: they take turns.
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _cut: frozenset[str] = frozenset()  # steps that were ended early

    @classmethod
    def of_events(cls, events: gpd.GeoDataFrame, problems: list[str]) -> Job:
        """Return a job that has nothing left to do: a table of events was given."""
        return cls(problems=problems, tables=[events], step="read", _work=iter(()))

    @property
    def running(self) -> bool:
        """Tell whether there is more to do."""
        return not self.stopped and not (self.step == "read" and self.done >= len(self.reports))

    def run(self, gazetteer: Gazetteer, seconds: float) -> None:
        """Go on for so many seconds, or to the end."""
        with self._turn:
            if self._work is None:
                self._work = self._steps(gazetteer)
            until = time.monotonic() + seconds
            for _ in self._work:
                if time.monotonic() >= until:
                    return
            self.stopped |= self.running  # an error ended the work: nothing more will come

    def stop(self) -> None:
        """End the step at hand; what is done is kept."""
        self._cut |= {self.step}
        self.stopped = self.step == "read"

    @property
    def cut(self) -> bool:
        """Tell whether reports may be missing because the opening was stopped."""
        return "open" in self._cut

    def events(self) -> gpd.GeoDataFrame:
        """Return what has been read so far."""
        tables = [table for table in self.tables if len(table)]
        if not tables:
            return frame([])
        joined = pd.concat(tables, ignore_index=True).drop_duplicates("event_id", ignore_index=True)
        return gpd.GeoDataFrame(joined, geometry="geometry", crs=tables[0].crs)

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
                self.problems.append(f"{report.title or report.id}: {error}")
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
