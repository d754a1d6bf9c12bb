"""The claim reader on the annotated corpora: the targets are a floor, with the shipped gazetteer."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEARNT = sorted((ROOT / "tests" / "corpus").glob("*.jsonl"))
UNSEEN = sorted((ROOT / "tests" / "corpus" / "unseen").glob("*.jsonl"))  # nothing is learnt from these


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("claims_benchmark", ROOT / "benchmarks" / "claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=[LEARNT, UNSEEN], ids=["learnt", "unseen"])
def count(request, benchmark, gazetteer):
    paths = request.param
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return benchmark.score(rows, gazetteer, errors=False)


@pytest.mark.parametrize(
    ("right", "of", "least"),
    [
        ("found", "gold", 0.80),
        ("date", "found dated", 0.85),
        ("type", "found", 0.75),
        ("claimant", "found", 0.75),
        ("control", "found", 0.85),
    ],
)
def test_targets_are_met(count, right, of, least):
    assert count[right] / count[of] >= least, (count[right], count[of])


def test_places_only_mentioned_give_few_events(count):
    assert count["event at an only mentioned place"] / count["only mentioned"] <= 0.15


@pytest.mark.parametrize("path", LEARNT + UNSEEN, ids=lambda path: path.stem)
def test_annotations_stand_in_their_texts(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for place in [*row["events"], *row["mentioned_only"]]:
            assert row["text"].startswith(place["place"], place["at"]), row["id"]
