"""Score place finding side by side with other offline tools.

    python -m benchmarks.places [--corpora DIR] [--write]

Tools: ours; an exact matcher of n-grams against the same gazetteer; flashgeotext; a matcher of pymorphy3
lemmas (the last two where `pip install -r requirements-bench.txt` was run). DIR holds JSONL files with lines
{"id", "text", "lang"?, "date"?, "spans": [{"start", "end", "lat", "lon", "type"?}], "uncoded"?, "ignore"?};
the default is tests/corpus_places. A file without spans but with "gold" places ({"lat", "lon", "kind"}) is
scored by record. Every tool runs in a process of its own: its start, its first pass over each corpus (CPU
time of one core), its memory. `--write` puts the table into docs/places.md (`--section` says where).
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOC = ROOT / "docs" / "places.md"
TOOLS = ("ours", "exact n-grams", "flashgeotext", "pymorphy3 lemmas")
FAR = 20_038.0
AREAS = ("country", "region", "district", "direction")
Found = list[dict[str, Any]]
Finder = Callable[[dict[str, Any]], Found]


def read(path: Path) -> list[dict[str, Any]]:
    """Read a corpus."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def day_of(document: dict[str, Any]) -> date | None:
    """Give the date of a document, where it is a whole one."""
    try:
        return date.fromisoformat(document.get("date") or "")
    except ValueError:
        return None


# --- tools ------------------------------------------------------------------------------------------------


def ours() -> Finder:
    """Our own finder and resolver."""
    from geo.gazetteer import Gazetteer
    from geo.geocode import as_records, places

    gazetteer = Gazetteer.open()
    return lambda d: as_records(places(d["text"], gazetteer, d.get("lang") or "", day_of(d)))


def _largest_by_name() -> dict[str, tuple[float, float]]:
    """Give every name of the gazetteer in lower case with the point of its largest place."""
    from geo.gazetteer import Gazetteer, database

    gazetteer = Gazetteer.open()
    connection = gazetteer._connection
    places = {place.row: place for place in database.all_places(connection)}
    best: dict[str, tuple[int, int]] = {}
    for row, name, _ in database.all_names(connection):
        rank = (places[row].population, -row)
        if rank > best.get(name.lower(), (-1, 0)):
            best[name.lower()] = rank
    return {name: (places[-row].lat, places[-row].lon) for name, (_, row) in best.items()}


def _windows(
    text: str, lookup: Callable[[str], tuple[float, float] | None], lemma: Callable[[str], str]
) -> Found:
    words = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", text)]
    found: Found = []
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            window = words[at : at + size]
            if len(window) < size or not window[0][2][0].isupper():
                continue
            point = lookup(text[window[0][0] : window[-1][1]].lower())
            point = point or lookup(" ".join(lemma(word) for _, _, word in window))
            if point:
                found.append({"start": window[0][0], "end": window[-1][1], "lat": point[0], "lon": point[1]})
                at += size
                break
        else:
            at += 1
    return found


def exact() -> Finder:
    """Longest capitalised n-gram that is a name, at its largest place."""
    names = _largest_by_name()
    return lambda d: _windows(d["text"], names.get, str.lower)


def lemmas() -> Finder:
    """Do the same with pymorphy3 lemmas."""
    import pymorphy3

    names = _largest_by_name()
    analyzers = {lang: pymorphy3.MorphAnalyzer(lang=lang) for lang in ("uk", "ru")}
    seen: dict[tuple[str, str], str] = {}

    def lemma(word: str, lang: str) -> str:
        key = (word, lang)
        if key not in seen:
            seen[key] = analyzers[lang].parse(word)[0].normal_form if lang in analyzers else word.lower()
        return seen[key]

    return lambda d: _windows(d["text"], names.get, lambda word: lemma(word, d.get("lang") or "en"))


def flashgeotext() -> Finder:
    """Look up flashgeotext's cities and countries, at the point of their name in the gazetteer."""
    from flashgeotext.geotext import GeoText

    names, geotext = _largest_by_name(), GeoText()

    def find(document: dict[str, Any]) -> Found:
        found: Found = []
        for group in geotext.extract(document["text"], span_info=True).values():
            for name, details in group.items():
                point = names.get(name.lower(), (None, None))
                found += [
                    {"start": s, "end": e, "lat": point[0], "lon": point[1]} for s, e in details["span_info"]
                ]
        return found

    return find


MAKERS = dict(zip(TOOLS, (ours, exact, flashgeotext, lemmas), strict=True))


# --- scores -----------------------------------------------------------------------------------------------


def km(a: float, b: float, c: float, d: float) -> float:
    """Give the great-circle distance of two points."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def _meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["start"] < b["end"] and b["start"] < a["end"]


def _error(gold: dict[str, Any], found: Found) -> float:
    """Give the distance of the found place that covers a gold one best; FAR if none does."""
    over = [p for p in found if p["lat"] is not None and _meet(p, gold)]
    if not over:
        return FAR
    best = max(over, key=lambda p: min(p["end"], gold["end"]) - max(p["start"], gold["start"]))
    return km(gold["lat"], gold["lon"], best["lat"], best["lon"])


def _f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold) if found + gold else 0.0


def score_spans(corpus: list[dict[str, Any]], results: list[Found]) -> dict[str, float]:
    """Score spans: exact F1, end-to-end F1 within 161 km, and shares by type of place."""
    exact_hits = found = gold = coded = close = 0
    by_type: dict[str, list[float]] = {}
    for document, places in zip(corpus, results, strict=True):
        spans, uncoded = document["spans"], document.get("uncoded", [])
        ignored = document.get("ignore", [])
        kept = [p for p in places if any(_meet(p, s) for s in spans) or not any(_meet(p, s) for s in ignored)]
        targets = {(s["start"], s["end"]) for s in [*spans, *uncoded]}
        exact_hits += len({(p["start"], p["end"]) for p in kept} & targets)
        found, gold, coded = found + len(kept), gold + len(spans) + len(uncoded), coded + len(spans)
        for span in spans:
            error = _error(span, kept)
            close += error <= 161
            by_type.setdefault(span.get("type", ""), []).append(error)
    city = by_type.get("city", [])
    scores = {"exact F1": _f1(exact_hits, found, gold), "F1 within 161 km": _f1(close, found, coded)}
    if city:
        scores["settlements within 25 km"] = sum(e <= 25 for e in city) / len(city)
    for kind, name in (("region", "regions within 161 km"), ("facility", "facilities within 25 km")):
        if errors := by_type.get(kind):
            scores[name] = sum(e <= (161 if kind == "region" else 25) for e in errors) / len(errors)
    return scores


def score_records(corpus: list[dict[str, Any]], results: list[Found]) -> dict[str, float]:
    """Score records whose gold places are all settlements: recall of records, precision of places (25 km).

    Areas and places that only speak count for nothing: they are no points.
    """
    hits = records = right = given = 0
    for document, places in zip(corpus, results, strict=True):
        gold = document["gold"]
        if not gold or any(place.get("kind") != "settlement" for place in gold):
            continue
        points = {
            (p["lat"], p["lon"])
            for p in places
            if p["lat"] is not None and p.get("kind") not in AREAS and p.get("relation") != "metonym"
        }
        near = [min(km(g["lat"], g["lon"], *point) for g in gold) <= 25 for point in points]
        records, hits = records + 1, hits + any(near)
        right, given = right + sum(near), given + len(near)
    return {"recall within 25 km": hits / max(1, records), "precision within 25 km": right / max(1, given)}


def score(corpus: list[dict[str, Any]], results: list[Found]) -> dict[str, float]:
    """Score a corpus by its form."""
    return (score_spans if "spans" in corpus[0] else score_records)(corpus, results)


# --- running ----------------------------------------------------------------------------------------------

# The first texts compile patterns and read word lists.
WARM = 300


def _memory() -> float:
    """Give the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(find: Finder, corpus: list[dict[str, Any]]) -> tuple[list[Found], float]:
    """Read texts; give what was found and the seconds of processor time."""
    gc.collect()
    gc.freeze()  # what was found in other corpora is not gone through again while this one is read
    begin = time.process_time()
    results = [find(document) for document in corpus]
    return results, max(time.process_time() - begin, 1e-9)


def _speed(corpus: list[dict[str, Any]], first: float, late: float, again: float) -> dict[str, float]:
    """Give texts a second: from the first, after WARM texts, once more; and letters."""
    speed = {"texts/s": len(corpus) / (first + late)}
    if len(corpus) > 2 * WARM:
        speed[f"after {WARM}, texts/s"] = (len(corpus) - WARM) / late
    speed["second pass, texts/s"] = len(corpus) / again
    speed["1,000 letters/s"] = sum(len(document["text"]) for document in corpus) / 1000 / (first + late)
    return speed


def run_tool(tool: str, paths: list[Path]) -> dict[str, Any]:
    """Run a tool over the corpora in this process."""
    corpora: dict[str, list[dict[str, Any]]] = {}
    for path in paths:  # the files of one batch, third_uk and third_ru, are one corpus
        batch = path.stem.partition("_")[0]
        together = sum(other.stem.partition("_")[0] == batch for other in paths) > 1
        corpora.setdefault(batch if together else path.stem, []).extend(read(path))
    before, begin = _memory(), time.perf_counter()
    find = MAKERS[tool]()
    find({"text": "Бої тривають під Покровськом.", "lang": "uk"})
    start = time.perf_counter() - begin
    report: dict[str, Any] = {"tool": tool, "start": start, "corpora": {}}
    for name, corpus in corpora.items():
        begun, first = _timed(find, corpus[:WARM])
        results, late = _timed(find, corpus[WARM:])
        _, again = _timed(find, corpus)
        scores = score(corpus, [*begun, *results]) | _speed(corpus, first, late, again)
        report["corpora"][name] = scores
    report["memory"] = _memory() - before
    return report


def table(reports: list[dict[str, Any]]) -> str:
    """Write the results as Markdown, a table a corpus."""
    lines = ["| tool | start, s | memory above Python, MB |", "|---|---|---|"]
    lines += [f"| {r['tool']} | {r['start']:.2f} | {r['memory']:.0f} |" for r in reports]
    for corpus in reports[0]["corpora"]:
        columns = list(reports[0]["corpora"][corpus])
        lines += [
            "",
            f"**{corpus}**",
            "",
            f"| tool | {' | '.join(columns)} |",
            "|---" * (len(columns) + 1) + "|",
        ]
        for report in reports:
            scores = report["corpora"][corpus]
            cells = [f"{scores[c]:,.0f}" if c.endswith("/s") else f"{scores[c]:.2f}" for c in columns]
            lines.append(f"| {report['tool']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Run every tool in a process of its own and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=ROOT / "tests" / "corpus_places")
    parser.add_argument("--write", action="store_true", help="put the table into docs/places.md")
    parser.add_argument("--section", default="benchmark", help="marker of the table in the page")
    parser.add_argument("--tool", choices=TOOLS, help="run one tool and print its scores as JSON")
    options = parser.parse_args()
    paths = sorted(options.corpora.glob("*.jsonl"))
    if options.tool:
        print(json.dumps(run_tool(options.tool, paths)))
        return
    reports = []
    for tool in TOOLS:
        module = ["-m", "benchmarks.places", "--corpora", str(options.corpora.resolve()), "--tool", tool]
        done = subprocess.run(
            [sys.executable, *module], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{tool}: skipped ({done.stderr.strip().splitlines()[-1]})", file=sys.stderr)
            continue
        reports.append(json.loads(done.stdout))
    text = table(reports)
    print(text)
    if options.write:
        first, last = f"<!-- {options.section} -->", f"<!-- /{options.section} -->"
        before, _, rest = DOC.read_text("utf-8").partition(first)
        DOC.write_text(f"{before}{first}\n{text}\n{last}{rest.partition(last)[2]}", "utf-8")


if __name__ == "__main__":
    main()
