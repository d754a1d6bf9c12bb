"""JSON lines: one object a line, the same field names and aliases as a table."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping

from geo.reports.encoding import decode
from geo.reports.record import Report, Unread
from geo.reports.table import ALIASES, FIELDS, make_report

MAX_LINE = 5_000_000  # bytes


def read_lines(
    lines: Iterable[bytes], name: str, unread: list[Unread], today: datetime.date | None = None
) -> Iterator[Report]:
    """Read reports from lines of JSON; a broken line goes to `unread` with its number and the reason."""
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            unread.append(
                Unread(
                    name, number, f"a line of {len(line) / 1e6:.0f} MB; the limit is {MAX_LINE / 1e6:.0f} MB"
                )
            )
            continue
        if not line.strip():
            continue
        record = _parse(line, name, number, unread)
        if record is None:
            continue
        report = make_report(_fields(record), name, number, unread, today=today)
        if report is not None:
            yield report


def _parse(line: bytes, name: str, number: int, unread: list[Unread]) -> Mapping[str, object] | None:
    try:
        record = json.loads(decode(line)[0])
    except json.JSONDecodeError as error:
        unread.append(Unread(name, number, f"broken JSON at character {error.pos + 1}: {error.msg}"))
        return None
    except (RecursionError, ValueError) as error:
        unread.append(Unread(name, number, f"JSON that cannot be read: {error}"))
        return None
    if not isinstance(record, dict):
        unread.append(
            Unread(name, number, f"a {type(record).__name__} where an object with a text is expected")
        )
        return None
    return record


def _fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a record as text by our field names; the first alias that has a value wins."""
    by_key = {key.casefold(): value for key, value in record.items()}
    fields: dict[str, str] = {}
    for field in FIELDS:
        values = (by_key.get(alias) for alias in ALIASES[field])
        value = next((value for value in values if isinstance(value, str | int | float) and value != ""), "")
        fields[field] = str(value)
    return fields
