"""Lone claims against their neighbours: who is outvoted, and who is not judged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.outliers import outvoted, overtaken

X, Y = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(9), np.arange(9)))
#: A lattice of 1 km, shaken a little so that its triangulation is not a matter of chance.
POINTS = np.column_stack([X, Y]) * 1000 + np.random.default_rng(0).uniform(-50, 50, (81, 2))
EAST = X >= 5
EVERY = np.ones(81, bool)


def lost(east: np.ndarray, lone: np.ndarray = EVERY, points: np.ndarray = POINTS) -> set[int]:
    """Return which places are outvoted when the eastern side holds `east`."""
    side = np.where(east, "Russia", "Ukraine").astype(object)
    return set(np.flatnonzero(outvoted(points, side, lone, least=0.25, within_m=30_000)).tolist())


def flipped(*rows: int) -> np.ndarray:
    """Return the eastern half with some places told falsely."""
    out = EAST.copy()
    out[list(rows)] ^= True
    return out


def test_a_straight_line_loses_nobody() -> None:
    assert lost(EAST) == set()


def test_a_claim_that_all_around_contradict_is_outvoted() -> None:
    assert lost(flipped(4 * 9 + 2)) == {4 * 9 + 2}


def test_only_lone_claims_can_lose() -> None:
    assert lost(flipped(4 * 9 + 2), ~EVERY) == set()


def test_losers_have_no_vote_in_the_second_round() -> None:
    pair = {4 * 9 + 2, 5 * 9 + 2}
    assert lost(flipped(*pair)) in (pair, set()), "two side by side may vouch for each other, but together"
    assert {4 * 9 + 2, 4 * 9 + 4} & lost(flipped(4 * 9 + 2, 4 * 9 + 4))


def test_a_claim_at_the_edge_of_the_map_is_not_judged() -> None:
    assert lost(flipped(4 * 9)) == set(), "what it says may come from beyond the edge"


def test_neighbours_across_wide_water_do_not_vouch() -> None:
    """A river runs along the line: a false claim on its western bank has neighbours of its side beyond it."""
    bank = 4 * 9 + 4

    def divided(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return (one[:, 0] > 4500) != (other[:, 0] > 4500)

    side = np.where(flipped(bank), "Russia", "Ukraine").astype(object)
    kept, gone = (
        outvoted(POINTS, side, EVERY, least=0.25, within_m=30_000, **water)
        for water in ({}, {"divided": divided})
    )
    assert not kept[bank] and gone[bank]
    assert gone.sum() == 1


def test_a_salient_of_several_places_stays() -> None:
    salient = [row * 9 + column for row in (3, 4, 5) for column in (2, 3, 4)]
    assert lost(flipped(*salient)) == set()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_too_few_places_judge_nobody(count: int) -> None:
    assert lost(EAST[:count], EVERY[:count], POINTS[:count]) == set()


def test_places_on_one_line_or_one_spot_judge_nobody() -> None:
    assert lost(EAST[:9], EVERY[:9], np.column_stack([np.arange(9.0), np.zeros(9)])) == set()
    assert lost(EAST[:9], EVERY[:9], np.zeros((9, 2))) == set()


@given(st.permutations(range(81)), st.sets(st.integers(0, 80), max_size=6))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_places_does_not_matter(order: list[int], false: set[int]) -> None:
    held, turn = flipped(*false), np.array(order)
    assert {order[row] for row in lost(held[turn], EVERY, POINTS[turn])} == lost(held)


@given(st.sets(st.integers(0, 80), max_size=40))
@settings(deadline=None, max_examples=30)
def test_sides_are_treated_alike(false: set[int]) -> None:
    assert lost(flipped(*false)) == lost(~flipped(*false))


def passed(east: np.ndarray, when: np.ndarray) -> set[int]:
    """Return which places are overtaken."""
    side = np.where(east, "Russia", "Ukraine").astype(object)
    return set(np.flatnonzero(overtaken(POINTS, side, when, days=14, least=0.25, within_m=30_000)).tolist())


def test_an_old_claim_is_overtaken_by_newer_ones_around_it() -> None:
    here, everywhere_east = 4 * 9 + 4, np.ones(81, bool)
    everywhere_east[here] = False
    when = np.full(81, 100)
    assert passed(everywhere_east, when) == set(), "of the same day"
    when[here] = 87
    assert passed(everywhere_east, when) == set(), "not old enough"
    when[here] = 86
    assert passed(everywhere_east, when) == {here}
    assert passed(np.ones(81, bool), when) == set(), "they agree"


def test_one_newer_claim_overtakes_nobody() -> None:
    when = np.zeros(81, np.int64)
    when[4 * 9 + 4] = 100
    held = np.zeros(81, bool)
    held[4 * 9 + 4] = True
    assert passed(held, when) == set()
