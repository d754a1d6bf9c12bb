"""Review: decisions about events, who corroborates whom, and what visitors may see."""

from geo.review.actions import accept, candidates, edit, move_to_place, move_to_point, reject, withdraw
from geo.review.corroboration import Corroboration, corroboration
from geo.review.publication import hold_back

__all__ = [
    "Corroboration",
    "accept",
    "candidates",
    "corroboration",
    "edit",
    "hold_back",
    "move_to_place",
    "move_to_point",
    "reject",
    "withdraw",
]
