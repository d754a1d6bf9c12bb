"""Two dates beside each other."""

from __future__ import annotations

from geo.ui import header
from geo.ui.i18n import _


def page() -> None:
    """Draw the page."""
    header.show(_("Compare"), _("What the reports say about two days, and what changed between them."))
