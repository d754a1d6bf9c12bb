"""Named sides that do not act: whose land or office something is, and to whom it was done."""

from __future__ import annotations

import re

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.trigger import Trigger

_COUNTRY = re.compile(r"Russia|Ukraine|Росі[юїєя]\w?|Україн\w|Росси[юия]\w?|Украин\w")
_SIDE_OF_THE_WORLD = (
    r"(?:(?:north|south|east|west)[\w-]*|central|mainland"
    r"|(?:північн|південн|східн|західн|центральн|північно-|південно-|окупован)[\w-]*"
    r"|(?:северн|южн|восточн|западн|центральн|северо-|юго-|оккупированн)[\w-]*)"
)
_PARTS = (
    r"parts?|rest|regions?|oblasts?|cities|border|borders|invasion|map|\w*(?:north|south|east|west|centre|center)"
    r"|[\w-]*(?:півн|півд|сход|захо)\w*|центр\w*|регіон\w*|област\w+|міст\w*|частин\w*|кордон\w*"
    r"|[\w-]*(?:север|юг|восто|запад)\w*|регион\w*|город\w*|част\w+|границ\w+"
)
_THERE = re.compile(
    r"(?:\b(?:in|into|inside|across|within|to|over|throughout|entering|toward|towards"
    r"|(?:border|frontier) with|(?:installed|appointed|backed) by)"
    r"|(?<!\w)(?:в|у|на|по|(?:границ\w+|кордон\w*) (?:с|з|із))"
    rf"|\b(?:{_PARTS})(?: of)?)\s+(?:the\s+)?$"
    rf"|\b(?:of|in|into|across|over|from|в|у|на|по)\s+{_SIDE_OF_THE_WORLD}\s+$",
    re.IGNORECASE,
)
# "The Russian city of Belgorod", "Ukraine's State Emergency Service": where it is and who speaks.
_BELONGS = re.compile(
    r"(?:['’]s)?\s+(?:(?!troops|forces|soldiers|військ|войск|солдат|бійц|бойц)[\w-]+\s+)?(?:"
    r"cit(?:y|ies)|towns?|villages?|settlements?|regions?|oblasts?|districts?|provinces?|ports?|borders?|border\w+"
    r"|frontier|territory|soil|side|capital|mainland|airspace|coast|president\w*|governments?|parliament"
    r"|minist(?:er|ers|ry|ries)|embass\w+|ambassador|emergenc(?:y|ies)|authorities|officials?|media|news|agency"
    r"|agencies|television|police|prosecutors?|investigators?|courts?|citizens?|civilians?|residents?|rescuers?"
    r"|famil(?:y|ies)|children|schools?|hospitals?|grid|energy|university|leaders?|leadership|propagandists?"
    r"|міст\w{0,3}|сел(?:о|а|і|у|ом|ах)|селищ\w+|област\w+|регіон\w*|територі\w+|прикордон\w+|кордон\w*|столиц\w+"
    r"|уряд\w*|влад[аиіоу]\w?|президент\w*|міністр\w*|міністерств\w+|відомств\w+|чиновник\w*|поліці\w+|прокур\w+"
    r"|медіа|ЗМІ|телеканал\w*|пропаганд\w+|цивільн\w+|громадян\w*|рятувальник\w*|університет\w*|сторон[аиіу]"
    r"|город\w{0,3}|сел[аоеу]|поселк\w+|пос[её]лок|деревн\w+|регион\w*|территори\w+|приграничь\w+|границ\w+"
    r"|правительств\w+|власт\w+|министр\w*|министерств\w+|ведомств\w+|полици\w+|СМИ|граждан\w*|университет\w*"
    r"|спасател\w+|мирн\w+)(?!\w)",
    re.IGNORECASE,
)
_HYPHENED = re.compile(
    r"-(?:held|occupied|controlled|annexed|installed|appointed|backed|speaking|language|made|flagged)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"russia|ukrain|росі|україн|росси|украин", re.IGNORECASE)
_FROM_THERE = re.compile(r"(?:\bfrom|(?<!\w)(?:с|со|из|з|із|зі))\s+(?:the\s+)?$", re.IGNORECASE)
# "Attacked Ukrainian positions", «вышли в тыл ВСУ», "a village held by Ukraine was retaken".
_THEIR = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:positions?|defen[cs]es?|rear|lines?|trench\w*|strongholds?|dugouts?|fortifications?"
    r"|позиці\w+|оборон\w+|тил\w*|укріпленн\w+|окоп\w*|опорник\w*"
    r"|позици\w+|тыл\w*|укреплени\w+)(?!\w)",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(
    r"(?:\b(?:positions|defen[cs]es|rear|trenches|strongholds) of (?:the )?"
    r"|(?<!\w)(?:позици\w+|оборон\w+|тыл\w*|укреплени\w+|опорник\w*|позиці\w+|тил\w*|укріпленн\w+|окоп\w*)\s+"
    r"|\b(?:held|controlled|occupied|seized|defended|overrun) by (?:the )?"
    r"|(?<!\w)(?:підконтрольн|утримуван|зайнят|окупован|захоплен|подконтрольн|удерживаем|занят|оккупированн|захваченн)"
    r"\w*\s+)$",
    re.IGNORECASE,
)
_THEIRS = 40  # letters in which such words stand before a side
_TAKEN_FROM = frozenset({"captured", "liberated", "recaptured"})
# "The Russian group has been encircled", «группа уничтожена»: the side named before suffered it.
_SUFFERED = re.compile(
    r"encircled|surrounded|cut off\b|trapped|blockaded|wiped out|eliminated|routed"
    r"|(?:оточ|відріз|заблок|розби|розгром|знищ|ліквідов)\w*(?:ен|ан|т)[оаіиеий]{0,2}(?!\w)"
    r"|(?:окруж|отрез|блокир|заблокир|разби|разгром|уничтож|ликвидир)\w*(?:ен|ан|т)[оаыйе]{0,2}(?!\w)",
    re.IGNORECASE,
)


def is_where(analysis: Analysis, hit: Hit) -> bool:
    """Tell whether a country is a place or a patron: "smuggled into Russia", "installed by Russia"."""
    return (
        _COUNTRY.fullmatch(hit.text) is not None
        and _THERE.search(analysis.report.text, max(0, hit.start - 14), hit.start) is not None
    )


def belongs(analysis: Analysis, hit: Hit) -> bool:
    """Tell whether a side only tells whose land, office or people something is.

    "From Russian soil" does more: it tells who struck.
    """
    if _HYPHENED.search(hit.text):
        return True
    if not _ADJECTIVE.match(hit.text):
        return False
    text = analysis.report.text
    return _BELONGS.match(text, hit.end) is not None and not _FROM_THERE.search(
        text, max(0, hit.start - _THEIRS), hit.start
    )


def is_theirs(analysis: Analysis, hit: Hit, trigger: Trigger) -> bool:
    """Tell whether what was attacked or taken is this side's: "positions of the AFU", "held by Ukraine"."""
    if trigger.event_type in ("infrastructure", "other", "statement"):
        return False
    behind = hit.start >= trigger.end
    first = max(trigger.end if behind else 0, hit.start - _THEIRS)
    of_theirs = _OF_THEIRS.search(analysis.masked, first, hit.start) is not None
    their = _THEIR.match(analysis.masked, hit.end) is not None
    if behind:
        return of_theirs or their
    if trigger.event_type == "battle" and trigger.meaning != "held" and trigger.start <= hit.end + 1:
        return their
    return trigger.sense in _TAKEN_FROM and of_theirs


def suffered(hit: Hit, trigger: Trigger) -> bool:
    """Tell whether a side named before an event word is the one that was encircled or destroyed."""
    before = hit.end <= trigger.start and trigger.event_type == "battle"
    return before and _SUFFERED.search(trigger.text) is not None
