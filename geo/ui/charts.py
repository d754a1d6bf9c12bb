"""Charts of what is shown, in Altair; every function takes events and returns a chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from geo.ui import labels
from geo.ui.filters import Window
from geo.ui.i18n import _

#: Twelve hues that stay apart for colour-blind readers; rarer types share the last, grey one.
_TYPE_COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb")
_MOST_TYPES = len(_TYPE_COLOURS) - 1
_SHAPES = ("circle", "square", "cross", "diamond", "triangle-up", "triangle-down")
#: One report a day and many, both readable on light and on dark ground.
_FEW_AND_MANY = ("#5aa2d6", "#1f62a3")


#: What the charts of many places read.
COLUMNS = ["start", "known_on", "event_type", "claimant_side", "actor"]


def _first_day(events: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    return events["start"].fillna(events["known_on"])


def _time_axis(window: Window | None, column: str = "day") -> alt.X:
    scale: Any = alt.Undefined
    if window is not None:
        scale = alt.Scale(domain=[window[0].isoformat(), (window[1] + dt.timedelta(1)).isoformat()])
    return alt.X(
        f"{column}:T",
        title=None,
        scale=scale,
        axis=alt.Axis(format="%d.%m.%y", labelOverlap=True, tickCount=8),
    )


def _words_of_commonest(types: pd.Series[str], most: int) -> dict[str, str]:
    return {kind: labels.word("type", kind) for kind in types.value_counts().index[:most]}


def _commonest(types: pd.Series[str], most: int) -> pd.Series[str]:
    """Write event types for a reader; all but the `most` commonest are one."""
    return types.map(_words_of_commonest(types, most)).fillna(_("Other types"))


def _count(title: str) -> alt.Y:
    return alt.Y("top:Q", title=title, axis=alt.Axis(tickMinStep=1, format="d"))


def per_day(events: pd.DataFrame, window: Window | None, height: int = 320) -> Any:
    """Claims per day by type; a long window is counted by week."""
    days = _first_day(events)
    if window is not None:
        days = days.mask(days < pd.Timestamp(window[0]), pd.Timestamp(window[0]))
    weekly = window is None or (window[1] - window[0]).days > 120
    at = days.dt.to_period("W").dt.start_time if weekly else days
    words = _words_of_commonest(events["event_type"], _MOST_TYPES)
    kinds = _commonest(events["event_type"], _MOST_TYPES)
    order = list(dict.fromkeys([*words.values(), _("Other types")]))
    rows = _stacked(pd.DataFrame({"day": at, "kind": pd.Categorical(kinds, order, ordered=True)}))
    rows["until"] = rows["day"] + pd.Timedelta(days=6.5 if weekly else 0.9)
    return (
        alt.Chart(rows, height=height)
        .mark_rect(clip=True)
        .encode(
            x=_time_axis(window),
            x2="until:T",
            y=_count(_("Claims a week") if weekly else _("Claims a day")),
            y2="below:Q",
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=order, range=list(_TYPE_COLOURS)),
                legend=alt.Legend(orient="bottom", columns=4, symbolLimit=0),
            ),
            tooltip=[
                alt.Tooltip("day:T", title=_("Day"), format="%Y-%m-%d"),
                alt.Tooltip("kind:N", title=_("What happened")),
                alt.Tooltip("claims:Q", title=_("Claims")),
            ],
        )
    )


def _stacked(claims: pd.DataFrame) -> pd.DataFrame:
    """Count claims by day and kind, each kind on those before it: Vega stacks no bars of given days."""
    rows = claims.groupby(["day", "kind"], observed=True).size().rename("claims").reset_index()
    rows["top"] = rows.groupby("day")["claims"].cumsum()
    rows["below"] = rows["top"] - rows["claims"]
    return rows.astype({"kind": str})


def by_side(events: pd.DataFrame, height: int = 300) -> Any:
    """Claims by the side of who says so, split by who is said to act."""
    table = events.groupby(["claimant_side", "actor"], observed=True).size().rename("claims").reset_index()
    table["says"] = [labels.word("side", value) for value in table["claimant_side"]]
    table["acts"] = [labels.word("actor", value) for value in table["actor"]]
    colours = {labels.word("side", side): colour for side, colour in labels.SIDE_COLOURS.items()}
    present = [word for word in colours if word in set(table["acts"])]
    return (
        alt.Chart(table, height=height)
        .mark_bar()
        .encode(
            x=alt.X("claims:Q", title=_("Claims"), axis=alt.Axis(format="d")),
            y=alt.Y("says:N", title=_("Who says so"), sort="-x"),
            color=alt.Color(
                "acts:N",
                title=_("Who acted"),
                scale=alt.Scale(domain=present, range=[colours[word] for word in present]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("says:N", title=_("Who says so")),
                alt.Tooltip("acts:N", title=_("Who acted")),
                alt.Tooltip("claims:Q", title=_("Claims")),
            ],
        )
    )


def place_history(events: pd.DataFrame, window: Window | None = None) -> Any:
    """Draw one settlement's claims in time: a lane a side of who says so, coloured by who is said to hold it.

    A band runs from a claim about who holds it to the next one of the same side. A `window` shows some of the
    days only, without legends: it stands below the whole.
    """
    table = pd.DataFrame(
        {
            "day": _first_day(events),
            "at": _side_by_side(events),
            "until": events["end"].fillna(_first_day(events)) + pd.Timedelta(days=1),
            "side": [labels.word("side", value) for value in events["claimant_side"]],
            "holds": [labels.word("control", value) for value in events["control"]],
            "who": events["claimant"],
            "what": _commonest(events["event_type"], len(_SHAPES) - 1),
            "says": events["quote"].where(events["quote"] != "", events["summary"]).str.slice(0, 240),
        }
    )
    colours = {labels.word("control", side): colour for side, colour in labels.SIDE_COLOURS.items()}
    present = [word for word in colours if word in set(table["holds"])]
    shown = window or _with_room(table["day"])
    axis = _time_axis(shown)
    lanes = alt.Y("side:N", title=None, axis=alt.Axis(grid=True, domain=False, ticks=False))
    holders = alt.Color(
        "holds:N",
        title=_("Said to be held by"),
        scale=alt.Scale(domain=present, range=[colours[word] for word in present]),
        # Beside the other legend a phone would cut it.
        legend=None if window else alt.Legend(orient="top", columns=3, symbolOpacity=1),
    )
    bands = (
        alt.Chart(_until_next(table[(events["control"] != "").to_numpy()], table["until"].max()))
        .mark_bar(height=10, opacity=0.35, clip=True)
        .encode(x=axis, x2="until:T", y=lanes, color=holders)
    )
    points = (
        alt.Chart(table)
        .mark_point(filled=True, size=150, opacity=0.8, clip=True)
        .encode(
            x=_time_axis(shown, "at"),
            y=lanes,
            shape=alt.Shape(
                "what:N",
                title=_("What happened"),
                scale=alt.Scale(domain=sorted(set(table["what"])), range=list(_SHAPES)),
                legend=None
                if window
                else alt.Legend(
                    orient="bottom",
                    columns=2,
                    labelLimit=150,
                    symbolFillColor="#8a8a8a",
                    symbolStrokeColor="#8a8a8a",
                ),
            ),
            color=holders,
            tooltip=[
                alt.Tooltip("day:T", title=_("Day"), format="%Y-%m-%d"),
                alt.Tooltip("who:N", title=_("Who says so")),
                alt.Tooltip("what:N", title=_("What happened")),
                alt.Tooltip("says:N", title=_("Claim")),
            ],
        )
    )
    return alt.layer(bands, points).properties(height=alt.Step(48))


def _with_room(days: pd.Series[pd.Timestamp]) -> Window | None:
    """Return all days with some room around them, so that no mark is cut at an edge."""
    if days.isna().all():
        return None
    first, last = days.min().date(), days.max().date()
    room = dt.timedelta(days=max(1, (last - first).days // 25))
    return first - room, last + room


def _side_by_side(events: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Spread the claims of one day and side over the day."""
    day = _first_day(events)
    group = day.groupby([day, events["claimant_side"]], observed=True)
    share = (group.cumcount() + 0.5) / group.transform("size")
    return day + pd.to_timedelta(share, unit="D")


def _until_next(claims: pd.DataFrame, last: pd.Timestamp) -> pd.DataFrame:
    """Stretch each claim to the next one of its side, and the last ones to a day."""
    rows = claims[["day", "side", "holds"]].dropna(subset="day").sort_values("day", kind="stable")
    return rows.assign(until=rows.groupby("side")["day"].shift(-1).fillna(last))


def source_days(events: pd.DataFrame, sources: Sequence[str], window: Window | None) -> Any:
    """Reports per source and day published: an empty cell is silence, which is not calm."""
    table = events[events["source_name"].isin(sources)]
    counted = table.groupby(["source_name", "known_on"], observed=True)["report_id"].nunique()
    cells = counted.rename("reports").reset_index().rename(columns={"known_on": "day"})
    # A day of a long time is thinner than a hair: no cell is drawn thinner than a 150th of all of it.
    first, last = window or (cells["day"].min().date(), cells["day"].max().date())
    cells["until"] = cells["day"] + pd.Timedelta(days=max(1.0, (last - first).days / 150))
    return (
        alt.Chart(cells, height=alt.Step(22))
        .mark_rect()
        .encode(
            x=_time_axis(window),
            x2="until:T",
            y=alt.Y(
                "source_name:N",
                title=None,
                sort=list(sources),
                axis=alt.Axis(
                    labelLimit=150, labelOverlap=False, labelFlush=False, grid=True, tickBand="extent"
                ),
            ),
            color=alt.Color(
                "reports:Q",
                title=_("Reports"),
                scale=alt.Scale(range=list(_FEW_AND_MANY)),
                legend=alt.Legend(
                    orient="bottom",
                    type="symbol",
                    symbolType="square",
                    values=_few_and_many(cells["reports"]),
                    format="d",
                ),
            ),
            tooltip=[
                alt.Tooltip("source_name:N", title=_("Source")),
                alt.Tooltip("day:T", title=_("Published"), format="%Y-%m-%d"),
                alt.Tooltip("reports:Q", title=_("Reports")),
            ],
        )
    )


def _few_and_many(counts: pd.Series[int]) -> list[int]:
    """Return the numbers that a legend explains: the smallest, the middle and the largest count."""
    return sorted({int(counts.quantile(at)) for at in (0, 0.5, 1)}) if len(counts) else []


def area(
    series: pd.DataFrame,
    marks: Sequence[dt.date] = (),
    published: pd.DataFrame | None = None,
    height: int = 320,
) -> Any:
    """Area held over time: columns day, side, km2; `marks` are days to point at.

    `published` holds areas that somebody stated in public: columns day, km2, who.
    """
    table = series.assign(side=[labels.word("side", value) for value in series["side"]])
    colours = {labels.word("side", side): colour for side, colour in labels.SIDE_COLOURS.items()}
    present = [word for word in colours if word in set(table["side"])]
    line: Any = (
        alt.Chart(table, height=height)
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=_time_axis(None),
            y=alt.Y("km2:Q", title=_("Area, km²"), axis=alt.Axis(format=",.0f")),
            color=alt.Color(
                "side:N",
                title=None,
                scale=alt.Scale(domain=present, range=[colours[word] for word in present]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("day:T", title=_("Day"), format="%Y-%m-%d"),
                alt.Tooltip("side:N", title=_("Side")),
                alt.Tooltip("km2:Q", title=_("Area, km²"), format=",.0f"),
            ],
        )
    )
    if published is not None:
        line += _stated(published)
    if not marks:
        return line
    days = pd.DataFrame({"day": pd.to_datetime([mark.isoformat() for mark in marks])})
    return line + alt.Chart(days).mark_rule(strokeDash=[4, 4], color="#8a8a8a").encode(x="day:T")


def _stated(published: pd.DataFrame) -> Any:
    return (
        alt.Chart(published)
        .mark_point(shape="diamond", filled=True, size=90, color="#8a8a8a")
        .encode(
            x="day:T",
            y="km2:Q",
            tooltip=[
                alt.Tooltip("day:T", title=_("Day"), format="%Y-%m-%d"),
                alt.Tooltip("km2:Q", title=_("Area, km²"), format=",.0f"),
                alt.Tooltip("who:N", title=_("Who says so")),
            ],
        )
    )
