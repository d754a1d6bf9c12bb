"""Learn data/lexicons/claims/bearing.tsv from the annotated texts of tests/corpus and tests/phrases.

Each place with an event word in its sentence is an example: something happens there, or it is only mentioned.
Logistic regression with an L1 penalty leaves a few hundred cues a weight. Printed is what every corpus would
have lost and gained by weights learnt from the others alone.

    make .venv/.ready-data
    python -m scripts.learn_bearing
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from geo.claims.analysis import Analysis, analyse, inside_places
from geo.claims.bearing import ALWAYS, UNLIKELY, cues
from geo.claims.mentions import only_mentioned
from geo.claims.sources import FOLDER
from geo.claims.trigger import is_event
from geo.claims.triggers import triggers_in
from geo.claims.where import governing_each
from geo.gazetteer import Gazetteer
from geo.reports import Report

TESTS = Path(__file__).resolve().parents[1] / "tests"
PHRASES = TESTS / "phrases"
TARGET = FOLDER / "bearing.tsv"
SELDOM = 5  # examples: rarer cues teach nothing general
PHRASED = "2025-03-12"  # the day on which the phrases are told
PENALTY = 1.0  # the inverse of its strength


@dataclass(frozen=True)
class Example:
    """A place with an event word in its sentence; `ruled_out` says that a rule takes it for mentioned."""

    cues: dict[str, int]
    happens: bool
    ruled_out: bool


def corpus(path: Path) -> list[dict[str, Any]]:
    """Return the paragraphs of a corpus."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def phrases() -> list[dict[str, Any]]:
    """Return the sentences of tests/phrases in the form of a corpus; their places stand in brackets."""
    happening = [(path.stem, line) for path in sorted(PHRASES.glob("*.txt")) for line in _lines(path)]
    happening += [(line[:2], line) for line in _lines(PHRASES / "versions.csv")]
    nothing = [(line[:2], line) for line in _lines(PHRASES / "nothing.csv")]
    return [
        *(_of_phrase(lang, line, "events", "mentioned_only") for lang, line in happening),
        *(_of_phrase(lang, line, "mentioned_only", "events") for lang, line in nothing),
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _of_phrase(lang: str, line: str, named: str, other: str) -> dict[str, Any]:
    pieces = re.split(r"[\[\]]", line.split("|")[-1])
    starts = [len("".join(pieces[:index])) for index in range(len(pieces))]
    places = [{"place": pieces[index], "at": starts[index]} for index in range(1, len(pieces), 2)]
    return {"id": line, "date": PHRASED, "lang": lang, "text": "".join(pieces), named: places, other: []}


def examples_of(rows: list[dict[str, Any]], gazetteer: Gazetteer) -> list[Example]:
    """Return the annotated places of texts at which an event word might bear."""
    return [example for row in rows for example in _of_row(row, gazetteer)]


def _of_row(row: dict[str, Any], gazetteer: Gazetteer) -> list[Example]:
    day = date.fromisoformat(row["date"])
    analysis = analyse(Report(row["text"], id=row["id"], date=day, lang=row["lang"]), gazetteer)
    indexes = range(len(analysis.sentences))
    return [example for index in indexes for example in _of_sentence(row, analysis, index)]


def _of_sentence(row: dict[str, Any], analysis: Analysis, index: int) -> list[Example]:
    sentence = analysis.sentences[index]
    places, triggers = inside_places(analysis, sentence), triggers_in(analysis, sentence)
    governed = governing_each(analysis, places, triggers)
    mentioned = only_mentioned(analysis, sentence, places, triggers, governed)
    found = []
    for resolution in places:
        start, end = resolution.toponym.start, resolution.toponym.end
        trigger = governed[start]
        happens = _is_named(row["events"], start, end)
        if trigger is None or not is_event(trigger):
            continue
        if happens or _is_named(row["mentioned_only"], start, end):
            around = cues(analysis, sentence, triggers, resolution, trigger)
            found.append(Example(dict.fromkeys(around, 1), happens, start in mentioned))
    return found


def _is_named(named: list[dict[str, Any]], start: int, end: int) -> bool:
    return any(item["at"] < end and start < item["at"] + len(item["place"]) for item in named)


def fitted(examples: list[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit the weights of the cues that are seen often enough."""
    seen = Counter(cue for example in examples for cue in example.cues)
    kept = [{cue: 1 for cue in example.cues if seen[cue] >= SELDOM} for example in examples]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(kept)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(l1_ratio=1, solver="liblinear", C=PENALTY, max_iter=2000, random_state=1)
    return vectorizer, model.fit(matrix, [example.happens for example in examples])


def report(name: str, learnt: list[Example], unseen: list[Example]) -> Counter[str]:
    """Print and count what weights learnt from other corpora do to the places that no rule takes out."""
    vectorizer, model = fitted(learnt)
    open_ones = [example for example in unseen if not example.ruled_out]
    likely = model.predict_proba(vectorizer.transform([example.cues for example in open_ones]))[:, 1]
    count: Counter[str] = Counter()
    for example, likelihood in zip(open_ones, likely, strict=True):
        kind = "places of events" if example.happens else "only mentioned"
        count[kind] += 1
        count[f"{kind}, dropped"] += int(likelihood < UNLIKELY)
    print(f"{name:12} {dict(count)}")
    return count


def write(vectorizer: DictVectorizer, model: LogisticRegression) -> int:
    """Write the weights, those that speak most for a mention first; return how many there are."""
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    rows = sorted((weight, cue) for cue, weight in weights.items() if abs(weight) >= 0.005)
    with TARGET.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerow(("cue", "weight"))
        writer.writerow((ALWAYS, f"{model.intercept_[0]:.2f}"))
        writer.writerows((cue, f"{weight:.2f}") for weight, cue in rows)
    return len(rows)


def main() -> None:
    """Report how the weights hold on unseen corpora, then learn them from all."""
    gazetteer = Gazetteer.open()
    paths = sorted((TESTS / "corpus").glob("*.jsonl"))
    corpora = {path.stem: examples_of(corpus(path), gazetteer) for path in paths}
    always = examples_of(phrases(), gazetteer)
    total: Counter[str] = Counter()
    for name, unseen in corpora.items():
        learnt = [example for other, some in corpora.items() if other != name for example in some]
        total += report(name, learnt + always, unseen)
    print(f"{'all':12} {dict(total)}")
    print(write(*fitted(always + [example for some in corpora.values() for example in some])), "weights")


if __name__ == "__main__":
    main()
