"""What a matched date means: builders from a pattern's named groups to an interval of days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter
from dateutil.relativedelta import relativedelta

from geo.dates.words import Words, words_of

# A date without a year is taken in the year that puts it nearest to the anchor; the future counts this many
# times farther, because reports tell what happened far more often than what will.
FUTURE_WEIGHT = 5

Interval = tuple[date, date, str]
Build = Callable[[re.Match[str], date | None, Words], Interval | None]


def _nearest(day: int, month: int, anchor: date | None) -> date | None:
    """Return day.month in the year that lies nearest to the anchor, the future weighing more."""
    if anchor is None:
        return None
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9999]
    candidates = [date(year, month, day) for year in years if _exists(year, month, day)]

    def distance(candidate: date) -> int:
        days = (candidate - anchor).days
        return days * FUTURE_WEIGHT if days > 0 else -days

    return min(candidates, key=distance, default=None)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _date(day: str, month: int, year: str | None, anchor: date | None) -> date | None:
    return date(_year(year), month, int(day)) if year else _nearest(int(day), month, anchor)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _month(year: int, month: int) -> Interval:
    first = date(year, month, 1)
    return first, first + relativedelta(months=1, days=-1), "month"


def _latest_month(month: int, anchor: date | None, words: str = "") -> Interval | None:
    """Return the latest such month that has begun by the anchor."""
    if anchor is None:
        return None
    return _month(anchor.year if month <= anchor.month else anchor.year - 1, month)


def _day(day: date | None) -> Interval | None:
    return None if day is None else (day, day, "day")


def _back(days: int, length: int = 0, precision: str = "day") -> Build:
    """Build the interval that begins so many days before the anchor and lasts `length` days more."""

    def build(_: re.Match[str], anchor: date | None, __: Words) -> Interval | None:
        if anchor is None:
            return None
        start = anchor - timedelta(days=days)
        return start, start + timedelta(days=length), precision

    return build


_EVENING = re.compile(r"станом на (?:1[5-9]|2[0-4])[.:]\d\d")


def _day_so_far(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "протягом доби": the day itself in an evening bulletin, else the past 24 hours."""
    return (
        _back(0)(match, anchor, words)
        if _EVENING.search(match.string)
        else _LAST_24_HOURS(match, anchor, words)
    )


_LAST_24_HOURS = _back(1, 1, "range")


# ---- builders: named groups → interval -------------------------------------------------------------------


def _explicit(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    return _day(_date(match["day"], words.months[match["month"].lower()], match["year"], anchor))


def _day_of_month(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "on the 11th": the latest such day."""
    if anchor is None:
        return None
    day = int(match["day"])
    months = (anchor - relativedelta(months=back) for back in range(3))
    days = (first.replace(day=day) for first in months if _exists(first.year, first.month, day))
    return _day(next((one for one in days if one <= anchor), None))


def _explicit_month_first(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "December 13"; "May 5 brigades" counts brigades unless a preposition says that it is a date."""
    text = match.string
    before = text[: match.start("month")]
    announced = re.search(
        r"\b(?:on|since|from|by|until|of|to|and|between|overnight)\W+$", before[-20:], re.IGNORECASE
    )
    counted = re.match(r"\s+[a-z-]+s\b(?<!\bwas)(?<!\bsays)(?<!\bsees)", text[match.end() :])
    return None if counted and not announced and not match["year"] else _explicit(match, anchor, words)


def _numeric(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    day, month = match["day"], match["month"]
    if int(month) > 12 and words is words_of(
        "en"
    ):  # 03/15/2025: the American order, told by a month that cannot be
        day, month = month, day
    return _day(_date(day, int(month), match["year"], anchor))


def _iso(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    return _day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _range(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "6–9 August", "from 30 July to 2 August 2024": the last month and year serve both ends."""
    groups = match.groupdict()
    end = _date(match["day"], words.months[match["month"].lower()], match["year"], anchor)
    if end is None:
        return None
    month = words.months[(groups.get("month1") or match["month"]).lower()]
    start = date(end.year if month <= end.month else end.year - 1, month, int(match["day1"]))
    return start, end, "range"


def _since(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    start = _date(match["day"], words.months[match["month"].lower()], match["year"], anchor)
    if start is None:
        return None
    return (start, start, "day") if anchor is None or anchor < start else (start, anchor, "range")


def _month_of(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    month = words.months[match["month"].lower()]
    if match["year"]:
        return _month(_year(match["year"]), month)
    return _latest_month(month, anchor)


def _since_month(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    month = _month_of(match, anchor, words)
    return month and ((month[0], anchor, "range") if anchor and anchor > month[0] else month)


# The first and last day of a part of a month.
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}


def _part_of_month(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    month = _month_of(match, anchor, words)
    if month is None:
        return None
    part = words.parts[match["part"].lower()]
    first, last = _PARTS[part]
    last = min(last, month[1].day)
    return month[0].replace(day=first), month[0].replace(day=last), "range"


def _weekday(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Return the latest such weekday: the anchor's own day counts unless the text says "last"."""
    if anchor is None:
        return None
    back = (anchor.weekday() - words.weekdays[match["weekday"].lower()]) % 7
    which = words.which.get((match.groupdict().get("which") or "").lower(), "")
    if which == "next":
        return _day(anchor + timedelta(days=7 - back))
    return _day(anchor - timedelta(days=back or (7 if which == "last" else 0)))


def _weekday_range(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "overnight Monday into Tuesday", "с понедельника по среду": the latest such days."""
    end = _weekday(match, anchor, words)
    if end is None:
        return None
    back = (end[0].weekday() - words.weekdays[match["weekday1"].lower()]) % 7
    return end[0] - timedelta(days=back), end[0], "range"


def _weekday_of_last_week(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    if anchor is None:
        return None
    named = words.weekdays[(match["weekday"] or match["weekday2"]).lower()]
    return _day(anchor - timedelta(days=anchor.weekday() + 7 - named))


def _days_running(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "the third day in a row": the days up to the anchor."""
    if anchor is None:
        return None
    return anchor - timedelta(days=words.numbers[match["number"].lower()] - 1), anchor, "range"


def _so_far(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "since the start of the month", "на початку тижня": from its first day to the anchor."""
    if anchor is None:
        return None
    unit = words.units[_one_of(match, "unit")]
    first = {"week": anchor - timedelta(days=anchor.weekday()), "month": anchor.replace(day=1)}
    return first.get(unit, anchor.replace(month=1, day=1)), anchor, "range"


def _start_of(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "at the start of the week": Monday and Tuesday; of the month: its first ten days."""
    if anchor is None:
        return None
    week = words.units[match["unit"].lower()] == "week"
    first = anchor - timedelta(days=anchor.weekday()) if week else anchor.replace(day=1)
    return first, min(anchor, first + timedelta(days=1 if week else 9)), "range"


def _period(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "last week", "this month", "минулого року": whole calendar periods."""
    if anchor is None:
        return None
    unit, which = words.units[match["unit"].lower()], words.which[match["which"].lower()]
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        moved = anchor + relativedelta(months=step)
        return _month(moved.year, moved.month)
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year"
    return _day(anchor + timedelta(days=step))


def _ago(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "three days ago", "тиждень тому"; weeks, months and years keep their own precision."""
    if anchor is None:
        return None
    number = _number(match, words)
    unit = words.units[_one_of(match, "unit")]
    if unit == "day":
        return _day(anchor - timedelta(days=number))
    if unit == "week":
        middle = anchor - timedelta(weeks=number)
        return middle - timedelta(days=1), middle + timedelta(days=1), "week"
    moved = anchor - (relativedelta(months=number) if unit == "month" else relativedelta(years=number))
    return _month(moved.year, moved.month)


def _later(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "two days later", "the next day", counted from the anchor, which here is the day named before."""
    if anchor is None:
        return None
    return _day(anchor + timedelta(days=_number(match, words)))


def _number(match: re.Match[str], words: Words) -> int:
    """Return how many: "two", "2"; none written is one."""
    written = (match.groupdict().get("number") or "1").lower()
    return int(written) if written.isdigit() else words.numbers[written]


def _one_of(match: re.Match[str], name: str) -> str:
    """Return the word of the alternative that matched: group `name`, `name2` or `name3`."""
    return next(word for key, word in match.groupdict().items() if word and key.startswith(name)).lower()


def _last_days(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "over the past three days": the interval that ends with the anchor."""
    if anchor is None:
        return None
    unit = words.units[match["unit"].lower()]
    days = _number(match, words) * {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return anchor - timedelta(days=days), anchor, "range"


def _year_of(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _last_year(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    return None if anchor is None else (date(anchor.year - 1, 1, 1), date(anchor.year - 1, 12, 31), "year")


def _weekend(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    if anchor is None:
        return None
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1), "range"


def _season(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[words.seasons[match["season"].lower()]]
    if match["year"]:
        start = date(int(match["year"]), first, 1)
    elif anchor is None:
        return None
    else:
        start = date(anchor.year if first <= anchor.month else anchor.year - 1, first, 1)
    return start, start + relativedelta(months=3, days=-1), "range"


def _holiday(match: re.Match[str], anchor: date | None, words: Words) -> Interval | None:
    """Read "on Christmas Day", "в новогоднюю ночь": the latest such day."""
    if anchor is None:
        return None
    said = words.holidays[" ".join(match["holiday"].lower().split())]
    this_year = _feast(said, anchor.year)
    return _day(this_year if this_year <= anchor else _feast(said, anchor.year - 1))


def _feast(said: str, year: int) -> date:
    """Return the day of "12-25", of "easter" (of the Eastern churches) or so many days after it."""
    if said.startswith("easter"):
        return easter(year, EASTER_ORTHODOX) + timedelta(days=int(said.removeprefix("easter") or 0))
    month, day = map(int, said.split("-"))
    return date(year, month, day)


BUILDERS: dict[str, Build] = {
    "iso": _iso,
    "numeric": _numeric,
    "explicit": _explicit,
    "day of month": _day_of_month,
    "explicit month first": _explicit_month_first,
    "range": _range,
    "since": _since,
    "month": _month_of,
    "since month": _since_month,
    "part": _part_of_month,
    "weekday": _weekday,
    "weekday range": _weekday_range,
    "weekday of last week": _weekday_of_last_week,
    "days running": _days_running,
    "so far": _so_far,
    "start of": _start_of,
    "period": _period,
    "ago": _ago,
    "days after": _ago,  # the day that it is after
    "later": _later,
    "days before": _later,  # the day that it is before
    "the same day": _back(0),
    "last days": _last_days,
    "year": _year_of,
    "season": _season,
    "today": _back(0),
    "part of day": _back(0),  # alone; beside a date it belongs to that
    "yesterday": _back(1),
    "two days before": _back(2),
    "past 24 hours": _LAST_24_HOURS,
    "past 48 hours": _back(2, 2, "range"),
    "the day so far": _day_so_far,
    "recent days": _back(3, 3, "range"),
    "past week": _back(7, 7, "week"),
    "tomorrow": _back(-1),
    "weekend": _weekend,
    "holiday": _holiday,
    "last year": _last_year,
}
