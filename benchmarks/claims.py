"""Score the claim reader on annotated corpora.

    python -m benchmarks.claims [CORPUS.jsonl …] [--errors] [--speed] [--gazetteer FILE]

A gold event is found when a claim stands at its name in the text. Of the found ones we count the right date
(where the text states one; `dates` of an event are other right readings), type, claimant, control side and
actor; "of all" counts missed ones as wrong. Places only mentioned should give no claim. Without arguments all
corpora of tests/corpus are scored.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from geo.claims import Claim, read_claims
from geo.gazetteer import Gazetteer
from geo.reports import Report

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
ASPECTS = ("date", "type", "claimant", "control", "actor")


def report_of(row: dict[str, Any]) -> Report:
    """Make the report of a corpus row."""
    return Report(row["text"], id=row["id"], date=date.fromisoformat(row["date"]), lang=row["lang"])


def overlaps(claim: Claim, at: int, length: int) -> bool:
    """Tell whether a claim stands at a stretch of the text."""
    if claim.resolution is None:
        return False
    toponym = claim.resolution.toponym
    return toponym.start < at + length and at < toponym.end


def surface(claim: Claim) -> str:
    """Return the name that a claim stands at."""
    return claim.resolution.toponym.surface if claim.resolution else "(no place)"


def verdicts(event: dict[str, Any], claim: Claim) -> dict[str, bool]:
    """Compare a claim with a gold event, aspect by aspect."""
    right = {
        "type": claim.event_type in event["type"],
        "claimant": any(name.casefold() in claim.claimant.casefold() for name in event["claimant"] if name)
        or ("" in event["claimant"] and (claim.claimant == "" or len(event["claimant"]) > 1)),
        "control": claim.control in event["control"],
        "actor": claim.actor in event["actor"],
    }
    if event["start"]:
        said = [str(day) if day else None for day in (claim.start, claim.end)]
        right["date"] = said in [[event["start"], event["end"]], *event.get("dates", [])]
    return right


def score(rows: list[dict[str, Any]], gazetteer: Gazetteer, errors: bool) -> Counter[str]:
    """Count what was found and what was right; print the errors when asked."""
    count: Counter[str] = Counter()
    for row in rows:
        claims = read_claims(report_of(row), gazetteer)
        count["claims"] += len(claims)
        lines: list[str] = []
        used: list[Claim] = []  # of several versions of an event each claim counts once
        for event in row["events"]:
            count["gold"] += 1
            count["dated"] += bool(event["start"])
            count["sided"] += event["control"] != [""]
            here = [c for c in claims if overlaps(c, event["at"], len(event["place"]))]
            here = here or [
                c for c in claims if c.resolution and c.resolution.toponym.surface == event["place"]
            ]
            if not here:
                lines.append(f"   missed {event['place']} {event['type']}")
                continue
            here = [c for c in here if c not in used] or here
            claim = max(here, key=lambda c: sum(verdicts(event, c).values()))
            used.append(claim)
            right = verdicts(event, claim)
            count["found"] += 1
            count["found dated"] += bool(event["start"])
            count["undated, given a date"] += not event["start"] and claim.start is not None
            count.update(aspect for aspect, ok in right.items() if ok)
            wrong = [aspect for aspect, ok in right.items() if not ok]
            if wrong:
                got = (str(claim.start), claim.event_type, claim.claimant, claim.control)
                lines.append(f"   {event['place']}: wrong {wrong}, got {got}, {claim.reasons}")
        for place in row["mentioned_only"]:
            count["only mentioned"] += 1
            here = [c for c in claims if overlaps(c, place["at"], len(place["place"]))]
            count["event at an only mentioned place"] += bool(here)
            lines += [f"   only mentioned: {place['place']} {c.event_type} {c.reasons}" for c in here[:1]]
        named = [(e["at"], len(e["place"])) for e in [*row["events"], *row["mentioned_only"]]]
        beside = [c for c in claims if not any(overlaps(c, at, length) for at, length in named)]
        count["beside"] += len(beside)
        lines += [f"   beside: {surface(c)} {c.event_type} {c.reasons}" for c in beside]
        if errors and lines:
            print(row["id"], row["text"], *lines, sep="\n")
    return count


def show(name: str, rows: list[dict[str, Any]], count: Counter[str]) -> None:
    """Print the score of one corpus."""
    print(f"\n{name}: {len(rows)} paragraphs, {count['gold']} events, {count['claims']} claims read")
    print(f"  found {count['found']}/{count['gold']} = {ratio(count['found'], count['gold'])}")
    for aspect in ASPECTS:
        found, total = ("found dated", "dated") if aspect == "date" else ("found", "gold")
        right, of_found, of_all = count[aspect], count[found], count[total]
        shares = f"{ratio(right, of_found)} of the found, {ratio(right, of_all)} of all"
        print(f"  {aspect:9}{right}/{of_found} = {shares}")
    print(f"  undated events given a date: {count['undated, given a date']}")
    wrong, places = count["event at an only mentioned place"], count["only mentioned"]
    print(f"  events at places only mentioned: {wrong}/{places} = {ratio(wrong, places)}")
    print(f"  events at places that the annotation does not name: {count['beside']}")


def ratio(part: int, whole: int) -> str:
    """Format a share."""
    return f"{part / whole:.3f}" if whole else "n/a"


def speed(rows: list[dict[str, Any]], gazetteer: Gazetteer) -> None:
    """Print how many reports are read in a second, with and without finding the places."""
    reports = [report_of(row) for row in rows] * 3
    started = time.perf_counter()
    for report in reports:
        read_claims(report, gazetteer)
    seconds = time.perf_counter() - started
    length = sum(len(report.text) for report in reports) / len(reports)
    print(f"\n{len(reports) / seconds:.0f} reports/s of {length:.0f} characters, places included")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every mistake")
    parser.add_argument("--gazetteer", type=Path, help="another gazetteer than the one in data/")
    parser.add_argument("--speed", action="store_true", help="time the reader")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open(arguments.gazetteer)
    for path in arguments.corpora or sorted(CORPUS.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        show(path.stem, rows, score(rows, gazetteer, arguments.errors))
        if arguments.speed:
            speed(rows, gazetteer)


if __name__ == "__main__":
    main()
