"""VIINA 2.0 (ODbL): reports with coordinates, their machine labels, and control of settlements by day."""

from pathlib import Path

import pandas as pd

from geo.errors import InputError, Notice, PlaceError, about
from geo.events import names
from geo.formats import licences
from geo.formats.rows import Imported, cells, days, finish, need, notes, read_table
from geo.gazetteer import Gazetteer
from geo.reports import Unread

_PRECISION = {"STREET": "exact", "ADM3": "settlement", "ADM2": "district", "ADM1": "region"}
# Label → event type. A report often bears several labels: the first of this list counts.
EVENT_TYPES = {
    "t_retreat_b": "withdrawal",
    "t_occupy_b": "control_change",
    "t_control_b": "advance",
    "t_uav_b": "drone_strike",
    "t_airstrike_b": "air_strike",
    "t_artillery_b": "shelling",
    "t_firefight_b": "battle",
    "t_armor_b": "battle",
    "t_raid_b": "battle",
    "t_aad_b": "air_defence",
    "t_ied_b": "mine",
    "t_hospital_b": "civilian_harm",
    "t_civcas_b": "civilian_harm",
    "t_property_b": "infrastructure",
    "t_arrest_b": "prisoners",
}
_SPOT = ["place", "place_uk", "place_ru", "place_kind", "region", "district", "country", "lat", "lon"]
_CONTROL = {"UA": "Ukraine", "RU": "Russia", "CONTESTED": "contested"}


def read(path: Path | str, gazetteer: Gazetteer | None = None, labels: Path | str | None = None) -> Imported:
    """Read one VIINA file (CSV or zip): event_info, event_1pd, or control.

    `labels` is the event_1pd file that belongs to an event_info file; without it all are of type "other".
    A control file needs the `gazetteer`, which knows its settlements.
    """
    unread: list[Unread] = []
    table = load(path, unread)
    if labels is not None:
        more = read_table(labels, unread)
        need(more, labels, "VIINA event_1pd file", ("event_id_1pd",))
        marks = [name for name in more if str(name).startswith(("t_", "a_"))]
        table = _joined(table, more.drop_duplicates("event_id_1pd").set_index("event_id_1pd")[marks])
    return convert(table, path, unread, gazetteer)


def load(path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    """Return the rows of the file."""
    table = read_table(path, unread)
    if not is_control(table):
        need(
            table,
            path,
            "VIINA event file",
            ("date", "longitude", "latitude", "geo_precision", "event_id_1pd"),
        )
    return table


def is_control(table: pd.DataFrame) -> bool:
    """Tell whether rows are the states of settlements day by day, which only together tell of changes."""
    return "status" in table


def convert(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None = None
) -> Imported:
    """Turn rows of the file into events."""
    if is_control(table):
        return _control(table, path, unread, gazetteer)
    return finish(_events(table, path, unread), path, unread, gazetteer)


def _joined(table: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Put the labels of each event beside its reports; the index stays the line."""
    joined = marks.reindex(table["event_id_1pd"]).set_axis(table.index)
    return pd.concat([table, joined.fillna("")], axis=1)


def _events(table: pd.DataFrame, path: Path | str, unread: list[Unread]) -> pd.DataFrame:
    day = days(cells(table, "date"), path, unread)
    ids = cells(table, "event_id", "event_id_1pd")
    geonameid = cells(table, "geonameid").str.removesuffix(".0")
    report = cells(table, "report_id")
    text = cells(table, "text")
    return pd.DataFrame(
        {
            "event_id": "viina:" + ids,
            "report_id": "viina:" + report.where(report != "", ids),
            "place": cells(table, "asciiname", "location"),
            "place_id": ("gn:" + geonameid).where(geonameid != "", ""),
            "place_kind": "settlement",
            "district": cells(table, "adm2_name"),
            "region": cells(table, "adm1_name"),
            "country": "UA",  # VIINA places every event inside Ukraine
            "lat": cells(table, "latitude"),
            "lon": cells(table, "longitude"),
            "precision": cells(table, "geo_precision").str.upper().map(_PRECISION).fillna("near"),
            "start": day,
            "end": day,
            "date_precision": pd.Series("day", index=table.index).where(day.notna(), "unknown"),
            "known_on": day,
            "event_type": _types(table),
            "actor": _actors(table),
            "claimant": cells(table, "source", "sources"),
            "basis": "reported",
            "summary": text,
            "source_name": cells(table, "source", "sources"),
            "source_url": cells(table, "url"),
            "lang": cells(table, "lang").str.replace("ua", "uk"),
            "licence": licences.VIINA,
            "confidence": 0.5,  # labels and places are a machine's
        }
    )


def _types(table: pd.DataFrame) -> "pd.Series[str]":
    types = pd.Series("other", index=table.index)
    for label, event_type in reversed(EVENT_TYPES.items()):
        types = types.where(~_marked(table, label), event_type)
    return types


def _actors(table: pd.DataFrame) -> "pd.Series[str]":
    actors = pd.Series("", index=table.index)
    for ours, theirs, side in (("a_rus", "a_ukr", "Russia"), ("a_ukr", "a_rus", "Ukraine")):
        began = _marked(table, f"{ours}_init_b")
        alone = _marked(table, f"{ours}_b") & ~_marked(table, f"{theirs}_b")
        actors = actors.where(~(began | alone) | (actors != ""), side)
    return actors


def _marked(table: pd.DataFrame, label: str) -> "pd.Series[bool]":
    marked: pd.Series[bool] = cells(table, label).isin(("1", "1.0", "TRUE", "True"))
    return marked


def _control(
    table: pd.DataFrame, path: Path | str, unread: list[Unread], gazetteer: Gazetteer | None
) -> Imported:
    """Return an event for each day on which the status of a settlement changes."""
    need(table, path, "VIINA control file", ("geonameid", "date", "status"))
    if gazetteer is None:
        raise InputError(
            about(path, Notice("a VIINA control file names settlements by number: give the gazetteer too"))
        )
    table = table.assign(status=table["status"].str.upper().map(_CONTROL).fillna(""))
    table = table[table["status"] != ""].sort_values(["geonameid", "date"], kind="stable")
    same = (table["geonameid"] == table["geonameid"].shift()) & (table["status"] == table["status"].shift())
    changes = table[~same]
    day = days(cells(changes, "date"), path, unread)
    places = _places(changes["geonameid"], gazetteer)
    unknown = ~changes["geonameid"].isin(list(places))
    lost = changes.loc[unknown, "geonameid"]
    unread.extend(notes(path, lost, _unknown))
    spots = pd.DataFrame([places.get(number, {}) for number in changes["geonameid"]], index=changes.index)
    ids = "viina-control:" + changes["geonameid"] + ":" + changes["date"]
    events = spots.reindex(columns=_SPOT)
    events = events.assign(
        event_id=ids,
        report_id=ids,
        place=events["place"].fillna("geonameid " + changes["geonameid"]),
        place_id="gn:" + changes["geonameid"],
        precision="settlement",
        start=day,
        end=day,
        date_precision="day",
        known_on=day,
        event_type="control_change",
        claimant="VIINA",
        claimant_side="independent",
        basis="assessed",
        control=changes["status"],
        control_sense=changes["status"].map({"contested": "contested"}).fillna("held"),
        source_name="VIINA 2.0",
        licence=licences.VIINA,
    )
    return finish(events, path, unread)


def _unknown(number: str) -> Notice:
    return Notice("kept as unplaced: the gazetteer has no settlement {id}", id=f"gn:{number}")


def _places(numbers: "pd.Series[str]", gazetteer: Gazetteer) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for number in numbers.unique():
        try:
            place = gazetteer.by_id(f"gn:{number}")
        except PlaceError:
            continue
        found[number] = {**names(place, gazetteer), "lat": place.lat, "lon": place.lon}
    return found
