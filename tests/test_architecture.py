"""Data flows one way: a module imports only from rooms to its left."""

import ast
from pathlib import Path

import pytest

import geo

ROOT = Path(geo.__file__).parent
ORDER = [
    "errors", "reports", "inflection", "names", "gazetteer", "toponyms", "geocode", "online", "dates",
    "claims", "events", "control", "store", "review", "formats", "map", "ui", "commands", "cli", "__main__",
]  # fmt: skip
FILES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Name the rooms that a file imports when it runs; imports for type checkers do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    modules = [
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom) and node.module
            else []
        )
    ]
    return {name.split(".")[1] for name in modules if name.startswith("geo.")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    for other in imported_rooms(path) & set(ORDER) - {here}:
        assert ORDER.index(other) < ORDER.index(here), f"{path} imports geo.{other}, which is further right"


def test_every_room_is_in_the_order() -> None:
    rooms = {room(path) for path in FILES} - {"__init__"}
    assert rooms <= set(ORDER), f"place {rooms - set(ORDER)} in the order of rooms"


def test_public_names_load_and_are_sorted() -> None:
    assert list(geo.__all__) == sorted(geo.__all__)
    for name in geo.__all__:
        assert getattr(geo, name).__doc__, name


def test_an_unknown_public_name_says_so() -> None:
    with pytest.raises(AttributeError, match="nonesuch"):
        geo.nonesuch  # noqa: B018
