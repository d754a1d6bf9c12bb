"""The errors a user can meet. Each message names the value, the place and the way out."""


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
