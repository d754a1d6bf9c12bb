"""The places of a sentence that are only mentioned: launch sites, hospitals, titles, datelines, distances."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from geo.claims.analysis import Analysis
from geo.claims.lexicon import Hit
from geo.claims.meanings import MEANINGS
from geo.claims.sentences import Sentence, Spanned, inside, words_between
from geo.claims.sources import sources
from geo.claims.triggers import STRIKES, Trigger
from geo.claims.where import governing
from geo.geocode import Resolution
from geo.toponyms import Toponym

# Words that may stand between a cue and the name it bears on: "taken to [the town of] Lgov".
_BETWEEN = (
    r"the|a|an|its|nearby|of|villages?|towns?|city|settlements?|district|region|hospitals?|russian|ukrainian|and|or"
    r"|міст[іао]|м\.|сел[іао]|с\.|селищ[ае]|сіл|населеного|пункту|район[іу]|поблизу|обласної|лікарн\w+|лікарень|та|і|й|або|до|у"
    r"|районів|районах|районов|город[еа]?|г\.|село|пос[её]лка|деревн[ие]|пунктов|пункта|насел[её]нного|насел[её]нных|район[еа]|и|или|в|на"
    r"|областн\w+|центральн\w+|больниц\w+|госп[іи]тал\w+|російськ\w+|українськ\w+|российск\w+|украинск\w+"
)
# (?!\w) and *+: each word is taken one way only, or hostile runs of them would be tried in every division.
_FILLER = re.compile(rf"[\s,«\"“(·]*(?:(?:{_BETWEEN})(?!\w)[\s,«\"“·]*)*+$", re.IGNORECASE)
_LIST = re.compile(
    r"\s*(?:,|[—–-]|,?\s*(?:and|or|та|і|й|и|або|или|as well as|а також|а также))\s*"
    r"(?:дальше|далее|далі|потім|потом|on|then|later)?\s*(?:to|in|near|у|в|до|з|из)?\s*$"
)
_APPOSITION = re.compile(r"[^.;:]{0,60}$")
_RANGE = re.compile(r"(?:,?\s+and\s+·+)?\s+(?:to|through|up to)\s+(?:the\s+)?·")
_TITLE = re.compile(
    r"\b(?:head|governor|mayor|chief|leader|commandant|prosecutor|police) of (?:the )?(?:[\w-]+ )?$"
    r"|(?<!\w)(?:глав[аеы]|губернатор\w*|мэр\w*|голов[аи]|мер(?:а|у)?|очільни\w+|начальни\w+"
    r"|прокурор\w*|депутат\w*|комендант\w*|(?:зам)?министр\w*(?:\s+\w+)?|міністр\w*(?:\s+\w+)?|заступни\w+(?:\s+\w+)?)"
    r"\s+(?:(?:м|г)\.\s|поліції\s|полиции\s)?$",
    re.IGNORECASE,
)
_LISTED_ON = re.compile(r",?\s+(?:and|та|і|й|и)\s+(?:[a-zа-яіїє]+\s+){0,2}·")
_BANK = re.compile(
    r"\b(?:banks? of|(?:bridge|crossing|ferry|pontoon)s? (?:over|across|on)) (?:the )?$"
    r"|(?<!\w)(?:берег\w*|берез\w+|(?:мост\w*|міст|переправ\w*)\s+через)\s+(?:річк\w+\s|рек\w+\s)?$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:from|з|із|зі|из|с)\s+(?:the\s+)?(?:·+(?:,|\s+(?:and|та|і|й|и))\s+)*·+\s+(?:areas?\s+)?(?:to|до|в|у|на)\s+$"
)
_TO = re.compile(
    r"(?<!\w)(?:to|towards?|до|к|ко|в сторону|в бік|у бік|в направлении|у напрямку)\s+(?:the\s+)?$"
)
_INTO = re.compile(r"(?<!\w)(?:в|у|на|под|під|за)\s+$")
_UNTO = re.compile(
    r"(?<!\w)(?:на|через|к|ко|до|в сторону|[ву] бік|в направлении|[ву] напрямку|to|towards?|through|via)"
    r"\s+(?:the\s+)?$"
)
_IN = re.compile(r"\b(?:in|into)\s+(?:the\s+)?$")
_ACROSS = re.compile(r"(?<!\w)(?:across|over|beyond|through|за|через)\s+(?:the\s+)?$")
_OF = re.compile(r"\s+(?:of\s+(?:the\s+)?|in\s+(?:the\s+)?)?")
_BESIDE = re.compile(
    r",?\s+(?:near|around|in the area of|at|in|біля|поблизу|неподалік|возле|вблизи|близ|у|в район[еі])\s+"
)
# They act rather than speak; an office may be a house.
_RESCUERS = re.compile(r"rescue|firefight|medics|рятув|пожежн|спасат|пожарн|медик", re.IGNORECASE)
_HOUSE_OF = re.compile(r"(?<!\w)(?:здани\w+|будівл\w+|будинк\w+|building of(?: the)?)\s+$", re.IGNORECASE)
# "The Kharkiv prosecutor's office", "Sumy's regional administration".
_OFFICE_OF = re.compile(r"(?:'s|’s)?\s+(?:regional|region|city|district|oblast|military|occupied)?\s*")
_SEAT = re.compile(r"\s+(?:(?!sa|rep|told|повід|сообщ|заяв)[\w-]+\s+){0,2}?(?:in|у|в)\s+")
_DATELINE = re.compile(
    r"(?:,\s*\w+)?(,\s*\d{1,2}\s+\w+|,\s*\w+\.?\s+\d{1,2})?(\s*\([\w\s-]+\))?\.?(?:\s+[-–—]\s*|[–—/]\s*)\S"
)
_JOINED = re.compile(
    r"\b(?:and|or|as well as|та|і|й|и|або|или|а також|а также|also|також|также)\b", re.IGNORECASE
)

# Leaving a place is an event at that place: "withdrew from", "evacuated from".
LEAVING = frozenset({"withdrawal", "evacuation", "control_change", "prisoners"})
_GOING = frozenset({"evacuation", "prisoners"})
_CARRIED = re.compile(r"ви?вез|вывез|вивоз|вывоз|відправ|отправ|етап|этап", re.IGNORECASE)
_NEAR = 7  # words between leaving and where to
_REGROUP = ("regroup", "перегруп")
OFFICES = frozenset(s.name for s in sources().values() if s.kind in ("regional", "generic"))
_BEFORE = 60  # letters before a name in which words that end there are looked for
# Where the war is fought and where its missiles and drones have come down.
_THEATRE = frozenset({"UA", "RU", "BY", "MD", "PL", "RO"})
_FORCES = re.compile(
    r"(?:'s|’s)?\s+(?:forces|troops|army|military|soldiers|units|marines|authorities|officials|government|ministry"
    r"|hands|grip|grasp|rule|(?:\d\w*\s+)?(?:corps|brigade|regiment|battalion|division))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$")
_AT = re.compile(r"\b(?:in|near|at|around|outside|inside)\s+$", re.IGNORECASE)
_SPOKEN_FROM = re.compile(r"(?<!\w)(?:from|in|у|в|из|з|із)\s+$", re.IGNORECASE)
_SEATS_OF_POWER = frozenset({"Moscow", "Kyiv", "Donetsk", "Luhansk", "Simferopol"})
_BORDER_OF = re.compile(r"(?:'s|’s)?\s+(?:administrative\s+)?(?:border|boundary)\b")
# "Some 20 kilometers (12 miles) from the logistics hub of Pokrovsk": no other name in between.
_FAR = 60  # kilometres
_APPOSED = re.compile(
    r",\s+(?:some|about|around|roughly|nearly|за|примерно|близько|приблизно|около|в|у)?\s*\d[^,;:.]*$"
)
_WIDE = (
    "country",
    "region",
    "direction",
    "water",
)  # "the bridge over the Seim, near Zvannoye" is at Zvannoye
_DISTANCE = re.compile(
    r"(\d{1,4})\s*-?(?:km|kilomet\w+|miles?|км|кілометр\w*|километр\w*)\b[^.;:·]{0,30}?"
    r"\b(?:from|of|від|од|от)\b[^.;:,·]{0,30}$",
    re.IGNORECASE,
)
# «До Краматорска отсюда около 15 км».
_SO_FAR = re.compile(r"\s+(?:[\w-]+\s+){0,3}\d{1,4}(?:[.,]\d)?\s?(?:км|кілометр|километр)", re.IGNORECASE)
_AS_FAR_AS = re.compile(r"(?<!\w)(?:до|від|от)\s+$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:in|near|on|at|from|(?<!according )to|into|towards?|of|for|around"
    r"|у|в|під|на|біля|до|з|із|від|по|под|к|от|из|возле)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Malynivka, a village in Donetsk", "Andriivka village in northeastern Sumy", "known in Russia as Ulyanovka".
_VILLAGE_IN = re.compile(
    r"(?:,\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}|·\s+)(?:village|town|city|settlement|hamlet|suburb|hub|community)"
    r"\s+(?:in|of|near|outside|close to)\s+(?:the\s+)?(?:[\w-]+\s+)?$"
    r"|,\s+(?:село|місто|селище|город|пос[её]лок|хутор|деревня|райцентр)\s+(?:в|у|на|біля|под|под|возле|під)\s+$"
    r"|·\s+in\s+(?:the\s+)?(?:north|south|east|west)[\w-]*\s+$",
    re.IGNORECASE,
)
_THE_TOWN_IN = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?(?:town|village|city|settlement|hamlet)\s+in\s+(?:the\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"\b(?:known|referred to|renamed)\b[^.,;]{0,30}?\bas\s+$"
    r"|(?:the|its) (?:russian|ukrainian|soviet) name for[^.,;·]{0,20}$"
    r"|(?<!\w)(?:відом|известн)\w+\s+(?:\w+\s+){0,2}(?:як|как)\s+[«\"“]?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:from|з|із|зі|від|из|с|со|от)(?!\w)", re.IGNORECASE)  # not "launched from"
_DASHED = re.compile(r"\s*[-–—]\s*·")
_ROAD = ("трас", "дорог", "автодорог", "шос", "road", "highway")
# Endings of "в Судже", "у Сумах": there, not thither.
_THERE = ("е", "і", "ї", "и", "х", "м", "o", "о")
_CAPITALS = frozenset({"Moscow", "Kyiv"})
_OF_STATES = frozenset({"battle", "advance", "control_change", "withdrawal", "statement"})


@dataclass(frozen=True, slots=True)
class _Case:
    """A place in its sentence, with the place before it and what is known of the earlier ones."""

    analysis: Analysis
    sentence: Sentence
    triggers: list[Trigger]
    resolution: Resolution
    previous: Toponym | None
    mentioned: dict[int, str]

    @property
    def toponym(self) -> Toponym:
        return self.resolution.toponym

    def before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that ends at the name; other names are blanked."""
        return pattern.search(self.analysis.masked, max(0, self.toponym.start - _BEFORE), self.toponym.start)

    def behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern that begins right behind the name."""
        return pattern.match(self.analysis.report.text, self.toponym.end, self.sentence.end)


def only_mentioned(
    analysis: Analysis, sentence: Sentence, places: list[Resolution], triggers: list[Trigger]
) -> dict[int, str]:
    """Return the reason for each place of a sentence (by its start) at which nothing is said to happen."""
    mentioned: dict[int, str] = {}
    previous: Toponym | None = None
    for resolution in places:
        case = _Case(analysis, sentence, triggers, resolution, previous, mentioned)
        if previous is not None and _tells_where(case, previous):
            mentioned[previous.start] = f"tells where {resolution.toponym.surface!r} is"
        elif reason := next(filter(None, (rule(case) for rule in _RULES)), ""):
            mentioned[resolution.toponym.start] = reason
        previous = resolution.toponym
    return mentioned


def _by_kind(case: _Case) -> str:
    """A country, a place far from the war, a capital that stands for its government."""
    toponym, place = case.toponym, case.resolution.place
    if toponym.kind == "country":
        return "a country is only mentioned"
    if place is not None and place.country and place.country not in _THEATRE:
        return f"{toponym.surface!r} lies outside the theatre of war"
    return f"{toponym.surface!r} stands for a government" if toponym.relation == "metonym" else ""


def _capital(case: _Case) -> str:
    """ "Moscow advanced …": a capital that acts is a state; in "stormed Kyiv", "in Kyiv" it is a place."""
    place = case.resolution.place
    if place is None or place.name not in _CAPITALS:
        return ""
    if case.before(_BY):
        return f"{case.toponym.surface!r} stands for a state"  # "blamed shelling by Kyiv"
    if case.before(_PREPOSITION):
        return ""
    trigger = governing(case.analysis, case.toponym, case.triggers)
    gap = case.analysis.gap(trigger, case.toponym) if trigger else ""
    if trigger is None or (trigger.event_type not in _OF_STATES and "," not in gap):
        return ""
    object_of = trigger.end <= case.toponym.start and words_between(gap) <= 1
    return "" if object_of else f"{case.toponym.surface!r} stands for a state"


def _in_apposition(case: _Case) -> str:
    """ "Malynivka, a village in Donetsk known in Russia as Ulyanovka": tells of the place before."""
    if case.previous is None or not (case.before(_VILLAGE_IN) or case.before(_ALIAS)):
        return ""
    return f"tells of {case.previous.surface!r}"


def _of_the_town(case: _Case) -> str:
    """ "The mining town in Donetsk region had held out": it is about the town named before."""
    if case.toponym.kind not in ("region", "district") or not case.before(_THE_TOWN_IN):
        return ""
    return "tells where the town lies"


def _of_forces(case: _Case) -> str:
    """ "Kyiv forces", "Moscow's troops", "Sudzha authorities"."""
    found = case.behind(_FORCES)
    if found and found[0].startswith(" ") and case.before(_AT):
        return ""  # "at Krynky marines keep repelling assaults"
    return f"tells whose {found[0].split()[-1]} they are" if found else ""


def _where_spoken(case: _Case) -> str:
    """ "From Donetsk, the leader conceded", "В Киеве глава Центра … заявил": where they speak."""
    place = case.resolution.place
    spoken = case.toponym.start - case.sentence.start < 8 and case.before(_SPOKEN_FROM)
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


def _of_border(case: _Case) -> str:
    """ "Near Donetsk Oblast's administrative border with …"."""
    return f"a border of {case.toponym.surface!r}" if case.behind(_BORDER_OF) else ""


def _far_off(case: _Case) -> str:
    """ "Took a village in the region, some 20 kilometers from Pokrovsk": tells where the other place is."""
    if case.before(_AS_FAR_AS) and (so_far := case.behind(_SO_FAR)):
        return f"tells how far another place is ({so_far[0].strip()!r})"
    far = case.before(_DISTANCE)
    apposed = far is not None and (
        case.previous is not None or int(far[1] or 0) >= _FAR or case.before(_APPOSED)
    )
    return f"tells how far another place is ({far[0].strip()!r})" if far and apposed else ""


def _of_title(case: _Case) -> str:
    """ "The Russian-installed head of Crimea", "губернатор Кубани": the place is part of a title."""
    title = case.before(_TITLE)
    return f"belongs to the claimant {title[0].strip()!r}" if title else ""


def _bank(case: _Case) -> str:
    """ "The left bank of the Dnipro", "мост через Сейм": the river only tells which bank or bridge."""
    water = case.toponym.kind == "water" and case.before(_BANK)
    return f"{case.toponym.surface!r} only tells which bank or bridge" if water else ""


def _of_speaker(case: _Case) -> str:
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
        seat = _SEAT.fullmatch(between) or (_OF.fullmatch(between) and hit.meaning in OFFICES)
        if sources()[hit.meaning].kind == "local":
            continue  # "residents in Sumy heard explosions"
        owner = (
            hit.text.isascii()
            and hit.meaning in OFFICES
            and _OFFICE_OF.fullmatch(case.analysis.report.text, toponym.end, hit.start)
        )
        if owner and not case.before(_PREPOSITION):
            return f"belongs to the claimant {hit.text!r}"
        if overlap or first_name:
            return f"is part of the name {hit.text!r}"
        if seat:
            return f"belongs to the claimant {hit.text!r}"
    return ""


def _dateline(case: _Case) -> str:
    """ "KYIV, Nov 11 (Reuters) - …": where the report was written."""
    if case.toponym.start - case.sentence.start > 1:
        return ""
    match = _DATELINE.match(case.analysis.report.text, case.toponym.end, case.toponym.end + 60)
    return "a dateline" if match and (match[1] or match[2] or case.toponym.surface.isupper()) else ""


def _goes_to(case: _Case) -> str:
    """ "Regrouped to Donetsk", "evacuated to Sumy", "retreat across the Dnipro": where they went."""
    left = [trigger for trigger in case.triggers if trigger.end <= case.toponym.start][-1:]
    if not left or not _leaves(left[0]) or words_between(case.analysis.gap(left[0], case.toponym)) > _NEAR:
        return ""
    kind = MEANINGS.get(left[0].meaning, (left[0].meaning,))[0]
    if case.toponym.kind == "water":
        to = case.before(_ACROSS)
    elif left[0].text.lower().startswith(_REGROUP):
        to = case.before(_TO) or case.before(_INTO) or case.before(_IN)
    elif kind == "withdrawal":
        to = case.before(_UNTO)
    elif kind == "prisoners" and not _carried(case, left[0]):
        to = case.before(_TO)  # "здалися в полон у Вовчанську"
    elif kind in _GOING:
        to = case.before(_TO) or (None if case.toponym.surface.endswith(_THERE) else case.before(_INTO))
    else:
        to = None
    return f"where {left[0].text!r} leads to" if to else ""


def _carried(case: _Case, trigger: Trigger) -> bool:
    return _CARRIED.search(case.analysis.masked, trigger.start, case.toponym.start) is not None


def _by_cue(case: _Case) -> str:
    """Weigh the cues that stand right before the name: "launched from", "hospital in", "north of"."""
    masked, at = case.analysis.masked, case.toponym.start
    for cue in inside(case.analysis.hits["mentions"], case.sentence):
        if cue.end > at:
            break
        if cue.text.lower() == "from" and _RANGE.match(masked, case.toponym.end):
            continue  # "from Veselivka through Novenke to Basivka" is a stretch, not an origin
        if _FILLER.fullmatch(masked[cue.end : at]) and (reason := _of_cue(case, cue)):
            return reason
    return ""


def _of_cue(case: _Case, cue: Hit) -> str:
    governed = [t for t in case.triggers if t.start <= cue.start][-1:]
    if cue.text.lower().startswith(_ROAD) and _DASHED.match(case.analysis.masked, case.toponym.end):
        return f"listed after {cue.text!r} (a road)"
    if cue.meaning in ("reference", "nearby", "toward"):
        return _reference(case, cue)
    if cue.meaning == "care" and any(_hits_it(case.analysis, t, cue.start) for t in governed):
        return ""  # "a missile hit the hospital in Kyiv"
    leaving = governed or case.triggers[:1]  # "із Авдіївки виведено війська": the verb may follow
    if cue.meaning == "origin" and any(_leaves(t) for t in leaving) and _BARE.match(cue.text):
        return ""
    return f"listed after {cue.text!r} ({cue.meaning})"


def _reference(case: _Case, cue: Hit) -> str:
    """ "A, north of B" and "A near B" place A; B alone ("fighting near B") is where it happens."""
    previous = case.previous
    if previous is None or previous.end > cue.start or previous.kind in _WIDE:
        return ""
    between = case.analysis.masked[previous.end : cue.start]
    if (
        cue.meaning == "nearby"
        and between.strip() == ","
        and _LISTED_ON.match(case.analysis.masked, case.toponym.end)
    ):
        return ""  # "advanced in A, near B and C" tells of three places
    short = len(between) < (60 if cue.meaning == "reference" else 4)
    if cue.meaning == "toward" or not short or _JOINED.search(between) or not _APPOSITION.fullmatch(between):
        return ""
    return f"tells where {previous.surface!r} is ({cue.text!r})"


def _taken_there(case: _Case) -> str:
    """ "Evacuated from Mariupol to Zaporizhzhia": people left one place for another."""
    if case.previous is None or not any(_leaves(t) for t in case.triggers):
        return ""
    start = max(case.sentence.start, case.previous.start - _BEFORE)
    moved = _FROM_TO.search(case.analysis.masked, start, case.toponym.start)
    return f"where people were taken from {case.previous.surface!r}" if moved else ""


def _listed(case: _Case) -> str:
    """ "Taken to hospitals in Sumy and Romny": what holds for a place holds for the list that it begins."""
    previous = case.previous
    reason = case.mentioned.get(previous.start, "") if previous else ""
    if previous is None or not reason.startswith(("listed", "where")):
        return ""
    return reason if _LIST.fullmatch(case.analysis.masked[previous.end : case.toponym.start]) else ""


_RULES: tuple[Callable[[_Case], str], ...] = (
    _by_kind, _of_speaker, _dateline, _of_title, _in_apposition, _of_the_town, _of_forces, _where_spoken,
    _of_border,
    _capital, _bank, _far_off, _goes_to, _by_cue, _taken_there, _listed,
)  # fmt: skip


def _tells_where(case: _Case, previous: Toponym) -> bool:
    """Tell whether the place before only places this one: "north of A, near B"."""
    if not _BESIDE.fullmatch(case.analysis.masked[previous.end : case.toponym.start]):
        return False
    cues = [
        cue
        for cue in inside(case.analysis.hits["mentions"], case.sentence)
        if cue.end <= previous.start and cue.meaning == "reference"
    ]
    return bool(cues) and _FILLER.fullmatch(case.analysis.masked[cues[-1].end : previous.start]) is not None


def _hits_it(analysis: Analysis, trigger: Trigger, at: int) -> bool:
    """Tell whether what follows within a few words is what was struck ("damaged the hospital in Sumy")."""
    if trigger.end > at:  # the word of the cue is itself part of what happened
        return trigger.meaning in ("infrastructure", "destroyed", *STRIKES)
    struck = trigger.meaning in ("attack", "strike", "destroyed", *STRIKES)
    return struck and words_between(analysis.masked[trigger.end : at]) <= 7


def _leaves(trigger: Trigger) -> bool:
    """Tell whether a word, a planned or denied one too, is about leaving a place."""
    return MEANINGS.get(trigger.meaning, (trigger.meaning, ""))[0] in LEAVING
