"""Who else says so: the independent origins and the competing versions at one place."""

import datetime
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

_CLAIM = ["event_id", "known_on", "start", "end", "claimant", "claimant_side", "basis", "event_type",
          "control", "control_sense", "quote", "summary", "source_name", "source_url",
          "origin_id"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corroboration:
    """The claims at one place, and how they stand to one another. It is no verdict: nothing is weighed.

    `origins` counts, per side of the claimant ("" when unknown), the independent texts. `versions` has a row
    for each answer to "who holds it": control, first_known, last_known, origins, sides. `claims` is every
    claim in the order it became known.
    """

    origins: dict[str, int]
    versions: pd.DataFrame
    claims: pd.DataFrame


def corroboration(
    events: gpd.GeoDataFrame, place_id: str, day: datetime.date | None = None, window_days: int = 7
) -> Corroboration:
    """Return the claims at a place, `window_days` around a day when one is given.

    `place_id` may be the name of a place that the gazetteer does not have. An event counts by the day it
    happened, else by the day it became known.
    """
    here = events[
        (events["place_id"] == place_id) | ((events["place_id"] == "") & (events["place"] == place_id))
    ]
    if day is not None:
        window = pd.Timedelta(days=window_days)
        first, last = here["start"].fillna(here["known_on"]), here["end"].fillna(here["known_on"])
        middle = pd.Timestamp(day)
        here = here[(first <= middle + window) & (last >= middle - window)]
    claims = pd.DataFrame(here[_CLAIM]).sort_values(["known_on", "start"], kind="stable", ignore_index=True)
    origins = claims.groupby("claimant_side")["origin_id"].nunique()
    return Corroboration(
        origins={str(side): int(count) for side, count in origins.items()},
        versions=_versions(claims),
        claims=claims,
    )


def _versions(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the answers to "who holds it", the first one known first; a denial holds nothing."""
    held = claims[(claims["control"] != "") & (claims["control_sense"] != "denied")]
    return (
        held.groupby("control")
        .agg(
            first_known=("known_on", "min"),
            last_known=("known_on", "max"),
            origins=("origin_id", "nunique"),
            sides=("claimant_side", lambda sides: ", ".join(sorted(set(sides) - {""}))),
        )
        .reset_index()
        .sort_values("first_known", kind="stable", ignore_index=True)
    )
