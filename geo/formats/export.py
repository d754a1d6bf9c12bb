"""Take events away: CSV, GeoJSON, GeoPackage, GeoParquet, KML, and the shapes of ACLED and TimeMap."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd

from geo.errors import InputError, LicenceError
from geo.events import flat, guard_formulas, write_events
from geo.formats import geopackage, licences, write_kml

#: Tags of the humanitarian exchange language, for the columns that have one.
HXL = {
    "event_id": "#event+code",
    "start": "#date+occurred",
    "end": "#date+end",
    "known_on": "#date+reported",
    "event_type": "#event+type",
    "actor": "#group+name+first",
    "country": "#country+code",
    "region": "#adm1+name",
    "district": "#adm2+name",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "precision": "#geo+precision",
    "source_name": "#meta+source",
    "source_url": "#meta+url",
    "licence": "#meta+licence",
    "quote": "#description",
    "summary": "#description+summary",
}
_ACLED_TYPES = {
    "battle": ("Battles", "Armed clash"),
    "advance": ("Battles", "Armed clash"),
    "shelling": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "air_strike": ("Explosions/Remote violence", "Air/drone strike"),
    "drone_strike": ("Explosions/Remote violence", "Air/drone strike"),
    "air_defence": ("Strategic developments", "Disrupted weapons use"),
    "mine": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "civilian_harm": ("Violence against civilians", "Attack"),
    "infrastructure": ("Strategic developments", "Looting/property destruction"),
    "prisoners": ("Strategic developments", "Arrests"),
    "withdrawal": ("Strategic developments", "Non-violent transfer of territory"),
}
_ACLED_PRECISION = {
    "exact": "1",
    "settlement": "1",
    "near": "2",
    "district": "2",
    "region": "3",
    "country": "3",
}
_ACLED_TIME = {"day": "1", "range": "2", "week": "2", "month": "3", "year": "3", "reported": "2"}
_COUNTRIES = {"UA": "Ukraine", "RU": "Russia", "BY": "Belarus", "MD": "Moldova"}


class Exported(NamedTuple):
    """How many events were written, and what was left out and why."""

    rows: int
    messages: list[str]


def export(events: gpd.GeoDataFrame, path: Path | str, kind: str = "", *, hxl: bool = False) -> Exported:
    """Write the events that may be handed on; the suffix, or `kind`, says the format.

    Kinds: csv, geojson, gpkg, parquet, jsonl, kml, acled, timemap. `hxl` adds the HXL tag row to a CSV.
    Raises LicenceError when no event may be handed on, InputError for an unknown kind.
    """
    path = Path(path)
    kind = kind or path.suffix.lower().removeprefix(".")
    writer = WRITERS.get(kind)
    if writer is None:
        raise InputError(f"{path}: {kind!r} is no format to write; use one of {', '.join(WRITERS)}")
    shared, messages = licences.shareable(events)
    if len(events) and shared.empty:
        raise LicenceError(f"{path}: nothing was written. " + "; ".join(messages))
    if hxl and kind == "csv":
        _write_hxl(shared, path)
    else:
        writer(shared, path)
    return Exported(len(shared), messages)


def _write_hxl(events: gpd.GeoDataFrame, path: Path) -> None:
    table = guard_formulas(flat(events))
    tags = pd.DataFrame([[HXL.get(str(name), "") for name in table.columns]], columns=table.columns)
    pd.concat([tags, table.astype(object)]).to_csv(path, index=False, encoding="utf-8-sig")


def _write_acled(events: gpd.GeoDataFrame, path: Path) -> None:
    guard_formulas(acled_shaped(events)).to_csv(path, index=False, encoding="utf-8")


def acled_shaped(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return events under ACLED's column names; ids say that they are not ACLED's."""
    plain = flat(events)
    types = events["event_type"].map(_ACLED_TYPES)
    taken = events["event_type"] == "control_change"
    # Whoever takes land of another state is "non-state" in ACLED's scheme; the state itself regains it.
    home = events["country"].map({"UA": "Ukraine", "RU": "Russia"}) == events["control"]
    taking = home.map({True: "Government regains territory", False: "Non-state actor overtakes territory"})
    forces = events["actor"].map(lambda side: f"Military Forces of {side}" if side else "")
    return (
        pd.DataFrame(
            {
                "event_id_cnty": plain["event_id"],
                "event_date": plain["start"].where(plain["start"] != "", plain["known_on"]),
                "year": plain["start"].str[:4],
                "time_precision": events["date_precision"].map(_ACLED_TIME).fillna("3"),
                "event_type": types.str[0].fillna("Strategic developments").where(~taken, "Battles"),
                "sub_event_type": types.str[1].fillna("Other").where(~taken, taking),
                "actor1": forces,
                "country": events["country"].map(_COUNTRIES).fillna(events["country"]),
                "admin1": plain["region"],
                "admin2": plain["district"],
                "location": plain["place"],
                "latitude": plain["lat"],
                "longitude": plain["lon"],
                "geo_precision": events["precision"].map(_ACLED_PRECISION).fillna(""),
                "source": plain["source_name"],
                "notes": plain["quote"].where(plain["quote"] != "", plain["summary"]),
                "tags": "claimant="
                + plain["claimant"]
                + "; basis="
                + plain["basis"]
                + "; url="
                + plain["source_url"],
            }
        )
        .astype("str")
        .replace("nan", "")
    )


def _write_timemap(events: gpd.GeoDataFrame, path: Path) -> None:
    guard_formulas(timemap_shaped(events)).to_csv(path, index=False, encoding="utf-8")


def timemap_shaped(events: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the placed and dated events under the columns of Bellingcat's TimeMap CSV."""
    shown = events[(events["precision"] != "unplaced") & events["start"].notna()]
    date = shown["start"].dt
    return pd.DataFrame(
        {
            "id": shown["event_id"],
            "date": date.month.astype("str") + "/" + date.day.astype("str") + "/" + date.year.astype("str"),
            "latitude": shown["lat"].astype("str"),
            "longitude": shown["lon"].astype("str"),
            "location": shown["place"],
            "description": shown["quote"].where(shown["quote"] != "", shown["summary"]),
            "sources": shown["source_url"],
            "associations": shown["event_type"] + "," + shown["claimant_side"],
        }
    )


def _write_kml(events: gpd.GeoDataFrame, path: Path) -> None:
    path.write_bytes(write_kml.document(events))


#: Kind → writer of a whole file.
WRITERS: Mapping[str, Callable[[gpd.GeoDataFrame, Path], None]] = {
    "csv": write_events,
    "geojson": write_events,
    "gpkg": geopackage.write,
    "parquet": write_events,
    "jsonl": write_events,
    "kml": _write_kml,
    "acled": _write_acled,
    "timemap": _write_timemap,
}
