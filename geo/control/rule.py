"""The rule by which claims decide who holds a place: its parameters, and the rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: How much a statement weighs by the ground it stands on.
BASIS_WEIGHT: Mapping[str, float] = {
    "visually confirmed": 3.0,
    "assessed": 2.0,
    "documented": 2.0,
    "reported": 1.0,
    "claimed": 1.0,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Parameters of the estimate. Days and kilometres; weights have no unit.

    docs/control.md gives the reasons of the defaults, and says which were chosen with published areas in
    view.
    """

    basis_weight: Mapping[str, float] = field(default_factory=lambda: dict(BASIS_WEIGHT))
    #: A claim that its own side does not like, or by nobody's side.
    against_interest: float = 2.0
    independent: float = 1.5
    #: A claim weighs half as much after so many days.
    half_life_days: float = 14.0
    #: Two sides both claimed within so many days, neither twice as heavy: contested.
    contested_days: float = 7.0
    contested_ratio: float = 0.5
    #: After so many days without a claim a place is "no recent report".
    stale_days: float = 120.0
    #: An advance at a settlement, without a word of who holds it, weighs so much of a claim, for so long.
    advance_weight: float = 0.5
    advance_days: float = 30.0
    #: "Captured on D" says the other side held it before D; such a backward reading weighs so much.
    hindsight: bool = True
    hindsight_weight: float = 0.5
    hindsight_days: float = 240.0
    #: The backward reading starts when the other side is first claimed within this distance.
    hindsight_km: float = 15.0
    #: A place without claims follows the nearest claimed place up to here, and beyond it who held it before.
    speaks_km: float = 4.0
    #: Farther than this from any claim nothing is coloured.
    grey_km: float = 30.0
    #: A lone claim that fewer than this share of the places whose ground touches its own agree with is set
    #: aside.
    outlier: float = 0.25
    #: The same on a snapshot, where a lone claim may be the news: only when none agrees.
    outlier_on_map: float = 0.01
    #: A place is overtaken by claims around it that are so many days newer and speak for the other side.
    overtaken_days: float = 14.0
    #: For so many days a snapshot is kept; only cells of changed places flip, up to so far from the place.
    snapshot_days: int = 90
    flip_km: float = 2.5
    #: How unsure the line of a snapshot is: the spread of its odds, and how much that grows in a day, km
    #: (chosen with the band's target in view; see docs/control.md).
    line_km: float = 0.15
    line_km_a_day: float = 0.005
    #: Kriging: neighbours in the moving window, range of the Matérn-1/2 covariance, noise of one claim.
    neighbours: int = 16
    range_km: float = 30.0
    noise: float = 0.01
    #: Indicator kriging is too cautious: its odds are raised to this power (chosen with the band's target in
    #: view; see docs/control.md).
    sharpness: float = 1.3

    def words(self) -> str:
        """Return the rule in plain words with its numbers."""
        bases = ", ".join(f"{basis} {weight:g}" for basis, weight in self.basis_weight.items())
        back = [
            "'Captured on a day' also says that the other side held the place before that day "
            f"(weight × {self.hindsight_weight:g}, from the first claim of that side within "
            f"{self.hindsight_km:g} km, at most {self.hindsight_days:g} days back)."
        ]
        lines = [
            f"A claim weighs by its basis ({bases}); {self.against_interest:g} times as much when it goes "
            f"against the claimant's own side (until that side says that it took the place since), "
            f"{self.independent:g} times when the claimant is on no side.",
            "An advance at a settlement, without a word of who holds it, weighs "
            f"{self.advance_weight:g} of a claim by who advances, for {self.advance_days:g} days.",
            f"The weight halves every {self.half_life_days:g} days. Of a claimant only the latest claim "
            "counts. The heaviest claim speaks for a side: repeating it adds nothing. The heavier side "
            "holds the place.",
            f"When the other side was claimed within {self.contested_days:g} days of it and weighs at least "
            f"{self.contested_ratio:.0%} as much, the place is contested; so it is when a claim that says so "
            "outweighs both sides.",
            *(back if self.hindsight else []),
            f"After {self.stale_days:g} days without a claim a place returns to who held it before, or to "
            f"'no recent report'. Farther than {self.grey_km:g} km from any claim nothing is coloured.",
            f"A place without claims follows the nearest claimed place within {self.speaks_km:g} km; farther "
            "off it stays with who held it before the claims.",
            f"On a snapshot up to {self.snapshot_days} days old only the cells of places that changed since "
            f"flip, up to {self.flip_km:g} km around the place.",
            f"A lone claim is set aside when fewer than {self.outlier:.0%} of the places whose ground "
            f"touches its own agree with it ({self.outlier_on_map:.0%} on a snapshot); those across wide "
            "water do not vouch for it. So is any claim when "
            f"at least two places around it have claims {self.overtaken_days:g} days newer, and fewer than "
            f"{self.outlier:.0%} of those agree.",
        ]
        return "\n".join(lines)
