"""The errors a user can meet. Each message names the value, the place and the way out."""


class Notice(str):
    """A sentence for a user, in English, that remembers its pattern and its values, to be translated.

    The pattern stands in the call as it is, so that catalogues find it: `Notice("{n} rows are empty", n=3)`.
    A value may be a notice itself.
    """

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, **values: object) -> "Notice":
        """Write the sentence."""
        made = super().__new__(cls, pattern.format(**values) if values else pattern)
        made.pattern, made.values = pattern, values
        return made


def about(where: object, what: str) -> Notice:
    """Say what a sentence is about: a file, an address."""
    return Notice("{where}: {what}", where=str(where), what=what)


def bare(error: Exception) -> str:
    """Return what an error says, without what it is about."""
    said = error.args[0] if error.args else ""
    return str(said) if not isinstance(said, Notice) else _bare(said)


def _bare(said: Notice) -> str:
    what = said.values.get("what") if said.pattern == "{where}: {what}" else None
    return what if isinstance(what, str) else said


class GeoError(Exception):
    """Root of every error this package raises on purpose."""


class InputError(GeoError):
    """A file, text, table or parameter that cannot be read as it stands."""


class PlaceError(GeoError):
    """A place that the gazetteer does not know, or a name that fits no place."""


class EventsError(GeoError):
    """An events table that breaks its rules; the message lists the rows."""


class LicenceError(GeoError):
    """An export that the licence of a row forbids."""


class StoreError(GeoError):
    """A store that cannot be opened, or a write that it refuses."""
