"""Characters that files and databases refuse: halves of surrogate pairs, which JSON can write, and null."""

import json
import re
from typing import Any

_NO_LETTER = re.compile("[\ud800-\udfff\0]")


def storable(text: str) -> str:
    """Return a text with U+FFFD for each character that cannot be stored; its length stays."""
    return _NO_LETTER.sub("\ufffd", text)


def read_json(text: str) -> Any:
    """Parse JSON into values whose texts can be stored; raises ValueError, or RecursionError, like json."""
    return _storable(json.loads(text))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): _storable(each) for key, each in value.items()}
    return value
