"""The words of the evidence are the same in the core and in the dashboard, where catalogues find them."""

from geo.control.evidence import CHANGE, HOW
from geo.ui import evidence


def test_the_dashboard_says_what_the_core_says() -> None:
    assert dict(HOW) == evidence.HOW
    assert dict(CHANGE) == evidence.CHANGE
