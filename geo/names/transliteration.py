"""Latin spellings under which a Ukrainian or Russian name is met in the press."""

import re


def _scheme(letters: str) -> dict[str, str]:
    """Read "ж zh, х kh" as a table; a letter alone maps to nothing."""
    pairs = (pair.split() for pair in letters.split(","))
    return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}


_COMMON = _scheme("а a, б b, в v, ґ g, д d, е e, з z, і i, к k, л l, м m, н n, о o, п p, р r, с s, т t, у u")
_COMMON |= _scheme("ф f, ь, ъ, ', ’")
_UK_PLAIN = _COMMON | _scheme("г h, и y")
_RU_PLAIN = _COMMON | _scheme("г g, и i, ы y, э e")
_ENGLISH = _scheme("ж zh, х kh, ц ts, ч ch, ш sh, щ shch")
_GERMAN = _scheme("ж sch, х ch, ц z, ч tsch, ш sch, щ schtsch, в w, з s, я ja, ю ju, й j, є je, ї ji, ё jo")
_SHORT = _scheme("ж j, х h, ц ts, ч ch, ш sh, щ sch, я ya, ю yu, й y, є ye, ї yi, ё yo")

_UK_SCHEMES = (
    _UK_PLAIN
    | _ENGLISH
    | _scheme("є ie, ї i, й i, ю iu, я ia"),  # the national system, but for first letters
    _UK_PLAIN | _ENGLISH | _scheme("є ye, ї yi, й y, ю yu, я ya"),  # BGN/PCGN
    _UK_PLAIN | _ENGLISH | _scheme("є e, ї i, й y, ю yu, я ya, и i"),
    _UK_PLAIN | _GERMAN,
    _UK_PLAIN | _SHORT,
)
_RU_SCHEMES = (
    _RU_PLAIN | _ENGLISH | _scheme("ё e, й y, ю yu, я ya"),
    _RU_PLAIN | _ENGLISH | _scheme("ё yo, й i, ю iu, я ia"),
    _RU_PLAIN | _GERMAN,
    _RU_PLAIN | _SHORT,
)
_INITIAL_UK = _scheme("є ye, ї yi, й y, ю yu, я ya")
_ENDINGS = ((re.compile(r"(?:yy|yi|iy|ii|ij|yj)\b"), "y"), (re.compile(r"(?:yy|ii|ij|yj)\b"), "iy"))


def latin_spellings(name: str, lang: str) -> set[str]:
    """Give Latin spellings of a Cyrillic name in lower case: Суджа → sudzha, sudja, sudscha."""
    name = name.lower()
    spellings = set()
    for number, scheme in enumerate(_UK_SCHEMES if lang == "uk" else _RU_SCHEMES):
        text = name
        if lang == "uk" and number == 0:
            text = re.sub(r"\b[єїйюя]", lambda match: _INITIAL_UK[match[0]], text).replace("зг", "zgh")
        if scheme.get("ж") == "sch":
            text = text.replace("дж", "dsch")
        latin = "".join(scheme.get(letter, letter) for letter in text)
        spellings.add(latin)
        for pattern, plain in _ENDINGS:
            spellings.add(pattern.sub(plain, latin))
        if lang == "ru":
            spellings.add(re.sub(r"(?:\b|(?<=[aeiouy]))e", "ye", latin))
    return spellings
