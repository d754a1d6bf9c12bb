"""Choose among the readings of a name those that its kind word allows."""

from geo.names import VARIANT, NameIndex, Reading
from geo.names.kinds import kind_number
from geo.toponyms.match import DISTRICT, FACILITY, REGION, SETTLEMENT, WATER

Readings = tuple[Reading, ...]
_SEAT = 2_000  # inhabitants of a town that a district is called after
_DISTINCT = frozenset({"airfield", "bridge", "nuclear", "hydro", "power", "island"})
"""Classes that no other facility of the name can be meant by: an airfield is not a nuclear plant."""


def of_kind(index: NameIndex, readings: Readings, *kinds: int) -> Readings:
    """Keep the readings of some kinds of places."""
    of = index.kind
    return tuple([reading for reading in readings if of[reading.row] in kinds])


def choose(index: NameIndex, readings: Readings, kind: str) -> Readings:
    """Keep the readings that a kind word of class `kind` allows, the fitting class first."""
    number = kind_number(kind)
    fitting = tuple(reading for reading in readings if reading.kind == number)
    settlements = of_kind(index, readings, SETTLEMENT)
    if kind == "region":
        return fitting
    if kind == "direction":
        return of_kind(index, readings, REGION) + settlements or of_kind(index, readings, DISTRICT)
    if kind in ("district", "community"):
        seats = tuple(r for r in settlements if index.population[r.row] >= _SEAT or not r.tags & VARIANT)
        return fitting or of_kind(index, readings, DISTRICT) or seats
    others = of_kind(index, readings, FACILITY)
    if kind == "bridge":  # the Kyiv bridge of another city is not in Kyiv
        return fitting
    return fitting or (settlements or others if kind in _DISTINCT else others or settlements)


def kind_of_place(index: NameIndex, readings: Readings, kind: str) -> str:
    """Name the kind of place that a name with a kind word of class `kind` is."""
    if kind in ("region", "direction", "settlement"):
        return kind
    if kind in ("district", "community"):
        return "district"
    return "water" if readings and index.kind[readings[0].row] == WATER else "facility"
