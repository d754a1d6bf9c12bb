"""Pages of events by their state of review, found in the database: a store may hold a million."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import geopandas as gpd
from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, func, literal, or_, select

from geo.store import replay, rows, statements, tables
from geo.store.replay import Decision

_SEARCHED = ("place", "place_uk", "place_ru", "claimant", "quote", "summary", "title", "source_name")
_event, _report, _decision = tables.events.c, tables.reports.c, tables.decisions.c


class Page(NamedTuple):
    """Some of the events that were asked for, and how many there are."""

    events: gpd.GeoDataFrame
    total: int


def page(connection: Connection, status: str, words: Sequence[str], offset: int, limit: int) -> Page:
    """Return some of the events in a state of review ("" for every) that hold all the words, and how many do.

    Those of the newest reports come first; of the copies of one text, the first one's claims stand.
    """
    matching = _matching(connection, status, words)
    total = connection.scalar(select(func.count()).select_from(matching.subquery())) or 0
    order = (_event.known_on.desc().nulls_last(), _event.number)
    wanted = connection.scalars(matching.order_by(*order).offset(offset).limit(limit)).all()
    events = rows.load_events(
        connection, select(*rows.EVENT_COLUMNS).where(_event.number.in_(wanted)).order_by(*order)
    )
    rows.add_urls(events, rows.urls_by_origin(connection, set(events["origin_id"])))
    statements.apply_decisions(connection, events, statements.log(connection, events["event_id"].tolist()))
    return Page(events, total)


def _matching(connection: Connection, status: str, words: Sequence[str]) -> Select[Any]:
    newest, copied = _newest(connection), _copied()
    query = (
        select(_event.number)
        .outerjoin(newest, newest.c.event_id == _event.event_id)
        .outerjoin(tables.decisions, _decision.id == newest.c.id)
        .outerjoin(copied, copied.c.origin_id == _event.origin_id)
        .where(copied.c.origin_id.is_(None) | ~_repeats())
    )
    if status:
        query = query.where(case(replay.STATUS_AFTER, value=_decision.action, else_=_event.status) == status)
    return query.where(*map(_holds, words))


def _holds(word: str) -> ColumnElement[bool]:
    """Tell whether a word stands in an event, in small letters, capitals, or as it is written."""
    text: ColumnElement[str] = literal("")
    for name in _SEARCHED:
        text = text + "\n" + _event[name]
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(text.contains(spelling, autoescape=True) for spelling in sorted(spellings)))


def _newest(connection: Connection) -> Subquery:
    """Return the newest decision about each event that no undo took back."""
    undoing = select(_decision.event_id).where(_decision.action == "undo")
    log = connection.execute(select(tables.decisions).where(_decision.event_id.in_(undoing)))
    gone = replay.undone(Decision(*row) for row in log)
    return (
        select(_decision.event_id, func.max(_decision.id).label("id"))
        .where(_decision.action != "undo", _decision.id.not_in(gone))
        .group_by(_decision.event_id)
        .subquery()
    )


def _copied() -> Subquery:
    """Return the origins that have copies, to be joined: PostgreSQL misjudges the cost of NOT IN."""
    copies = tables.reports.alias()
    return select(copies.c.origin_id).where(copies.c.origin_id != copies.c.id).distinct().subquery()


def _repeats() -> ColumnElement[bool]:
    """Tell whether an event repeats a claim that another copy of its text has made before."""
    other, its = tables.events.alias(), tables.reports.alias()
    same = ("place_id", "place", "event_type", "claimant", "start", "control_sense")
    before = or_(  # a missing day comes last
        other.c.known_on < _event.known_on,
        _event.known_on.is_(None) & other.c.known_on.is_not(None),
        other.c.known_on.is_not_distinct_from(_event.known_on) & (other.c.number < _event.number),
    )
    return (
        select(other.c.number)
        .join(its, its.c.id == other.c.report_id)
        .where(its.c.origin_id == _event.origin_id, other.c.report_id != _event.report_id, before)
        .where(*(other.c[name].is_not_distinct_from(_event[name]) for name in same))
        .exists()
    )
