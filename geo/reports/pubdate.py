"""The publication date of a report, as headers, tables, feeds and file names write it."""

import datetime
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

from geo.errors import InputError, Notice, bare

_MONTHS = (
    ("jan", "січ", "янв"), ("feb", "лют", "фев"), ("mar", "бер", "мар"), ("apr", "кві", "апр"),
    ("may", "тра", "май", "мая"), ("jun", "чер", "июн"), ("jul", "лип", "июл"), ("aug", "сер", "авг"),
    ("sep", "вер", "сен"), ("oct", "жов", "окт"), ("nov", "лис", "ноя"), ("dec", "гру", "дек"),
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4,6})?(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s]+([^\W\d_]{3,})\.?[-\s,]+(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_UNIX = re.compile(r"\d{10}(?:\.\d+)?$|\d{13}$")
_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
HOW = Notice("write it as 2024-12-14")


def publication_date(value: str, order: str = "", today: datetime.date | None = None) -> datetime.date | None:
    """Return the date that `value` states, None for an empty value.

    `order` ("dmy" or "mdy") settles 03/04/2024. Times of day and zones are dropped: the date is as written.
    Raises InputError, with the value and the way out, for a date that does not exist, is ambiguous, has a
    two-digit year between slashes, or lies in the future.
    """
    value = value.strip()
    if not value or value.casefold() in {"nan", "nat", "none", "null", "-"}:
        return None
    date = _written_date(value, order)
    today = today or datetime.date.today()
    # One day of grace: it is already tomorrow east of here.
    if date > today + datetime.timedelta(days=1):
        raise InputError(Notice("date {value} lies in the future: {how}", value=repr(value), how=HOW))
    return date


def undated(error: InputError) -> Notice:
    """Say that something was read without its date, and why."""
    return Notice("read without a date: {why}", why=bare(error))


def _written_date(value: str, order: str) -> datetime.date:
    if _UNIX.match(value):
        seconds = float(value[:10])
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(value):
            return _exists(value, *(int(part) for part in match.groups()))
    if match := _DAY_FIRST.match(value):
        return _numeric(value, match[1], match[2], match[3], order)
    # A leading weekday ("Sat, 14 Dec 2024", "субота, 14 грудня 2024") says nothing more.
    rest = re.sub(r"^[^\W\d_]+\.?,\s*", "", value)
    if match := _WORDS.match(rest):
        day, month, year = match.groups()
        return _exists(value, _full_year(year), _month(value, month), int(day))
    if match := _MONTH_FIRST.match(value) or _MONTH_FIRST.match(rest):
        month, day, year = match.groups()
        return _exists(value, int(year), _month(value, month), int(day))
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError):
        raise InputError(Notice("{value} is no date: {how}", value=repr(value[:60]), how=HOW)) from None


def _numeric(value: str, first: str, second: str, year: str, order: str) -> datetime.date:
    """Read 14.12.2024, 14/12/2024 or 12/14/2024; only the dotted form may have a two-digit year."""
    dotted = "." in value
    if len(year) == 2 and not dotted:
        raise InputError(Notice("date {value} has a two-digit year: {how}", value=repr(value), how=HOW))
    a, b = int(first), int(second)
    if dotted or order == "dmy" or a > 12 or a == b:
        return _exists(value, _full_year(year), b, a)
    if order == "mdy" or b > 12:
        return _exists(value, _full_year(year), a, b)
    raise InputError(Notice("date {value} can be day/month or month/day: {how}", value=repr(value), how=HOW))


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month(value: str, name: str) -> int:
    number = _MONTH_NUMBER.get(name[:3].casefold())
    if number is None:
        raise InputError(
            Notice("{value} names no month that is known here: {how}", value=repr(value[:60]), how=HOW)
        )
    return number


def _exists(value: str, year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise InputError(
            Notice("date {value} does not exist: {how}", value=repr(value[:60]), how=HOW)
        ) from None


def day_order(values: Iterable[str]) -> str:
    """Return "dmy" or "mdy" where the dates of one column settle it, else ""."""
    day_first = month_first = False
    for value in values:
        if match := _DAY_FIRST.match(value.strip()):
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
    if day_first == month_first:
        return ""
    return "dmy" if day_first else "mdy"


def date_in_name(name: str) -> datetime.date | None:
    """Return the ISO date in a file name, if it has one that exists."""
    for match in _IN_NAME.finditer(name):
        try:
            return datetime.date(*(int(part) for part in match.groups()))
        except ValueError:
            continue
    return None
