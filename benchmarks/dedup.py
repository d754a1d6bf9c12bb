"""Time the folding of reprints and count its mistakes: `python -m benchmarks.dedup [REPORTS]` (100,000).

The texts are made, not found: bulletins from templates with exchanged villages, counts and days (which must
stay apart) and reprints of them with another lead, a cut tail or other marks (which must fold).
"""

import datetime
import random
import resource
import sys
import time

from geo.reports import Report
from geo.reports.duplicates import origins

STEMS = [
    "Bel",
    "Chern",
    "Dub",
    "Gorn",
    "Ivan",
    "Kal",
    "Lip",
    "Mar",
    "Nov",
    "Ozer",
    "Pesch",
    "Rog",
    "Sosn",
    "Tolst",
    "Vish",
]
ENDS = ["ovka", "ino", "etskoye", "ivka", "yansk", "opillia", "yne", "anka"]
VILLAGES = [stem + end for stem in STEMS for end in ENDS]
SENTENCES = (
    "The regional administration said that {n} drones were seen over {a} and {b} during the night",
    "Officials in {a} reported {n} shells near the school and damage to {m} houses in {b}",
    "Residents of {a} were taken to {b} by {m} buses after the road was hit",
    "The staff wrote that its troops repelled {n} attacks around {a} and held {b}",
    "A bulletin listed {n} clashes, most of them between {a} and {b}, and {m} air strikes",
    "Power was cut in {a} for {m} hours, and repair crews could not reach {b}",
)


def bulletin(rng: random.Random) -> str:
    """Write a report of one to six sentences."""
    return " ".join(sentence(rng) + "." for _ in range(rng.randint(1, 6)))


def sentence(rng: random.Random) -> str:
    """Fill one template."""
    a, b = rng.sample(VILLAGES, 2)
    return rng.choice(SENTENCES).format(a=a, b=b, n=rng.randint(2, 190), m=rng.randint(2, 40))


def reprint(text: str, rng: random.Random) -> str:
    """Change a report as reprints do: a lead, a tail, other quotes and spaces."""
    kind = rng.randrange(4)
    if kind == 0:
        return "UPDATE: " + text
    if kind == 1:
        return text + " Read more on our channel."
    if kind == 2:
        return text.replace(" and ", " & ").replace(". ", ".\n\n")
    return text.upper() if len(text) < 60 else text.replace(",", " –")


def main(count: int) -> None:
    """Print the time, the memory and the mistakes for `count` reports, a third of them reprints."""
    rng = random.Random(6)
    first = datetime.date(2024, 8, 6)
    reports: list[Report] = []
    truth: list[int] = []
    while len(reports) < count:
        if reports and rng.random() < 1 / 3:
            at = truth[rng.randrange(len(reports))]
            text = reprint(reports[at].text, rng)
            date = reports[at].date + datetime.timedelta(days=rng.randint(0, 2))
        else:
            at, text = len(reports), bulletin(rng)
            date = first + datetime.timedelta(days=rng.randrange(260))
        truth.append(at)
        reports.append(Report(text, date=date, source_url=f"https://example.org/{len(reports)}"))
    started, worked = time.perf_counter(), time.process_time()
    found = origins(reports)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    reprints = [at for at in range(count) if truth[at] != at]
    folded = sum(found[at] == found[truth[at]] for at in reprints)
    wrong = sum(truth[at] != truth[found[at]] for at in range(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} reports in {seconds:.1f} s ({work:.1f} s of processor time), peak {peak:.0f} MB")
    print(f"origins: {len(set(found))}")
    print(
        f"reprints folded: {folded}/{len(reprints)} = {folded / len(reprints):.3f}; folded wrongly: {wrong}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
