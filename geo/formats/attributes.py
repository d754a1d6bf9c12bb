"""What a polygon of a control map says of itself: whose ground it is, what that rests on, its day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd

from geo.control.records import KINDS, side_of
from geo.errors import InputError, Notice
from geo.formats.vectors import Feature

SOURCE = LICENCE = ""

#: Property names that may hold the side, the kind and the date, in the order they are tried.
SIDE_FIELDS = ("side", "control", "holder", "controlled_by", "status")
KIND_FIELDS = ("kind", "basis", "certainty")
DATE_FIELDS = ("date", "day", "asof", "as_of", "valid_from", "editdate", "creationdate", "timestamp")
_FIRST, _LAST = dt.date(2014, 1, 1), dt.date(2100, 1, 1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: A date in a name: YYYYMMDD, YYYY-MM-DD, DD.MM.YYYY or DDMMMYYYY.
DATE = re.compile(
    r"(?<!\d)(?:(?P<y1>20\d\d)[-_.]?(?P<m1>\d\d)[-_.]?(?P<d1>\d\d)|(?P<d2>\d\d)[-_.](?P<m2>\d\d)[-_.](?P<y2>20\d\d)"
    rf"|(?P<d3>\d\d?)(?P<m3>{'|'.join(_MONTHS)})(?P<y3>20\d\d))(?!\d)",
    re.IGNORECASE,
)


def side(feature: Feature) -> str | None:
    """Return the side of a feature; raises InputError where it says none, or one that is not known."""
    said = _first(feature, SIDE_FIELDS)
    if not said:
        raise InputError(Notice("no side: give it a property 'side', or say which side this layer shows"))
    return side_of(said)


def kind(feature: Feature) -> str:
    """Return the kind of map that a feature belongs to; "" where it says none that is known."""
    said = str(_first(feature, KIND_FIELDS) or "").strip().casefold()
    return said if said in KINDS else ""


def day(feature: Feature) -> dt.date:
    """Return the date of a feature, from a property or a name; raises InputError where there is none."""
    lowered = _lowered(feature)
    found = [as_date(lowered.get(name)) for name in DATE_FIELDS]
    found += [date_in(feature.file), date_in(feature.layer)]
    for date in found:
        if date:
            return date
    raise InputError(
        Notice("no date: give it a property 'date', put YYYYMMDD into the file name, or name the date")
    )


def _first(feature: Feature, names: tuple[str, ...]) -> Any:
    """Return the first of some properties that is filled."""
    lowered = _lowered(feature)
    return next((lowered[name] for name in names if lowered.get(name)), None)


def _lowered(feature: Feature) -> dict[str, Any]:
    return {str(key).casefold(): value for key, value in feature.properties.items()}


def date_in(text: str) -> dt.date | None:
    """Return the (last) date in a name, as YYYYMMDD, YYYY-MM-DD, DD.MM.YYYY or 20AUG2024."""
    found = None
    for match in DATE.finditer(text):
        year, month, day_ = (
            next(match[f"{part}{n}"] for n in (1, 2, 3) if match[f"{part}{n}"]) for part in "ymd"
        )
        number = int(month) if month.isdigit() else _MONTHS.index(month.casefold()) + 1
        found = _date(int(year), number, int(day_)) or found
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def as_date(value: Any) -> dt.date | None:
    """Return the date of a property: a date, ISO text or milliseconds since 1970; None for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and value.strip().lstrip("-").isdigit()):
        number = float(value)
        if 19_000_000 < number < 22_000_000:
            return date_in(str(int(number)))
        if not 1e11 < number < 5e12:
            return None
        return (dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=number)).date()
    try:
        stamp = pd.Timestamp(value)
    except (ValueError, TypeError, OverflowError):
        return date_in(str(value)[:60])
    if pd.isna(stamp):
        return None
    return _date(stamp.year, stamp.month, stamp.day)
