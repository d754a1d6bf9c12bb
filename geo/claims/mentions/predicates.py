"""Places of a clause that has a predicate of its own, none that tells of an event."""

from __future__ import annotations

import re

from geo.claims.mentions.case import ANEW, Case
from geo.claims.mentions.journeys import leaves
from geo.claims.sentences import Spanned, between, gap_cost, has_border, inside, words_between
from geo.claims.trigger import Trigger
from geo.claims.where import governing

# "Ships that stood in Sevastopol": what was hit lay there.
_NOT_LYING = (
    r"(?!(?:\w+\s)?(?:was|were|is|are|had been|stood|stands|lay|lies|sat|sits|parked|moored|remain\w*"
    r"|сто[яї]\w+|лежа\w+"
    r"|перебува\w+|находи\w+|был\w*|бу[влт]\w*|базу\w+|рухал\w+|двигал\w+|їха\w+|ехал\w*)\s)"
)
# Where another clause begins: what was told before it is told at its places only if it has no verb.
_BORDER = re.compile(
    r";(?=\s)|,\s(?:and|but|while|whereas|although|though|so|whose|і|й|та|и|а|але|но|проте|однак|однако|зато"
    r"|хоча|хотя|тож|тоді як|тогда как|поки|пока)\s|\s(?:but|while|whereas|although)\s"
    rf"|,?\s(?:which|who)\s{_NOT_LYING}|,\s(?:яких|якого|якому|якою|як(?:ий|а|е|і)|котор\w+|хто"
    rf"|кто)\s{_NOT_LYING}|,?\sthat\s(?=\w+s\s)"
    rf"|,\sщо\s(?=\w+(?:ла|ло|ли|[аиіуя]в|[иа]ть|[ую]ть|ться|вся|ся)\s){_NOT_LYING}"
    r"|,\s(?=(?:leaving|cutting|depriving|forcing|prompting|opening|allowing|letting|making|bringing"
    r"|exposing|isolating"
    r"|severing|linking|connecting|blocking|complicating|helping|enabling|drawing|sparing|joining"
    r"|facing)\s(?!·))"
    r"|,\s(?!питающ|снабжающ)(?=\w{3,}(?:ущ|ющ|ащ|ящ|вш)(?:ий|ая|ее|ие|его|ей|им|ую|их|ими|ем)(?:ся)?\s)",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|do|did|remains?"
    r"|stands?|stood"
    r"|lies|lay|sits?|sat|runs?|ran|leads?|led|went|comes?|came|sees?|saw|meets?|met|keeps?|kept|leaves?"
    r"|left|gave"
    r"|gives?|sends?|sent|brings?|brought|makes?|made|became|becomes?|loses?|lost|feels?|felt|hears?|heard"
    r"|grew"
    r"|rose|takes?|took|spoke|feeds?|links?|built|holds?|held|lives?|works?|puts?|uses?|needs?|waits?"
    r"|receives?|expects?|wants?|offers?|faces?|carry|carries|serves?|\w{3,}ed|(?<=, )\w{3,}ing"
    r"|(?<=that )\w+s"
    r"|\w{2,}(?:[аиіыуяе]ла|[аиіыуяе]ло|[аиіыуяе]ли|лся|ла?сь|лось|лись|ться|тся|ють|уть|ить|ять|ать|ає|ує"
    r"|іє|яє|ают|яют"
    r"|уют|еют|ает|яет|еет|ует|[дзтсшчлнрв]ит|[дтчжвнлр]ут|[дтчжвнлр]ят|[чжш]ат)"
    r"|(?!канал|сигнал|мат|персонал|зал|вокзал|журнал|квартал|генерал)\w{2,}[аиіыуяї][влє]"
    r"|нет|немає|є|був|был|жи(?:в|л|ла|ли)|мала|мали|має|мають|имел\w?|(?:за|вы|ви|по|при|пере|у|об|від"
    r"|от)?(?:йшов|ишов|їхав|ехал|ш[её]л)|веде|ведёт"
    r"|ведет"
    r"|(?<=, )\w{3,}(?:ущ|ющ|ащ|ящ|вш)\w{2,6})(?!\w)",
    re.IGNORECASE,
)
_FAR = 12.0  # as gap_cost weighs
_COMMA = re.compile(r"(?<!·)[,;:]\s|[;:]\s")  # none between the names of a list
_FROM = re.compile(r"\b(?:from|з|із|зі|из|с|со)$", re.IGNORECASE)
_AT_ONCE = 2  # words between what happened and the road that it happened on
_WAY = re.compile(
    r"road|highway|railway|railroad|rail line|pipeline|трас|дорог|шоссе|шосе|залізн|желез", re.IGNORECASE
)


def of_own_clause(case: Case) -> str:
    """ "… was hit; buses to Kerch were late": the clause has a verb of its own that tells of no event."""
    masked, sentence = case.analysis.masked, case.sentence
    start, end = sentence.start, sentence.end
    for border in _BORDER.finditer(masked, sentence.start, sentence.end):
        if border.end() <= case.toponym.start:
            start = border.start()
        elif border.start() >= case.toponym.end:
            end = border.start()
            break
    if start == sentence.start or any(start < t.end and t.start < end for t in case.triggers):
        return ""
    if any(between(case.analysis.hits[topic], start, end) for topic in ("weapons", "speech", "events")):
        return ""
    finite = _FINITE.search(masked, start, end)
    return f"{finite[0]!r} tells of no event" if finite else ""


def of_idle_word(case: Case) -> str:
    """ "Damaged the road that links A with B": nearer than the event word stands one that tells of none."""
    words = inside(case.analysis.hits["mentions"], case.sentence)
    idle = [hit for hit in words if hit.meaning == "idle"]
    if not idle:
        return ""
    told = [t for t in case.triggers if not any(h.start <= t.start and t.end <= h.end for h in idle)]
    idle = [h for h in idle if not any(h.start < t.end and t.start < h.end for t in told)]
    event = case.told if len(told) == len(case.triggers) else governing(case.analysis, case.toponym, told)
    for word in idle:
        holds_it = word.start <= case.toponym.start and case.toponym.end <= word.end
        if holds_it or event is None or _is_nearer(case, word, event):
            return f"{word.text!r} tells of no event"
    return ""


def _is_nearer(case: Case, word: Spanned, told: Trigger) -> bool:
    """Tell whether a word stands nearer to the place than what happened, in the clause of the place."""
    place, analysis = case.toponym, case.analysis
    gap = analysis.gap(word, place)
    if gap_cost(gap) > _FAR or has_border(gap) or _COMMA.search(gap) or _parted(case, word, place):
        return False
    if _hits_the_way(case, word) or ANEW.search(gap):
        return False
    if told.start < place.end and place.start < told.end:
        return False
    if (
        told.end <= word.start
        and leaves(told)
        and _FROM.search(case.analysis.report.text, word.start, word.end)
    ):
        return False  # "people were carried on buses from Mariupol"
    if place.end <= word.start:
        far = analysis.gap(told, word) if told.start >= word.end else analysis.gap(told, place)
        takes_in = told.meaning == "casualty" and told.start >= word.end  # "Dnipro receives the wounded"
        return "," not in gap and (takes_in or "," in far or ";" in far)
    if told.start >= word.end:
        return gap_cost(gap) <= gap_cost(analysis.gap(told, place))
    return told.start <= word.start


def _hits_the_way(case: Case, word: Spanned) -> bool:
    """Tell whether the road between two places is what was struck: "damaged the railway from A to B"."""
    return _WAY.match(case.analysis.report.text, word.start) is not None and any(
        t.end <= word.start and words_between(case.analysis.gap(t, word)) <= _AT_ONCE for t in case.triggers
    )


def _parted(case: Case, word: Spanned, place: Spanned) -> bool:
    """Tell whether an event word stands between a word and the place."""
    low, high = min(word.end, place.end), max(word.start, place.start)
    return any(low <= t.start and t.end <= high for t in case.triggers)
