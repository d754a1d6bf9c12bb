"""The dashboard: pages on the events table, all of their state in the link."""

from geo.ui.app import main

__all__ = ["main"]
