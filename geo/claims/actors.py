"""Who acted: the side whose forces do what the event word says."""

from __future__ import annotations

import re
from datetime import date

from geo.claims.analysis import Analysis
from geo.claims.bystanders import belongs, is_theirs, is_where, suffered
from geo.claims.inferred import ARMS, OPPONENT, SIDES, by_arms, by_place, by_speaker, speaking_side
from geo.claims.lexicon import Hit
from geo.claims.sentences import Sentence, between, gap_cost, inside, words_between
from geo.claims.sources import sources
from geo.claims.speakers import Speaker
from geo.claims.trigger import Trigger
from geo.claims.weapons import is_stored
from geo.geocode import Resolution

_PASSIVE = re.compile(r"\b(?:by|силами|військами|войсками)\s*$", re.IGNORECASE)
# "Cleared of the Russians", "звільнили від росіян": the side named is the one that was driven out.
_FROM = re.compile(r"(?:^cleared.*|\s)\b(?:of|from|від|од|от)\s+(?:the\s+)?$", re.IGNORECASE)
_REPELLED = re.compile(
    r"repel|repuls|beat|beaten|fended|відбил|відбит|відбива|стрим|зупин|отраз|отраж|отби|сдерж|сорван|пресе"
)
# "Destroyed a Russian depot": the side after these verbs is the one that was hit.
_OBJECT_VERB = re.compile(
    r"destroy|struck|hit\b|нанес|поражени|завдан|знищ|уразил|уражен|вразил|вдарил|уничтож|поразил|поражен|ударил",
    re.IGNORECASE,
)
_KILLS = re.compile(r"kill|eliminat|ліквід|вбил|знешкод|ликвид|убил|уничтож", re.IGNORECASE)
_DRIVES = re.compile(
    r"push|boot|swept|hound|dr[io]v|clear|knock|expel|remov|t[ao]k|oust|squeez|forc|throw|thr[eo]w|flush|evict|eject|chas|kick|dislodg"
    r"|.*(?:не (?:за)?лишил|не остал|більше немає|больше нет)|зня|виби|выби|витісн|вытесн|вигна|выгна|викину"
    r"|виштовх|вышвыр|вышиб|викур|выкур|вичав|видав|выдав",
    re.IGNORECASE,
)
_DISLODGES = re.compile(r"dislodg|expel|oust|виби|выби|витісн|вытесн|выдав|вичав", re.IGNORECASE)
_DRIVEN = re.compile(r"\w+(?:ито|ано|ено|иті|иты|ені|ены|аны|ані|ит|ен)(?!\w)", re.IGNORECASE)
_IS_DRIVEN = re.compile(r"\b(?:was|were|been|being|be|got)(?:\s+\w+ly)?\s*$")
_ACCUSATIVE = re.compile(
    r"(?:ворога|противника|супротивника|росіян|окупантів|загарбників|українців|врага|россиян|оккупантов|украинцев)",
    re.IGNORECASE,
)
_CAPTURES = re.compile(
    r"(?:вз|уз)[яa]|полон(?:ив|ил|ен)|захоп|захва|пленил|пленен|captur|t[oa]k", re.IGNORECASE
)
_NEW_CLAUSE = re.compile(
    r"[,;:—–]|\b(?:and|that|after|when|as|while|та|і|й|що|після|коли|и|что|после|когда)\b"
)
_OBJECT = 20  # letters after such a verb in which its object stands
_TROOPS = re.compile(r"подразделени|підрозділ|бойцы|бійці|войска|війська", re.IGNORECASE)  # act themselves
# "Украинское название", "the Russian name": of a language, not of troops.
_LANGUAGE = re.compile(r"\s+(?:назв|назван|name\b|спікер|спикер|читання)", re.IGNORECASE)
# "Russia's Samara region": whose the place is, not who acted.
_OWNS = re.compile(r"(?<=['’]s)\s+(?:[\w-]+\s+)?·|['’]s\s+(?:[\w-]+\s+)?·")
_IS_TOLD = re.compile(r"\b(?:been|being|was|were|are|is)\s+$")  # "troops were told to leave" do not speak
_TOO_FAR = 15.0
_REACH = 600  # letters, a list of villages included
_BESIDE = 120  # letters that four words may have
_EXCHANGE = re.compile(r"exchang|swap|обмін|обмен", re.IGNORECASE)


def actor_of(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, resolution: Resolution | None,
    speaker: Speaker | None, day: date | None,
) -> tuple[str, str]:  # fmt: skip
    """Return the side that acted ("" if unknown) and why we think so."""
    hits = [
        hit
        for hit in inside(analysis.hits["actors"], sentence)
        if trigger.start - _REACH <= hit.start <= trigger.end + _REACH
        and not _of_claimant(analysis, sentence, hit)
        and not _OWNS.match(analysis.masked, hit.end)
        and not _LANGUAGE.match(analysis.masked, hit.end)
        and not is_where(analysis, hit)
        and not belongs(analysis, hit)
    ]
    arms = [hit for hit in hits if hit.meaning in ARMS and not is_stored(analysis, hit)]
    hits = [hit for hit in hits if hit.meaning not in ARMS]
    driven = _driven_out(analysis, hits, trigger)
    if driven is not None and (side := _relative(driven.meaning, speaker, analysis.language)) in OPPONENT:
        return OPPONENT[side], f"{driven.text!r} were driven out"
    named = _named(analysis, hits, trigger, speaker)
    return named if named[0] else _inferred(analysis, sentence, trigger, resolution, speaker, arms, day)


def _named(analysis: Analysis, hits: list[Hit], trigger: Trigger, speaker: Speaker | None) -> tuple[str, str]:
    """Return the side that the words around an event word name as who did it, or whom it was done to."""
    scored = [(_cost(analysis, hit, trigger), hit.start, hit) for hit in hits]
    cost, _, hit = min(scored, default=(_TOO_FAR, 0, None))
    if hit is None or cost >= _TOO_FAR:
        return "", ""
    hit = _subject(analysis, hit, hits, trigger)
    side = _relative(hit.meaning, speaker, analysis.language)
    other = OPPONENT.get(side, "")
    if other and hit.start >= trigger.end and _is_struck(trigger):
        return other, f"{hit.text!r} is what was hit"
    if other and (is_theirs(analysis, hit, trigger) or suffered(hit, trigger)):
        return other, f"it was done to {hit.text!r}"
    if other and trigger.sense == "liberated" and _FROM.search(analysis.masked[trigger.start : hit.start]):
        return other, f"freed from {hit.text!r}"
    if trigger.event_type == "prisoners" and _CAPTURES.search(trigger.text) and hit.start >= trigger.start:
        return other, f"{hit.text!r} were taken"
    if side == (speaking_side(speaker) or side) and _repels(analysis, hit, trigger):
        return other, f"{hit.text!r} repelled the other side"
    return side, f"actor {hit.text!r}"


def _is_struck(trigger: Trigger) -> bool:
    """Tell whether what stands behind an event word is what was hit: "destroyed a Russian depot"."""
    killed = trigger.meaning == "casualty" and _KILLS.match(trigger.text)
    return bool(killed or _OBJECT_VERB.match(trigger.text))


def _inferred(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, resolution: Resolution | None,
    speaker: Speaker | None, arms: list[Hit], day: date | None,
) -> tuple[str, str]:  # fmt: skip
    """Return the side that follows from who speaks, from the arms or from whose ground it is."""
    place = resolution.place if resolution else None
    country, lat, lon = (place.country, place.lat, place.lon) if place else ("", 0.0, 0.0)
    exchange = _EXCHANGE.search(analysis.report.text, sentence.start, sentence.end) is not None
    told = by_speaker(trigger, speaker, country, exchange)
    near = min(arms, key=lambda hit: gap_cost(analysis.gap(hit, trigger)), default=None)
    used = by_arms(trigger, near.meaning) if near else ("", "")
    if told[0] or used[0]:
        return told if told[0] else used
    if place is not None and place.kind == "facility" and trigger.event_type == "infrastructure":
        return "", ""  # who blew up a bridge or a dam
    claimant = speaker.source.name if speaker else ""
    return by_place(trigger.event_type, country, lat, lon, claimant, speaking_side(speaker), day)


def _subject(analysis: Analysis, hit: Hit, hits: list[Hit], trigger: Trigger) -> Hit:
    """Return the first side before the event word in its clause: the enemy, not the positions it attacked."""
    for earlier in reversed([h for h in hits if h.end <= hit.start]):
        if hit.end > trigger.start or _NEW_CLAUSE.search(analysis.masked, earlier.end, hit.start):
            break
        if not _allies(earlier, hit):
            hit = earlier
    return hit


def _allies(one: Hit, other: Hit) -> bool:
    """Tell whether two sides fight together: "Russia sends North Korean soldiers" lets the soldiers act."""
    return one.meaning in SIDES and SIDES[one.meaning] == SIDES.get(other.meaning)


def _repels(analysis: Analysis, hit: Hit, trigger: Trigger) -> bool:
    """Tell whether a side named before the event word beats an attack back rather than attacks."""
    reach = analysis.masked[hit.end : trigger.end]
    if not hit.meaning or trigger.event_type != "battle":
        return False
    return hit.end <= trigger.start and _REPELLED.search(reach) is not None


def _driven_out(analysis: Analysis, hits: list[Hit], trigger: Trigger) -> Hit | None:
    """Return the side inside "pushed Russian troops out of", "took down the Russian flag", "shot down …".

    It stands before "were driven out of", «вибито з», and in the accusative before «витіснили».
    """
    shot_down = trigger.event_type == "air_defence"
    if not shot_down and not _DRIVES.match(trigger.text):
        return None
    within = trigger.end + _OBJECT if shot_down or _DISLODGES.match(trigger.text) else trigger.end
    inside_it = (hit for hit in hits if trigger.start <= hit.start and hit.end <= within)
    return next(inside_it, None) or _driven_before(analysis, hits, trigger)


def _driven_before(analysis: Analysis, hits: list[Hit], trigger: Trigger) -> Hit | None:
    if trigger.sense != "liberated":
        return None
    before = [hit for hit in hits if hit.end <= trigger.start][-1:]
    for hit in before:
        gap = analysis.masked[hit.end : trigger.start]
        driven = _IS_DRIVEN.search(gap) if trigger.text.isascii() else _DRIVEN.match(trigger.text)
        if not _NEW_CLAUSE.search(gap) and (driven or _ACCUSATIVE.fullmatch(hit.text)):
            return hit
    return None


def _of_claimant(analysis: Analysis, sentence: Sentence, hit: Hit) -> bool:
    """ "The Russian ministry", "Ukraine's General Staff": a side that only speaks does not act."""
    for claimant in inside(analysis.hits["claimants"], sentence):
        if claimant.start >= hit.end + 3 or hit.start > claimant.end + 4 or _TROOPS.match(claimant.text):
            continue
        if sources()[claimant.meaning].kind in ("generic", "unit") and not _speaks(analysis, claimant):
            continue  # "Ukraine's army still holds Sudzha"
        if hit.start < claimant.end:
            return True
        gap = analysis.report.text[claimant.end : hit.start]
        if not re.search(r"[,.;:—]", gap):
            return claimant.end + 2 > hit.start and hit.text.lower() in (
                "рф",
                "росії",
                "россии",
                "україни",
                "украины",
            )
    return False


def _speaks(analysis: Analysis, claimant: Hit) -> bool:
    """Tell whether a verb of saying stands beside a claimant."""
    near = between(analysis.hits["speech"], claimant.start - _BESIDE, claimant.end + _BESIDE)
    return any(
        words_between(analysis.gap(cue, claimant)) <= 4
        and not _IS_TOLD.search(analysis.masked, max(0, cue.start - 10), cue.start)
        for cue in near
    )


def _cost(analysis: Analysis, hit: Hit, trigger: Trigger) -> float:
    """Prefer the subject before the event word, then "by …" after it."""
    cost = gap_cost(analysis.gap(hit, trigger))
    if hit.end <= trigger.start:
        return cost
    before = analysis.report.text[max(0, hit.start - 12) : hit.start]
    if _PASSIVE.search(before):
        return cost + 0.5
    if is_theirs(analysis, hit, trigger):
        return cost
    # Behind the verb stands the agent only right after it ("удар РФ") or after "under the control of".
    reach = 3 if trigger.event_type == "battle" and _REPELLED.match(trigger.text.lower()) else 1
    near = words_between(analysis.gap(hit, trigger)) <= reach or trigger.sense in ("held", "lost")
    return cost + (5.0 if near else 15.0)


def _relative(meaning: str, speaker: Speaker | None, language: str) -> str:
    """Resolve "the enemy" and "our troops" by who speaks, else by the language of the report."""
    if meaning not in ("enemy", "ours"):
        return meaning
    own = speaking_side(speaker) or {"uk": "Ukraine", "ru": "Russia"}.get(language, "")
    return own if meaning == "ours" else OPPONENT.get(own, "")
