"""Places that only tell where another is: its district, border, river, the distance to it."""

from __future__ import annotations

import re

from geo.claims.mentions.case import Case

_BANK = re.compile(
    r"\b(?:banks? of|(?:bridge|crossing|ferry|pontoon)s? (?:over|across|on)) (?:the )?$"
    r"|(?<!\w)(?:берег\w*|берез\w+|(?:мост\w*|міст|переправ\w*)\s+через)\s+(?:річк\w+\s|рек\w+\s)?$",
    re.IGNORECASE,
)
_BORDER_OF = re.compile(r"(?:'s|’s)?\s+(?:administrative\s+)?(?:border|boundary)\b")
# "Some 20 kilometers (12 miles) from the logistics hub of Pokrovsk": no other name in between.
_FAR = 60  # kilometres
_APPOSED = re.compile(
    r",\s+(?:some|about|around|roughly|nearly|за|примерно|близько|приблизно|около|в|у)?\s*\d[^,;:.]*$"
)
_DISTANCE = re.compile(
    r"(\d{1,4})\s*-?(?:km|kilomet\w+|miles?|км|кілометр\w*|километр\w*)\b[^.;:·]{0,30}?"
    r"\b(?:from|of|від|од|от)\b[^.;:,·]{0,30}$",
    re.IGNORECASE,
)
# «До Краматорска отсюда около 15 км».
_SO_FAR = re.compile(r"\s+(?:[\w-]+\s+){0,3}\d{1,4}(?:[.,]\d)?\s?(?:км|кілометр|километр)", re.IGNORECASE)
# "Heard in Lviv, some 65 km away".
_AWAY = re.compile(
    r",?\s+(?:(?:some|about|around|roughly|almost|nearly|more than|over|за|примерно|приблизно|близько|около"
    r"|майже|почти|в|у)\s+)?"
    r"\d{1,4}\s?(?:km|kilomet\w+|miles?|км|кілометр\w*|километр\w*)\s+(?:away|off|звідти|звідси|оттуда"
    r"|отсюда|від неї|від нього)(?!\w)",
    re.IGNORECASE,
)
_AS_FAR_AS = re.compile(r"(?<!\w)(?:до|від|от)\s+$", re.IGNORECASE)
# "Malynivka, a village in Donetsk", "Andriivka village in northeastern Sumy", "known in Russia as Ulyanovka".
_VILLAGE_IN = re.compile(
    r"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}|·\s+)(?:village|town|city|settlement|hamlet|suburb|hub"
    r"|community)"
    r"\s+(?:in|of|near|outside|close to)\s+(?:the\s+)?(?:[\w-]+\s+)?$"
    r"|,\s+(?:село|місто|селище|город|пос[её]лок|хутор|деревня|райцентр)\s+(?:в|у|на|біля|под|возле"
    r"|під)\s+$"
    r"|·\s+in\s+(?:the\s+)?(?:north|south|east|west)[\w-]*\s+$",
    re.IGNORECASE,
)
_THE_TOWN_IN = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?(?:town|village|city|settlement"
    r"|hamlet)\s+in\s+(?:the\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"\b(?:known|referred to|renamed)\b[^.,;]{0,30}?\bas\s+$"
    r"|(?:the|its) (?:russian|ukrainian|soviet) name for[^.,;·]{0,20}$"
    r"|(?<!\w)(?:відом|известн)\w+\s+(?:\w+\s+){0,2}(?:як|как)\s+[«\"“]?$",
    re.IGNORECASE,
)


def in_apposition(case: Case) -> str:
    """ "Malynivka, a village in Donetsk known in Russia as Ulyanovka": tells of the place before."""
    if case.previous is None or not (case.before(_VILLAGE_IN) or case.before(_ALIAS)):
        return ""
    return f"tells of {case.previous.surface!r}"


def of_the_town(case: Case) -> str:
    """ "The mining town in Donetsk region had held out": it is about the town named before."""
    if case.toponym.kind not in ("region", "district") or not case.before(_THE_TOWN_IN):
        return ""
    return "tells where the town lies"


def of_border(case: Case) -> str:
    """ "Near Donetsk Oblast's administrative border with …"."""
    return f"a border of {case.toponym.surface!r}" if case.behind(_BORDER_OF) else ""


def far_off(case: Case) -> str:
    """ "Took a village in the region, some 20 kilometers from Pokrovsk": tells where the other place is."""
    if case.previous is not None and (away := case.behind(_AWAY)):
        return f"lies elsewhere ({away[0].strip()!r})"
    if case.before(_AS_FAR_AS) and (so_far := case.behind(_SO_FAR)):
        return f"tells how far another place is ({so_far[0].strip()!r})"
    far = case.before(_DISTANCE)
    apposed = far is not None and (
        case.previous is not None or int(far[1] or 0) >= _FAR or case.before(_APPOSED)
    )
    return f"tells how far another place is ({far[0].strip()!r})" if far and apposed else ""


def bank(case: Case) -> str:
    """ "The left bank of the Dnipro", "мост через Сейм": the river only tells which bank or bridge."""
    water = case.toponym.kind == "water" and case.before(_BANK)
    return f"{case.toponym.surface!r} only tells which bank or bridge" if water else ""
