"""The store: reports, events, decisions and taught places in one SQLite file or a PostgreSQL database."""

from geo.store.engine import data_folder
from geo.store.overrides import Override
from geo.store.queue import Page
from geo.store.replay import Decision
from geo.store.store import Saved, Store

__all__ = ["Decision", "Override", "Page", "Saved", "Store", "data_folder"]
