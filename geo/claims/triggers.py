"""What is said to have happened: the words that name an event."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.claims.analysis import Analysis, inside_places
from geo.claims.asides import ASIDES
from geo.claims.fates import fates_in
from geo.claims.kinds import settled
from geo.claims.lexicon import Hit
from geo.claims.meanings import MEANINGS, NEEDS_MORE
from geo.claims.modality import governs, softened
from geo.claims.sentences import Sentence, has_border, inside, words_between
from geo.claims.trigger import CLAIMED, Trigger
from geo.claims.weapons import is_hit, is_stored

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
_HELD = ("settlement", "facility", "district")  # what troops take


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
    for aside in ASIDES:
        told = [trigger for trigger in told if not aside(analysis, trigger, told)]
    return [settled(analysis, sentence, trigger, told) for trigger in told]


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
        if not is_hit(analysis, hit) and not is_stored(analysis, hit)
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
        if governs(analysis, word, hit):
            trigger = softened(trigger, word)
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
