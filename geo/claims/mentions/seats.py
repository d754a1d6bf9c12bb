"""Places that stand for somebody: a government, an office, a unit, who speaks there."""

from __future__ import annotations

import re

from geo.claims.mentions.case import Case
from geo.claims.sentences import Spanned, inside, words_between
from geo.claims.sources import sources
from geo.claims.trigger import STRIKES

_OFFICES = frozenset(s.name for s in sources().values() if s.kind in ("regional", "generic"))
# They act rather than speak; an office may be a house.
_RESCUERS = re.compile(r"rescue|firefight|medics|рятув|пожежн|спасат|пожарн|медик", re.IGNORECASE)
_HOUSE_OF = re.compile(r"(?<!\w)(?:здани\w+|будівл\w+|будинк\w+|building of(?: the)?)\s+$", re.IGNORECASE)
# "The Kharkiv prosecutor's office", "Sumy's regional administration".
_OFFICE_OF = re.compile(r"(?:'s|’s)?\s+(?:regional|region|city|district|oblast|military|occupied)?\s*")
_SEAT = re.compile(r"\s+(?:(?!sa|rep|told|повід|сообщ|заяв)[\w-]+\s+){0,2}?(?:in|у|в)\s+")
_OF = re.compile(r"\s+(?:of\s+(?:the\s+)?|in\s+(?:the\s+)?)?")
_DATELINE = re.compile(
    r"(?:,\s*\w+)?(,\s*\d{1,2}\s+\w+|,\s*\w+\.?\s+\d{1,2})?(\s*\([\w\s-]+\))?\.?(?:\s+[-–—]\s*|[–—/]\s*)\S"
)
_TITLE = re.compile(
    r"\b(?:head|governor|mayor|chief|leader|commandant|prosecutor|police) of (?:the )?(?:[\w-]+ )?$"
    r"|(?<!\w)(?:глав[аеы]|губернатор\w*|мэр\w*|голов[аи]|мер(?:а|у)?|очільни\w+|начальни\w+"
    r"|прокурор\w*|депутат\w*|комендант\w*|(?:зам)?министр\w*(?:\s+\w+)?|міністр\w*(?:\s+\w+)?"
    r"|заступни\w+(?:\s+\w+)?)"
    r"\s+(?:(?:м|г)\.\s|поліції\s|полиции\s)?$"
    r"|(?<!\w)(?:намісни\w+|ставлени\w+(?:\s\w+)?|наместни\w+|ставленни\w+(?:\s\w+)?|appointee"
    r"|proxy(?: head)?|proxies)\s+"
    r"(?:у|в|in)\s+(?:the\s)?(?:occupied\s|окупован\w+\s|оккупирован\w+\s)?$"
    r"|(?<!\w)(?:heads|runs|leads|governs|administers|(?:to|will) (?:head|run|lead|govern|administer)"
    r"|керу\w+|очолю\w+|очолив"
    r"|очолити|возглавля\w+|возглавил\w*|возглавить|управля\w+|руковод\w+|править"
    r"|правит)\s+(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_IN_A = re.compile(r"\b(?:in|to|at|from)\s+(?:(?:an?|the|one)\s+)?$", re.IGNORECASE)
_CARE = re.compile(
    r"(?:'s|’s)?\s+(?:\w+\s)?(?:hospitals?|clinics?|morgue|courts?|courthouse|dormitory|dormitories"
    r"|sanatorium|schools? for)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;:]")
_STRUCK = frozenset({"attack", "destroyed", "infrastructure", *STRIKES})
# Where the war is fought and where its missiles and drones have come down.
_THEATRE = frozenset({"UA", "RU", "BY", "MD", "PL", "RO"})
_FORCES = re.compile(
    r"(?:'s|’s)?\s+(?:forces|troops|army|military|soldiers|units|marines|authorities|officials|government"
    r"|ministry"
    r"|hands|grip|grasp|rule|(?:\d\w*\s+)?(?:corps|brigade|regiment|battalion|division))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$")
_AT = re.compile(r"\b(?:in|near|at|around|outside|inside)\s+$", re.IGNORECASE)
_SPOKEN_FROM = re.compile(r"(?<!\w)(?:from|in|у|в|из|з|із)\s+$", re.IGNORECASE)
_SEATS_OF_POWER = frozenset({"Moscow", "Kyiv", "Donetsk", "Luhansk", "Simferopol"})
_NEAR = 7  # words between a place and who speaks there
# «В Одессе эту версию подняли на смех», "In Moscow this was called a lie".
_A_VERSION = re.compile(
    r",?\s+(?:they\s|officials\s|the authorities\s|власти\s|влада\s|чиновники\s)?(?:\w+\s)?"
    r"(?:this|that|the (?:claim|report|version|statement)s?|these (?:claims|reports)|это|эту (?:версию"
    r"|информацию)|эти (?:данные|сообщения|слова)"
    r"|такие (?:заявления|сообщения)|це|цю (?:версію|інформацію)|ці (?:дані|повідомлення|слова)"
    r"|такі (?:заяви|повідомлення))(?!\w)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:in|near|on|at|from|(?<!according )to|into|towards?|of|for|around"
    r"|у|в|під|на|біля|до|з|із|від|по|под|к|от|из|возле)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# «По просьбе Москвы», "Kyiv and Moscow blame each other".
_WILL_OF = re.compile(
    r"(?<!\w)(?:просьб\w+|заяв\w+|верси\w+|утвержден\w+|обвинен\w+|требован\w+|инициатив\w+|решени\w+|слов\w+"
    r"|прохан\w+|версі\w+|твердж\w+|звинувач\w+|вимог\w+|ініціатив\w+|рішен\w+|слів)\s+$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\s+(?:and|and also|и|та|і|й)\s+(?:Moscow|Kyiv|Москв|Киев|Київ|Washington|Вашингтон|Minsk|Минск|Мінськ)"
)
_CAPITALS = frozenset({"Moscow", "Kyiv"})
_OF_STATES = frozenset({"battle", "advance", "control_change", "withdrawal", "statement"})


def by_kind(case: Case) -> str:
    """A country, a place far from the war, a capital that stands for its government."""
    toponym, place = case.toponym, case.resolution.place
    if toponym.kind == "country":
        return "a country is only mentioned"
    if place is not None and place.country and place.country not in _THEATRE:
        return f"{toponym.surface!r} lies outside the theatre of war"
    return f"{toponym.surface!r} stands for a government" if toponym.relation == "metonym" else ""


def capital(case: Case) -> str:
    """ "Moscow advanced …": a capital that acts is a state; in "stormed Kyiv", "in Kyiv" it is a place."""
    place = case.resolution.place
    if place is None or place.name not in _CAPITALS:
        return ""
    if case.before(_BY) or case.before(_WILL_OF):
        return f"{case.toponym.surface!r} stands for a state"  # "blamed shelling by Kyiv"
    if case.before(_PREPOSITION):
        return ""
    trigger = case.told
    gap = case.analysis.gap(trigger, case.toponym) if trigger else ""
    acts = trigger is not None and (trigger.event_type in _OF_STATES or "," in gap)
    if trigger is None or not (acts or case.behind(_BOTH) or words_between(gap) > _NEAR):
        return ""
    object_of = trigger.end <= case.toponym.start and words_between(gap) <= 1
    return "" if object_of else f"{case.toponym.surface!r} stands for a state"


def of_forces(case: Case) -> str:
    """ "Kyiv forces", "Moscow's troops", "Sudzha authorities"."""
    found = case.behind(_FORCES)
    if found and found[0].startswith(" ") and case.before(_AT):
        return ""  # "at Krynky marines keep repelling assaults"
    return f"tells whose {found[0].split()[-1]} they are" if found else ""


def where_spoken(case: Case) -> str:
    """ "From Donetsk, the leader conceded", "В Киеве глава Центра … заявил": where they speak."""
    place = case.resolution.place
    spoken = case.toponym.start - case.sentence.start < 8 and case.before(_SPOKEN_FROM)
    if spoken and case.behind(_A_VERSION):
        return "where this is said"
    if not spoken or place is None or place.name not in _SEATS_OF_POWER:
        return ""
    hits = inside(case.analysis.hits["claimants"], case.sentence)
    speaker = next((hit for hit in hits if hit.start >= case.toponym.end), None)
    if speaker is None or any(case.toponym.end <= t.start < speaker.start for t in case.triggers):
        return ""
    source = sources()[speaker.meaning]
    of_the_town = source.kind == "regional" or place.name in source.name
    if of_the_town and not spoken[0].lower().startswith("from"):
        return ""
    far = words_between(case.analysis.masked[case.toponym.end : speaker.start]) > _NEAR
    return "" if far else f"where {speaker.text!r} speaks"


def of_title(case: Case) -> str:
    """ "The Russian-installed head of Crimea", "губернатор Кубани": the place is part of a title."""
    title = case.before(_TITLE)
    return f"belongs to the claimant {title[0].strip()!r}" if title else ""


def of_speaker(case: Case) -> str:
    """ "The Sumy military administration", "the ministry in Moscow", "Serhii Lysak": part of who speaks."""
    toponym = case.toponym
    told: list[Spanned] = [*case.triggers]
    if case.resolution.place is None or case.resolution.place.name not in _SEATS_OF_POWER:
        told += inside(case.analysis.hits["speech"], case.sentence)  # "counted 15 hits in Rylsk"
    for hit in inside(case.analysis.hits["claimants"], case.sentence):
        between = case.analysis.report.text[hit.end : toponym.start]
        if hit.end <= toponym.start and any(hit.end < t.end and t.start < toponym.start for t in told):
            continue  # the event word may hold who acted: "дроны СБУ поразили в Крыму"
        if _RESCUERS.match(hit.text) or _HOUSE_OF.search(
            case.analysis.masked, max(0, hit.start - 40), hit.start
        ):
            continue  # "rescuers in Dnipro recovered bodies", "hit the administration building in Borisovka"
        overlap = hit.start < toponym.end and toponym.start < hit.end
        first_name = hit.start == toponym.end + 1 and sources()[hit.meaning].kind == "person"
        seat = _SEAT.fullmatch(between) or (_OF.fullmatch(between) and hit.meaning in _OFFICES)
        if sources()[hit.meaning].kind == "local":
            continue  # "residents in Sumy heard explosions"
        owner = (
            hit.text.isascii()
            and hit.meaning in _OFFICES
            and _OFFICE_OF.fullmatch(case.analysis.report.text, toponym.end, hit.start)
        )
        if owner and not case.before(_PREPOSITION):
            return f"belongs to the claimant {hit.text!r}"
        if overlap or first_name:
            return f"is part of the name {hit.text!r}"
        if seat:
            return f"belongs to the claimant {hit.text!r}"
    return ""


def in_a_hospital(case: Case) -> str:
    """ "He is in a Mykolaiv hospital": where they are treated, if the hospital is not what was hit."""
    if not case.before(_IN_A) or not case.behind(_CARE):
        return ""
    told = case.told
    if told is None or told.end > case.toponym.start or told.meaning not in _STRUCK:
        return "where they are treated"
    return "where they are treated" if _COMMA.search(case.analysis.gap(told, case.toponym)) else ""


def dateline(case: Case) -> str:
    """ "KYIV, Nov 11 (Reuters) - …": where the report was written."""
    if case.toponym.start - case.sentence.start > 1:
        return ""
    match = _DATELINE.match(case.analysis.report.text, case.toponym.end, case.toponym.end + 60)
    return "a dateline" if match and (match[1] or match[2] or case.toponym.surface.isupper()) else ""
