"""Pack the offline background of the document: arrays, a fifth smaller than its JSON."""

import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np

from geo.map import container
from geo.map.container import Array, Number

BACKGROUND = Path(__file__).parents[2] / "data" / "background.json.gz"


@cache
def packed() -> bytes:
    """Pack layers and labels for `client/background.js`: of each path the first point, then steps."""
    made = json.loads(gzip.decompress(BACKGROUND.read_bytes()))
    layers, labels = made["layers"], made["labels"]
    paths = [path for layer in layers for path in layer["paths"]]
    steps = np.array([number for path in paths for number in path[2:]], dtype="i8")
    kinds = sorted(set(labels["kind"]))
    columns: dict[str, Array | Number] = {
        "points": container.narrow(np.array([len(path) // 2 for path in paths])),
        "first": np.array([number for path in paths for number in path[:2]], dtype="i4"),
        "step": container.narrow((steps << 1) ^ (steps >> 63)),  # small ones: empty high bytes
        "kind": container.narrow(np.array([kinds.index(kind) for kind in labels["kind"]])),
    }
    for name in ("lon", "lat", "zoom", "population"):
        columns[name] = Number.of(np.array(labels[name], dtype="f8"))
    header = {
        "attribution": made["attribution"],
        "layers": [layer | {"paths": len(layer["paths"])} for layer in layers],
        "kinds": kinds,
        "names": {name: labels[name] for name in ("en", "uk", "ru")},
    }
    return container.pack(header, columns)
