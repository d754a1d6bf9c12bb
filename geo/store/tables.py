"""The tables of the store. Rows of events and decisions are added, never changed."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from geo.events import COLUMNS

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("origin_id", String, nullable=False, index=True),  # the report this one copies, or itself
    Column("text", Text, nullable=False),
    Column("date", Date),
    Column("title", Text, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("lang", String, nullable=False),
    Column("urls", JSON, nullable=False),
    Column("licence", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),  # UTC
)

# Which reports may be copies of one another: see geo.reports.duplicates.
bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("report_id", String, ForeignKey("reports.id"), primary_key=True),
)

# Extents are shared by many events: a region's polygon is stored once. Points live in lat and lon.
shapes = Table(
    "shapes",
    metadata,
    Column("id", String, primary_key=True),
    Column("wkb", LargeBinary, nullable=False),
)

_TYPES = {"str": Text, "int64": Integer, "float64": Float, "datetime64[s]": Date}


def _event_column(name: str, dtype: str) -> Column[object]:
    if name == "event_id":
        return Column(name, String, nullable=False, unique=True)
    if name == "report_id":
        return Column(name, String, ForeignKey("reports.id"), nullable=False, index=True)
    return Column(name, _TYPES[dtype], nullable=dtype not in ("str", "int64"))


events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    *(_event_column(name, dtype) for name, (dtype, _) in COLUMNS.items()),
    Column("shape", String, ForeignKey("shapes.id")),
)
Index("ix_events_known_on", events.c.known_on.desc(), events.c.number)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String, ForeignKey("events.event_id"), nullable=False, index=True),
    Column("action", String, nullable=False),  # accept, move, edit, reject, undo
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("reason", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("undoes", Integer, ForeignKey("decisions.id")),
)

overrides = Table(
    "overrides",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("surface", Text, nullable=False),  # the words of the report
    Column("lang", String, nullable=False),
    Column("place_id", String, nullable=False),  # "" for a place the gazetteer does not have
    Column("name", Text, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", DateTime),
)
