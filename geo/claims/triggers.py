"""What is said to have happened: the words that name an event, and whether they state it as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.claims.analysis import Analysis, inside_places
from geo.claims.fates import fates_in
from geo.claims.lexicon import Hit
from geo.claims.meanings import MEANINGS, NEEDS_MORE
from geo.claims.sentences import Sentence, Spanned, between, has_border, inside, words_between
from geo.claims.sources import sources

STRIKES = frozenset({"strike", "shelling", "air_strike", "drone_strike"})

# How far, in words, a modal word governs an event word after it.
REACH = {"plan": 7, "negation": 2, "denial": 14, "unconfirmed": 14, "attempt": 6, "absence": 2,
    "untrue": 14,
}  # fmt: skip
# "The capture has not been confirmed": these also work backwards, within a clause.
BACKWARD = {"unconfirmed": 14, "attempt": 2, "absence": 5, "untrue": 8}


_COUNTS = (
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|a dozen|several"
    r"|дв[ае]|дві|три|чотири|п'ять|шість|сім|вісім|дев'ять|десять|кілька"
    r"|четыре|пять|шесть|семь|восемь|девять|несколько"
)
_OBJECT_GAP = re.compile(
    r"[\s«\"“]+(?:(?:the|all|whole|most|part|half|of|village|town|city|settlement|entire|back|up|down|off|towns|villages|and"
    r"|село|села|сел|місто|міста|селище|селища|хутір|все|всё|весь|всю|частину|пів|й|і|та|стратегічн\w+|важлив\w+"
    r"|город|города|пос[её]лок|пос[её]лки|деревню|деревни|хутор|насел[её]нн?\w+|пункт\w*|часть|и|назад|населен\w+"
    r"|about|almost|nearly|roughly|some|around|over|\d+(?:\.\d+)?\s?%|\d+ per ?cent"
    r"|percent|two thirds|two-thirds|third|quarter"
    rf"|(?:{_COUNTS}) (?:\w+ )?(?:villages|towns|settlements|с[её]л|села|сіл"
    r"|деревень|деревни|пос[её]лк\w+)[,:]?"
    r"|(?:among|including) (?:them)?:?|(?:среди|серед) них:?"
    r"|в том числе|у тому числі|зокрема|а именно|а саме"
    r"|·+,?)[\s«\"“]+)*+"
)

# "Bakhmut was taken", «Бахмут полностью взят»: the place stands before.
_WAS = re.compile(
    r"[»\"”]?(?:\s+(?:has|have|had|fully|completely|finally|now|already))*\s+(?:was|were|is|are|been|being)"
    r"(?:\s+(?:fully|completely|finally|now|already))?\s+"
    r"|[»\"”]?\s+(?:(?:вже|уже|повністю|остаточно|полностью|окончательно|бу[вл]\w?|был\w?)\s+)*"
)
_PASSIVE = re.compile(r"[a-z ]+|\w+(?:т[оаеы]?|т[иы]й|те)", re.IGNORECASE)

_DEEMED = re.compile(r"вероятно|вірогідно|[йі]мовірно", re.IGNORECASE)
_PAST = re.compile(r"\w+(?:ли|ла|ло|л|ли?с[яь]|лас[яь]|в|вс[яь]|но|то)", re.IGNORECASE)
_CAUSE = re.compile(r"(?:через|из-за|because of|due to|amid|under|під|под)\s+(?:the\s+)?$", re.IGNORECASE)
_DESCRIBED = 25  # letters before a word in which it shows that it only describes
_AT_SOME = re.compile(
    r"\b(?:of|from|in|over|into|through|at|across|з|із|зі|в|у|на|по|над|до|біля|из|с|из-под|к|от|у|возле)"
    r"\s+(?:(?:a|an|the|its|their)\s+)?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"[a-z]+(?:ed|en)|[\w'’ʼ]+(?:их|ых|ого|ому|ім|ом|ій|ой|ую|ої|ими|ыми)", re.IGNORECASE)
_APPOSED = re.compile(
    r"[·»\"”],\s(?:(?:both|all|each|still|now|already|then|long|обидва|обидві|досі|ще|оба|обе|пока|ещё|еще)\s)?$",
    re.IGNORECASE,
)
_AT_THE_EDGE = re.compile(r"(?:on|at|in) the (?:outskirts|edge)|на (?:околиц|окраин|подступ)", re.IGNORECASE)
_DAMAGES = re.compile(r"damag|пошкод|поврежд", re.IGNORECASE)
_WHERE = re.compile(r",\s(?:where|де|где)\s", re.IGNORECASE)
_AND_SO = re.compile(
    r",\s(?:and|while|та|і|й|и|а)\s(?:in|near|on|at|у|в|на|біля|під|под|возле|у)\s", re.IGNORECASE
)
_NEXT_TO = 15  # letters between a weapon and the word that says how it was used
_EDGE_OF = 8  # words between fighting and the edge of the town that it is at

_GOES_ON = re.compile(r"[,;:]|\b(?:and|but|та|і|й|але|и|но|а)\b")
_WITHIN_COMMAS = frozenset({"untrue", "negation", "absence"})

_ON = re.compile(r"\s+(?:on|over|at|against|in|near|по|на|над|у|в|під|под|біля)\s+[«\"“]?")
_HELD = ("settlement", "facility", "district")  # what troops take

_AND_THEN = re.compile(r",\s(?:and|та|і|й|и|а)\s", re.IGNORECASE)
_AFTER = re.compile(r"\s(?:after|before|following|після|после|перед)\s", re.IGNORECASE)
_PASSIVELY = re.compile(
    r"(?:was|were|been|being) \w+|(?:пошкодж|знищ|ураж|зруйнов)\w*(?:ен|ан)\w?\b"
    r"|(?:поврежд|уничтож|пораж|разруш)\w*ен\w?\b",
    re.IGNORECASE,
)
# Who holds on to positions or a corner of a town fights for it: "still held the northern part of Pokrovsk".
_HOLDS_ON = re.compile(
    r"\b(?:positions?|lines|outskirts|edges?|buildings|blocks|pockets?|an area|an? part"
    r"|(?:north|south|east|west)\w* part)\b"
    r"|(?:позиці|околиц|рубеж|північн\w+ частин|південн\w+ частин|східн\w+ частин|західн\w+ частин"
    r"|позици|окраин|северн\w+ част|южн\w+ част|восточн\w+ част|западн\w+ част)\w*",
    re.IGNORECASE,
)
_OBJECT = 25  # letters behind a verb in which its object stands
# Before arms that are kept, not used, with other arms or adjectives in between.
_STORED = re.compile(
    r"(?:\b(?:holding|held|stored|storing|contained|containing|housed|housing|stockpiled|(?:depot|stock|stocks|store|stores"
    r"|warehouse|warehouses|arsenal|arsenals) (?:of|with|for))"
    r"|(?<!\w)(?:зберіга\w+|лежа\w+|храни\w+|склад\w*|арсенал\w*|запас\w*))"
    r"(?:[\s,«»\"“”-]+(?!by\b|after\b|when\b|внаслідок|після|после|загор|атак|удар)[\w-]+){0,10}[\s,«»\"“”-]*$",
    re.IGNORECASE,
)
_FLAG = re.compile(r".*(?:flag|banner|прапор|флаг|стяг|триколор|тризуб)", re.IGNORECASE)
_LANDS = re.compile(r"land|raid|висад|высад|рейд|десант", re.IGNORECASE)
_LEAVES = re.compile(r".*(?:leav|left|withdr|pull|покин|залиш|виход|вийти|выйти|уйти|уход)", re.IGNORECASE)
_BECAUSE_OF = re.compile(
    r"(?<!\w)(?:[ву]наслідок|[ву] результаті|під час|від|после|після|в результате|вследствие|при|от|во время)"
    r"\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_HELD_BY = re.compile(r"(?:held|controlled|occupied|defended|captured|seized|overrun) by\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|was|were|be|been|being|remain\w*|still|now|stay\w*)\s+(?:\w+\s+)?$")
_NEAR = re.compile(
    r"(?:on|at) the (?:outskirts|approaches)|at the gates|on the (?:doorstep|threshold)|within sight"
    r"|на (?:околиц|підступ|порозі|подступ|пороге)|у ворот|подступ",
    re.IGNORECASE,
)
# What is done to a place, at whose edge then no troops are meant.
_TO_A_PLACE = frozenset({
    "shelling", "air_strike", "drone_strike", "civilian_harm", "infrastructure", "air_defence", "mine",
    "evacuation",
})  # fmt: skip
_SAID = frozenset({"statement", "other"})

# How far, in letters, a claimant stands before what it says.
CLAIMED = 60


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word with what it means here; `modality` is "" for a fact, else plan, denial or attempt."""

    start: int
    end: int
    text: str
    meaning: str
    event_type: str
    sense: str
    modality: str
    reasons: tuple[str, ...]


def triggers_in(analysis: Analysis, sentence: Sentence) -> list[Trigger]:
    """Return the event words of a sentence; those that say nothing happened are left out or softened."""
    nothing = [hit for hit in inside(analysis.hits["events"], sentence) if hit.meaning == "none"]
    modal = [hit for hit in inside(analysis.hits["modality"], sentence) if not _says_none(hit, nothing)]
    fates = fates_in(analysis, sentence)
    hits = [hit for hit in inside(analysis.hits["events"], sentence) if not _meets_any(hit, fates)]
    read = [_trigger(analysis, hit, modal) for hit in (*hits, *fates)]
    kept = [trigger for trigger in read if trigger is not None]
    told = [trigger for trigger in kept if not _passed_over(analysis, sentence, trigger)]
    told = told or ([] if modal else _at_work(analysis, sentence))
    for aside in _ASIDES:
        told = [trigger for trigger in told if not aside(analysis, trigger, told)]
    return [_settled(analysis, sentence, trigger, told) for trigger in told]


def is_event(trigger: Trigger) -> bool:
    """Leave out what did not happen ("no one was hurt", "no confirmation") and where units stand."""
    return trigger.modality != "unsaid" and trigger.meaning not in ("none", "background", "position")


def _is_beaten_off(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether an attack is what air defence beat off: "ПВО отразила атаку беспилотников"."""
    attack = trigger.meaning in STRIKES or trigger.meaning == "attack"
    return attack and any(
        other.event_type == "air_defence"
        and other.end <= trigger.start
        and not analysis.masked[other.end : trigger.start].strip()
        for other in told
    )


def _only_describes(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether a word describes the place of another event: "flooded streets", ", both held by"."""
    if not any(other is not trigger and not other.modality for other in told):
        return False
    before = analysis.masked[max(0, trigger.start - _DESCRIBED) : trigger.start]
    if trigger.meaning in ("infrastructure", "destroyed"):
        return _AT_SOME.search(before) is not None and _ATTRIBUTE.fullmatch(trigger.text) is not None
    if trigger.meaning == "held":
        return _APPOSED.search(before) is not None
    return _AT_THE_EDGE.match(trigger.text) is not None and any(
        other.event_type == "battle"
        and other.end <= trigger.start
        and words_between(analysis.gap(other, trigger)) <= _EDGE_OF
        for other in told
    )


def _tells_whose(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether "held by …" only says which place: "the last village held by Ukraine was retaken"."""
    if trigger.sense not in ("held", "captured") or not _HELD_BY.match(analysis.masked, trigger.start):
        return False
    before = analysis.report.text[max(0, trigger.start - CLAIMED) : trigger.start]
    others = (other for other in told if other is not trigger and not other.modality)
    return not _IS.search(before) and any(other.event_type not in _SAID for other in others)


def _is_only_near(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether "on the outskirts of" is said of no troops: "a market on the outskirts of Donetsk"."""
    if trigger.event_type != "advance" or not _NEAR.match(trigger.text):
        return False
    if any(other.event_type in _TO_A_PLACE for other in told):
        return True
    before = Hit(trigger.start - CLAIMED, trigger.start, "", "")
    soldiers = any(hit.meaning == "soldiers" for hit in inside(analysis.hits["objects"], before))
    return not soldiers and not inside(analysis.hits["actors"], before)


def _is_shown_off(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether a flag only crowns a landing: "landed on the island and raised a flag"."""
    return (
        trigger.event_type == "control_change"
        and _FLAG.match(trigger.text) is not None
        and any(other.end <= trigger.start and _LANDS.match(other.text) for other in told)
    )


def _is_kept(analysis: Analysis, trigger: Trigger, told: list[Trigger]) -> bool:
    """Tell whether an event word is a weapon that only lies somewhere: "a depot of glide bombs"."""
    arms = between(analysis.hits["weapons"], trigger.start, trigger.end)
    return bool(arms) and arms[0].end == trigger.end and is_stored(analysis, arms[0])


_ASIDES = (_is_beaten_off, _only_describes, _tells_whose, _is_only_near, _is_shown_off, _is_kept)


def _says_none(modal: Hit, nothing: list[Hit]) -> bool:
    """Tell whether a word denies no more than «пострадавших нет»; «атак не зафиксировано» denies attacks."""
    if modal.meaning == "unconfirmed":
        nothing = [hit for hit in nothing if hit.start < modal.start]
    return _meets_any(modal, nothing)


def _at_work(analysis: Analysis, sentence: Sentence) -> list[Trigger]:
    """Read a weapon without a verb we know as used: "two missiles found a factory in Dnipro"."""
    weapons = [
        hit
        for hit in inside(analysis.hits["weapons"], sentence)
        if not _is_hit(analysis, hit) and not is_stored(analysis, hit)
    ]
    if not inside_places(analysis, sentence):
        return []
    return [
        Trigger(hit.start, hit.end, hit.text, "employed", "battle", "", "", (f"matched {hit.text!r}",))
        for hit in weapons[:1]
    ]


def _meets_any(hit: Hit, others: list[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _passed_over(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether somebody says nothing of it: "В Киеве удар не комментировали"."""
    silent = [cue for cue in inside(analysis.hits["speech"], sentence) if cue.meaning == "silent"]
    gaps = [analysis.gap(cue, trigger) for cue in silent]
    return any(words_between(gap) <= 2 and "," not in gap and not has_border(gap) for gap in gaps)


def _trigger(analysis: Analysis, hit: Hit, modal: list[Hit]) -> Trigger | None:
    if NEEDS_MORE in hit.meaning:
        with_place, otherwise = hit.meaning.split(NEEDS_MORE)
        kinds = ("region", *_HELD) if with_place == "background" else _HELD  # "окупований Крим"
        hit = replace(hit, meaning=with_place if _takes_a_place(analysis, hit, kinds) else otherwise)
        if not hit.meaning:
            return None
    event_type, sense = MEANINGS.get(hit.meaning, (hit.meaning, ""))
    trigger = Trigger(
        hit.start, hit.end, hit.text, hit.meaning, event_type, sense, "", (f"matched {hit.text!r}",)
    )
    for word in modal:
        if _governs(analysis, word, hit):
            trigger = _softened(trigger, word)
    return trigger


def _takes_a_place(analysis: Analysis, hit: Hit, kinds: tuple[str, ...]) -> bool:
    """Tell whether the object of a verb is a place: "took Sudzha", "Sudzha was taken", not "took part"."""
    passive = _PASSIVE.fullmatch(hit.text) is not None
    return any(
        _OBJECT_GAP.fullmatch(analysis.masked, hit.end, r.toponym.start)
        if hit.end <= r.toponym.start
        else passive and _WAS.fullmatch(analysis.masked, r.toponym.end, hit.start)
        for r in analysis.places
        if r.toponym.kind in kinds
        and (hit.end <= r.toponym.start <= hit.end + CLAIMED or 0 <= hit.start - r.toponym.end <= CLAIMED)
    )


def _governs(analysis: Analysis, word: Hit, hit: Hit) -> bool:
    """Tell whether a modal word bears on an event word: near enough and in the same clause."""
    if word.start < hit.end and hit.start < word.end:
        ahead = word.meaning in ("denial", "untrue", "unconfirmed") and word.start < hit.start
        return ahead or (word.meaning == "plan" and word.start == hit.start)  # прибудут: "will arrive"
    if _DEEMED.fullmatch(word.text) and _PAST.fullmatch(hit.text):
        return False  # «вероятно, захватили»: an estimate of what happened
    if word.meaning == "plan" and _CAUSE.search(analysis.masked, max(0, word.start - 12), word.start):
        return False  # "withdrew because of the threat of encirclement"
    reach = REACH if word.end <= hit.start else BACKWARD
    gap = analysis.gap(word, hit)
    if "," in gap and (
        word.meaning in _WITHIN_COMMAS or (word.meaning == "attempt" and hit.end <= word.start)
    ):
        return False  # "the ministry claimed its capture, which Kyiv called untrue" stays a claim
    if word.meaning not in reach or words_between(gap) > reach[word.meaning]:
        return False
    if word.meaning in ("denial", "unconfirmed") and _says_more(analysis, word, hit):
        return False
    if word.meaning == "unconfirmed" and hit.end <= word.start and _named_before(analysis, hit):
        return False
    # "…, but there is no confirmation of this" reaches back over the border of its clause.
    return not has_border(gap) or (word.meaning == "unconfirmed" and hit.end <= word.start)


def _says_more(analysis: Analysis, word: Hit, hit: Hit) -> bool:
    """Tell whether a verb of saying begins another statement: "did not confirm it and reported attacks".

    In "denied reports that …" the reports are what is denied.
    """
    return any(
        word.end <= cue.start
        and cue.end <= hit.start
        and _GOES_ON.search(analysis.report.text, word.end, cue.start)
        for cue in analysis.hits["speech"]
    )


def _named_before(analysis: Analysis, hit: Hit) -> bool:
    """Tell whether somebody in office says it himself: "the ministry claimed the capture, unconfirmed"."""
    return any(
        0 <= hit.start - claimant.end <= CLAIMED
        and sources()[claimant.meaning].kind not in ("media", "local")
        for claimant in analysis.hits["claimants"]
    )


def _softened(trigger: Trigger, word: Hit) -> Trigger:
    """Apply a modal word: what is planned, denied, unconfirmed or only tried is no fact."""
    reasons = (*trigger.reasons, f"{word.meaning} {word.text!r}")
    if trigger.modality == "unsaid":
        return trigger
    if word.meaning == "unconfirmed":
        return replace(trigger, modality="unsaid", reasons=reasons)
    if word.meaning in ("negation", "absence"):
        return _negated(trigger, reasons)
    if word.meaning == "attempt":
        if trigger.event_type in ("control_change", "advance", "withdrawal"):
            return replace(trigger, event_type="battle", sense="", reasons=reasons)
        return trigger
    if word.meaning == "plan" and _is_ordered(trigger, word):
        return replace(trigger, reasons=reasons)
    if trigger.modality == "denial":
        return trigger
    denied = word.meaning in ("denial", "untrue")
    about_control = trigger.event_type in ("control_change", "withdrawal")
    sense = "denied" if denied and about_control else ""
    modality = "denial" if denied else word.meaning
    return replace(trigger, event_type="statement", sense=sense, modality=modality, reasons=reasons)


def _is_ordered(trigger: Trigger, word: Hit) -> bool:
    """Tell whether what is planned happens: an evacuation, "ordered his units out of Avdiivka"."""
    ordered = word.text.lower().startswith(("order", "наказ", "приказ"))
    return trigger.event_type == "evacuation" or (trigger.event_type == "withdrawal" and ordered)


def _negated(trigger: Trigger, reasons: tuple[str, ...]) -> Trigger:
    """Read "was not captured" as a denial, "has not lost" as holding; other things simply did not happen."""
    if trigger.sense in ("lost", "held") and trigger.modality == "":
        sense = "held" if trigger.sense == "lost" else "lost"
        return replace(trigger, event_type="control_change", sense=sense, reasons=reasons)
    if trigger.event_type == "control_change":
        return replace(trigger, event_type="statement", sense="denied", modality="denial", reasons=reasons)
    return replace(trigger, modality="unsaid", reasons=reasons)


def _settled(analysis: Analysis, sentence: Sentence, trigger: Trigger, others: list[Trigger]) -> Trigger:
    """Give a general word ("strike", "attack", "killed") its type by the weapon and the victims beside it."""
    if trigger.event_type == "statement" or trigger.modality:
        return trigger
    weapon = _weapon(analysis, sentence, trigger)
    near = [t for t in others if t is not trigger and not has_border(analysis.gap(t, trigger))]
    if (
        trigger.meaning in STRIKES
        or trigger.meaning == "attack"
        or (trigger.meaning == "employed" and weapon)
    ):
        event_type = _by_weapon(trigger, weapon)
        if trigger.meaning == "attack" and not weapon and _on_civilians(analysis, trigger, near):
            event_type = weapon_before(analysis, sentence) or "shelling"
        if event_type != "battle" and _civilian_toll(analysis, trigger, near, event_type, weapon):
            event_type = "civilian_harm"
        return replace(trigger, event_type=event_type)
    if trigger.meaning == "casualty":
        return replace(trigger, event_type=_by_victims(analysis, sentence, trigger, near, others))
    if trigger.meaning == "held" and _HOLDS_ON.search(analysis.masked, trigger.start, trigger.end + _OBJECT):
        return replace(trigger, event_type="battle")
    if trigger.meaning == "evacuation" and _LEAVES.match(trigger.text) and _of_troops(analysis, trigger):
        return replace(trigger, event_type="withdrawal")  # on their way: nobody is said to hold it
    if trigger.meaning == "infrastructure" and (weapon == "drone_strike" or _struck(near, trigger)):
        return replace(trigger, event_type=_by_weapon(replace(trigger, meaning="strike"), weapon))
    if trigger.meaning in ("destroyed", "infrastructure") and _victims_first(analysis, trigger, near):
        return replace(trigger, event_type="civilian_harm")
    if trigger.meaning in ("destroyed", "infrastructure") and (arms := _wielded(analysis, trigger)):
        event_type = {"missile": "shelling"}.get(arms, arms)
        toll = _civilian_toll(analysis, trigger, near, event_type, arms)
        return replace(trigger, event_type="civilian_harm" if toll else event_type)
    if trigger.meaning == "destroyed":
        return replace(trigger, event_type=_by_object(analysis, trigger, weapon))
    return trigger


def _of_troops(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether those who leave are troops: "Ukrainian troops have been told to leave the city"."""
    before = Hit(trigger.start - CLAIMED, trigger.start, "", "")
    people = inside(analysis.hits["objects"], before)
    return bool(people) and people[-1].meaning == "soldiers"


def _wielded(analysis: Analysis, trigger: Trigger) -> str:
    """Return the missile, shell or bomb that does what a verb says: "a missile flattened a house"."""
    if _DAMAGES.match(trigger.text):
        return ""
    hits = between(analysis.hits["weapons"], trigger.start - CLAIMED, trigger.start)
    own = [
        hit.meaning
        for hit in hits
        if hit.meaning in ("missile", "shelling", "air_strike")
        and not _is_hit(analysis, hit)
        and words_between(gap := analysis.gap(hit, trigger)) <= 2
        and not _GOES_ON.search(gap)
        and "." not in gap
    ]
    return own[-1] if own else ""


def _victims_first(analysis: Analysis, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell whether people were hurt before things were: "killed four people and destroyed a house"."""
    return any(
        t.end <= trigger.start and not _AND_THEN.search(analysis.gap(t, trigger))
        for t in _tolls(analysis, near)
    )


def _tolls(analysis: Analysis, near: list[Trigger]) -> list[Trigger]:
    """Return the words about people killed or hurt who are no soldiers."""
    return [t for t in near if t.meaning == "casualty" and not t.modality and not _of_soldiers(analysis, t)]


def _struck(near: list[Trigger], trigger: Trigger) -> bool:
    """Tell whether a strike named before in the clause did the damage: "an attack caused a fire"."""
    return any(
        t.end <= trigger.start and not t.modality and (t.meaning in STRIKES or t.meaning == "attack")
        for t in near
    )


def _weapon(analysis: Analysis, sentence: Sentence, trigger: Trigger) -> str:
    """Return the weapon named nearest to the word, or ""; a strike may take it from the next clause."""
    candidates = []
    for hit in inside(analysis.hits["weapons"], sentence):
        overlap = hit.start < trigger.end and trigger.start < hit.end
        if (hit.start >= trigger.end or _PASSIVELY.match(trigger.text)) and _is_hit(analysis, hit):
            continue  # "drones hit aircraft", "41 aircraft were hit": the aircraft are no weapon here
        gap = "" if overlap else analysis.gap(hit, trigger)
        if is_stored(analysis, hit) or (not overlap and _of_another_event(analysis, hit, trigger)):
            continue
        border = has_border(gap)
        details = trigger.meaning in ("strike", "employed") or (trigger.meaning == "attack" and ":" in gap)
        if not border or (details and words_between(gap) <= 12):
            candidates.append((border, words_between(gap), hit.start, hit.meaning))
    if not candidates and trigger.meaning == "strike":
        return weapon_before(analysis, sentence)
    return min(candidates)[3] if candidates else ""


def is_stored(analysis: Analysis, weapon: Hit) -> bool:
    """Tell whether a weapon only lies somewhere: "an arsenal holding Iskanders", «склад авіабомб»."""
    return _STORED.search(analysis.masked, max(0, weapon.start - CLAIMED), weapon.start) is not None


def _of_another_event(analysis: Analysis, weapon: Hit, trigger: Trigger) -> bool:
    """Tell whether a weapon is used in a clause of its own: "bombs on A, and in B attacks were beaten"."""
    gap = analysis.gap(weapon, trigger)
    if weapon.start >= trigger.end:
        return _WHERE.search(gap) is not None
    if _AFTER.search(gap):
        return True
    used = between(analysis.hits["events"], weapon.start - _NEXT_TO, weapon.end + _NEXT_TO)
    return _AND_SO.search(gap) is not None and any(hit.end <= trigger.start for hit in used)


def by_own_weapon(analysis: Analysis, sentence: Sentence, trigger: Trigger, place: Spanned) -> Trigger:
    """Type a strike by the weapon right before a place: "drones over Voronezh, missiles on Poltava: …"."""
    if trigger.meaning != "strike" or trigger.modality:
        return trigger
    own = [
        hit.meaning
        for hit in inside(analysis.hits["weapons"], sentence)
        if hit.end <= place.start and _ON.fullmatch(analysis.masked, hit.end, place.start)
    ]
    return replace(trigger, event_type=_by_weapon(trigger, own[-1])) if own else trigger


def weapon_before(analysis: Analysis, sentence: Sentence) -> str:
    """Return "drone_strike" when the sentence before in the paragraph speaks of drones alone."""
    before = [s for s in analysis.sentences if s.end <= sentence.start and s.paragraph == sentence.paragraph][
        -1:
    ]
    hits = [hit for s in before for hit in inside(analysis.hits["weapons"], s) if not _is_hit(analysis, hit)]
    return "drone_strike" if {hit.meaning for hit in hits} == {"drone_strike"} else ""


def _is_hit(analysis: Analysis, weapon: Hit) -> bool:
    """Tell whether what may be a weapon is named as what was hit."""
    objects = analysis.hits["objects"]
    return any(o.meaning == "materiel" and o.start < weapon.end and weapon.start < o.end for o in objects)


def _by_object(analysis: Analysis, trigger: Trigger, weapon: str) -> str:
    """Tell what "destroyed" means: soldiers fall in battle, a depot is struck, a bridge is infrastructure."""
    if weapon == "drone_strike":
        return weapon
    objects = _objects(analysis, trigger, 40, 60)
    if objects & {"materiel", "facility"} and ("materiel" in objects or weapon):
        return {"": "shelling", "missile": "shelling"}.get(weapon, weapon)
    return "battle" if "soldiers" in objects else "infrastructure"


def _on_civilians(analysis: Analysis, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell an attack on an airfield, on houses or on people from an attack of troops on positions."""
    objects = _objects(analysis, trigger, 0, 60)
    if "positions" in objects:
        return False
    damage = any(t.meaning == "infrastructure" and not t.modality for t in near)
    return damage or bool(objects & {"facility", "materiel", "civilians"}) or bool(_tolls(analysis, near))


def _objects(analysis: Analysis, trigger: Trigger, before: int, after: int) -> set[str]:
    """Return what is named around a word, within so many characters: soldiers, civilians, a facility …"""
    window = Hit(trigger.start - before, trigger.end + after, "", "")
    return {hit.meaning for hit in inside(analysis.hits["objects"], window)}


def _by_weapon(trigger: Trigger, weapon: str) -> str:
    if trigger.meaning in ("attack", "strike", "employed"):
        return {"missile": "shelling", "": trigger.event_type}.get(weapon, weapon)
    return trigger.event_type


def _civilian_toll(
    analysis: Analysis, trigger: Trigger, near: list[Trigger], event_type: str, weapon: str
) -> bool:
    """Tell whether the clause is about people hurt rather than about the strike that hurt them.

    It is when the victims come first ("Two were killed when …"), and when a missile hit a town.
    """
    tolls = [toll for toll in _tolls(analysis, near) if not _of_another_strike(analysis, toll, trigger, near)]
    if any(toll.end <= trigger.start for toll in tolls):
        return True
    stated = weapon == "missile" or trigger.meaning == "strike" or _is_cause(analysis, trigger)
    return bool(tolls) and event_type == "shelling" and stated


def _of_another_strike(analysis: Analysis, toll: Trigger, trigger: Trigger, near: list[Trigger]) -> bool:
    """Tell whether people were hurt by another one elsewhere: "hit A after a strike on B that killed"."""
    return any(
        other.meaning in STRIKES
        and trigger.end <= other.start
        and other.end <= toll.start
        and "·" in analysis.masked[other.end : toll.start]
        for other in near
    )


def _is_cause(analysis: Analysis, trigger: Trigger) -> bool:
    """Tell whether shelling is only why people were hurt: «унаслідок обстрілу загинули двоє»."""
    return _BECAUSE_OF.search(analysis.masked, max(0, trigger.start - CLAIMED), trigger.start) is not None


def _by_victims(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, near: list[Trigger], others: list[Trigger]
) -> str:
    if _of_soldiers(analysis, trigger):
        strikes = [t for t in (*near, *others) if t.meaning in STRIKES]
        return _by_weapon(strikes[0], _weapon(analysis, sentence, strikes[0])) if strikes else "battle"
    for other in near:
        if other.end <= trigger.start and other.meaning in ("attack", "strike", "air_strike", "drone_strike"):
            event_type = _by_weapon(other, _weapon(analysis, sentence, other))
            if event_type in ("drone_strike", "air_strike"):
                return event_type
    return "civilian_harm"


def _of_soldiers(analysis: Analysis, toll: Trigger) -> bool:
    """Tell whether the people hurt are soldiers, by the words around."""
    objects = _objects(analysis, toll, 50, 40)
    return "soldiers" in objects and "civilians" not in objects
