"""A report, and what could not be read on the way to one."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from geo.reports.letters import storable

_TEXTS = ("text", "id", "title", "source_name", "source_url", "lang", "licence")


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. Offsets of quotes and toponyms count characters of `text`.

    `date` is the publication date (known-on); `lang` is "uk", "ru", "en" or "". Without an `id`, one is made
    from the URL and the text, so the same report has the same id every time it is read. Characters that
    cannot be stored become U+FFFD.
    """

    text: str
    id: str = ""
    date: datetime.date | None = None
    title: str = ""
    source_name: str = ""
    source_url: str = ""
    lang: str = ""
    urls: tuple[str, ...] = ()
    licence: str = ""

    def __post_init__(self) -> None:
        for name in _TEXTS:
            object.__setattr__(self, name, storable(getattr(self, name)))
        object.__setattr__(self, "urls", tuple(map(storable, self.urls)))
        if not self.id:
            object.__setattr__(self, "id", report_id(self.text, self.source_url))
        if not self.urls and self.source_url:
            object.__setattr__(self, "urls", (self.source_url,))


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: the file, its line (0: the whole file) and the reason.

    `kept` says that the report itself was read, only without the value that the reason names.
    """

    file: str
    line: int
    reason: str
    kept: bool = False

    def __str__(self) -> str:
        """Return the usual `file:line: reason`."""
        return f"{self.where}: {self.reason}"

    @property
    def where(self) -> str:
        """The file and, where there is one, the line."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Reading(NamedTuple):
    """What a reader gives back: every input is in one of the two lists, or in both with `Unread.kept`."""

    reports: list[Report]
    unread: list[Unread]


def report_id(text: str, source_url: str = "") -> str:
    """Return the 16 hex digits that name a report by its URL and text."""
    return hashlib.sha256(f"{source_url}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
